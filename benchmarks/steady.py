"""Whether the last digits of the vectors, in which processors differ, decide about the tree.

    python benchmarks/steady.py [SAMPLE or FILE.csv …] [--runs 20] [--by 1e-3] [--rows 2000]

FILE has columns text and topic. Adds noise of that length to each vector of length one, as often as runs are asked for,
and clusters anew with the same seed. Prints how many topics there are (least, median and most), the part of the runs
within a tenth of the median, the mean ARI (adjusted Rand index) of the topics of two runs, and the mean AMI with the
known topics.
"""

import argparse
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
from few import Texts, of_file, of_samples
from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score

from interest.hierarchy.clustering.centroids import join_nearest
from interest.hierarchy.clustering.features import unit
from interest.hierarchy.clustering.few import few_topics
from interest.hierarchy.clustering.layers import choose_topics


def topics(texts: Texts) -> np.ndarray:
    """The topics that a build would find."""
    space = texts.space()
    if not space.layers:
        return few_topics(space.features)
    return join_nearest(space.features, choose_topics(space.layers, n=len(space.repeats.first)).labels)


def perturbed(texts: Texts, by: float, rng: np.random.Generator) -> Texts:
    """Their vectors with noise of length `by`."""
    noise = unit(rng.normal(size=texts.vectors.shape).astype(np.float32))
    return replace(texts, vectors=unit(texts.vectors + by * noise).astype(np.float32))


def main() -> None:
    """Print a line for each of the data."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", nargs="*")
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--by", type=float, default=1e-3)
    parser.add_argument("--rows", type=int, default=2000)
    options = parser.parse_args()
    names = [name for name in options.data if not name.endswith(".csv")]
    files = [Path(name) for name in options.data if name.endswith(".csv")]
    print("| data | statements | topics | within a tenth | ARI of two runs | AMI with what is known |")
    print("|---|---|---|---|---|---|")
    for texts in [*of_samples(names, all_of_them=not options.data), *(of_file(file, options.rows) for file in files)]:
        rng = np.random.default_rng(0)
        found = [topics(perturbed(texts, options.by, rng)) for _ in range(options.runs)]
        counts = np.array([part.max() + 1 for part in found])
        median = float(np.median(counts))
        near = np.mean(np.abs(counts - median) <= 0.1 * median)
        ari = np.mean([adjusted_rand_score(one, other) for one, other in combinations(found, 2)])
        ami = np.mean([adjusted_mutual_info_score(texts.topic, part) for part in found])
        print(
            f"| {texts.name} | {len(texts.topic)} | {counts.min()}, {median:g}, {counts.max()} | {near:.0%} "
            f"| {ari:.2f} | {ami:.3f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
