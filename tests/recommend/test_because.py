"""Reasons as sentences."""

from typing import get_args

import pytest

from interest.errors import UnknownNodeError
from interest.recommend.because import Because, Kind

SENTENCES = [
    (
        Because("neighbours", users=("u12", "u7", "u3"), count=3, of=5),
        "3 of 5 people like you care about it (u12, u7, u3).",
    ),
    (Because("sibling", nodes=("t1",)), "It belongs to Sports, like Running, which you care about."),
    (Because("near", nodes=("t1", "t3", "t5")), "It is close to Running, Baking and 机器学习, which you care about."),
    (Because("popular", count=5, of=12), "5 of 12 people care about it."),
    (Because("topic", nodes=("c2",)), "It is about Food, which you care about."),
    (Because("text"), "Its text resembles what you wrote or took."),
    (Because("together", items=("i1", "i2")), "People who took i1 or i2 also took it."),
    (Because("factors"), "It fits the pattern of what you and others took."),
    (Because("taken", count=2, of=9), "2 of 9 people took it."),
    (Because("liked", nodes=("t1",), items=("i1",)), "It is like Running and i1, which you liked."),
]


@pytest.mark.parametrize(("because", "sentence"), SENTENCES, ids=[because.kind for because, _ in SENTENCES])
def test_sentences(world, because, sentence):
    assert because.text(world.tree) == sentence


def test_every_kind_of_reason_has_its_sentence():
    assert {because.kind for because, _ in SENTENCES} == set(get_args(Kind))


def test_a_node_of_another_tree_is_named(world):
    with pytest.raises(UnknownNodeError, match="t99"):
        Because("near", nodes=("t99",)).text(world.tree)
