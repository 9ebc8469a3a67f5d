"""The list of general names."""

from itertools import chain

import numpy as np
from hierarchy.naming.worlds import HAN

from interest.hierarchy.generic import read_names


def test_the_general_names_are_complete_and_unique():
    table = read_names()
    assert list(table.columns) == ["english", "chinese", "within", "english_examples", "chinese_examples"]
    assert (table.drop(columns="within") != "").all(axis=None)
    assert set(chain.from_iterable(table["within"].str.split("; "))) - {""} <= set(table["english"])
    assert table["english"].is_unique
    assert table["chinese"].is_unique
    assert table["chinese_examples"].str.contains(HAN.pattern).all()
    assert table["chinese"].str.contains(HAN.pattern).all()
    assert not table["english"].str.contains(HAN.pattern).any()


def test_general_names_hold_what_is_in_them_at_any_depth(small_study):
    generic = small_study.contents.words.generic
    number = generic.english.index
    assert generic.holds[number("Technology"), number("Headphones & audio")]
    assert generic.holds[number("Sports & outdoors"), number("Camping")]
    assert not generic.holds[number("Camping"), number("Sports & outdoors")]
    assert generic.holds.diagonal().all()
    assert not (generic.holds & generic.holds.T & ~np.eye(len(generic.english), dtype=bool)).any()  # no circles
