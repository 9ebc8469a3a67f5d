"""One person taken out of a study, with all that was derived from what they wrote."""

from dataclasses import replace

import numpy as np
import pandas as pd

from interest.contents import Contents, Cuts, Deferred
from interest.contents.answers import Answers
from interest.contents.definitions import Combined, Definition, Ids, Interest, Segment
from interest.contents.judgements import Judgement, Judgements
from interest.contents.own import OwnInterests
from interest.encoders import clear_cache
from interest.errors import InputError
from interest.hierarchy.cutting import cut_tree
from interest.hierarchy.editing.edits import Edit
from interest.hierarchy.space import Space
from interest.hierarchy.words import Words
from interest.ingest import CleaningReport, Statements
from interest.ingest.attributes import Attributes
from interest.making.growing import follow
from interest.making.telling import without_estimates

READING = "reading"
"""The reason of the report under which stands how columns were read, which is nobody's text."""


def forgotten(contents: Contents, user_id: str) -> Contents:
    """The contents without a user: as if their statements had been taken out after the layout.

    The tree is cut anew from the vectors of the others, so that no name, keyphrase or example is from a text that is
    gone, and edits, segments, own interests and feedback follow. What training found is gone as well, and so are
    estimated opinions, since both learned from them. Of what cleaning left out, the texts stay only where they are
    surely of somebody else. The cache of vectors is emptied. Raises `UnknownUserError`, and
    `InputError` where nobody would be left.
    """
    contents.check_user(user_id)
    stock = contents.stock
    taken = stock.interactions
    if taken is not None:
        stock = replace(stock, interactions=taken[taken["user_id"] != user_id].reset_index(drop=True))
    frame = contents.ingested.frame
    kept = np.flatnonzero((frame["user_id"] != user_id).to_numpy())
    if not len(kept):
        raise InputError(f"Nobody but {user_id!r} wrote in this study; delete the whole of it.")
    said = _without(contents.judgements, user_id)
    answers = contents.answers.without(user_id)
    own = _own(contents, user_id)
    if len(kept) == len(frame):  # seen in interactions alone
        return contents.change(
            stock=stock, judgements=said, answers=answers, segments=_segments(contents.segments, user_id)
        )
    clear_cache()
    space, words, gone = _space(contents.space, kept), *_words(contents.words, kept)
    ingested = _ingested(contents.ingested, kept, user_id)
    cut = cut_tree(space, words, ingested.frame, contents.config)
    log = replace(contents.cuts.log, edits=tuple(_untitled(edit, gone) for edit in contents.cuts.log.edits))
    before = contents.change(
        judgements=said, answers=answers, segments=_segments(contents.segments, user_id),
        cuts=replace(contents.cuts, log=log),
    )  # fmt: skip
    other = contents.change(
        ingested=ingested, deferred_space=Deferred.known(space), deferred_words=Deferred.known(words), stock=stock,
        cuts=Cuts.fresh(cut), judgements=Judgements(), answers=Answers(), segments=(), own=own, learning=None,
        quality=None, grouping=None, foundation=None,
    )  # fmt: skip
    followed = follow(without_estimates(other), before)
    log = followed.cuts.log
    edits = tuple(_unsaid(edit, gone) for edit in log.edits)
    cuts = replace(followed.cuts, log=replace(log, edits=edits, undone=()), lost=())
    cuts = replace(cuts, edited=replace(cuts.edited, notes=cut.notes))  # others quote what edits were about
    segments = tuple(_uncalled(segment, gone) for segment in followed.segments)
    answers = followed.answers.calling(lambda name: "" if _says(name, gone) else name)
    return followed.change(cuts=cuts, segments=segments, answers=answers)


def _own(contents: Contents, user_id: str) -> OwnInterests:
    """The own interests without examples that this person alone said."""
    frame = contents.ingested.frame
    theirs = (frame["user_id"] == user_id).to_numpy()
    gone = frozenset(frame.loc[theirs, "text"]).difference(frame.loc[~theirs, "text"])
    return contents.own.each(lambda interest: interest.without(gone))


