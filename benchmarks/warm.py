"""How long a build takes in a process that has built before, as the app's waiting worker has, stage by stage.

usage: python benchmarks/warm.py FILE.csv [--rows 2000 10000] [--encoder english]      FILE: a column text

What is imported, compiled and loaded stays from a first build of 400 texts. Each number of rows is built twice: at
first no vector is kept from before, then all are. Five texts in a row are one person's. The last column is what the
page Findings asks for.
"""

import argparse
import os
import tempfile
import time

import pandas as pd

import interest

FIRST = 400


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("file")
    parser.add_argument("--rows", type=int, nargs="+", default=[2000, 10_000])
    parser.add_argument("--encoder", default="english")
    options = parser.parse_args()
    texts = pd.read_csv(options.file, dtype=str, keep_default_na=False)["text"]
    with tempfile.TemporaryDirectory() as cache:
        os.environ["INTEREST_CACHE"] = cache
        seconds(texts.tail(FIRST), options.encoder)
        print("| rows | vectors | seconds | of which | findings and summary |\n|---|---|---|---|---|")
        for rows in options.rows:
            for kept in ("new", "kept"):
                stages, asked = seconds(texts.head(rows), options.encoder)
                told = ", ".join(f"{stage} {took:.1f}" for stage, took in stages.items() if took >= 0.05)
                print(f"| {rows:,} | {kept} | {sum(stages.values()):.1f} | {told} | {asked:.1f} s |", flush=True)


def seconds(texts: pd.Series, encoder: str) -> tuple[dict[str, float], float]:
    """Of each stage of a build, and of what a reader sees first."""
    rows = pd.DataFrame({"user_id": [f"u{i // 5}" for i in range(len(texts))], "text": texts.to_numpy()})
    begun: list[tuple[str, float]] = []

    def progress(stage: str, part: float) -> None:
        if not begun or begun[-1][0] != stage:
            begun.append((stage, time.perf_counter()))

    study = interest.build(rows, encoder=encoder, progress=progress)
    ends = [*(at for _, at in begun[1:]), time.perf_counter()]
    stages: dict[str, float] = {}
    for (stage, at), end in zip(begun, ends, strict=True):
        stages[stage] = stages.get(stage, 0.0) + end - at
    at = time.perf_counter()
    study.findings()
    study.summary()
    return stages, time.perf_counter() - at


if __name__ == "__main__":
    main()
