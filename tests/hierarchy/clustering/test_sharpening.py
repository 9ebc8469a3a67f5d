"""Self-training on planted directions that noise hides."""

import numpy as np
from sklearn.metrics import accuracy_score

from interest.hierarchy.clustering.centroids import centroids
from interest.hierarchy.clustering.features import unit
from interest.hierarchy.clustering.sharpening import EASY, HARD, discriminant_space, sharpened


def planted(seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Six topics told apart in 8 dimensions, with noise twice as long in 40 others: features (900, 48), topic."""
    rng = np.random.default_rng(seed)
    topic = np.repeat(np.arange(6), 150)
    told = unit(rng.normal(size=(6, 8)))[topic] + 0.25 * rng.normal(size=(900, 8))
    return unit(np.hstack([told, 0.5 * rng.normal(size=(900, 40))])), topic


def nearest(features: np.ndarray, labels: np.ndarray) -> np.ndarray:
    return (features @ centroids(features, labels).T).argmax(axis=1)


def test_what_the_sure_ones_teach_places_the_others():
    features, topic = planted()
    rng = np.random.default_rng(1)
    sure = np.where(rng.random(len(topic)) < 0.4, topic, -1)
    sharp = discriminant_space(features, np.arange(900), sure)
    unsure = sure < 0
    before = accuracy_score(topic[unsure], nearest(features, sure)[unsure])
    after = accuracy_score(topic[unsure], nearest(sharp, sure)[unsure])
    assert after > before + 0.05
    assert sharp.shape == (900, 5) and sharp.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(sharp, axis=1), 1, atol=1e-5)


def test_what_a_sample_teaches_is_asked_about_all():
    features, topic = planted()
    fitted = np.sort(np.random.default_rng(1).choice(900, 450, replace=False))
    sharp = discriminant_space(features, fitted, topic[fitted])
    np.testing.assert_array_equal(sharp[fitted], discriminant_space(features[fitted], np.arange(450), topic[fitted]))
    others = np.setdiff1d(np.arange(900), fitted)
    taught = np.full(900, -1)
    taught[fitted] = topic[fitted]
    right = accuracy_score(topic[others], nearest(sharp, taught)[others])
    assert right > accuracy_score(topic[others], nearest(features, taught)[others])


def test_two_clusters_give_one_dimension():
    features, topic = planted()
    assert discriminant_space(features, np.arange(900), topic % 2).shape == (900, 1)


def test_no_statement_decides_alone_whether_features_are_learned():
    features, topic = planted()

    def cosines(outliers: int) -> np.ndarray:
        labels = np.where(np.random.default_rng(2).permutation(900) < outliers, -1, topic)
        anew = sharpened(features, np.arange(900), labels)
        return features @ features.T if anew is None else anew @ anew.T

    first, last = round(900 * EASY), round(900 * HARD)
    assert np.array_equal(cosines(first), features @ features.T)
    steps = [np.abs(cosines(n + 1) - cosines(n)).mean() for n in (first, (first + last) // 2, last - 1)]
    assert max(steps) < 0.05 * np.abs(cosines(last) - cosines(first)).mean()
