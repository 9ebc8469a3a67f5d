"""A smoothed n-gram language model: how expected a sequence of tokens, or of letters, is."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from math import log2
from typing import Self


@dataclass(frozen=True)
class NGramModel:
    """An interpolated Witten–Bell model, nltk's, over words, stems or letters.

    P(w | h) = (c(h, w) + T(h) · P(w | h′)) / (c(h) + T(h)), where h are the tokens before w, h′ is h without its first
    token, c counts, and T(h) is the number of different tokens seen after h. The recursion ends in the uniform
    distribution over the vocabulary and one unknown token, which stands for all that was never seen.

    References:
        Witten, I. H. and Bell, T. C. (1991). The zero-frequency problem: Estimating the probabilities of novel events
        in adaptive text compression. IEEE Transactions on Information Theory 37(4), 1085–1094.
        Chen, S. F. and Goodman, J. (1999). An empirical study of smoothing techniques for language modeling.
        Computer Speech & Language 13(4), 359–394.
    """

    order: int
    score: Callable[[str, tuple[str, ...]], float]
    """P(token | history of fewer than `order` tokens) by nltk; each pair is computed once."""

    @classmethod
    def fit(cls, sequences: Iterable[Sequence[str]], order: int = 2) -> Self:
        """The model of these sequences, with histories of up to `order` - 1 tokens.

        Raises `ValueError` for an order below 1.
        """
        from nltk.lm import NgramCounter, Vocabulary, WittenBellInterpolated

        if order < 1:
            raise ValueError(f"The order of an n-gram model must be at least 1, got {order}.")
        counts = NgramCounter(
            zip(*(sequence[skip:] for skip in range(n)), strict=False)
            for sequence in sequences
            for n in range(1, order + 1)
        )
        vocabulary = Vocabulary(counts.unigrams)
        # nltk's recursion ends in the relative frequency, where unknown tokens get 0. With T / (T + 1) added to each of
        # the T counts and for the unknown token it goes one step further, to the uniform distribution: here all times
        # T + 1, so that the counts stay whole and the numbers don't depend on the order of the sequences.
        kinds = len(counts.unigrams)
        for token in vocabulary.counts:
            counts.unigrams[token] = vocabulary[token] * (kinds + 1) + kinds
        counts.unigrams[vocabulary.unk_label] = kinds or 1
        return cls(order, cache(WittenBellInterpolated(order, vocabulary=vocabulary, counter=counts).score))

    def probability(self, token: str, history: Sequence[str] = ()) -> float:
        """P(token | history), above 0 also for tokens never seen; of the history only the last order - 1 count."""
        return self.score(token, tuple(history)[max(0, len(history) - self.order + 1) :])

    def likelihood(self, tokens: Sequence[str]) -> float:
        """The mean log2 probability of a token in this sequence, at most 0; the higher, the more expected.

        An empty sequence has likelihood 0.
        """
        if not tokens:
            return 0.0
        total = sum(
            log2(self.probability(token, tokens[max(0, at - self.order + 1) : at])) for at, token in enumerate(tokens)
        )
        return total / len(tokens)
