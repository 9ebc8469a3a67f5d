"""New rows, and who took what, in a study as it is."""

from dataclasses import replace

import numpy as np
import pandas as pd

from interest.config import Progress, no_progress
from interest.contents import Contents, Deferred
from interest.hierarchy.growing import grow_cut, grow_space, grow_words
from interest.inference import share_interval
from interest.ingest import Data, Said, Statements, added_up, load_interactions
from interest.ingest.loading import load_more
from interest.ingest.values import padded_like
from interest.language import IgnoreList
from interest.learning import adopted
from interest.making.candidates import found_clumps, joined_later
from interest.making.leftovers import Leftovers
from interest.making.telling import told_apart
from interest.recommend import Catalogue


def with_more(
    contents: Contents,
    data: Data | None,
    said: Said | None = None,
    progress: Progress = no_progress,
    interactions: Data | None = None,
) -> Contents:
    """What `with_rows` makes of `data`, then what `with_interactions` makes of `interactions`."""
    said = said or Said()
    if data is not None:
        contents = with_rows(contents, data, said, progress)
    return contents if interactions is None else with_interactions(contents, interactions, said.day_first)


def with_interactions(contents: Contents, interactions: Data, day_first: bool | None = None) -> Contents:
    """Add who took what; how much each source of recommended items counts is learned anew.

    Taking again adds to the weight. Raises `InputError` for data that can't be used, and for a study without items.
    """
    contents.stock.listed  # noqa: B018 (raises)
    more = with_ids_of(contents.ingested, load_interactions(interactions, day_first=day_first))
    known = contents.stock.interactions
    joined = more if known is None else added_up(pd.concat([known, more], ignore_index=True))
    grown = contents.change(stock=replace(contents.stock, interactions=joined), fusion=None)
    return grown.change(fusion=Catalogue(grown).fusion)


def with_rows(
    contents: Contents,
    data: Data,
    said: Said | None = None,
    progress: Progress = no_progress,
) -> Contents:
    """Put new rows on the tree as it is; nodes keep their ids and names, edits can still be undone.

    A new statement goes to the keyword of the statements that it is most like, among those of the build: in which order
    and in how many batches rows come does not matter. One that fits no topic of the build goes to a candidate that was
    accepted, if it is like its statements. What a user says again word for word counts as said again. What gathers
    beside the tree is a candidate for a new topic: see `interest.making.candidates`. `progress` gets
    the stages reading, cleaning and encode, and may raise `Cancelled`: then all is as it was. Raises `InputError`
    for data that can't be used. Data are read as those of the study were, as far as it is not `said` otherwise: see
    `interest.ingest.loading.load_more`.
    """
    more = load_more(contents.ingested, data, said or Said(), progress)
    joined = contents.ingested.join(more)
    new = joined.frame.iloc[len(contents.ingested) :]
    ignored = IgnoreList(contents.config.ignore)
    vectors = contents.encode([ignored.remove_from(text) for text in new["text"]], progress)
    texts, languages = new["text"].tolist(), new["language"].tolist()
    foundation = contents.foundation or len(contents.ingested)
    space, nearest = grow_space(contents.space, vectors, languages, foundation)
    words = grow_words(contents.words, texts, languages)
    users = joined.frame["user_id"].tolist()
    cuts = contents.cuts
    topics = cuts.built.assignments["topic"].iloc[:foundation].tolist()
    beside = Leftovers.of(space.meaning, topics, cuts.built.tree)
    far = beside.far
    log, places = joined_later(cuts, space.meaning, far)
    found = found_clumps(space.meaning, users, beside, log, foundation, contents.config.seed)
    if found:
        rows = np.concatenate([clump.rows for clump in found]).tolist()
        all_languages = joined.frame["language"].tolist()
        words = words.learning(rows, np.flatnonzero(far).tolist(), all_languages, contents.encoder.get())
    named, loose = words.named_by(contents.config), far[len(contents.ingested) :]
    built = grow_cut(cuts.built, space, named, nearest, users, loose)
    edited = built if cuts.edited is cuts.built else grow_cut(cuts.edited, space, named, nearest, users, loose, places)
    grown = contents.change(
        ingested=joined, deferred_space=Deferred.known(space), deferred_words=Deferred.known(words),
        cuts=replace(cuts, built=built, edited=edited, log=log), quality=None, grouping=None, foundation=foundation,
    )  # fmt: skip
    grown = told_apart(grown, since=len(contents.ingested))
    return grown if grown.learning is None else adopted(grown, grown.learning, grown.config.encoder)


def with_ids_of(statements: Statements, table: pd.DataFrame) -> pd.DataFrame:
    """A table whose users are called as in the statements: a spreadsheet may have taken the zeros before their ids."""
    same = padded_like(table["user_id"], statements.users)
    return table.assign(user_id=table["user_id"].map(same).astype("str")) if same else table


def drift(contents: Contents) -> tuple[str, ...]:
    """A note where what was added fits the tree surely less than what it was found in; people are the unit."""
    n, frame = contents.foundation, contents.cut.assignments
    if n is None or n >= len(frame):
        return ()
    outlier = frame["is_outlier"].to_numpy(float)
    users = contents.ingested.frame["user_id"].iloc[n:]
    counts = pd.DataFrame({"user": users, "outlier": outlier[n:]}).groupby("user")["outlier"].agg(["sum", "size"])
    low, _ = share_interval(counts["sum"].to_numpy(), counts["size"].to_numpy())
    before, after = outlier[:n].mean(), outlier[n:].mean()
    if low <= before:
        return ()
    return (
        f"{after:.0%} of the {len(users):,} statements that were added fit no topic well, against {before:.0%} of "
        "those the tree was found in; see its candidates for new topics, or build the study anew to see what is new.",
    )
