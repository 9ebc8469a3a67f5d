"""Maximal marginal relevance on three items, two of them the same."""

import numpy as np
import pytest

from interest.errors import InputError
from interest.recommend.diversity import diversify

SCORES = np.array([1.0, 0.9, 0.6, 0.1])
VECTORS = np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0], [0.0, 0.0]])


def test_without_diversity_by_score():
    assert diversify(SCORES, VECTORS, 3, 0).tolist() == [0, 1, 2]
    assert diversify(SCORES, VECTORS, 9, 0).tolist() == [0, 1, 2, 3]


def test_the_same_again_waits():
    assert diversify(SCORES, VECTORS, 3, 0.5).tolist() == [0, 2, 3]
    assert diversify(SCORES, VECTORS, 4, 1).tolist()[-1] == 1


def test_nothing_gives_nothing():
    assert diversify(np.zeros(0), np.zeros((0, 2)), 3, 0.5).tolist() == []
    assert diversify(SCORES, VECTORS, 0, 0.5).tolist() == []


@pytest.mark.parametrize("diversity", [-0.1, 1.1])
def test_a_diversity_outside_is_refused(diversity):
    with pytest.raises(InputError, match=str(diversity)):
        diversify(SCORES, VECTORS, 3, diversity)
