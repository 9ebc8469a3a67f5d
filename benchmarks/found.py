"""Are planted groups of people found, and none where there are none? Against k-means, a Gaussian mixture and HDBSCAN.

usage: python benchmarks/found.py [--users 400] [--runs 20]          people as counts over topics, planted
       python benchmarks/found.py FILE.csv [--users 400] [--runs 3]   FILE: columns text, topic; people are built of it

Planted groups have interests of their own (a Dirichlet law over the topics), and each of their people leans to some of
these; people say 2 things or more, 12 on average. Prints Markdown tables: the adjusted Rand index (ARI) of all rivals,
which are told the true number of groups, as found segments are not; and how often groups are claimed where there are
none, people being all alike (alike), each with a few interests by themselves (own), each with a law of their own (law),
or all along between two kinds (between). With a FILE, rivals see the vectors of users that `study.user_vectors` gives,
else the shares of topics; with it, only people with a few interests by themselves are tried as having no groups.
"""

import argparse
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import sparse
from sklearn.cluster import HDBSCAN, KMeans
from sklearn.decomposition import PCA
from sklearn.metrics import adjusted_rand_score
from sklearn.mixture import GaussianMixture

import interest
from interest.inference import deflated, find_groups, wilson

TOPICS = 30
GROUPS = (3, 4, 6, 8)
GAUSSIAN_DIMENSIONS = 20  # a full covariance of more can't be told from some hundred people
Laws = np.ndarray


def sizes(rng: np.random.Generator, n: int) -> np.ndarray:
    """How much each says."""
    return np.maximum(2, rng.negative_binomial(2, 2 / 14, n))


def planted(rng: np.random.Generator, n: int, groups: int, topics: int) -> tuple[Laws, np.ndarray]:
    """What people of groups speak of (n, topics), and whose group is which."""
    usual = rng.dirichlet(np.full(topics, 2.0))
    kinds = 0.8 * rng.dirichlet(np.full(topics, 0.17), groups) + 0.2 * usual
    whose = rng.integers(0, groups, n)
    return np.array([rng.dirichlet(10 * kinds[group] + 1e-3) for group in whose]), whose


def alike(rng: np.random.Generator, n: int, topics: int) -> Laws:
    return np.tile(rng.dirichlet(np.full(topics, 2.0)), (n, 1))


def law(rng: np.random.Generator, n: int, topics: int) -> Laws:
    return rng.dirichlet(3 * rng.dirichlet(np.full(topics, 2.0)) + 1e-6, n)


def own(rng: np.random.Generator, n: int, topics: int) -> Laws:
    usual, laws = rng.dirichlet(np.full(topics, 2.0)), np.zeros((n, topics))
    for row in laws:
        some = rng.choice(topics, rng.integers(1, 5), replace=False, p=usual)
        row[some] = 1 / len(some)
    return laws


def between(rng: np.random.Generator, n: int, topics: int) -> Laws:
    ends, place = rng.dirichlet(np.full(topics, 0.3), 2), rng.random(n)[:, None]
    return (1 - place) * ends[0] + place * ends[1]


NOBODY: dict[str, Callable[[np.random.Generator, int, int], Laws]] = {
    "alike": alike, "own": own, "law": law, "between": between,
}  # fmt: skip


def said(rng: np.random.Generator, laws: Laws) -> np.ndarray:
    """How often each speaks of each topic."""
    return np.array([rng.multinomial(k, p / p.sum()) for k, p in zip(sizes(rng, len(laws)), laws, strict=True)])


