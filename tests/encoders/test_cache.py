"""Vectors are encoded once an encoder and text, whoever asks; what happens to the file only costs time."""

import multiprocessing
import sqlite3
import sys
import threading
import time
import warnings
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from interest.config import cache_folder, cache_limit
from interest.encoders import encode_texts
from interest.encoders.cache import FILE, FRESH, PAGE, VectorCache
from interest.errors import InputError

LIMIT = 10**9


def vectors_of(numbers: range) -> np.ndarray:
    return np.array([[n, n + 1] for n in numbers], dtype=np.float32)


def a_cache(folder: Path, key: str = "key", limit: int = LIMIT, clock: Callable[[], float] = time.time) -> VectorCache:
    return VectorCache(folder, key, limit, clock)


def test_what_was_put_comes_back_and_nothing_else(tmp_path):
    a_cache(tmp_path).put(["a", "猫", ""], vectors_of(range(3)))
    found = a_cache(tmp_path).get(["猫", "b", ""])
    assert {text: vector.tolist() for text, vector in found.items()} == {"猫": [1, 2], "": [2, 3]}


def test_to_the_last_bit(tmp_path):
    vectors = np.random.default_rng(0).standard_normal((50, 384)).astype(np.float32)
    texts = [f"text {n}" for n in range(50)]
    a_cache(tmp_path).put(texts, vectors)
    found = a_cache(tmp_path).get(texts)
    np.testing.assert_array_equal(np.stack([found[text] for text in texts]), vectors)


def test_more_texts_than_a_query_takes(tmp_path):
    cache = a_cache(tmp_path)
    texts = [f"text {n}" for n in range(2345)]
    cache.put(texts, vectors_of(range(2345)))
    found = cache.get(texts)
    assert len(found) == 2345
    assert found["text 2344"].tolist() == [2344, 2345]


def test_two_encoders_do_not_mix(tmp_path):
    a_cache(tmp_path, "model|float32").put(["a"], vectors_of(range(1)))
    assert a_cache(tmp_path, "model|bfloat16").get(["a"]) == {}
    a_cache(tmp_path, "model|bfloat16").put(["a"], vectors_of(range(5, 6)))
    assert a_cache(tmp_path, "model|float32").get(["a"])["a"].tolist() == [0, 1]


def test_what_is_put_twice_is_kept_once(tmp_path):
    cache = a_cache(tmp_path)
    cache.put(["a"], vectors_of(range(1)))
    cache.put(["a"], vectors_of(range(7, 8)))
    assert cache.get(["a"])["a"].tolist() == [7, 8]
    with closing(sqlite3.connect(cache.path)) as database:
        assert [database.execute(f"SELECT count(*) FROM {t}").fetchone() for t in ("texts", "vectors")] == [(1,), (1,)]


# Several at once


def _write(folder: Path, part: int, limit: int = LIMIT) -> None:
    warnings.simplefilter("error")
    cache = a_cache(folder, limit=limit)
    for start in range(part * 100, part * 100 + 100, 10):
        cache.put([f"text {n}" for n in range(start, start + 10)], vectors_of(range(start, start + 10)))
        cache.get([f"text {n}" for n in range(200)])


def _run(arguments: Sequence[tuple]) -> list[int | None]:
    """How processes ended that write at the same time."""
    spawned = [multiprocessing.get_context("spawn").Process(target=_write, args=one) for one in arguments]
    for process in spawned:
        process.start()
    for process in spawned:
        process.join(60)
    return [process.exitcode for process in spawned]


def test_concurrent_threads_and_processes_lose_nothing(tmp_path):
    with ThreadPoolExecutor(5) as pool:
        processes = pool.submit(_run, [(tmp_path, 0), (tmp_path, 1), (tmp_path, 2)])
        for thread in [pool.submit(_write, tmp_path, part) for part in range(3, 7)]:
            thread.result()
        assert processes.result() == [0, 0, 0]
    found = a_cache(tmp_path).get([f"text {n}" for n in range(700)])
    assert len(found) == 700
    assert all(found[f"text {n}"].tolist() == [n, n + 1] for n in range(700))


def test_one_waits_for_another_that_makes_the_file(tmp_path):
    """SQLite itself would not: who can't change the journal to a WAL is told so at once."""
    with closing(sqlite3.connect(tmp_path / FILE, isolation_level=None, check_same_thread=False)) as maker:
        maker.execute("CREATE TABLE other (id)")
        maker.execute("BEGIN IMMEDIATE")
        threading.Timer(0.5, maker.rollback).start()
        a_cache(tmp_path).put(["a"], vectors_of(range(1)))
    assert a_cache(tmp_path).get(["a"])["a"].tolist() == [0, 1]


