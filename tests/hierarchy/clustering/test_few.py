"""Topics of few statements: planted ones are found, asked numbers are kept, and noise is called so."""

import numpy as np
import pytest
from sklearn.metrics import adjusted_mutual_info_score

from interest.hierarchy.clustering.features import unit
from interest.hierarchy.clustering.few import few_topics, without_groups


def planted(n: int, groups: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Directions (n, 300) around a few, and whose each is."""
    rng = np.random.default_rng(seed)
    group = rng.permutation(np.arange(n) % groups)
    return unit(rng.normal(size=(groups, 300))[group] + rng.normal(0, 0.6, (n, 300))).astype(np.float32), group


@pytest.mark.parametrize(("n", "groups"), [(24, 4), (60, 6), (150, 12)])
def test_planted_groups_are_found(n, groups):
    features, group = planted(n, groups)
    found = few_topics(features)
    assert abs(found.max() + 1 - groups) <= 1
    assert adjusted_mutual_info_score(group, found) > 0.9


def test_what_is_asked_for_is_given():
    features, _ = planted(60, 6)
    assert set(few_topics(features, 9)) == set(range(9))
    assert few_topics(features, least=12).max() + 1 >= 12
    assert few_topics(features[:7], least=5).max() + 1 == 5  # as many as asked for, though less would do
    assert set(few_topics(features[:3], 9)) == {0, 1, 2}


@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_very_few_have_groups_too(n):
    found = few_topics(planted(n, n)[0])
    assert set(found) == set(range(found.max() + 1))


@pytest.mark.parametrize("n", [100, 200, 700])
def test_noise_is_without_groups_and_planted_groups_are_not(n):
    noise = unit(np.random.default_rng(n).normal(size=(n, 300))).astype(np.float32)
    assert without_groups(noise)
    assert not without_groups(planted(n, 8)[0])
