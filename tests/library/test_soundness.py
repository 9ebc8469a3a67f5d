"""A study from somewhere else: each part that does not fit the others is found before the study is added."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from interest.contents import Contents, Deferred
from interest.contents.opinions import Estimate
from interest.errors import InputError, StudyError
from interest.hierarchy.editing.edits import Edit
from interest.hierarchy.tree import InterestTree
from interest.inference.mixture import Mixture
from interest.library.packing import pack, unpack
from interest.library.soundness import misfit
from interest.library.storage import read_contents, save_contents
from interest.study import Study


def ingested(**columns: object) -> Callable[[Contents], Contents]:
    return lambda c: c.change(ingested=replace(c.ingested, frame=c.ingested.frame.assign(**columns)))


def cut(**parts: Callable[[Contents], object]) -> Callable[[Contents], Contents]:
    def change(c: Contents) -> Contents:
        made = replace(c.cut, **{name: part(c) for name, part in parts.items()})
        return c.change(cuts=replace(c.cuts, built=made, edited=made))

    return change


def places(**columns: object) -> Callable[[Contents], Contents]:
    return cut(assignments=lambda c: c.cut.assignments.assign(**columns))


def node(level: str, **fields: object) -> Callable[[Contents], Contents]:
    def tree(c: Contents) -> InterestTree:
        first = c.tree.level(level)[0]  # type: ignore[arg-type]
        return InterestTree({**c.tree.nodes, first.id: replace(first, **fields)})

    return cut(tree=tree)


def space(**parts: Callable[[Contents], object]) -> Callable[[Contents], Contents]:
    return lambda c: c.change(
        deferred_space=Deferred.known(replace(c.space, **{name: part(c) for name, part in parts.items()}))
    )


def matrix(change: Callable[[sparse.csr_matrix], object]) -> Callable[[Contents], Contents]:
    def make(c: Contents) -> Contents:
        changed = c.words.phrases.matrix.copy()
        change(changed)
        words = replace(c.words, phrases=replace(c.words.phrases, matrix=changed))
        return c.change(deferred_words=Deferred.known(words))

    return make


WRONG = {
    "ids of statements": ingested(statement_id=1),
    "texts that are numbers": ingested(text=1.0),
    "texts that are missing": ingested(user_id=pd.Series([None] * 480, dtype="str")),
    "a weight without end": ingested(weight=np.inf),
    "a negative weight": ingested(weight=-1.0),
    "rows before the first": ingested(row=-1),
    "times that are texts": ingested(timestamp="yesterday"),
    "fewer statements": lambda c: c.change(ingested=replace(c.ingested, frame=c.ingested.frame.head(10))),
    "more statements in the foundation than there are": lambda c: c.change(foundation=10_000),
    "a node that is not there": places(keyword="k999_9"),
    "a topic for a keyword": lambda c: places(keyword=c.cut.assignments["topic"])(c),
    "a keyword of another topic": lambda c: places(keyword=c.cut.assignments["keyword"].iloc[0])(c),
    "strengths that are no numbers": places(strength=np.nan),
    "a parent that is not there": node("topic", parent="c999"),
    "a category with a parent": node("category", parent="c1"),
    "a child that is not there": node("topic", children=("k999_9",)),
    "examples beyond the last statement": node("keyword", examples=(10**9,)),
    "a name that is none": node("topic", name=7),
    "a map of another study": cut(map=lambda c: c.cut.map[:-1]),
    "a map that leads nowhere": cut(map=lambda c: c.cut.map * np.nan),
    "memberships of unknown statements": cut(memberships=lambda c: c.cut.memberships.assign(statement_id=10**9)),
    "memberships in unknown nodes": cut(memberships=lambda c: c.cut.memberships.assign(node_id="t999")),
    "topics without vectors": cut(topic_vectors=lambda c: {}),
    "vectors of other dimensions": cut(topic_vectors=lambda c: {t: v[:5] for t, v in c.cut.topic_vectors.items()}),
    "vectors of fewer statements": space(vectors=lambda c: c.space.vectors[:-1]),
    "vectors that are no numbers": space(features=lambda c: c.space.features * np.nan),
    "layers of fewer statements": space(layers=lambda c: [replace(c.space.layers[0], labels=np.zeros(3, np.int32))]),
    "phrases of fewer statements": lambda c: c.change(
        deferred_words=Deferred.known(
            replace(c.words, phrases=replace(c.words.phrases, matrix=c.words.phrases.matrix[:-1]))
        )
    ),
    "indices that lead elsewhere": matrix(lambda m: m.indices.__setitem__(0, 10**9)),
    "indices below zero": matrix(lambda m: m.indices.__setitem__(0, -5)),
    "rows without an end": matrix(lambda m: m.indptr.__setitem__(-1, 10**9)),
    "an item twice": lambda c: c.change(stock=replace(c.stock, items=pd.concat([c.stock.items] * 2))),
    "vectors of fewer items": lambda c: c.change(stock=replace(c.stock, vectors=c.stock.vectors[:-1])),
    "groups of another kind": lambda c: c.change(grouping=replace(c.grouping, verdict="some")),
    "groups of nobody knows whom": lambda c: c.change(grouping=replace(c.grouping, verdict="groups")),
    "groups over other topics": lambda c: c.change(
        grouping=replace(c.grouping, mixture=Mixture(np.ones((1, 2)) / 2, np.ones(2) / 2, np.ones(2) / 2, 0.1))
    ),
    "an estimate that is no number": lambda c: c.change(estimate=Estimate("ratings", auc="high", low=2.0)),
    "an estimate of another kind": lambda c: c.change(estimate=Estimate("stars")),
    "an edit of statements that are not there": lambda c: c.change(
        cuts=replace(c.cuts, log=c.cuts.log.add(Edit("dismiss", (), ("Chess",), rows=(0, 10**9))))
    ),
    "a name of the study that is none": lambda c: c.change(name=7),
    "a time of building that is none": lambda c: c.change(built_at="2026-01-01T00:00:00"),
}


def test_a_sound_study_fits(small_study: Study) -> None:
    assert misfit(small_study.contents) == ""


@pytest.mark.parametrize("what", WRONG)
def test_what_does_not_fit_is_found(small_study: Study, what: str) -> None:
    wrong = WRONG[what](small_study.contents)
    with suppress(ValueError, KeyError, TypeError, AttributeError, IndexError):  # which `check` takes for damage too
        assert misfit(wrong)


def test_bad_indices_are_noticed_in_a_file_and_in_a_folder(saved: Path) -> None:
    place = saved / "material" / "mentions.npz"
    contents = read_contents(saved)
    wrong = WRONG["indices that lead elsewhere"](contents)
    folder = save_contents(wrong.change(name="wrong"), saved.parent / "wrong")
    assert place.is_file()
    with pytest.raises(StudyError, match="damaged"):
        _ = read_contents(folder).words
    with pytest.raises(InputError, match="damaged"):
        unpack(pack(folder), "wrong.interest.zip")
