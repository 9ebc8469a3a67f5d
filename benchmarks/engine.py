"""What an engine costs: the same build in this process alone, and on a Ray cluster on the same machine.

usage: python benchmarks/engine.py FILE.csv [--size 100000] [--address local] [--bare]      FILE: a column text

Texts and the stand-in for an encoder are those of `benchmarks/scale.py`; they are read from a folder of Parquet files.
On one machine a cluster has no more processors than the process alone, so that what it takes longer is what the engine
costs. Prints for each stage the seconds of both, and whether both found the same. With --bare nothing is built: parts
as many and as large as those of a build go to work that takes no time; what is left is the way there and back.
"""

import argparse
import os
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
import scale
from ray import cloudpickle
from scale import USERS, by_words, varied

import interest
from interest.config import Progress, no_progress
from interest.encoders import encoding
from interest.engines import LOCAL, Report, choose_engine, each
from interest.hierarchy.clustering import neighbours
from interest.study import Study

FILES = 10


class Words:
    """The stand-in, in a form that travels."""

    name = key = "words"
    dimension = 384

    def encode(self, texts: list[str], progress: Progress = no_progress) -> np.ndarray:
        return by_words(texts)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("file")
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--address", default="local")
    parser.add_argument("--bare", action="store_true")
    options = parser.parse_args()
    if options.bare:
        bare(options.file, options.size, options.address)
        return
    os.environ["INTEREST_CACHE_LIMIT"] = "0"  # what one has encoded is nothing to the other
    with tempfile.TemporaryDirectory() as folder:
        write(options.file, options.size, Path(folder))
        local, alone = timed(folder)
        start = time.perf_counter()
        choose_engine("ray", options.address)
        cloudpickle.register_pickle_by_value(scale)  # workers don't have this folder
        print(f"{options.size:,} statements; on the cluster after {time.perf_counter() - start:.1f} s")
        cluster, there = timed(folder, engine="ray")
    print("| stage | this process | Ray |\n|---|---|---|")
    for stage in alone:
        print(f"| {stage} | {alone[stage]:.1f} s | {there[stage]:.1f} s |")
    same = np.abs(local.statement_vectors() - cluster.statement_vectors()).max()
    print(f"vectors differ by {same:.1e} at most; trees are {'the same' if text(local) == text(cluster) else 'others'}")


def bare(file: str, n: int, address: str) -> None:
    """What the way to a cluster and back costs for n statements, of which 30,000 are the sample."""
    texts = varied(pd.read_csv(file, dtype=str, keep_default_na=False)["text"].drop_duplicates().tolist(), n)
    sample = np.ones((30_000, 584), np.float32)
    others = [sample[: neighbours.ROWS]] * (max(n - len(sample), 0) // neighbours.ROWS)
    chunks = [texts[start : start + encoding.CHUNK] for start in range(0, n, encoding.CHUNK)]
    engines = {"this process": LOCAL, "Ray": choose_engine("ray", address)}
    cloudpickle.register_pickle_by_value(sys.modules[__name__])
    each(engines["Ray"], str, texts)  # its workers have started
    print("| parts | this process | Ray |\n|---|---|---|")
    for name, work in {
        "texts cleaned, cut and in words": lambda engine: [each(engine, str.split, texts) for _ in range(3)],
        "vectors": lambda engine: list(engine.map(blank, chunks)),
        "placed": lambda engine: list(engine.map(partial(first, sample), others)),
    }.items():
        seconds = []
        for engine in engines.values():
            start = time.perf_counter()
            work(engine)
            seconds.append(f"{time.perf_counter() - start:.1f} s")
        print(f"| {name} | {' | '.join(seconds)} |", flush=True)


def blank(texts: list[str], report: Report) -> np.ndarray:
    return np.zeros((len(texts), Words.dimension), np.float32)


def first(sample: np.ndarray, rows: np.ndarray, report: Report) -> np.ndarray:
    return sample[: len(rows), : neighbours.NEIGHBOURS]


def text(study: Study) -> str:
    return study.tree.to_text()


def write(file: str, n: int, folder: Path) -> None:
    """n texts of users in some Parquet files."""
    texts = varied(pd.read_csv(file, dtype=str, keep_default_na=False)["text"].drop_duplicates().tolist(), n)
    data = pd.DataFrame({"user_id": [f"u{i // USERS}" for i in range(n)], "text": texts})
    for part, rows in data.groupby(np.arange(n) * FILES // n):
        rows.to_parquet(folder / f"{part:02}.parquet")


def timed(folder: str, **options: str) -> tuple[Study, dict[str, float]]:
    """A study, and the seconds of each stage."""
    stages: dict[str, float] = {}
    last, begun = "", time.perf_counter()

    def note(stage: str, fraction: float) -> None:
        nonlocal last, begun
        now = time.perf_counter()
        if last:
            stages[last] = stages.get(last, 0.0) + now - begun
        last, begun = stage, now

    start = time.perf_counter()
    study = interest.build(folder, encoder=Words(), progress=note, **options)
    note("", 0.0)
    return study, {**stages, "all": time.perf_counter() - start}


if __name__ == "__main__":
    main()
