"""Users who are like those of a found group."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

import numpy as np

from interest.contents.definitions.known import Interest, Known
from interest.inference import Mixture
from interest.users import Profiles

if TYPE_CHECKING:
    from scipy import sparse

_TYPICAL = 1.5  # of what everybody speaks of: half as much again, as for findings


@dataclass(frozen=True)
class Alike:
    """Users who speak as the people of a found group do.

    A group is one of several kinds of people over the topics (`interest.inference.Mixture`). Its people are those whose
    likeliest kind it is, and those of whose statements at least the part `above` is as theirs: somebody may belong to
    several groups, or to none.
    """

    group: int
    """Which of the kinds it is."""
    interests: tuple[Interest, ...]
    """The m topics."""
    kinds: tuple[tuple[float, ...], ...]
    """(k, m) what the people of each kind speak of."""
    usual: tuple[float, ...]
    """(m,) what everybody speaks of."""
    weights: tuple[float, ...]
    """(k + 1,) how large the kinds are, and those who are of none."""
    rho: float
    """How alike the statements of one person of a kind are."""
    above: float = 1 / 3

    @property
    def typical(self) -> tuple[Interest, ...]:
        """The topics of which its people speak half as much again as everybody does, or more."""
        own = zip(self.interests, self.kinds[self.group], self.usual, strict=True)
        return tuple(interest for interest, part, usual in own if part >= _TYPICAL * usual)

    @property
    def mixture(self) -> Mixture:
        """The kinds over the topics as they are now: those that were merged count together."""
        _, place = self._columns()
        kinds = np.vstack([*self.kinds, self.usual])
        joined = np.zeros((len(kinds), max(place) + 1))
        np.add.at(joined.T, place, kinds.T)
        return Mixture(joined[:-1], joined[-1], np.array(self.weights), self.rho)

    def counts(self, profiles: Profiles) -> "sparse.csr_matrix":
        """How much each user says of the topics of `mixture`, (n_users, m)."""
        from scipy import sparse

        nodes, _ = self._columns()
        shares = np.column_stack([profiles.shares(own) for own in nodes])
        return sparse.csr_matrix(shares * profiles.statements[:, None])

    def belonging(self, profiles: Profiles) -> tuple[np.ndarray, np.ndarray]:
        """Of everybody with a profile the likeliest kind, (n_users,), and the share in each, (n_users, k + 1).

        Who speaks of none of the topics is of no kind.
        """
        counts, mixture = self.counts(profiles), self.mixture
        nearest, shares = mixture.nearest(counts), mixture.shares(counts)
        silent = counts.getnnz(axis=1) == 0
        nearest[silent], shares[silent] = len(self.kinds), np.eye(len(self.kinds) + 1)[-1]
        return nearest, shares

    def members(self, known: Known) -> frozenset[str]:
        """The users who belong to it."""
        nearest, shares = self.belonging(known.profiles)
        own = (nearest == self.group) | (shares[:, self.group] >= self.above)
        return frozenset(known.profiles.users[own])

    def translated(self, node: Callable[[str, str], str], statements: Callable[[Sequence[int]], Sequence[int]]) -> Self:
        """The same for another study, whose nodes are found by `node(id, name)`."""
        return replace(self, interests=tuple(replace(i, node=node(i.node, i.called)) for i in self.interests))

    def lacking(self, there: Callable[[Interest], bool]) -> tuple[Interest, ...]:
        """What it can't be applied without: its typical topics, once the better half of what they say is gone."""
        lost = tuple(interest for interest in self.typical if not there(interest))
        parts = dict(zip(self.interests, self.kinds[self.group], strict=True))
        return lost if 2 * sum(parts[i] for i in lost) > sum(parts[i] for i in self.typical) else ()

    def following(self, follow: Callable[[Interest], Interest]) -> Self:
        """The same with the interests as they are now."""
        return replace(self, interests=tuple(map(follow, self.interests)))

    def _columns(self) -> tuple[list[tuple[str, ...]], list[int]]:
        """The different nodes that topics are now, and the place of each topic among them."""
        nodes = list(dict.fromkeys(interest.nodes for interest in self.interests))
        return nodes, [nodes.index(interest.nodes) for interest in self.interests]
