"""Runs of two to four words that stand together more often than chance would have it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

LONGEST_PHRASE = 4
"""Words in a phrase at most."""

SIGNIFICANT = 10.83
"""The log-likelihood ratio beyond which chance is left out: chi-squared, one degree of freedom, p < 0.001."""


@dataclass(frozen=True)
class Grams:
    """The runs of `length` words that enough statements hold."""

    length: int
    code: np.ndarray
    """Which run begins at a position of the corpus, of shape (n_positions,); -1 where none is frequent enough."""
    first: np.ndarray
    """The position of each run's first occurrence, of shape (n_grams,)."""
    frequency: np.ndarray
    """Occurrences of each run, of shape (n_grams,)."""

    def __len__(self) -> int:
        return len(self.first)


def frequent_grams(words: np.ndarray, statements: np.ndarray, minimum: int) -> list[Grams]:
    """The runs of 1, 2, … words that at least `minimum` statements hold.

    `words` and `statements` of shape (n_positions,) give the word at each position of the corpus and the statement it
    stands in, statements one after the other. A run is looked for only where both of its shorter runs are frequent.
    """
    levels = [_gather(1, words.astype(np.int64), statements, minimum)]
    n_words = int(words.max(initial=0)) + 1
    for length in range(2, LONGEST_PHRASE + 1):
        shorter, reach = levels[-1].code, length - 1
        value = np.full(len(words), -1, dtype=np.int64)
        if len(words) > reach:
            begins, ends = shorter[:-reach], words[reach:]
            fits = (
                (begins >= 0) & (shorter[1 : len(words) - reach + 1] >= 0) & (statements[:-reach] == statements[reach:])
            )
            value[:-reach] = np.where(fits, begins * n_words + ends, -1)
        levels.append(_gather(length, value, statements, minimum))
    return levels


def _gather(length: int, value: np.ndarray, statements: np.ndarray, minimum: int) -> Grams:
    """Equal values (below 0: none) numbered as runs, without those in fewer than `minimum` statements."""
    at = np.flatnonzero(value >= 0)
    _, first, inverse, frequency = np.unique(value[at], return_index=True, return_inverse=True, return_counts=True)
    n_statements = int(statements.max(initial=0)) + 1
    holders = np.sort(inverse.astype(np.int64) * n_statements + statements[at])  # (run, statement) as one number
    holders = holders[np.diff(holders, prepend=-1) > 0] // n_statements
    kept = np.bincount(holders, minlength=len(first)) >= minimum
    number = np.where(kept, np.cumsum(kept) - 1, -1)
    code = np.full(len(value), -1, dtype=np.int64)
    code[at] = number[inverse]
    return Grams(length, code, at[first[kept]], frequency[kept])


def association(levels: Sequence[Grams], length: int) -> np.ndarray:
    """How strongly the parts of each run of this length hold together, of shape (n_grams,).

    It is the least log-likelihood ratio over all ways of cutting the run in two; negative where the parts meet more
    seldom than by chance.
    """
    grams = levels[length - 1]
    n_positions = len(grams.code)
    least = np.full(len(grams), np.inf)
    for left, left_at, right, right_at in _cuts(levels, grams):
        together = grams.frequency
        left_count = left.frequency[left.code[left_at]]
        right_count = right.frequency[right.code[right_at]]
        least = np.minimum(least, log_likelihood_ratio(together, left_count, right_count, n_positions))
    return least


def _cuts(levels: Sequence[Grams], grams: Grams) -> Iterator[tuple[Grams, np.ndarray, Grams, np.ndarray]]:
    """For each way of cutting runs in two: the left runs and their positions, the right runs and theirs."""
    for left_length in range(1, grams.length):
        yield levels[left_length - 1], grams.first, levels[grams.length - left_length - 1], grams.first + left_length


def log_likelihood_ratio(together: np.ndarray, left: np.ndarray, right: np.ndarray, total: int) -> np.ndarray:
    """Dunning's log-likelihood ratio of two parts that occur `left` and `right` times, `together` next to each other.

    G² = 2 Σ O ln(O / E) over the four cells (both, only the left, only the right, neither), O observed and E expected
    were the parts independent. The sign tells attraction (+) from avoidance (−). Arrays of equal shape.

    References:
        Dunning, T. (1993). Accurate methods for the statistics of surprise and coincidence. Computational Linguistics
        19(1), 61–74.
    """
    left, right, together = (np.asarray(counts, dtype=np.float64) for counts in (left, right, together))
    observed = np.stack([together, left - together, right - together, total - left - right + together]).clip(min=0)
    expected = np.stack(
        [left * right, left * (total - right), (total - left) * right, (total - left) * (total - right)]
    )
    expected = (expected / total).clip(min=1e-12)
    terms = observed * np.log(np.maximum(observed, 1e-12) / expected)
    return 2 * terms.sum(axis=0) * np.sign(together - expected[0])
