"""Vectors are encoded once an encoder and text, whoever asks."""

import multiprocessing
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from interest.config import cache_folder
from interest.encoders import encode_texts
from interest.encoders.cache import VectorCache


def vectors_of(numbers: range) -> np.ndarray:
    return np.array([[n, n + 1] for n in numbers], dtype=np.float32)


def test_what_was_put_comes_back_and_nothing_else(tmp_path):
    cache = VectorCache(tmp_path, "key")
    cache.put(["a", "猫", ""], vectors_of(range(3)))
    found = VectorCache(tmp_path, "key").get(["猫", "b", ""])
    assert {text: vector.tolist() for text, vector in found.items()} == {"猫": [1, 2], "": [2, 3]}


def test_more_texts_than_a_query_takes(tmp_path):
    cache = VectorCache(tmp_path, "key")
    texts = [f"text {n}" for n in range(2345)]
    cache.put(texts, vectors_of(range(2345)))
    found = cache.get(texts)
    assert len(found) == 2345
    assert found["text 2344"].tolist() == [2344, 2345]


def test_two_encoders_do_not_mix(tmp_path):
    VectorCache(tmp_path, "model|float32").put(["a"], vectors_of(range(1)))
    assert VectorCache(tmp_path, "model|bfloat16").get(["a"]) == {}


def _write(folder, part: int) -> None:
    cache = VectorCache(folder, "key")
    for start in range(part * 100, part * 100 + 100, 10):
        cache.put([f"text {n}" for n in range(start, start + 10)], vectors_of(range(start, start + 10)))
        cache.get([f"text {n}" for n in range(200)])


def test_concurrent_threads_and_processes_lose_nothing(tmp_path):
    spawned = [multiprocessing.get_context("spawn").Process(target=_write, args=(tmp_path, part)) for part in (0, 1)]
    for process in spawned:
        process.start()
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(_write, [tmp_path] * 4, range(2, 6)))
    for process in spawned:
        process.join(60)
    assert [process.exitcode for process in spawned] == [0, 0]
    found = VectorCache(tmp_path, "key").get([f"text {n}" for n in range(600)])
    assert len(found) == 600
    assert all(found[f"text {n}"].tolist() == [n, n + 1] for n in range(600))


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
    assert VectorCache(cache_folder() / "vectors", "fake").get(["my guitar"]) == {}
