import numpy as np

from interest.hierarchy.clustering.features import unit
from interest.hierarchy.examples import typical_statements

TEXTS = [str(number) for number in range(40)]


def test_the_most_typical_first_then_different_ones():
    """Nine times the same, and two others nearly as typical: the others come before a repetition."""
    axes = np.eye(6)
    middle = axes[0]
    same, other, third = middle + 0.3 * axes[1], middle + 0.6 * axes[2], middle + 0.6 * axes[3]
    meaning = unit(np.stack([axes[5], *[same] * 9, other, third]))
    chosen = typical_statements(meaning, TEXTS, np.arange(1, 12), 3)
    assert chosen[0] in range(1, 10)
    assert set(chosen[1:]) == {10, 11}


def test_all_of_a_small_node_each_once():
    meaning = unit(np.random.default_rng(0).normal(size=(4, 5)))
    assert sorted(typical_statements(meaning, TEXTS, np.array([0, 2, 3]), 10)) == [0, 2, 3]


def test_no_text_twice():
    """Thirty times one text in the middle: it is an example once, and others are found behind it."""
    rng = np.random.default_rng(0)
    meaning = unit(np.concatenate([np.repeat(np.eye(5)[:1], 30, axis=0), np.eye(5)[:1] + rng.normal(0, 0.3, (6, 5))]))
    texts = [*["the same"] * 30, *TEXTS[:6]]
    chosen = typical_statements(meaning, texts, np.arange(36), 3)
    assert [texts[row] for row in chosen].count("the same") == 1
    assert len(chosen) == 3
