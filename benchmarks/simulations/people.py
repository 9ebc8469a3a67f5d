"""People who write by one law, of some topics in a small tree: what all simulations draw from."""

import numpy as np
import pandas as pd

from interest.hierarchy.tree import InterestTree, Node
from interest.users import Profiles

NOBODY = (np.array([], int), np.array([], int))
TOPICS, CATEGORIES = 30, 6
TREE = InterestTree(
    {f"c{c}": Node(f"c{c}", "category", f"c {c}", None, tuple(f"t{t}" for t in range(c, TOPICS, CATEGORIES)))
     for c in range(CATEGORIES)}
    | {f"t{t}": Node(f"t{t}", "topic", f"t {t}", f"c{t % CATEGORIES}", (f"k{t}",)) for t in range(TOPICS)}
    | {f"k{t}": Node(f"k{t}", "keyword", f"k {t}", f"t{t}") for t in range(TOPICS)}
)  # fmt: skip


def popular(n: int, power: float = 0.7) -> np.ndarray:
    """Interests of which the first are those of many, (n,)."""
    weight = 1 / np.arange(1, n + 1) ** power
    return weight / weight.sum()


def said(rng: np.random.Generator, sizes: np.ndarray, mean: np.ndarray, focus: float = 5.0) -> np.ndarray:
    """What people say: counts (n_people, n_nodes) of interests of their own around a mean, `sizes` statements each."""
    own = rng.dirichlet(focus * mean, len(sizes))
    return np.array([rng.multinomial(size, each) for size, each in zip(sizes, own, strict=True)])


def shifted(mean: np.ndarray, by: float) -> np.ndarray:
    """The mean with so much of all said moved to the third interest."""
    return (1 - by) * mean + by * np.eye(len(mean))[2]


def profiles_of(counts: np.ndarray, users: np.ndarray) -> Profiles:
    """The profiles of people who said something of these topics, as they say it."""
    user, topic = np.nonzero(counts)
    frame = pd.DataFrame({"user_id": users[user], "keyword": [f"k{t}" for t in topic], "weight": counts[user, topic]})
    frame = frame.assign(strength=1.0, is_outlier=False, timestamp=pd.NaT)
    return Profiles.of(frame.astype({"timestamp": "datetime64[ns]", "weight": float}), TREE)


def touched(rng: np.random.Generator, people: int) -> tuple[np.ndarray, np.ndarray]:
    """Which topics people of four kinds speak of, (people, TOPICS) bool, and how much they say."""
    kinds, sizes = rng.integers(4, size=people), rng.geometric(1 / 8, people)
    likes = popular(TOPICS) * np.where(np.arange(TOPICS) % 4 == kinds[:, None], 4.0, 1.0)
    own = [rng.dirichlet(8 * each / each.sum()) for each in likes]
    return np.array([rng.multinomial(size, each) for size, each in zip(sizes, own, strict=True)]) > 0, sizes


def bursts(rng: np.random.Generator) -> pd.DataFrame:
    rows = []
    for user in range(400):
        own, middle = rng.permutation(TOPICS)[: rng.integers(1, 5)], rng.uniform()
        rows += [(f"u{user}", rng.choice(own), rng.normal(middle, 0.15)) for _ in range(1 + rng.poisson(7))]
    for user in range(12):
        middle = rng.uniform()
        rows += [(f"b{user}", 7, rng.normal(middle, 0.05)) for _ in range(40)]
    frame = pd.DataFrame(rows, columns=["user_id", "topic", "time"])
    frame["category"] = [f"c{t % CATEGORIES}" for t in frame["topic"]]
    return frame.assign(topic=[f"t{t}" for t in frame["topic"]], time=frame["time"].clip(0, 1))
