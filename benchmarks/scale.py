"""How seconds and memory of a build grow with the statements, stage by stage.

usage: python benchmarks/scale.py FILE.csv [--sizes 1000 10000 100000] [--encoder NAME]      FILE: a column text

Where more texts are asked for than the file has, each is taken again with two words changed for others of the
file. Without --encoder, random directions of words stand for an encoder, whose own time grows with the texts alone
(`benchmarks/encoding.py`). Each size runs in a process of its own. Prints for each stage the seconds and the most
memory that the process held until its end, and the exponent: 1 where ten times the statements take ten times as long.
"""

import argparse
import json
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Sequence

import numpy as np
import pandas as pd

DIMENSION = 384
USERS = 5  # statements of one, on average


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("file")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000, 100_000])
    parser.add_argument("--encoder")
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.alone:
        print(json.dumps(measured(options.file, options.sizes[0], options.encoder)))
        return
    command = [
        sys.executable,
        __file__,
        options.file,
        "--alone",
        *(["--encoder", options.encoder] * bool(options.encoder)),
    ]
    runs = {}
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as cache:  # what stands for an encoder must not be taken for it later
            done = subprocess.run(
                [*command, "--sizes", str(size)], stdout=subprocess.PIPE, text=True, check=True,
                env={**os.environ, "INTEREST_CACHE": cache},
            )  # fmt: skip
        runs[size] = json.loads(done.stdout.splitlines()[-1])
        print(table(runs), flush=True)


def measured(file: str, n: int, encoder: str | None) -> dict[str, tuple[float, int]]:
    """Seconds and peak memory in MB of each stage of a build of n texts."""
    import interest
    from interest.encoders.transformer import TransformerEncoder

    if encoder is None:
        TransformerEncoder.encode = lambda self, texts, progress: progress("encode", 0.0) or by_words(texts)
    texts = varied(pd.read_csv(file, dtype=str, keep_default_na=False)["text"].drop_duplicates().tolist(), n)
    data = pd.DataFrame({"user_id": [f"u{i // USERS}" for i in range(n)], "text": texts})
    stages: dict[str, list[float]] = {}
    last, begun = "", time.perf_counter()

    def note(stage: str, fraction: float) -> None:
        nonlocal last, begun
        now = time.perf_counter()
        if last:
            seconds, _ = stages.get(last, (0.0, 0))
            stages[last] = [seconds + now - begun, memory()]
        last, begun = stage, now

    start = time.perf_counter()
    interest.build(data, encoder=encoder or "english", progress=note)
    note("", 0.0)
    return {**stages, "all": [time.perf_counter() - start, memory()]}


def varied(texts: Sequence[str], n: int) -> list[str]:
    """n texts: the given ones in a random order, then the same with two words changed."""
    rng = np.random.default_rng(0)
    words = sorted({word for text in texts for word in text.split()})
    found = [texts[i] for i in rng.permutation(len(texts))]
    while len(found) < n:
        own = found[len(found) - len(texts)].split()
        for place in rng.integers(len(own), size=2).tolist():
            own[place] = words[rng.integers(len(words))]
        found.append(" ".join(own))
    return found[:n]


def by_words(texts: Sequence[str]) -> np.ndarray:
    """The sum of a random direction for each word: (n, 384) float32, L2-normalised."""
    known: dict[str, np.ndarray] = {}
    for word in {word for text in texts for word in text.split()}:
        known[word] = np.random.default_rng(zlib.crc32(word.encode())).normal(size=DIMENSION).astype(np.float32)
    sums = np.stack(
        [np.sum([known[word] for word in text.split() or ["-"] if word in known], axis=0) for text in texts]
    )
    return sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)


def memory() -> int:
    """The most that this process has held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def table(runs: dict[int, dict[str, Sequence[float]]]) -> str:
    """Markdown: a line a stage."""
    sizes = list(runs)
    lines = [f"| stage | {' | '.join(f'{size:,}' for size in sizes)} | exponent |", f"|---{'|---' * len(sizes)}|---|"]
    for stage in runs[sizes[-1]]:
        cells = [
            f"{runs[size][stage][0]:.1f} s, {runs[size][stage][1]:,} MB" if stage in runs[size] else ""
            for size in sizes
        ]
        lines.append(f"| {stage} | {' | '.join(cells)} | {exponent(runs, sizes[-2:], stage)} |")
    return "\n".join(lines)


def exponent(runs: dict[int, dict[str, Sequence[float]]], sizes: Sequence[int], stage: str) -> str:
    """That of the last two sizes, where the stage takes long enough to tell."""
    if len(sizes) < 2 or runs[sizes[0]].get(stage, [0])[0] < 0.5:
        return "–"
    growth = math.log(runs[sizes[1]][stage][0] / runs[sizes[0]][stage][0]) / math.log(sizes[1] / sizes[0])
    return f"{growth:.2f}"


if __name__ == "__main__":
    main()
