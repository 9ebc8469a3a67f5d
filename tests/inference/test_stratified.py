"""Shares of a whole from a sample in which some strata are denser: against a population that is known."""

import numpy as np
import pytest

from interest.inference import stratified_share, stratum_weights, wilson

SIZES = np.array([400, 200, 1000, 500])  # two groups: sure and doubtful, of two categories
ALIKE = np.array([0, 1, 0, 1])
RIGHT = np.array([0.95, 0.5, 0.9, 0.4])


def test_each_answer_stands_for_its_part_of_its_stratum():
    weights = stratum_weights(np.array([0, 0, 1, 2, 3]), SIZES, ALIKE)
    assert weights.tolist() == [200, 200, 200, 1000, 500]


def test_a_stratum_that_nobody_was_asked_of_is_taken_to_be_as_its_like():
    weights = stratum_weights(np.array([0, 0, 1]), SIZES, ALIKE)
    assert weights.tolist() == [700, 700, 700]  # 1400 of the one group, 700 of the other
    assert stratum_weights(np.array([2]), SIZES, ALIKE).sum() == SIZES.sum()


@pytest.mark.parametrize("asked", [(5, 5, 7, 7), (10, 20, 15, 25)])
def test_the_interval_holds_the_truth_where_a_naive_one_is_biased(asked):
    rng = np.random.default_rng(0)
    truth = SIZES @ RIGHT / SIZES.sum()
    stratum = np.repeat(np.arange(4), asked)
    held, naive_held, off, naive_off = 0, 0, [], []
    for _ in range(300):
        yes = rng.random(len(stratum)) < RIGHT[stratum]
        share, low, high = stratified_share(yes, stratum, SIZES, ALIKE)
        below, above = (float(end[0]) for end in wilson(np.array([yes.sum()]), np.array([len(yes)])))
        held, naive_held = held + (low <= truth <= high), naive_held + (below <= truth <= above)
        off.append(share - truth)
        naive_off.append(yes.mean() - truth)
    assert held / 300 >= 0.92 and naive_held < held
    assert abs(np.mean(off)) < 0.01 and np.mean(naive_off) < -0.05


def test_what_was_read_in_full_is_certain():
    yes = np.array([True, True, False, True])
    one = np.zeros(1, int)
    assert stratified_share(yes, np.zeros(4, int), one + 4, one) == (0.75, 0.75, 0.75)


def test_a_few_equal_answers_are_no_certainty():
    one = np.zeros(1, int)
    share, low, high = stratified_share(np.ones(5, bool), np.zeros(5, int), one + 1000, one)
    assert (share, high) == (1.0, 1.0) and low < 0.6
