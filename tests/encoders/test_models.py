"""The two bundled transformers, as they come from the package index."""

import pickle

import numpy as np
import pytest

import interest
from interest.encoders import choose_encoder
from interest.encoders.transformer import load_model
from interest.hierarchy.clustering.features import Centers

pytestmark = pytest.mark.model

TRANSLATED = [
    ("我对人工智能和机器学习非常感兴趣", "I am very interested in artificial intelligence and machine learning"),
    ("周末在家烤了面包和蛋糕", "I baked bread and cake at home on the weekend"),
    ("想买一辆二手电动汽车", "I want to buy a used electric car"),
    ("我家的猫不肯吃猫粮", "My cat refuses to eat its food"),
    ("怎么训练才能跑完马拉松", "How should I train to finish a marathon"),
    ("推荐几首适合睡前听的钢琴曲", "Recommend some piano music to listen to before sleep"),
]


@pytest.fixture(scope="module", params=["english", "multilingual"])
def encoder(request):
    return choose_encoder(request.param, [])


def test_vectors_are_normalised_float32_in_the_order_of_the_texts(encoder):
    texts = ["tea", "a much longer text about the mountains and the sea, and how to get there", "", "猫", "tea"]
    vectors = encoder.encode(texts)
    assert vectors.shape == (5, encoder.dimension) == (5, 384)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert vectors[0] @ vectors[4] == pytest.approx(1, abs=1e-3)
    assert encoder.encode(texts[1:2])[0] @ vectors[1] == pytest.approx(1, abs=2e-3)


def test_a_vector_does_not_depend_on_the_texts_beside_it(encoder):
    """To the last bit: a layout of neighbours would turn the smallest difference into another tree."""
    texts = [f"{text} {'and more ' * (i % 5)}" for i, text in enumerate(sum(TRANSLATED, ()) * 4)]
    together = encoder.encode(texts)
    np.testing.assert_array_equal(together[::-3], encoder.encode(texts[::-3]))
    np.testing.assert_array_equal(together[7:8], encoder.encode(texts[7:8]))


def test_vectors_are_those_of_the_library(encoder):
    texts = [" ".join(["a word more"] * words) for words in range(1, 120, 7)] + ["猫"]  # of every length, some cut
    theirs = load_model(encoder.name).encode(texts, normalize_embeddings=True)
    assert (theirs * encoder.encode(texts)).sum(axis=1).min() > 0.999


def test_an_encoder_travels_without_its_model(encoder):
    before, packed = encoder.encode(["tea"]), pickle.dumps(encoder)
    assert len(packed) < 1000
    there = pickle.loads(packed)
    assert there.key == encoder.key
    np.testing.assert_array_equal(there.encode(["tea"]), before)


def test_no_texts_are_no_vectors(encoder):
    assert encoder.encode([]).shape == (0, 384)


def test_progress_rises_to_one(encoder):
    calls: list[float] = []
    encoder.encode(["a text"] * 1100, lambda stage, fraction: calls.append(fraction))
    assert calls == sorted(calls)
    assert (calls[0], calls[-1]) == (0, 1)


def test_like_texts_are_nearer_than_unlike_ones(encoder):
    cat, kitten, bond = encoder.encode(
        ["My cat sleeps all day", "The kitten naps a lot", "Government bond yields fell"]
    )
    assert cat @ kitten > cat @ bond + 0.05


def test_both_languages_of_the_multilingual_encoder_are_one_space():
    chinese, english = zip(*TRANSLATED, strict=True)
    encoder = choose_encoder("multilingual", [])
    vectors = encoder.encode([*chinese, *english])
    languages = ["zh"] * len(chinese) + ["en"] * len(english)
    assert vectors[0] @ vectors[len(chinese)] > vectors[0] @ vectors[len(chinese) + 1]  # learning, not baking
    # centres of so few statements as these are only taken with means given outright
    means = {
        "": vectors.mean(axis=0),
        "zh": vectors[: len(chinese)].mean(axis=0),
        "en": vectors[len(chinese) :].mean(axis=0),
    }
    centred = Centers(means).center(vectors, languages)
    cosine = centred[: len(chinese)] @ centred[len(chinese) :].T
    assert cosine.argmax(axis=1).tolist() == list(range(len(chinese)))
    others = cosine[~np.eye(len(chinese), dtype=bool)]
    assert np.diag(cosine).min() > others.max() + 0.2


def test_the_prefix_for_symmetric_tasks_is_put_before_each_text():
    model = load_model("multilingual")
    assert model.default_prompt_name == "query"
    assert model.prompts["query"] == "query: "
    with_prefix = model.encode(["猫"], normalize_embeddings=True)
    by_hand = model.encode(["query: 猫"], prompt="", normalize_embeddings=True)
    np.testing.assert_allclose(with_prefix, by_hand, atol=1e-4)


def test_encode_takes_the_encoder_of_the_language():
    both = interest.encode(["我喜欢猫", "I like cats"])
    named = interest.encode(["我喜欢猫", "I like cats"], encoder="multilingual")
    np.testing.assert_array_equal(both, named)
    np.testing.assert_array_equal(interest.encode(["I like cats"]), interest.encode(["I like cats"], encoder="english"))
