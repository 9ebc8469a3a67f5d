"""Descent: forces as UMAP has them, from a table; edges in turn by their weight."""

import numpy as np
import pytest
from scipy.sparse import coo_array

from interest.hierarchy.clustering.descent import FINE, HIGHEST, LOWEST, Forces, descend, nearness


@pytest.mark.parametrize("min_dist", [0.0, 0.1, 0.5])
def test_the_curve_of_nearness_is_that_of_umap_learn(min_dist):
    from umap.umap_ import find_ab_params

    np.testing.assert_allclose(nearness(min_dist), find_ab_params(1.0, min_dist), rtol=1e-6)


def test_forces_are_exact_to_the_leading_bits():
    a, b = nearness(0.1)
    squared = np.exp(np.random.default_rng(0).uniform(np.log(1e-6), np.log(1e3), 1000)).astype(np.float32)
    at = (squared.view(np.int32) >> (23 - FINE)) - ((127 + LOWEST) << FINE)
    forces = Forces.of(a, b)
    d = squared.astype(float)
    np.testing.assert_allclose(forces.pull[at], -2 * a * b * d ** (b - 1) / (a * d**b + 1), rtol=2 / (1 << FINE))
    np.testing.assert_allclose(forces.push[at], 2 * b / ((0.001 + d) * (a * d**b + 1)), rtol=2 / (1 << FINE))
    assert len(forces.pull) == (HIGHEST - LOWEST) << FINE


def ring(n: int, weight: float = 1.0) -> coo_array:
    rows, others = np.arange(n, dtype=np.int32), np.roll(np.arange(n, dtype=np.int32), 1)
    ends = np.concatenate([rows, others]), np.concatenate([others, rows])
    return coo_array((np.full(2 * n, weight), ends), shape=(n, n))


def test_what_hangs_together_draws_together_and_the_rest_apart():
    rng = np.random.RandomState(0)
    places = rng.uniform(0, 10, (60, 2)).astype(np.float32)
    descend(places, ring(60), 0.1, rng)
    along = np.linalg.norm(places - np.roll(places, 1, axis=0), axis=1)
    across = np.linalg.norm(places - np.roll(places, 30, axis=0), axis=1)
    assert np.median(along) < 1 < np.median(across)
    assert np.isfinite(places).all()


def test_only_what_weights_are_to_one_another_counts():
    def laid(weight: float) -> np.ndarray:
        places = np.random.RandomState(1).uniform(0, 10, (40, 3)).astype(np.float32)
        descend(places, ring(40, weight), 0.0, np.random.RandomState(2))
        return places

    np.testing.assert_array_equal(laid(1.0), laid(0.25))


@pytest.mark.parametrize("places", [np.zeros((30, 2)), np.full((30, 2), 1e6), np.eye(30, 2) * 1e-20])
def test_points_in_one_place_or_far_off_stay_finite(places):
    moved = places.astype(np.float32)
    descend(moved, ring(30), 0.1, np.random.RandomState(0))
    assert np.isfinite(moved).all()
