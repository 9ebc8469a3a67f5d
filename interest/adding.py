"""New rows on the tree of a study as it is."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from interest.config import Progress
from interest.hierarchy.growing import grow_cut, grow_space, grow_words
from interest.ingest import load
from interest.ingest.loading import Data
from interest.language import IgnoreList
from interest.recommend import are_far

if TYPE_CHECKING:
    from interest.study import Study


def add_rows(
    study: "Study",
    data: Data,
    columns: Mapping[str, str | None] | None,
    progress: Progress,
    day_first: bool | None = None,
) -> None:
    """See `Study.add`."""
    more = load(data, columns=columns, progress=progress, first_row=study.report.n_rows, day_first=day_first)
    joined = study.ingested.join(more)
    new = joined.frame.iloc[len(study.ingested) :]
    ignored = IgnoreList(study.config.ignore)
    vectors = study.encode([ignored.remove_from(text) for text in new["text"]], progress)
    texts, languages = new["text"].tolist(), new["language"].tolist()
    space, nearest = grow_space(study.space, vectors, languages)
    words = grow_words(study.words, texts, languages)
    users = joined.frame["user_id"].tolist()
    named = words.named_by(study.config)
    far = are_far(space.meaning[len(study.ingested) :], study.topic_vectors, study.reach)
    built, cut = (grow_cut(part, space, named, nearest, users, far) for part in (study.built, study.cut))
    study.extend(joined, space, words, built, cut)
    if study.learned is not None:
        study.adopt(study.learned, study.encoder_name)
