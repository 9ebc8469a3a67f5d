"""New rows on the tree of a study as it is."""

from collections.abc import Mapping
from dataclasses import replace

from interest.config import Progress, no_progress
from interest.contents import Contents, Deferred
from interest.hierarchy.growing import grow_cut, grow_material
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
    """The contents with new rows on the tree as it is: see `Study.add`."""
    more = load(data, columns=columns, progress=progress, first_row=contents.report.n_rows, day_first=day_first)
    joined = contents.ingested.join(more)
    new = joined.frame.iloc[len(contents.ingested) :]
    ignored = IgnoreList(contents.config.ignore)
    vectors = contents.encode([ignored.remove_from(text) for text in new["text"]], progress)
    material, nearest = grow_material(contents.material, new, vectors)
    users = joined.frame["user_id"].tolist()
    named = material.named_by(contents.config)
    far = are_far(material.meaning[len(contents.ingested) :], contents.topic_vectors, reach_of_topics(contents))
    built, edited = (grow_cut(part, named, nearest, users, far) for part in (contents.cuts.built, contents.cuts.edited))
    cuts = replace(contents.cuts, built=built, edited=edited)
    grown = contents.change(ingested=joined, source=Deferred.known(material), cuts=cuts, quality=None)
    return grown if grown.learning is None else adopted(grown, grown.learning, grown.config.encoder)
