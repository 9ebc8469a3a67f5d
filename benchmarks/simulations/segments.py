"""What a segment speaks of more than others."""

import numpy as np
from simulations.people import TOPICS, TREE, popular, profiles_of, said

from interest.segments.contrasts import contrast


def by_node(rng: np.random.Generator, effect: bool) -> dict[str, bool]:
    """The segment of those who touch a topic, of 200 people; 40% of it touch another one besides."""
    counts = said(rng, rng.geometric(1 / 8, 200), popular(TOPICS), 8.0)
    node = int(rng.integers(TOPICS))
    ours = counts[:, node] > 0
    return _segment(rng, counts, ours, node, effect)


def by_amount(rng: np.random.Generator, effect: bool) -> dict[str, bool]:
    """The segment of those with five statements or more, of 200 people; 40% of it touch one topic besides."""
    sizes = rng.geometric(1 / 8, 200)
    return _segment(rng, said(rng, sizes, popular(TOPICS), 8.0), sizes >= 5, None, effect)


def by_amount_of_many(rng: np.random.Generator, effect: bool) -> dict[str, bool]:
    """The same of 3,000 people, among whom the model's own error could show."""
    sizes = rng.geometric(1 / 8, 3000)
    return _segment(rng, said(rng, sizes, popular(TOPICS), 8.0), sizes >= 5, None, effect)


def _segment(
    rng: np.random.Generator, counts: np.ndarray, ours: np.ndarray, node: int | None, effect: bool
) -> dict[str, bool]:
    planted = TOPICS - 1 if node != TOPICS - 1 else 0
    if effect:
        counts[ours & (rng.uniform(size=len(ours)) < 0.4), planted] += 1
    users = np.array([f"u{i}" for i in range(len(counts))])
    profiles = profiles_of(counts, users)
    table = contrast(profiles, TREE, users[ours], users[~ours], () if node is None else (f"t{node}",))
    found = table[table["significant"] & ~table["defining"]]
    if effect:
        return {"a topic": f"t{planted}" in set(found["node_id"])}
    return {level: bool((found["level"] == level).any()) for level in ("topic", "category")}
