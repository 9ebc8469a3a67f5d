"""What changed between two sides."""

import numpy as np
import pandas as pd
from scipy import sparse
from simulations.people import NOBODY, popular, said, shifted

from interest.comparison.compare import _compared
from interest.comparison.sides import Side
from interest.hierarchy.tree import InterestTree, Node
from interest.inference import (
    Shares,
    adjusted,
    differences,
    main_shared,
    moves_by_chance,
)


def change(rng: np.random.Generator, effect: bool) -> dict[str, bool]:
    """400 people with 20 statements each against 30 with one; 25 points more of one category."""
    mean = popular(8)
    sides = [np.full(400, 20), np.full(30, 1)]
    counts = [said(rng, sides[0], mean), said(rng, sides[1], shifted(mean, 0.25 * effect))]
    shares = [Shares(sparse.csr_matrix(c / s[:, None]), 1 / s) for c, s in zip(counts, sides, strict=True)]
    found = differences(*shares, NOBODY, int(rng.integers(2**31)))
    q = adjusted(found.p)
    if effect:
        return {"a category": bool(q[2] <= 0.05)}
    return {"p ≤ .05": float((found.p <= 0.05).mean()), "any category": bool((q <= 0.05).any())}


def people(rng: np.random.Generator, effect: bool) -> dict[str, float]:
    """Who moved, of 120 people with 4 to 12 statements a side; 20 of them speak of one thing only, then of another."""
    sizes = rng.integers(4, 13, 120)
    own = rng.dirichlet(np.ones(6), 120)
    later = own.copy()
    if effect:
        own[:20], later[:20] = np.eye(6)[0], np.eye(6)[1]
    before, after = (
        np.array([rng.multinomial(n, p) for n, p in zip(sizes, side, strict=True)]) for side in (own, later)
    )
    moved = ~main_shared(before, after).any(axis=1)
    chance, p = moves_by_chance(before, after, int(rng.integers(2**31)))
    sure = moved & (adjusted(p) <= 0.05)
    if effect:
        return {"who moved": float(sure[:20].mean())}
    return {"seem to move": float(moved.mean()), "by chance": float(chance.mean()), "anybody sure": bool(sure.any())}


def appeared(rng: np.random.Generator, effect: bool) -> dict[str, bool]:
    """Two sides of 80 people on the same twelve topics, each clustered for itself; or one topic is new."""
    sides = [_side(rng, name, new=effect and name == "later") for name in ("earlier", "later")]
    found = _compared(sides[0].tree, *sides, int(rng.integers(2**31)), lambda stage, part: None)
    return {"a topic": bool(len(found.appeared)) if effect else bool(len(found.appeared) or len(found.vanished))}


def _side(rng: np.random.Generator, name: str, new: bool) -> Side:
    """People's statements as points around twelve places, cut into twenty topics by k-means."""
    from sklearn.cluster import KMeans

    places = np.random.default_rng(7).normal(size=(13, 24))
    user = np.repeat(np.arange(80), 8)
    own = rng.dirichlet(np.full(12, 0.4), 80)
    place = np.array([rng.choice(12, p=own[u]) for u in user])
    if new:
        place[(user < 40) & (rng.uniform(size=len(user)) < 0.6)] = 12
    points = places[place] + rng.normal(0, 0.5, (len(user), 24))
    meaning = (points / np.linalg.norm(points, axis=1, keepdims=True)).astype(np.float32)
    label = KMeans(20, n_init=1, random_state=0).fit_predict(meaning)
    ids = [f"t{name}{k}" for k in range(20)]
    category = f"c{name}"
    nodes = {category: Node(category, "category", name, None, tuple(ids))}
    nodes |= {t: Node(t, "topic", t, category, (f"k{t}",)) for t in ids}
    nodes |= {f"k{t}": Node(f"k{t}", "keyword", t, t) for t in ids}
    topic = np.array(ids)[label]
    frame = pd.DataFrame(
        {
            "statement_id": np.arange(len(user)), "user_id": [f"{name}{u}" for u in user], "text": "", "weight": 1.0,
            "timestamp": pd.NaT, "category": category, "topic": topic, "keyword": [f"k{t}" for t in topic],
        }
    )  # fmt: skip
    return Side(name, frame, meaning, InterestTree(nodes), topic.astype(object))