def _ingested(ingested: Statements, kept: np.ndarray, user_id: str) -> Statements:
    number = np.full(len(ingested.frame), -1)
    number[kept] = np.arange(len(kept))
    frame = ingested.frame.iloc[kept].reset_index(drop=True).assign(statement_id=np.arange(len(kept)))
    known = ingested.attributes
    attributes = Attributes(
        known.users[known.users["user_id"] != user_id].reset_index(drop=True),
        _of_statements(known.statements, number),
        known.kinds,
    )
    readings = tuple(  # which may quote an id
        replace(reading, values=tuple(told for told in reading.values if user_id not in told))
        for reading in ingested.readings
    )
    times, report = _of_statements(ingested.times, number), _report(ingested.report, frame)
    return Statements(frame, times, report, attributes, readings, ingested.said)


def _of_statements(table: pd.DataFrame, number: np.ndarray) -> pd.DataFrame:
    """The rows of a table that are about statements which are left, by their new ids."""
    new = number[table["statement_id"].to_numpy(dtype=np.int64)] if len(table) else np.zeros(0, np.int64)
    return table.assign(statement_id=new)[new >= 0].reset_index(drop=True)


def _report(report: CleaningReport, frame: pd.DataFrame) -> CleaningReport:
    """The report, with texts only of rows from which somebody else has a statement."""
    rows = report.rows
    known = rows["row"].isin(frame["row"]) | (rows["reason"] == READING)
    texts = {column: rows[column].where(known, "") for column in ("before", "after")}
    return CleaningReport(rows.assign(**texts).astype(dict.fromkeys(texts, "str")), report.n_rows)


def _space(space: Space, kept: np.ndarray) -> Space:
    layers = [replace(layer, labels=_numbered(layer.labels[kept])) for layer in space.layers]
    parts = {name: getattr(space, name)[kept] for name in ("vectors", "meaning", "features", "points", "map")}
    return replace(space, layers=layers, **parts)


def _numbered(labels: np.ndarray) -> np.ndarray:
    """Groups numbered without gaps, where one has gone with its statements; −1 stays for none."""
    groups = np.unique(labels[labels >= 0])
    return np.where(labels < 0, -1, np.searchsorted(groups, labels)).astype(labels.dtype)


def _words(words: Words, kept: np.ndarray) -> tuple[Words, tuple[str, ...]]:
    """The words of the statements that are left, and the phrases that nobody says any more."""
    matrix = words.phrases.matrix[kept]
    counts = np.asarray(matrix.sum(axis=0)).ravel()
    still = np.flatnonzero(counts)
    gone = tuple(words.phrases.names[phrase].casefold() for phrase in np.flatnonzero(counts == 0))
    phrases = replace(words.phrases, matrix=matrix, counts=counts.astype(words.phrases.counts.dtype)).take(still)
    texts = [words.texts[at] for at in kept]
    return replace(words, texts=texts, phrases=phrases, phrase_vectors=words.phrase_vectors[still]), gone


def _without(judgements: Judgements, user_id: str) -> Judgements:
    """The log without what somebody judged, and without what others thought of them."""

    def stays(judgement: Judgement) -> bool:
        return judgement.user_id != user_id and (judgement.about, judgement.target_id) != ("user", user_id)

    return replace(
        judgements, given=tuple(filter(stays, judgements.given)), undone=tuple(filter(stays, judgements.undone))
    )


def _segments(segments: tuple[Segment, ...], user_id: str) -> tuple[Segment, ...]:
    """The segments without somebody among the ids; chosen statements follow by themselves."""

    def without(definition: Definition) -> Definition:
        if isinstance(definition, Combined):
            return definition.each(without)
        if isinstance(definition, Ids):
            return Ids(tuple(user for user in definition.users if user != user_id))
        return definition

    return tuple(replace(segment, definition=without(segment.definition)) for segment in segments)


def _unsaid(edit: Edit, gone: tuple[str, ...]) -> Edit:
    """An edit without former names of nodes that are of phrases which nobody says any more."""
    called = tuple(node if _says(name, gone) else name for node, name in zip(edit.nodes, edit.called, strict=False))
    return replace(edit, called=called)


def _untitled(edit: Edit, gone: tuple[str, ...]) -> Edit:
    """A candidate that was called by phrases which nobody says any more, without its name."""
    return replace(edit, titles=("",)) if edit.rows and _says(edit.titles[0], gone) else edit


def _uncalled(segment: Segment, gone: tuple[str, ...]) -> Segment:
    def uncalled(interest: Interest) -> Interest:
        return replace(interest, called="") if _says(interest.called, gone) else interest

    return replace(segment, definition=segment.definition.following(uncalled))


def _says(name: str, phrases: tuple[str, ...]) -> bool:
    return any(phrase in name.casefold() for phrase in phrases)
