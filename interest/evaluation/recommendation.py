"""How good recommendations of items are: metrics, and recommenders compared on interactions that they didn't see.

With L = l₁, l₂, … the items recommended to a user, the best first, cut at k, R the items held out of the user (binary
relevance), and rel(i) = 1 where lᵢ ∈ R:

    recall@k      |L ∩ R| / |R|
    precision@k   |L ∩ R| / k
    hit rate@k    1 where L ∩ R is not empty
    MRR@k         1 / the least i with rel(i) = 1, or 0
    MAP@k         Σᵢ rel(i) × precision@i / min(k, |R|)
    nDCG@k        Σᵢ rel(i) / log₂(i + 1), divided by its largest value, Σ over i ≤ min(k, |R|) of 1 / log₂(i + 1)
    novelty@k     mean over L of −log₂((n(l) + 1) / (n + 1)), n(l) of n users took l in training
    coverage@k    part of the catalogue that is recommended to anybody

References: Manning, Raghavan and Schütze 2008, Introduction to Information Retrieval, ch. 8; Järvelin and Kekäläinen
2002, Cumulated gain-based evaluation of IR techniques; Zhou et al. 2010, Solving the apparent diversity-accuracy
dilemma of recommender systems (novelty as self-information).
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from zlib import crc32

import numpy as np
import pandas as pd

from interest.config import Progress, no_progress
from interest.errors import InputError
from interest.evaluation.splits import Fold, Split, distinct, random_holdout
from interest.inference import mean_interval

Ranker = Callable[[Sequence[str], int], Sequence[Sequence[str]]]
"""(user ids, k) → for each at most k item ids, the best first, none that the user took."""
Recommender = Callable[[pd.DataFrame], Ranker]
"""Learns from interactions (user_id, item_id[, weight, timestamp])."""

BASELINES = ("popularity", "random")
"""What every evaluation includes: what everybody gets, and chance."""


def recall(ranked: Sequence[str], relevant: Collection[str], k: int) -> float:
    """The part of the `relevant` items among the first `k`."""
    return sum(_hits(ranked, relevant, k)) / len(relevant)


def precision(ranked: Sequence[str], relevant: Collection[str], k: int) -> float:
    """The part of the `k` places that hold a relevant item; an empty place counts as a miss."""
    return sum(_hits(ranked, relevant, k)) / k


def hit_rate(ranked: Sequence[str], relevant: Collection[str], k: int) -> float:
    """1 where any relevant item is among the first `k`, else 0."""
    return float(any(_hits(ranked, relevant, k)))


def reciprocal_rank(ranked: Sequence[str], relevant: Collection[str], k: int) -> float:
    """1 / the rank of the first relevant item; 0 where none is among the first `k`."""
    return next((1 / rank for rank, hit in enumerate(_hits(ranked, relevant, k), 1) if hit), 0.0)


def average_precision(ranked: Sequence[str], relevant: Collection[str], k: int) -> float:
    """The mean precision at the ranks of the relevant items; those beyond `k` count as 0."""
    hits = np.array(_hits(ranked, relevant, k), dtype=np.float64)
    at_rank = np.cumsum(hits) / np.arange(1, len(hits) + 1)
    return float((at_rank * hits).sum() / min(k, len(relevant)))


def ndcg(ranked: Sequence[str], relevant: Collection[str], k: int) -> float:
    """Discounted cumulative gain of the first `k`, as a part of the largest that can be had."""
    discount = 1 / np.log2(np.arange(2, k + 2))
    hits = np.array(_hits(ranked, relevant, k), dtype=np.float64)
    return float(hits @ discount[: len(hits)] / discount[: min(k, len(relevant))].sum())


def novelty(ranked: Sequence[str], takers: Mapping[str, int], users: int, k: int) -> float:
    """The mean information in bits of the first `k` items, of which `takers` of `users` took each; NaN for none."""
    bits = [np.log2((users + 1) / (takers.get(item, 0) + 1)) for item in ranked[:k]]
    return float(np.mean(bits)) if bits else float("nan")


def coverage(rankings: Sequence[Sequence[str]], catalogue: Collection[str], k: int) -> float:
    """The part of the `catalogue` that is among the first `k` of any ranking."""
    return len({item for ranked in rankings for item in ranked[:k]}.intersection(catalogue)) / len(catalogue)


def _hits(ranked: Sequence[str], relevant: Collection[str], k: int) -> list[bool]:
    return [item in relevant for item in ranked[:k]]


METRICS: dict[str, Callable[[Sequence[str], Collection[str], int], float]] = {
    "recall": recall,
    "precision": precision,
    "ndcg": ndcg,
    "mrr": reciprocal_rank,
    "map": average_precision,
    "hit_rate": hit_rate,
}
"""The metrics of one user's ranking against the items held out, by the names that `evaluate` gives them."""
BOUNDED = (*METRICS, "found")
"""Figures of a person that lie in [0, 1]."""
FIGURES = (*METRICS, "coverage", "novelty")
"""All that `evaluate` gives."""


def evaluate(
    recommenders: Mapping[str, Recommender],
    interactions: pd.DataFrame,
    split: Split = random_holdout,
    k: int = 10,
    seed: int = 0,
    catalogue: Collection[str] = (),
    progress: Progress = no_progress,
) -> pd.DataFrame:
    """Recommenders, popularity and chance on held-out interactions: recommender, metric, people, value, low, high.

    `value` is the mean over the `people` tested, `low` and `high` its 95% interval over them (`mean_interval`; there is
    none for fewer than ten). Coverage has none (NaN): a
    resample of users has fewer different lists and would always cover less. Over several folds a user counts once,
    with the mean. `catalogue` are items that may be recommended beside those of `interactions`. `progress` gets the
    stage "recommending".

    Raises `InputError` where nothing can be held out.
    """
    measured = measure(recommenders, interactions, split, k, seed, catalogue, progress)
    return summary(measured)


