"""Can it be seen which topics are mixed, and does it help to split them? Trials that were not taken up.

usage: python benchmarks/mixed.py FILE.csv [--rows 4000]      FILE: text, topic

A figure is how well two halves (k-means) of a topic stand apart: the silhouette in the features, the meaning and the
layouts. Two labels of the file are joined by force, each with its nearest or with another one, and set against single
labels; then the tree's own topics, of which those are mixed whose second label has three tenths, against those of which
eight tenths have one. AUC: .5 is a guess. AMI with the labels if the tenth with the highest figure is split, or those
that are mixed, which only the labels know.
"""

import argparse

import numpy as np
import pandas as pd

import interest
from interest.hierarchy.clustering.fit import silhouette

MIXED, PURE = 0.3, 0.8
ASKED, FEWEST = 300, 20
"""Statements that a figure is of at most, and at least."""


def main() -> None:
    from sklearn.metrics import adjusted_mutual_info_score, roc_auc_score

    parser = argparse.ArgumentParser()
    parser.add_argument("file")
    parser.add_argument("--rows", type=int, default=4000)
    options = parser.parse_args()
    rows = pd.read_csv(options.file, dtype=str, keep_default_na=False).drop_duplicates("text")
    rows = rows.sample(frac=1, random_state=0).head(options.rows).reset_index(drop=True)
    study = interest.build(rows[["text"]])
    statements, space = study.statements, study.contents.space
    label = rows["topic"].to_numpy()[statements["row"].to_numpy()]
    topics = {topic: own for topic, own in statements.groupby("topic").indices.items() if len(own) >= FEWEST}
    shares = {topic: pd.Series(label[own]).value_counts(normalize=True).to_numpy() for topic, own in topics.items()}
    mixed = [topic for topic, share in shares.items() if len(share) > 1 and share[1] >= MIXED]
    pure = [topic for topic, share in shares.items() if share[0] >= PURE]
    by_label = {name: own for name, own in pd.Series(label).groupby(label).indices.items() if len(own) >= FEWEST}
    names, rng = list(by_label), np.random.default_rng(0)
    center = np.stack([space.meaning[own].mean(axis=0) for own in by_label.values()])
    near = center @ center.T
    np.fill_diagonal(near, -1)
    nearest = [names[i] for i in near.argmax(axis=1)]
    others = [names[(i + int(rng.integers(1, len(names)))) % len(names)] for i in range(len(names))]

    def score(groups: list[np.ndarray], against: list[np.ndarray], points: np.ndarray) -> float:
        found = [apart(points[own], rng) for own in [*against, *groups]]
        return float(roc_auc_score([False] * len(against) + [True] * len(groups), found))

    def ami(split: list[str], points: np.ndarray) -> float:
        number = pd.factorize(statements["topic"])[0]
        for topic in split:
            own = topics[topic]
            number[own[halves(points[own]) == 1]] = number.max() + 1
        return float(adjusted_mutual_info_score(label, number))

    single = list(by_label.values())
    print(f"{len(topics)} topics, {len(mixed)} mixed, {len(pure)} pure; AMI {ami([], space.meaning):.3f}")
    print("| silhouette of halves in | AUC: joined with the nearest | with another | the tree's own |", end=" ")
    print("AMI: the tenth split | the mixed split |\n|---|---|---|---|---|---|")
    for what, points in {"features": space.features, "meaning": space.meaning, "layouts": space.points}.items():
        joined = [[np.concatenate([by_label[a], by_label[b]]) for a, b in zip(names, partner, strict=True)]
                  for partner in (nearest, others)]  # fmt: skip
        figures = {topic: apart(points[own], rng) for topic, own in topics.items()}
        top = sorted(topics, key=lambda topic: -figures[topic])[: max(1, len(topics) // 10)]
        own = score([topics[topic] for topic in mixed], [topics[topic] for topic in pure], points)
        cells = [score(joined[0], single, points), score(joined[1], single, points), own, ami(top, points),
                 ami(mixed, points)]  # fmt: skip
        print(f"| {what} | {' | '.join(f'{cell:.3f}' for cell in cells)} |", flush=True)


def halves(points: np.ndarray) -> np.ndarray:
    """Two k-means clusters."""
    from sklearn.cluster import KMeans

    return KMeans(2, n_init=2, random_state=0).fit_predict(points)


def apart(points: np.ndarray, rng: np.random.Generator) -> float:
    """The silhouette of two halves; 0 where one is next to nothing."""
    from scipy.spatial.distance import cdist

    some = points[rng.permutation(len(points))[:ASKED]]
    half = halves(some)
    if np.bincount(half, minlength=2).min() < FEWEST // 4:
        return 0.0
    return silhouette(cdist(some, some).astype(np.float32), half)


if __name__ == "__main__":
    main()
