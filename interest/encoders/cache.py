"""Vectors on disk, by encoder and text: what was encoded once is not encoded again."""

import hashlib
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import numpy as np

CHUNK = 500  # SQLite takes at least 999 parameters a query


class VectorCache:
    """One SQLite file an encoder: text digest → float32 vector. Safe for several processes at once."""

    def __init__(self, folder: Path, key: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / f"{hashlib.sha256(key.encode()).hexdigest()[:16]}.sqlite"

    def get(self, texts: Sequence[str]) -> dict[str, np.ndarray]:
        """The vectors that are there, by text."""
        by_digest = {_digest(text): text for text in texts}
        digests = list(by_digest)
        found = {}
        with closing(self._open()) as database:
            for start in range(0, len(digests), CHUNK):
                part = digests[start : start + CHUNK]
                marks = ",".join("?" * len(part))
                query = f"SELECT digest, vector FROM vectors WHERE digest IN ({marks})"
                for digest, vector in database.execute(query, part):
                    found[by_digest[digest]] = np.frombuffer(vector, np.float32)
        return found

    def put(self, texts: Sequence[str], vectors: np.ndarray) -> None:
        """Keep the vectors, of shape (len(texts), d)."""
        rows = [(_digest(text), vector.tobytes()) for text, vector in zip(texts, vectors, strict=True)]
        with closing(self._open()) as database, database:
            database.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)

    def _open(self) -> sqlite3.Connection:
        database = sqlite3.connect(self.path, timeout=60)
        database.execute("CREATE TABLE IF NOT EXISTS vectors (digest BLOB PRIMARY KEY, vector BLOB) WITHOUT ROWID")
        return database


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:16]