def test_several_may_make_room_at_once(tmp_path):
    assert _run([(tmp_path, 0, PAGE), (tmp_path, 1, PAGE)]) == [0, 0]


# Size


def size_of(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.iterdir())


def long_vectors(count: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal((count, 384)).astype(np.float32)


def test_what_was_used_longest_ago_makes_room(tmp_path):
    now = [0.0]
    cache = a_cache(tmp_path, limit=100 * PAGE, clock=lambda: now[0])
    old, read = ([f"{kind} {n}" for n in range(700)] for kind in ("old", "read"))
    cache.put(old, long_vectors(700))
    cache.put(read, long_vectors(700, 1))
    now[0] += 2 * FRESH
    assert len(cache.get(read)) == 700
    cache.put([f"new {n}" for n in range(700)], long_vectors(700, 2))
    assert size_of(tmp_path) <= 100 * PAGE
    assert len(cache.get(read)) == 700
    assert len(cache.get([f"new {n}" for n in range(700)])) == 700
    assert 300 < len(cache.get(old)) < 700


def test_a_lower_limit_shrinks_the_file(tmp_path):
    a_cache(tmp_path).put([f"text {n}" for n in range(2000)], long_vectors(2000))
    assert size_of(tmp_path) > 2000 * 384 * 4
    a_cache(tmp_path, limit=20 * PAGE).put(["last"], long_vectors(1))
    assert size_of(tmp_path) <= 20 * PAGE
    assert set(a_cache(tmp_path).get(["last", "text 0"])) == {"last"}


@pytest.mark.parametrize("limit", [0, 1])
def test_a_limit_that_holds_nothing(tmp_path, limit):
    cache = a_cache(tmp_path / "vectors", limit=limit)
    cache.put(["a"], vectors_of(range(1)))
    assert cache.get(["a"]) == {}
    assert (tmp_path / "vectors").exists() == (limit > 0)


def test_the_limit_comes_from_the_environment(monkeypatch):
    monkeypatch.delenv("INTEREST_CACHE_LIMIT", raising=False)
    assert cache_limit() == 2 * 10**9
    monkeypatch.setenv("INTEREST_CACHE_LIMIT", "0.5")
    assert cache_limit() == 5 * 10**8
    for wrong in ("much", "nan", "inf"):
        monkeypatch.setenv("INTEREST_CACHE_LIMIT", wrong)
        with pytest.raises(InputError, match=f"number of gigabytes.*{wrong}"):
            cache_limit()


# Damage


def filled(folder: Path) -> VectorCache:
    cache = a_cache(folder)
    cache.put([f"text {n}" for n in range(500)], long_vectors(500))
    return cache


def spoil(path: Path, how: str) -> None:
    content = path.read_bytes()
    garbage = np.random.default_rng(0).bytes(len(content))
    damaged = {
        "no database": garbage,
        "text": b"not a database\n" * 3000,
        "cut short": content[: len(content) // 2 + 7],
        "only the header": content[:100],
        "pages": content[:PAGE] + garbage[PAGE:],
    }
    path.write_bytes(damaged[how])


@pytest.mark.parametrize("how", ["no database", "text", "cut short", "only the header", "pages"])
def test_a_damaged_file_is_begun_anew(tmp_path, how):
    texts = [f"text {n}" for n in range(500)]
    spoil(filled(tmp_path).path, how)
    with pytest.warns(RuntimeWarning, match="was damaged .* begun anew") as told:
        cache = a_cache(tmp_path)
        found = cache.get(texts)
        cache.put(texts, long_vectors(500))
    assert len(told) == 1
    assert all(np.array_equal(found[text], long_vectors(500)[n]) for n, text in enumerate(texts) if text in found)
    assert len(a_cache(tmp_path).get(texts)) == 500


def test_an_empty_file_is_a_new_one(tmp_path):
    filled(tmp_path).path.write_bytes(b"")
    assert filled(tmp_path).get(["text 7"])["text 7"].shape == (384,)


def test_another_database_of_that_name_is_begun_anew(tmp_path):
    with closing(sqlite3.connect(tmp_path / FILE)) as database, database:
        database.execute("CREATE TABLE texts (something)")
    with pytest.warns(RuntimeWarning, match="begun anew"):
        assert len(filled(tmp_path).get([f"text {n}" for n in range(500)])) == 500


def test_flipped_bytes_in_a_vector_are_noticed(tmp_path):
    """Which SQLite doesn't: a wrong vector would be worse than none."""
    cache = filled(tmp_path)
    content = cache.path.read_bytes()
    place = content.index(long_vectors(500)[321].tobytes()) + 700
    cache.path.write_bytes(content[:place] + bytes([content[place] ^ 255]) + content[place + 1 :])
    assert set(cache.get(["text 320", "text 321", "text 322"])) == {"text 320", "text 322"}
    cache.put(["text 321"], long_vectors(1))
    assert np.array_equal(cache.get(["text 321"])["text 321"], long_vectors(1)[0])


def test_files_of_the_former_layout_are_cleared_away(tmp_path):
    for name in (f"{'0a' * 8}.sqlite", f"{'0a' * 8}.sqlite-journal", "mine.sqlite"):
        (tmp_path / name).write_bytes(b"former")
    filled(tmp_path)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["mine.sqlite", FILE]


# Nowhere to write


def test_a_folder_that_can_not_be_made(fake_encoder, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("INTEREST_CACHE", str(tmp_path / "file"))
    with pytest.warns(RuntimeWarning, match=r"can't be used .*; texts are encoded without it") as told:
        vectors = encode_texts(fake_encoder, ["my guitar", "my lawn", "my guitar"])
    assert len(told) == 1
    assert fake_encoder.encoded == ["my guitar", "my lawn"]
    np.testing.assert_array_equal(vectors[0], vectors[2])


def _fill_the_disk(folder: Path, queue: "multiprocessing.Queue") -> None:
    """Write where no file may grow beyond some pages, which is what a full disk is to SQLite."""
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (12 * PAGE, 12 * PAGE))
    cache = a_cache(folder)
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        cache.put(["first"], long_vectors(1))
        for part in range(5):
            cache.put([f"text {part} {n}" for n in range(500)], long_vectors(500))
        found = cache.get(["first"])
    queue.put(([str(one.message) for one in told], len(found)))


@pytest.mark.skipif(sys.platform == "win32", reason="the system has no such limit")
def test_a_full_disk_stops_nothing(tmp_path):
    context = multiprocessing.get_context("spawn")
    queue = context.Queue()
    process = context.Process(target=_fill_the_disk, args=(tmp_path, queue))
    process.start()
    told, found = queue.get(timeout=60)
    process.join(60)
    assert (process.exitcode, len(told), found) == (0, 1, 0)
    assert "can't be used" in told[0]
    assert set(a_cache(tmp_path).get(["first", "text 0 0"])) == {"first"}  # what was there before is whole


def test_who_is_locked_out_goes_on(tmp_path, monkeypatch):
    monkeypatch.setattr("interest.encoders.cache.PATIENCE", 0.1)
    cache = filled(tmp_path)
    with closing(sqlite3.connect(cache.path)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert set(cache.get(["text 1"])) == {"text 1"}  # who reads need not wait
        with pytest.warns(RuntimeWarning, match="locked"):
            cache.put(["more"], vectors_of(range(1)))


# In use


def test_only_what_is_new_is_encoded_and_once(fake_encoder):
    first = encode_texts(fake_encoder, ["my guitar", "my lawn", "my guitar"])
    assert fake_encoder.encoded == ["my guitar", "my lawn"]
    second = encode_texts(fake_encoder, ["my lawn", "my parrot", "my guitar"])
    assert fake_encoder.encoded == ["my guitar", "my lawn", "my parrot"]
    np.testing.assert_array_equal(second[[2, 0]], first[[0, 1]])
    np.testing.assert_array_equal(first[2], first[0])
    assert second.dtype == np.float32


def test_no_texts_are_no_vectors(fake_encoder):
    assert encode_texts(fake_encoder, []).shape == (0, fake_encoder.dimension)


def test_vectors_of_an_encoder_in_double_precision_stay_what_they_are(fake_encoder, monkeypatch):
    """A cache of float32 would read the bytes of float64 as twice as many other numbers."""
    single = fake_encoder.encode
    monkeypatch.setattr(fake_encoder, "encode", lambda texts, progress: single(texts).astype(np.float64))
    fresh = encode_texts(fake_encoder, ["my guitar"])
    cached = encode_texts(fake_encoder, ["my guitar"])
    np.testing.assert_array_equal(fresh, cached)
    assert fresh.dtype == cached.dtype == np.float32


def test_progress_ends_at_one_even_when_all_is_cached(fake_encoder):
    encode_texts(fake_encoder, ["my guitar"])
    calls = []
    encode_texts(fake_encoder, ["my guitar"], lambda stage, fraction: calls.append((stage, fraction)))
    assert calls[-1] == ("encode", 1.0)


def test_a_cancelled_encoding_leaves_the_cache_as_it_was(fake_encoder):
    from interest.errors import Cancelled

    def cancel(stage: str, fraction: float) -> None:
        raise Cancelled("stopped")

    with pytest.raises(Cancelled):
        encode_texts(fake_encoder, ["my guitar"], cancel)
    assert a_cache(cache_folder() / "vectors", "fake").get(["my guitar"]) == {}
