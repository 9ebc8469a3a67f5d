"""Which of several candidates names a group: the plainest of those that pass the blind test best."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from interest.hierarchy.naming.blind import DECIMALS, BlindTest
from interest.hierarchy.naming.candidates import Candidate
from interest.hierarchy.naming.titles import Title


@dataclass(frozen=True, eq=False)
class Tournament:
    """Candidates for one group, and what came of the test."""

    candidates: Sequence[Candidate]
    fits: np.ndarray
    """(n_candidates,) how often each picks a statement that it has not seen."""
    values: np.ndarray
    """(n_candidates,) that, times its cosine with the group's middle, times how well it reads as a heading."""
    errors: np.ndarray
    """(n_candidates,) the standard errors of the values."""

    @classmethod
    def of(cls, test: BlindTest, group: int, candidates: Sequence[Candidate], seen: np.ndarray) -> "Tournament":
        """Let the candidates, at least one, pick among the statements that the test asks.

        What a candidate has `seen`, (n_candidates, n_asked) bool, doesn't count.
        """
        vectors = np.stack([candidate.vector for candidate in candidates])
        blind = np.ma.masked_array(test.picks(group, vectors), seen)
        weight = np.maximum(vectors @ test.centers[group], 0) * [candidate.heading for candidate in candidates]
        fits, count = blind.mean(axis=1).data, blind.count(axis=1)
        likely = (blind.sum(axis=1).data + 1) / (count + 2)  # Laplace's: ten of ten are no proof of always
        errors = np.sqrt(likely * (1 - likely) / (count + 3))
        return cls(candidates, fits, (fits * weight).round(DECIMALS), (errors * weight).round(DECIMALS))

    def order(self) -> list[int]:
        """The candidates, the best first.

        Of those that are not a standard error below the best the plainest comes first, and of equally plain ones what
        most people say: the burden of proof is on the longer and the rarer name.
        """
        best = int(self.values.argmax())
        equal = self.values >= self.values[best] - self.errors[best]
        parts = np.array([candidate.parts for candidate in self.candidates])
        said = self.values * [candidate.said for candidate in self.candidates]
        return [int(i) for i in np.lexsort((np.where(equal, -said, -self.values), np.where(equal, parts, 0), ~equal))]

    def titles(self) -> list[Title]:
        """The candidates as names of the group, the best first."""
        return [Title(self.candidates[i].name, round(float(self.fits[i]), DECIMALS)) for i in self.order()]