def measure(
    recommenders: Mapping[str, Recommender],
    interactions: pd.DataFrame,
    split: Split = random_holdout,
    k: int = 10,
    seed: int = 0,
    catalogue: Collection[str] = (),
    progress: Progress = no_progress,
) -> pd.DataFrame:
    """What `evaluate` sums up: recommender, user_id, metric, value; user_id is "" for the coverage of a fold."""
    pairs = distinct(interactions)
    items = sorted(set(pairs["item_id"]).union(catalogue))
    folds = [fold for fold in split(pairs, seed) if len(fold.train) and len(fold.test)]
    if not folds:
        raise InputError(
            f"Recommendations can't be evaluated on {len(pairs)} interactions of {pairs['user_id'].nunique()} users: "
            "give some users at least two different items."
        )
    everyone = dict(recommenders) | {"popularity": popularity(items), "random": chance(items, seed)}
    parts: list[pd.DataFrame] = []
    for fold in folds:
        for name, learn in everyone.items():
            progress("recommending", len(parts) / (len(folds) * len(everyone)))
            parts.append(_measured(name, learn(fold.train), fold, items, k))
    progress("recommending", 1.0)
    return pd.concat(parts, ignore_index=True)


def summary(measured: pd.DataFrame) -> pd.DataFrame:
    """The table of `evaluate` from that of `measure`."""
    rows = []
    for (name, metric), part in measured.groupby(["recommender", "metric"], sort=False):
        values = part.groupby("user_id")["value"].mean().dropna()
        people = len(values)
        if metric == "coverage":
            people, (low, high) = int(measured.loc[measured["user_id"] != "", "user_id"].nunique()), (np.nan, np.nan)
        else:
            low, high = mean_interval(values.to_numpy(), bounded=metric in BOUNDED)
        rows.append((name, metric, people, float(values.mean()), low, high))
    return pd.DataFrame(rows, columns=["recommender", "metric", "people", "value", "low", "high"])


def difference(measured: pd.DataFrame, one: str, other: str, metric: str = "ndcg") -> tuple[int, float, float, float]:
    """By how much one recommender is ahead of another on the same people: how many, the mean difference, low, high."""
    table = measured[measured["metric"] == metric].pivot_table("value", "user_id", "recommender")
    apart = (table[one] - table[other]).dropna()
    return len(apart), float(apart.mean()), *mean_interval(apart.to_numpy(), bounded=False)


def with_lead(measured: pd.DataFrame, one: str, other: str, metric: str = "recall") -> pd.DataFrame:
    """The table of `summary`, and as its last row by how much `one` is ahead of another: the metric "ahead of …"."""
    found = summary(measured)
    ahead = [(one, f"ahead of {other}", *difference(measured, one, other, metric))]
    return pd.concat([found, pd.DataFrame(ahead, columns=found.columns)], ignore_index=True)


def popularity(items: Sequence[str]) -> Recommender:
    """Recommends what most users took, ties by id."""

    def learn(interactions: pd.DataFrame) -> Ranker:
        counts = interactions["item_id"].value_counts().to_dict()
        ranked = sorted(items, key=lambda item: (-counts.get(item, 0), item))
        return _without_taken(interactions, lambda user_id: ranked)

    return learn


def chance(items: Sequence[str], seed: int) -> Recommender:
    """Recommends at random, to a user always the same."""

    def shuffled(user_id: str) -> Iterator[str]:
        rng = np.random.default_rng([seed, crc32(user_id.encode())])
        return (items[place] for place in rng.permutation(len(items)))

    return lambda interactions: _without_taken(interactions, shuffled)


def _without_taken(interactions: pd.DataFrame, ranked: Callable[[str], Iterable[str]]) -> Ranker:
    taken = interactions.groupby("user_id")["item_id"].agg(set).to_dict()

    def rank(user_ids: Sequence[str], k: int) -> list[list[str]]:
        free = ((item for item in ranked(user) if item not in taken.get(user, ())) for user in user_ids)
        return [list(islice(items, k)) for items in free]

    return rank


def _measured(name: str, rank: Ranker, fold: Fold, items: Sequence[str], k: int) -> pd.DataFrame:
    """The rows of `measure` for one recommender on one fold."""
    relevant = fold.test.groupby("user_id")["item_id"].agg(set)
    takers = fold.train["item_id"].value_counts().to_dict()
    users = fold.train["user_id"].nunique()
    rankings = [list(ranked) for ranked in rank(relevant.index.tolist(), k)]
    values = {
        metric: [of(ranked, wanted, k) for ranked, wanted in zip(rankings, relevant, strict=True)]
        for metric, of in METRICS.items()
    }
    values["novelty"] = [novelty(ranked, takers, users, k) for ranked in rankings]
    table = pd.DataFrame(values, index=relevant.index).rename_axis("user_id").reset_index()
    table = table.melt("user_id", var_name="metric", value_name="value")
    covered = pd.DataFrame({"user_id": [""], "metric": ["coverage"], "value": [coverage(rankings, items, k)]})
    return pd.concat([table, covered]).assign(recommender=name)
