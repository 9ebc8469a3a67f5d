"""New rows on the tree of a study as it is."""

from collections.abc import Mapping
from dataclasses import replace

from interest.config import Progress, no_progress
from interest.contents import Contents, Deferred
from interest.hierarchy.growing import grow_cut, grow_space, grow_words
from interest.ingest import load
from interest.ingest.loading import Data
from interest.language import IgnoreList
from interest.learning import adopted
from interest.recommend import are_far, reach_of_topics


def with_rows(
    contents: Contents,
    data: Data,
    columns: Mapping[str, str | None] | None = None,
    progress: Progress = no_progress,
    day_first: bool | None = None,
) -> Contents:
    """Put new rows on the tree as it is; nodes keep their ids and names, edits can still be undone.

    A new statement goes to the keyword of the statements that it is most like. What a user says again word for
    word counts as said again. New interests need a new build: a rising share of outliers tells. `progress` gets
    the stages reading, cleaning and encode, and may raise `Cancelled`: then all is as it was. Raises `InputError`
    for data that can't be used. `columns` and `day_first` are those of `build`.
    """
    more = load(data, columns=columns, progress=progress, first_row=contents.report.n_rows, day_first=day_first)
    joined = contents.ingested.join(more)
    new = joined.frame.iloc[len(contents.ingested) :]
    ignored = IgnoreList(contents.config.ignore)
    vectors = contents.encode([ignored.remove_from(text) for text in new["text"]], progress)
    texts, languages = new["text"].tolist(), new["language"].tolist()
    space, nearest = grow_space(contents.space, vectors, languages)
    words = grow_words(contents.words, texts, languages)
    users = joined.frame["user_id"].tolist()
    named = words.named_by(contents.config)
    far = are_far(space.meaning[len(contents.ingested) :], contents.topic_vectors, reach_of_topics(contents))
    cuts = contents.cuts
    built, edited = (grow_cut(cut, space, named, nearest, users, far) for cut in (cuts.built, cuts.edited))
    grown = contents.change(
        ingested=joined, deferred_space=Deferred.known(space), deferred_words=Deferred.known(words),
        cuts=replace(cuts, built=built, edited=edited), quality=None,
    )  # fmt: skip
    return grown if grown.learning is None else adopted(grown, grown.learning, grown.config.encoder)
