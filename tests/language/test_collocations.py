import numpy as np
import pytest

from interest.language.collocations import association, frequent_grams, log_likelihood_ratio


def test_log_likelihood_ratio_by_hand():
    # Both 10, left 20, right 15, of 100: G² = 2 Σ O ln(O/E), E = (3, 17, 12, 68).
    observed, expected = np.array([10, 10, 5, 75]), np.array([3, 17, 12, 68])
    by_hand = 2 * (observed * np.log(observed / expected)).sum()
    assert log_likelihood_ratio(np.array([10]), np.array([20]), np.array([15]), 100) == pytest.approx(by_hand)


def test_independence_gives_zero_and_avoidance_is_negative():
    values = log_likelihood_ratio(np.array([4, 0]), np.array([20, 20]), np.array([20, 20]), 100)
    assert values[0] == pytest.approx(0, abs=1e-9)
    assert values[1] < 0


def test_frequent_grams_match_a_naive_count():
    random = np.random.default_rng(0)
    words, statements = random.integers(0, 4, 300), np.sort(random.integers(0, 60, 300))
    for grams in frequent_grams(words, statements, 3):
        holders: dict[tuple[int, ...], set[int]] = {}
        occurrences: dict[tuple[int, ...], int] = {}
        for at in range(300 - grams.length + 1):
            if statements[at] == statements[at + grams.length - 1]:
                run = tuple(words[at : at + grams.length].tolist())
                holders.setdefault(run, set()).add(statements[at])
                occurrences[run] = occurrences.get(run, 0) + 1
        naive = {run: occurrences[run] for run, held in holders.items() if len(held) >= 3}
        found = {
            tuple(words[first : first + grams.length].tolist()): frequency
            for first, frequency in zip(grams.first.tolist(), grams.frequency.tolist(), strict=True)
        }
        assert found == naive


def test_grams_do_not_cross_statements():
    levels = frequent_grams(np.array([0, 1, 0, 1]), np.array([0, 1, 2, 3]), 1)
    assert [len(grams) for grams in levels] == [2, 0, 0, 0]


def test_association_takes_the_weakest_cut():
    words = np.array([0, 1, 2] * 5 + [0, 1, 3] * 5 + [4, 5, 6] * 10)
    statements = np.repeat(np.arange(20), 3)
    levels = frequent_grams(words, statements, 2)
    n = len(words)
    strength = association(levels, 3)
    first = [tuple(words[at : at + 3].tolist()) for at in levels[2].first]
    expected = min(
        log_likelihood_ratio(np.array([5]), np.array([10]), np.array([5]), n)[0],
        log_likelihood_ratio(np.array([5]), np.array([10]), np.array([5]), n)[0],
    )
    assert strength[first.index((0, 1, 2))] == pytest.approx(expected)
    assert strength[first.index((4, 5, 6))] > strength[first.index((0, 1, 2))]
