import math

import pytest

from interest.language import NGramModel

SEQUENCES = [["hot", "tea"], ["hot", "tea"], ["hot", "soup"], ["tea", "time"]]


def test_witten_bell_by_hand():
    model = NGramModel.fit(SEQUENCES, order=2)
    # 8 tokens of 4 kinds; the uniform floor is 1 / (4 + 1).
    tea = (3 + 4 / 5) / (8 + 4)
    assert model.probability("tea") == pytest.approx(tea)
    # After "hot": 3 tokens of 2 kinds, 2 of them "tea".
    assert model.probability("tea", ["hot"]) == pytest.approx((2 + 2 * tea) / (3 + 2))
    assert model.probability("tea", ["unseen"]) == pytest.approx(tea)
    assert model.probability("unseen") == pytest.approx((0 + 4 / 5) / 12)


@pytest.mark.parametrize("history", [[], ["hot"], ["tea"], ["unseen"], ["hot", "tea"]])
@pytest.mark.parametrize("order", [1, 2, 3])
def test_probabilities_sum_to_one(history, order):
    model = NGramModel.fit(SEQUENCES, order=order)
    vocabulary = ["hot", "tea", "soup", "time", "anything unseen"]
    assert sum(model.probability(word, history) for word in vocabulary) == pytest.approx(1)


def test_likelihood_is_the_mean_log_probability():
    model = NGramModel.fit(SEQUENCES, order=2)
    expected = (math.log2(model.probability("hot")) + math.log2(model.probability("tea", ["hot"]))) / 2
    assert model.likelihood(["hot", "tea"]) == pytest.approx(expected)
    assert model.likelihood([]) == 0
    assert model.likelihood(["hot", "tea"]) > model.likelihood(["tea", "hot"]) > model.likelihood(["no", "idea"])


def test_the_order_of_the_sequences_has_no_influence():
    forwards, backwards = NGramModel.fit(SEQUENCES), NGramModel.fit(SEQUENCES[::-1])
    assert forwards.likelihood(["hot", "tea", "time", "news"]) == backwards.likelihood(["hot", "tea", "time", "news"])


def test_letters_are_tokens_too():
    model = NGramModel.fit(["banana", "bandana", "cabana"], order=3)
    assert model.likelihood("anana") > model.likelihood("nnaaa") > model.likelihood("xqzzk")


def test_empty_model_is_uniform():
    assert NGramModel.fit([]).probability("x") == 1


def test_order_must_be_positive():
    with pytest.raises(ValueError, match="at least 1, got 0"):
        NGramModel.fit(SEQUENCES, order=0)
