"""What goes with an outcome."""

import numpy as np
import pandas as pd
from simulations.people import CATEGORIES, TOPICS, TREE, touched

from interest.findings.outcomes import told
from interest.inference import (
    adjusted,
    partial_effects,
)
from interest.segments.asked import clearness
from interest.segments.drivers import Things, judged, measure
from interest.segments.traits import FEWEST_WITH


def drivers_of_60(rng: np.random.Generator, effect: bool) -> dict[str, float]:
    """60 people of four kinds, of whom those who write little churn more; 60 points more who speak of a topic."""
    return _drivers(rng, 60, 0.6 * effect)


def drivers_of_400(rng: np.random.Generator, effect: bool) -> dict[str, float]:
    """The same of 400, and 30 points more."""
    return _drivers(rng, 400, 0.3 * effect)


def _drivers(rng: np.random.Generator, people: int, effect: float) -> dict[str, float]:
    """Half of those who speak of the driver, topic 6, speak of topic 10 for that reason alone."""
    has, sizes = touched(rng, people)
    has[:, 10] |= has[:, 6] & (rng.uniform(size=people) < 0.5)
    churned = rng.uniform(size=people) < 0.1 + 0.3 * (sizes < 4) + effect * has[:, 6]
    judged = np.flatnonzero(np.minimum(has.sum(axis=0), (~has).sum(axis=0)) >= FEWEST_WITH)
    found = partial_effects(churned, has[:, judged], sizes, int(rng.integers(2**31)))
    sure = set(judged[adjusted(found.p) <= 0.05])
    if effect:
        return {
            "the driver": 6 in sure,
            "what goes along with it": 10 in sure,
            "of all found, wrong": len(sure - {6}) / max(len(sure), 1),
        }
    return {"any": bool(sure), "p ≤ .05": float((found.p <= 0.05).mean())}


def outcomes_of_60(rng: np.random.Generator, effect: bool) -> dict[str, float]:
    """Five columns of 60 people, four of which go with how much they write or with one another; whoever speaks of a
    topic has one of them 60 points more."""
    return _outcomes(rng, 60, 0.6 * effect)


def outcomes_of_400(rng: np.random.Generator, effect: bool) -> dict[str, float]:
    """The same of 400, and 30 points more."""
    return _outcomes(rng, 400, 0.3 * effect)


def _outcomes(rng: np.random.Generator, people: int, effect: float) -> dict[str, float]:
    """What Findings would say of them: topics and categories of each column, corrected for all together."""
    has, sizes = touched(rng, people)
    few = sizes < 4
    churned = rng.uniform(size=people) < 0.1 + 0.3 * few + effect * has[:, 6]
    spent = rng.lognormal(3, 1, people) * np.where(churned, 0.5, 1.0)
    columns = {
        "churned": churned, "spent": spent, "spent on average": spent / sizes,
        "member": rng.uniform(size=people) < 0.3 + 0.3 * (spent > 20), "rare": rng.uniform(size=people) < 0.2,
    }  # fmt: skip
    categories = np.column_stack([has[:, c::CATEGORIES].any(axis=1) for c in range(CATEGORIES)])
    ids = ([f"t{t}" for t in range(TOPICS)], [f"c{c}" for c in range(CATEGORIES)])
    things = [
        Things(kind, tuple(own), tuple(own), which).among(np.ones(people, bool))
        for kind, own, which in zip(("topic", "category"), ids, (has, categories), strict=True)
    ]
    apart = np.array([[own != t and TREE[t].parent not in (own, TREE[own].parent) for t in things[0].ids]
                      for part in things for own in part.ids])  # fmt: skip
    rows = [
        measure(things, apart, y.astype(float), sizes).assign(column=column, value="yes" * (y.dtype == bool))
        for column, y in columns.items()
    ]
    table = judged(pd.concat(rows, ignore_index=True))
    cards = {}
    for column, y in columns.items():
        sure = told(table[table["column"] == column], float(y.std()))
        if len(sure):
            cards[column] = sure.loc[clearness(sure).idxmax(), "node_id"]
    if effect:
        wrong = [column for column, node in cards.items() if node not in ("t6", "c0")]
        return {
            "the relation": cards.get("churned") in ("t6", "c0"),
            "of all cards, wrong": len(wrong) / max(len(cards), 1),
        }
    return {"a card": bool(cards)}
