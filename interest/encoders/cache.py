"""Vectors on disk, by encoder and text: what was encoded once is not encoded again.

One SQLite file for all encoders, which several processes may use at once. Vectors are kept in float32, as they are:
rounded to half precision they would take half the space, but up to a third of the texts would have their nearest
neighbours in another order, which makes another tree (`benchmarks/vector_cache.py`). What can't be read or written only
costs time: whatever happens to the file, a build goes on without it.
"""

import hashlib
import sqlite3
import time
import warnings
import zlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path

import numpy as np

FILE = "vectors-2.sqlite"
"""The number is that of the layout: a file of another one is never opened."""
FORMER = "[0-9a-f]" * 16 + ".sqlite*"
"""The files of the first layout, one an encoder."""
CHUNK = 500  # SQLite takes at least 999 parameters a query
PAGE = 32768  # bytes; filled well by vectors of any usual dimension, of which a page of 4096 would hold two or one
PATIENCE = 60.0  # seconds that one process waits for another
PAUSE = 0.01  # seconds between two tries of its own
FRESH = 3600.0
"""Seconds within which a vector that is used again keeps its time of use, so that reading seldom writes."""
KEPT = 0.9
"""Part of the limit that is left when it was exceeded, so that not every write has to make room."""
DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR}
"""Pages that can't be, something else than a database, one with other tables."""
TABLES = (
    "CREATE TABLE IF NOT EXISTS texts (id INTEGER PRIMARY KEY, digest BLOB UNIQUE, used INTEGER)",
    "CREATE TABLE IF NOT EXISTS vectors (id INTEGER PRIMARY KEY, checksum INTEGER, vector BLOB)",
)
"""Two, so that telling when a text was used writes a few bytes and not its vector."""


