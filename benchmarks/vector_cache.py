"""What the cache of vectors costs, in space and time, beside its former layout; and what half precision would change.

usage: python benchmarks/vector_cache.py [--texts 100000] [--dimension 384] [--neighbours DATA …]

Prints Markdown tables for docs/benchmarks.md. Space and time are those of random vectors, which differ from real ones
in nothing that matters here; the former layout is an SQLite table WITHOUT ROWID, an encoder a file. Times are the least
of three, by the clock, with the files in the system's cache of pages. The second table needs real vectors: those of the
statements in DATA (files or folders), by the encoder that "auto" takes.
"""

import argparse
import hashlib
import sqlite3
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np

from interest.encoders import choose_encoder, encode_texts
from interest.encoders.cache import VectorCache
from interest.encoders.encoding import CHUNK
from interest.ingest import load

SAMPLES = Path(__file__).parents[1] / "sample_data"
RUNS, MOST, NEIGHBOURS = 3, 4000, 15


class Former:
    """The first layout: one table, its rows in the tree of its keys, in pages of 4096 bytes."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "former.sqlite"

    def put(self, texts: Sequence[str], vectors: np.ndarray) -> None:
        rows = [(key_of(text), vector.tobytes()) for text, vector in zip(texts, vectors, strict=True)]
        with closing(self._open()) as database, database:
            database.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)

    def get(self, texts: Sequence[str]) -> dict[str, np.ndarray]:
        by_digest = {key_of(text): text for text in texts}
        digests, found = list(by_digest), {}
        with closing(self._open()) as database:
            for start in range(0, len(digests), 500):
                part = digests[start : start + 500]
                query = f"SELECT digest, vector FROM vectors WHERE digest IN ({','.join('?' * len(part))})"
                for digest, vector in database.execute(query, part):
                    found[by_digest[digest]] = np.frombuffer(vector, np.float32)
        return found

    def _open(self) -> sqlite3.Connection:
        database = sqlite3.connect(self.path, timeout=60)
        database.execute("CREATE TABLE IF NOT EXISTS vectors (digest BLOB PRIMARY KEY, vector BLOB) WITHOUT ROWID")
        return database


def key_of(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()[:16]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=int, default=100_000)
    parser.add_argument("--dimension", type=int, default=384)
    parser.add_argument("--neighbours", nargs="*", type=Path, default=[SAMPLES / "health", SAMPLES / "education"])
    args = parser.parse_args()
    vectors = np.random.default_rng(0).standard_normal((args.texts, args.dimension)).astype(np.float32)
    texts = [f"text {number}" for number in range(args.texts)]
    print("| layout | texts | bytes a text | of the vector alone | writing | reading |\n" + 6 * "|---" + "|")
    measure("former", Former, texts, vectors)
    measure("now", lambda folder: VectorCache(folder, "now", 10**12), texts, vectors)
    half = vectors.nbytes // 2
    measure("now, full", lambda folder: VectorCache(folder, "now", half), texts, vectors)
    print("\n| data | encoder | texts | error of lengths | of cosines | neighbours kept | all in order |")
    print(7 * "|---" + "|")
    for data in args.neighbours:
        round_off(data)


def measure(name: str, make: Callable, texts: list[str], vectors: np.ndarray) -> None:
    """One line: written in chunks as by `encode_texts`, read at once."""
    wrote, read = [], []
    for _ in range(RUNS):
        with tempfile.TemporaryDirectory() as folder:
            cache = make(Path(folder))
            start = time.perf_counter()
            for at in range(0, len(texts), CHUNK):
                cache.put(texts[at : at + CHUNK], vectors[at : at + CHUNK])
            wrote.append(time.perf_counter() - start)
            start = time.perf_counter()
            found = cache.get(texts)
            read.append(time.perf_counter() - start)
            assert all(np.array_equal(found.get(text, v), v) for text, v in zip(texts, vectors, strict=True))
            size = sum(file.stat().st_size for file in Path(folder).iterdir()) / len(found)
    vector = vectors[0].nbytes
    line = f"| {name} | {len(found):,} | {size:,.0f} | {size / vector:.2f} "
    print(f"{line}| {min(wrote):.1f} s | {min(read):.1f} s |", flush=True)


def round_off(data: Path) -> None:
    """One line: what becomes of vectors that are rounded to half precision."""
    texts = list(dict.fromkeys(load(data).frame["text"]))[:MOST]
    encoder = choose_encoder("auto", texts)
    whole = encode_texts(encoder, texts)
    half = whole.astype(np.float16).astype(np.float32)
    length = np.abs(np.linalg.norm(half, axis=1) - 1).max()
    cosines = [rows @ rows.T for rows in (whole, half)]
    error = np.abs(cosines[0] - cosines[1]).max()
    for matrix in cosines:
        np.fill_diagonal(matrix, -2)
    first, second = (np.argsort(-matrix, axis=1, kind="stable")[:, :NEIGHBOURS] for matrix in cosines)
    kept = np.mean([len(set(a) & set(b)) / NEIGHBOURS for a, b in zip(first.tolist(), second.tolist(), strict=True)])
    same = (first == second).all(axis=1).mean()
    print(f"| {data.name} | {encoder.name} | {len(texts):,} | {length:.1e} | {error:.1e} | {kept:.2%} | {same:.0%} |")


if __name__ == "__main__":
    main()
