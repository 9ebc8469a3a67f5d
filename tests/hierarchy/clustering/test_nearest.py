"""The statements that a new one is most like."""

import numpy as np
import pytest

from interest.hierarchy.clustering.neighbours import NEIGHBOURS, Nearest, closeness


@pytest.mark.parametrize("copies", [1, 4])  # with copies more statements are equally near than there is room for
def test_the_nearest_come_as_by_a_stable_sort(copies: int) -> None:
    rng = np.random.default_rng(0)
    vectors = rng.normal(size=(60, 8)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    old, new = np.repeat(vectors[:40], copies, axis=0), vectors[40:]
    found = Nearest.of(new, old)
    cosine = new @ old.T
    expected = np.argsort(-cosine, axis=1, kind="stable")[:, :NEIGHBOURS]
    if copies == 1:
        np.testing.assert_array_equal(found.rows, expected)
    # Copies of what bfloat16 can't tell apart may leave no room for others.
    missed = np.take_along_axis(cosine, expected, axis=1) - np.take_along_axis(cosine, found.rows, axis=1)
    assert 0 <= missed.max() < 2**-8
    assert (np.diff(found.weights, axis=1) <= 1e-9).all()


@pytest.mark.parametrize("n_old", [3, 40])
def test_closeness_is_the_mean_cosine_with_the_nearest(n_old: int) -> None:
    vectors = np.random.default_rng(0).normal(size=(60, 8)).astype(np.float32)
    old, new = vectors[:n_old], vectors[40:]
    largest = np.sort(new @ old.T, axis=1)[:, -NEIGHBOURS:]
    np.testing.assert_allclose(closeness(new, old), largest.mean(axis=1), atol=1e-5)


def test_those_of_one_label_are_no_neighbours() -> None:
    vectors = np.repeat(np.eye(2, dtype=np.float32), NEIGHBOURS + 1, axis=0)
    users = np.arange(len(vectors))
    users[: NEIGHBOURS + 1] = 0  # all that are like the first few are of one user
    assert closeness(vectors, vectors, (users, users)).tolist() == [0.0] * (NEIGHBOURS + 1) + [1.0] * (NEIGHBOURS + 1)


def test_fewer_old_statements_than_neighbours() -> None:
    assert Nearest.of(np.eye(4, dtype=np.float32), np.eye(4, dtype=np.float32)[:2]).rows.shape == (4, 2)
