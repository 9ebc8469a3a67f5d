"""How long it takes to place statements on a sample, against plain products in float32 and a partial sort.

usage: python benchmarks/placing.py FILE.csv [--fitted 30000] [--placed 4096]      FILE: a column text

Texts and the stand-in for an encoder are those of `benchmarks/scale.py`. Prints microseconds of the processor for each
statement that is placed, both ways, and the share of the five nearest that are found.
"""

import argparse
import time
from collections.abc import Callable

import numpy as np
import pandas as pd
from scale import by_words, varied

from interest.hierarchy.clustering.features import statement_features
from interest.hierarchy.clustering.neighbours import NEIGHBOURS, ROWS, Nearest, largest
from interest.language import tokenize


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("file")
    parser.add_argument("--fitted", type=int, default=30_000)
    parser.add_argument("--placed", type=int, default=4096)
    options = parser.parse_args()
    n = options.fitted + options.placed
    texts = varied(pd.read_csv(options.file, dtype=str, keep_default_na=False)["text"].drop_duplicates().tolist(), n)
    tokens = [tokenize(text, "en") for text in texts]
    features = statement_features(by_words(texts), tokens, ["en"] * n, range(n), 0)
    place = np.random.default_rng(0).permutation(n)
    old, new = features[place[: options.fitted]], features[place[options.fitted :]]
    Nearest.of(new[:ROWS], old)  # all is loaded
    plain, seconds = timed(lambda: naive(new, old))
    ours, our_seconds = timed(lambda: Nearest.of(new, old).rows)
    found = np.mean([len({*a} & {*b}) / NEIGHBOURS for a, b in zip(plain.tolist(), ours.tolist(), strict=True)])
    print(
        f"{len(new):,} on {len(old):,} in {new.shape[1]} dimensions: {1e6 * seconds / len(new):.0f} µs each before, "
        f"{1e6 * our_seconds / len(new):.0f} now; recall@{NEIGHBOURS} {found:.4f}"
    )


def naive(new: np.ndarray, old: np.ndarray) -> np.ndarray:
    """All products in float32, and a partial sort."""
    starts = range(0, len(new), ROWS)
    return np.concatenate([largest(new[start : start + ROWS] @ old.T, NEIGHBOURS) for start in starts])


def timed(work: Callable[[], np.ndarray]) -> tuple[np.ndarray, float]:
    """What is found, and seconds of the processor."""
    start = time.process_time()
    return work(), time.process_time() - start


if __name__ == "__main__":
    main()
