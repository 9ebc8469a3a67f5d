"""How long cutting the tree anew takes, against building it.

usage: python benchmarks/recut.py FILE.csv [--rows 10000]     FILE: a column text
"""

import argparse
import statistics
import time

import pandas as pd

import interest


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("file")
    parser.add_argument("--rows", type=int, default=10_000)
    args = parser.parse_args()
    texts = pd.read_csv(args.file, dtype=str, keep_default_na=False)["text"]
    texts = texts.sample(n=min(args.rows, len(texts)), random_state=0)
    start = time.perf_counter()
    study = interest.build(pd.DataFrame({"user_id": [f"u{i}" for i in range(len(texts))], "text": texts}))
    print(f"{len(study.statements)} statements built in {time.perf_counter() - start:.1f} s")
    seconds = []
    for categories in (5, 6, 8, 10, 12, None):
        start = time.perf_counter()
        study.recut(categories=categories)
        seconds.append(time.perf_counter() - start)
    print(f"cut anew in {statistics.median(seconds):.2f} s (median of {len(seconds)}; longest {max(seconds):.2f} s)")


if __name__ == "__main__":
    main()
