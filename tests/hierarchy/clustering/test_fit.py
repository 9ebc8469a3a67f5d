"""The silhouette from one distance matrix against scikit-learn's, and what the fit prefers."""

import numpy as np
import pytest
from scipy.spatial.distance import cdist
from sklearn.metrics import silhouette_score

from interest.hierarchy.clustering.features import unit
from interest.hierarchy.clustering.fit import SAMPLE, Fit, silhouette


@pytest.mark.parametrize("groups", [2, 5, 40])
def test_silhouette_is_that_of_scikit_learn(groups):
    rng = np.random.default_rng(0)
    points = rng.normal(size=(120, 5))
    labels = np.concatenate([np.arange(groups), [0], rng.integers(0, groups, 119 - groups)])
    assert silhouette(cdist(points, points), labels) == pytest.approx(silhouette_score(points, labels), abs=1e-6)


def test_a_group_of_one_counts_nothing():
    points = np.array([[0.0], [1.0], [9.0]])
    assert silhouette(cdist(points, points), np.array([0, 0, 1])) == pytest.approx(
        silhouette_score(points, [0, 0, 1]), abs=1e-6
    )


def test_the_planted_grouping_fits_best():
    rng = np.random.default_rng(0)
    planted = np.repeat(np.arange(6), 30)
    points = 5 * np.eye(6)[planted] + rng.normal(0, 0.3, (180, 6))
    fit = Fit.of(points, unit(points))
    assert fit(planted) > fit(planted // 2) > fit(rng.permutation(planted))
    assert fit(planted) > fit(np.where(np.arange(180) % 2, planted, planted + 6))
    assert fit(np.zeros(180, int)) == 0


def test_a_sample_speaks_for_many():
    rng = np.random.default_rng(0)
    planted = rng.integers(0, 4, 3 * SAMPLE)
    points = (4 * np.eye(4)[planted] + rng.normal(0, 0.5, (len(planted), 4))).astype(np.float32)
    fit = Fit.of(points, unit(points))
    assert len(fit.sample) == SAMPLE
    whole = silhouette_score(points, planted, sample_size=5000, random_state=0)
    assert silhouette(fit.distances, planted[fit.sample]) == pytest.approx(whole, abs=0.02)
