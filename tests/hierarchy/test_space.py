"""Of very many things a sample, and a space that is fitted on it."""

import numpy as np
import pytest
from sklearn.metrics import adjusted_mutual_info_score
from threadpoolctl import threadpool_info, threadpool_limits

from interest.hierarchy import space
from interest.hierarchy.clustering.centroids import join_nearest
from interest.hierarchy.clustering.features import unit
from interest.hierarchy.clustering.layers import choose_topics
from interest.hierarchy.space import Space, drawn

ONCE = np.ones(3000, int)


def crowd_and_few(seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """3,000 things around 30 directions, one of them with 1,060, ten with 20: features (n, 16), direction."""
    rng = np.random.default_rng(seed)
    topic = np.repeat(np.arange(30), [1060, *[92] * 18, *[20] * 10, 84])
    return unit(unit(rng.normal(size=(30, 16)))[topic] + 0.08 * rng.normal(size=(len(topic), 16))), topic


def test_all_of_few():
    assert drawn(ONCE, 3000, 0).tolist() == list(range(3000))


def test_a_sample_is_of_the_size_and_evenly_drawn():
    found = [drawn(ONCE, 1000, seed) for seed in range(40)]
    assert all(len(one) == 1000 and (np.diff(one) > 0).all() for one in found)
    times = np.bincount(np.concatenate(found), minlength=3000)
    assert abs(times[:1500].mean() - times[1500:].mean()) < 0.5  # 13.3 on average
    assert times.std() < 1.2 * np.sqrt(40 * 2 / 9)  # that of a binomial distribution


def test_what_many_say_is_drawn():
    counts = ONCE.copy()
    often = np.arange(5, 3000, 200)
    counts[often] = 500
    assert set(often.tolist()) <= set(drawn(counts, 1000, 0).tolist())


def test_chance_is_that_of_the_seed():
    first, again, other = (drawn(ONCE, 500, seed) for seed in (0, 0, 1))
    assert np.array_equal(first, again) and not np.array_equal(first, other)


@pytest.fixture(scope="module")
def worlds() -> tuple[Space, Space, np.ndarray]:
    """The space of all things, that of a sample of a third, and the direction of each thing."""
    vectors, topic = crowd_and_few()
    texts = [f"{'abcdefghij'[n % 10] * 3} {n}" for n in range(len(vectors))]
    arguments = vectors, texts, [[] for _ in texts], ["en"] * len(texts), range(len(texts)), 0
    whole = Space.of(*arguments)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(space, "MOST_FITTED", 1000)
        return whole, Space.of(*arguments), topic


def test_the_others_are_placed_on_what_the_sample_shows(worlds: tuple[Space, Space, np.ndarray]):
    whole, part, topic = worlds
    assert whole.fitted is None and part.fitted == 1000
    for name in ("features", "points", "map", "meaning"):
        assert len(getattr(part, name)) == len(getattr(whole, name))
        assert getattr(part, name).dtype == np.float32
    labels = choose_topics(part.layers, n=len(topic)).labels
    assert labels.shape == topic.shape and labels.dtype == np.int32
    by_all, by_part = (
        adjusted_mutual_info_score(topic, join_nearest(world.features, choose_topics(world.layers, n=3000).labels))
        for world in (whole, part)
    )
    assert by_part > by_all - 0.05 > 0.7
    own = np.linalg.norm(part.map[:, None] - np.stack([part.map[topic == t].mean(axis=0) for t in range(30)]), axis=2)
    assert (own.argmin(axis=1) == topic).mean() > 0.95


def test_layouts_beside_each_other_have_one_thread_of_blas_each(monkeypatch: pytest.MonkeyPatch):
    asked = []

    def layers(*_) -> list:
        asked.extend(pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas")
        return []

    monkeypatch.setattr(space, "hdbscan_layers", layers)
    features = crowd_and_few()[0][::10]
    with threadpool_limits(2, user_api="blas"):
        space._Clustered.of(features, np.ones(len(features), int), seed=0)
        assert {pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"} == {2}
    assert set(asked) == {1}