def rivals(rows: np.ndarray, groups: int, seed: int) -> dict[str, np.ndarray]:
    """The groups of people by their vectors (n, d)."""
    few = PCA(min(GAUSSIAN_DIMENSIONS, rows.shape[1] - 1), random_state=seed).fit_transform(rows)
    mixture = GaussianMixture(groups, covariance_type="diag", n_init=4, reg_covar=1e-4, random_state=seed)
    return {
        "k-means": KMeans(groups, n_init=10, random_state=seed).fit_predict(rows),
        "Gaussian mixture": mixture.fit_predict(few),
        "HDBSCAN": HDBSCAN(min_cluster_size=max(8, len(rows) // 30), copy=True).fit_predict(few),
    }


def of_counts(n: int, groups: int, seed: int) -> dict[str, float]:
    """The ARI of all on one planted set of counts."""
    rng = np.random.default_rng(seed)
    laws, whose = planted(rng, n, groups, TOPICS)
    counts = said(rng, laws)
    start = time.perf_counter()
    found = find_groups(sparse.csr_matrix(counts.astype(float)), seed)
    seconds = time.perf_counter() - start
    guess = {"found": np.zeros(n)}
    if found.verdict == "groups" and found.mixture:
        guess["found"] = found.mixture.nearest(deflated(sparse.csr_matrix(counts.astype(float)), found.rho))
    guess |= rivals(counts / counts.sum(axis=1, keepdims=True), groups, seed)
    k = len(found.stability) if found.verdict == "groups" else 0
    return {name: adjusted_rand_score(whose, rows) for name, rows in guess.items()} | {"k": k, "seconds": seconds}


def people(gold: pd.DataFrame, laws: Laws, rng: np.random.Generator) -> pd.DataFrame:
    """Texts of people who speak of the topics of a labelled set by these laws."""
    texts = [list(part) for _, part in gold.groupby("topic")["text"]]
    rows = [
        (f"u{user:05}", texts[topic][rng.integers(len(texts[topic]))])
        for user, row in enumerate(said(rng, laws))
        for topic, count in enumerate(row)
        for _ in range(count)
    ]
    return pd.DataFrame(rows, columns=["user_id", "text"]).drop_duplicates()


def of_texts(gold: pd.DataFrame, n: int, groups: int, seed: int) -> dict[str, float]:
    """The same on a study of texts."""
    rng = np.random.default_rng(seed)
    laws, whose = planted(rng, n, groups, gold["topic"].nunique())
    study = interest.build(people(gold, laws, rng), seed=seed)
    ids, vectors = study.user_vectors()
    whose = whose[[int(user[1:]) for user in ids]]
    start = time.perf_counter()
    found = study.segments.found
    seconds = time.perf_counter() - start
    spots = found.spots.set_index("user_id")["group"].reindex(ids).fillna(0)
    guess = {"found": spots.to_numpy(), **rivals(vectors, groups, seed)}
    scores = {name: adjusted_rand_score(whose, rows) for name, rows in guess.items()}
    return scores | {"k": len(found), "seconds": seconds}


def claimed(gold: pd.DataFrame | None, kind: str, n: int, seed: int) -> bool:
    """Whether groups are claimed where there are none."""
    rng = np.random.default_rng(1000 + seed)
    laws = NOBODY[kind](rng, n, TOPICS if gold is None else gold["topic"].nunique())
    if gold is not None:
        return len(interest.build(people(gold, laws, rng), seed=seed).segments.found) > 0
    return find_groups(sparse.csr_matrix(said(rng, laws).astype(float)), seed).verdict == "groups"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path, nargs="?", help="columns text and topic")
    parser.add_argument("--users", type=int, default=400)
    parser.add_argument("--runs", type=int, default=0)
    given = parser.parse_args()
    gold = None if given.file is None else pd.read_csv(given.file).dropna(subset=["text", "topic"])
    runs = given.runs or (20 if gold is None else 3)
    print("| groups | found k | ARI: found | k-means | Gaussian mixture | HDBSCAN | seconds |")
    print("|---|---|---|---|---|---|---|", flush=True)
    for groups in GROUPS:
        rows = [
            of_counts(given.users, groups, seed) if gold is None else of_texts(gold, given.users, groups, seed)
            for seed in range(runs)
        ]
        mean = pd.DataFrame(rows).mean()
        scores = " | ".join(f"{mean[name]:.2f}" for name in ("found", "k-means", "Gaussian mixture", "HDBSCAN"))
        print(f"| {groups} | {mean['k']:.1f} | {scores} | {mean['seconds']:.1f} |", flush=True)
    print("\n| no groups | runs | claimed | 95% interval |\n|---|---|---|---|", flush=True)
    for kind in NOBODY if gold is None else ("own",):
        yes = sum(claimed(gold, kind, given.users, seed) for seed in range(runs))
        low, high = wilson(np.array([yes]), np.array([runs]))
        print(f"| {kind} | {runs} | {yes / runs:.0%} | {low[0]:.0%}–{high[0]:.0%} |", flush=True)


if __name__ == "__main__":
    main()