class VectorCache:
    """The vectors of one encoder, which its `key` tells from others, in a file that holds at most `limit` bytes."""

    def __init__(self, folder: Path, key: str, limit: int, clock: Callable[[], float] = time.time) -> None:
        self.path, self.key, self.limit, self.clock = folder / FILE, key, limit, clock
        self._works = limit > 0

    def get(self, texts: Sequence[str]) -> dict[str, np.ndarray]:
        """The vectors that are there, by text."""
        by_digest = {self._digest(text): text for text in texts}
        found: dict[str, np.ndarray] = {}
        self._use(lambda database: self._read(database, by_digest, found))
        return found

    def put(self, texts: Sequence[str], vectors: np.ndarray) -> None:
        """Keep the vectors, float32 of shape (len(texts), d); those that were not used for longest make room."""
        rows = [(self._digest(text), vector.tobytes()) for text, vector in zip(texts, vectors, strict=True)]
        self._use(lambda database: self._write(database, rows))

    def _digest(self, text: str) -> bytes:
        return hashlib.sha256(f"{self.key}\0{text}".encode("utf-8", "surrogatepass")).digest()[:16]

    def _read(self, database: sqlite3.Connection, by_digest: Mapping[bytes, str], found: dict[str, np.ndarray]) -> None:
        now, digests, stale = int(self.clock()), list(by_digest), []
        for start in range(0, len(digests), CHUNK):
            part = digests[start : start + CHUNK]
            marks = ",".join("?" * len(part))
            query = (
                "SELECT id, digest, checksum, vector, used < ? FROM texts JOIN vectors USING (id) "
                f"WHERE digest IN ({marks})"
            )
            for row, digest, checksum, vector, is_stale in database.execute(query, (now - FRESH, *part)):
                if isinstance(vector, bytes) and digest in by_digest and checksum == _checksum(digest, vector):
                    found[by_digest[digest]] = np.frombuffer(vector, np.float32)
                    if is_stale:
                        stale.append((now, row))
        if stale:
            with database:
                database.execute("BEGIN IMMEDIATE")
                database.executemany("UPDATE texts SET used = ? WHERE id = ?", stale)

    def _write(self, database: sqlite3.Connection, rows: Sequence[tuple[bytes, bytes]]) -> None:
        now = int(self.clock())
        with database:
            database.execute("BEGIN IMMEDIATE")
            database.executemany(
                "INSERT INTO texts (digest, used) VALUES (?, ?) ON CONFLICT DO UPDATE SET used = excluded.used",
                [(digest, now) for digest, _ in rows],
            )
            database.executemany(
                "INSERT OR REPLACE INTO vectors SELECT id, ?, ? FROM texts WHERE digest = ?",
                [(_checksum(digest, vector), vector, digest) for digest, vector in rows],
            )
            made_room = self._make_room(database)
        if made_room:
            database.executescript("PRAGMA incremental_vacuum")  # `execute` would give back a single page

    def _make_room(self, database: sqlite3.Connection) -> bool:
        """Remove what was used longest ago, where the file holds more than it may; whether it did."""
        made_room = False
        while (size := _bytes_in(database)) > self.limit:
            rows = _number(database, "SELECT count(*) FROM texts")
            if rows == 0:  # what is left is the tables themselves
                break
            surplus = 1 + int(rows * (1 - KEPT * self.limit / size))
            oldest = f"(SELECT id FROM texts ORDER BY used, id LIMIT {surplus})"
            database.execute(f"DELETE FROM vectors WHERE id IN {oldest}")
            database.execute(f"DELETE FROM texts WHERE id IN {oldest}")
            made_room = True
        return made_room

    def _use(self, work: Callable[[sqlite3.Connection], None]) -> None:
        """Do something with the database; where it can't be used, a warning says so, and this cache is empty."""
        if not self._works:
            return
        try:
            try:
                self._do(work)
            except sqlite3.Error as error:
                if getattr(error, "sqlite_errorcode", 0) & 0xFF not in DAMAGED:  # the last byte is the kind of error
                    raise
                _remove(self.path)
                _warn(f"The cache of vectors {self.path} was damaged ({error}) and is begun anew.")
                self._do(work)
        except (OSError, sqlite3.Error) as error:
            self._works = False
            _warn(f"The cache of vectors {self.path} can't be used ({error}); texts are encoded without it.")

    def _do(self, work: Callable[[sqlite3.Connection], None]) -> None:
        """SQLite waits for others by itself, but not for one that turns a new file's journal into a WAL."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                with closing(_opened(self.path)) as database:
                    return work(database)
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                    raise
            time.sleep(PAUSE)


def _opened(path: Path) -> sqlite3.Connection:
    """A connection that begins transactions only where it is told to."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        _clear_former(path.parent)
    database = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
    try:
        if _number(database, "PRAGMA page_count") == 0:
            database.execute(f"PRAGMA page_size = {PAGE}")
            database.execute("PRAGMA auto_vacuum = INCREMENTAL")
        database.execute("PRAGMA journal_mode = WAL")  # who reads need not wait for who writes
        database.execute("PRAGMA synchronous = NORMAL")  # no damage by a loss of power, and fewer waits for the disk
        for table in TABLES:
            database.execute(table)
    except BaseException:
        database.close()
        raise
    return database


def _clear_former(folder: Path) -> None:
    """Remove the files of the first layout, which nobody else would ever do, as far as that can be done."""
    with suppress(OSError):
        for former in folder.glob(FORMER):
            former.unlink()


def _remove(path: Path) -> None:
    """The database, after its journal: another process could take that for the journal of the next one."""
    for end in ("-wal", "-shm", ""):
        path.with_name(path.name + end).unlink(missing_ok=True)


def _checksum(digest: bytes, vector: bytes) -> int:
    """SQLite notices damage to its own pages' structure, not to what stands in them."""
    return zlib.crc32(vector, zlib.crc32(digest))


def _bytes_in(database: sqlite3.Connection) -> int:
    """Without pages that are free."""
    return PAGE * (_number(database, "PRAGMA page_count") - _number(database, "PRAGMA freelist_count"))


def _number(database: sqlite3.Connection, query: str) -> int:
    return database.execute(query).fetchone()[0]


def _warn(message: str) -> None:
    warnings.warn(message, RuntimeWarning, stacklevel=2)  # which Python shows once
