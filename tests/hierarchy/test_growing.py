"""The statements that a new one is most like."""

import numpy as np
import pytest

from interest.hierarchy.growing import NEIGHBOURS, Nearest


@pytest.mark.parametrize("copies", [1, 4])  # with copies more statements are equally near than there is room for
def test_the_nearest_come_as_by_a_stable_sort(copies: int) -> None:
    rng = np.random.default_rng(0)
    vectors = rng.normal(size=(60, 8)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    old, new = np.repeat(vectors[:40], copies, axis=0), vectors[40:]
    found = Nearest.of(new, old)
    np.testing.assert_array_equal(found.rows, np.argsort(-(new @ old.T), axis=1, kind="stable")[:, :NEIGHBOURS])
    assert (np.diff(found.weights, axis=1) <= 1e-9).all()


def test_those_of_one_label_are_no_neighbours() -> None:
    vectors = np.eye(3, dtype=np.float32)
    found = Nearest.of(vectors, vectors, apart=(np.arange(3), np.arange(3)))
    assert (found.rows[:, 0] != np.arange(3)).all() and (found.rows[:, -1] == np.arange(3)).all()


def test_fewer_old_statements_than_neighbours() -> None:
    assert Nearest.of(np.eye(4, dtype=np.float32), np.eye(4, dtype=np.float32)[:2]).rows.shape == (4, 2)
