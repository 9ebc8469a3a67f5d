"""How contents come about: grown from statements, or cut anew from the vectors of others."""

from dataclasses import replace

import pandas as pd

from interest.audit import Audit
from interest.config import Config, Progress, no_progress
from interest.contents import Contents, Current, Cuts, Deferred, Stock
from interest.contents.answers import Answers
from interest.contents.judgements import Judgements
from interest.encoders import Encoder, choose_encoder, encode_texts
from interest.engines import LOCAL, Engine
from interest.hierarchy.cutting import cut_tree
from interest.hierarchy.preparing import prepare
from interest.ingest import Statements
from interest.making.editor import Editor
from interest.making.telling import estimated, told_apart
from interest.recommend import Feedback, catalogue_of
from interest.segments import Segments


def grow(
    name: str,
    config: Config,
    encoder: Encoder,
    ingested: Statements,
    items: pd.DataFrame | None = None,
    interactions: pd.DataFrame | None = None,
    progress: Progress = no_progress,
    engine: Engine = LOCAL,
) -> Contents:
    """Encode, lay out and cut: the part of a build that follows reading and cleaning."""
    space, words = prepare(ingested.frame, encoder, config, progress, engine)
    progress("tree", 0.0)
    cut = cut_tree(space, words, ingested.frame, config)
    item_vectors = None if items is None else encode_texts(encoder, items["text"].tolist(), engine=engine)
    contents = Contents(
        name, config, ingested, Deferred.known(space), Deferred.known(words), Cuts.fresh(cut), Deferred.known(encoder),
        Stock(items, interactions, item_vectors),
    )  # fmt: skip
    contents = told_apart(contents)
    contents = contents.change(recipe=contents.closed_users.recipe)
    catalogue = catalogue_of(contents)
    if catalogue is not None:
        contents = contents.change(fusion=catalogue.fusion)  # learned now, so that nobody waits for it later
    progress("tree", 1.0)
    return contents


def cut_anew(contents: Contents, config: Config) -> Contents:
    """The contents with a tree of another configuration, from the same vectors.

    Edits are made again where their nodes are found in the new tree; notes say which ones could not be.
    """
    cut = cut_tree(contents.space, contents.words, contents.ingested.frame, config)
    other = contents.change(
        config=config,
        cuts=Cuts.fresh(cut),
        quality=None,
        grouping=None,
        judgements=Judgements(),
        answers=Answers(),
        segments=(),
        built_at="",
        foundation=None,
    )
    return follow(other, contents)


def grown_anew(contents: Contents, encoder: str | Encoder, name: str, progress: Progress = no_progress) -> Contents:
    """Contents of the same statements, items and interactions in the vectors of another encoder, given or by its name.

    Without what training found, which holds for the former vectors. Raises `EncoderError`.
    """
    said = (contents.ingested.frame[column].tolist() for column in ("text", "language"))
    chosen = choose_encoder(encoder, *said) if isinstance(encoder, str) else encoder
    config, stock = replace(contents.config, encoder=chosen.name), contents.stock
    other = grow(name, config, chosen, contents.ingested, stock.items, stock.interactions, progress)
    return follow(other, contents)


def follow(contents: Contents, former: Contents) -> Contents:
    """The contents with the edits, segments, own interests, feedback, answers and the choice about estimates of former
    ones of (much) the same statements.

    A node is recognised by the statements that it shares with one of its level in this tree: a Jaccard index of at
    least 0.5 among the statements of both, which are compared by user and text. Notes list what was lost.
    """
    if former.estimate is not None and not former.estimate.used and contents.estimate != former.estimate:
        contents = estimated(contents, False)
    current, before = Current(contents), Current(former)
    Editor(current).replay(former)
    Segments(current).follow(Segments(before))
    Feedback(current).follow(Feedback(before))
    Audit(current).follow(Audit(before))
    if not contents.own.now:  # they are about no tree
        current.change(own=former.own)
    return current.contents
