"""Similar users among many: how fast the nearest are found, and how many of them are missed.

usage: python benchmarks/nearest.py [--users 120000] [--dimensions 384] [--queries 60]

Random unit vectors in groups of about a hundred. Prints the seconds to prepare, milliseconds a query with and without
cells, and recall@10.
"""

import argparse
import time

import numpy as np

from interest.users import nearest
from interest.users.vectors import unit


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--users", type=int, default=120_000)
    parser.add_argument("--dimensions", type=int, default=384)
    parser.add_argument("--queries", type=int, default=60)
    asked = parser.parse_args()
    rng = np.random.default_rng(0)
    centres = rng.normal(size=(max(asked.users // 100, 1), asked.dimensions)).astype(np.float32)
    noise = rng.normal(size=(asked.users, asked.dimensions)).astype(np.float32)
    vectors = unit(centres[rng.integers(len(centres), size=asked.users)] + noise)
    answers, seconds = [], []
    for exact_up_to in (asked.users, 0):
        nearest.EXACT_UP_TO = exact_up_to
        finder = nearest.Nearest(vectors)
        start = time.perf_counter()
        finder.cosines(vectors[0])
        first = time.perf_counter()
        found = [finder.cosines(query) for query in vectors[: asked.queries]]
        seconds.append((first - start, (time.perf_counter() - first) / asked.queries))
        answers.append([set(rows[np.argsort(-cosine)[:10]].tolist()) for rows, cosine in found])
    recall = np.mean([len(one & other) / 10 for one, other in zip(*answers, strict=True)])
    print(
        f"{asked.users:,} users: all {1000 * seconds[0][1]:.0f} ms, cells {1000 * seconds[1][1]:.0f} ms a query after "
        f"{seconds[1][0]:.1f} s once; recall@10 {recall:.3f}"
    )


if __name__ == "__main__":
    main()
