"""Learning from likes and dislikes: a contextual bandit on top of the recommender.

LinUCB with hybrid linear models (Li et al. 2010, Algorithm 2). What a user u makes of an arm a, an item or an interest,
is expected to be

    r(u, a) = s(u, a) + z(u, a)ᵀβ + x(a)ᵀθ_u

s     the score without feedback. For items that is Σ w_s f_s, and the f_s are in z too, so that the weights of the
      sources are w + β: a ridge regression centred at the fusion's weights. Where nothing was judged yet, β = θ = 0
z     what the sources say of a for u, and how much of u's attention lies in a's topic and category, (s,)
β     what everybody's feedback says of the sources, with the prior N(0, 0.1 I)
x     what a is: its category, its topic, its direction and itself, so that x(a)ᵀx(b) is `alike`
θ_u   what u's own feedback says of such things, with the prior N(0, I)

A like is the reward 1.5, above every score, so that it lifts what is first already; a dislike is −0.5, below every
score, both with noise of variance 1; hiding is 0 with variance 10. With the rows of all of u's
judged arms in Z and X, y = reward − s, and C = XXᵀ + noise,

    A = I / 0.1 + Σ_u Zᵀ C⁻¹ Z        β = A⁻¹ Σ_u Zᵀ C⁻¹ y        θ_u = Xᵀ C⁻¹ (y − Zβ)

which are the paper's equations with the part of each user solved in the dual (Valko et al. 2013): people judge tens of
things, and directions have hundreds of numbers. Arms are ranked by the upper confidence bound

    r + α (√v − √v₀),        v = xᵀx − kᵀC⁻¹k + lᵀA⁻¹l,    k = Xx,    l = z − ZᵀC⁻¹k

where v is the variance of r, and v₀ the same before any feedback. Counting from v₀ changes nothing between arms that
were equally uncertain at first, and leaves the scores as they are until something is judged. Nothing is random: the
same log gives the same order.

References: Li, Chu, Langford and Schapire 2010, A contextual-bandit approach to personalized news article
recommendation; Valko et al. 2013, Finite-time analysis of kernelised contextual bandits.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Literal, Self

import numpy as np

from interest.contents.judgements import About, Kind

REWARD: dict[Kind, float] = {"like": 1.5, "dislike": -0.5, "hide": 0.0}
"""Scores lie between 0 and 1. Somebody's word is stronger than any guess: a like lies as far above the highest as a
dislike below the lowest."""
NOISE: dict[Kind, float] = {"like": 1.0, "dislike": 1.0, "hide": 10.0}
"""Variances. Hiding says a tenth of a dislike: people also hide what they have, or have seen often enough."""
CATEGORY, TOPIC, DIRECTION, SAME = 0.12, 0.12, 0.16, 0.1
"""How alike two arms are for being in a category, in a topic, times the cosine of their directions, and for being the
same: ½ together, so that a like moves what was liked a third of the way, and nothing else as far."""
SHARED_PRIOR = 0.1
"""Variance of the shared weights, a tenth of that of a user's own: what one person likes says most of that person, and
it takes several people's feedback to change the order for everybody."""
WIDTHS = {"item": 8, "interest": 5}
"""What z holds of an item: one, what the five sources say, and the part of the user's attention in its topic and
category; of an interest: one, and the four sources, each divided by its largest value. Each has weights of its own."""
Target = tuple[About, str]
"""What was judged: its kind and id."""
ALPHA = 0.1
"""How much being unsure is worth. What was never judged gains up to about 0.1 on what was judged often, some places in
the middle of a ranking; 0 would only exploit, 1 would show what is unknown before what is liked."""


@dataclass(frozen=True, eq=False)
class Arms:
    """Things that can be recommended to one user, n of them, and what is known of each."""

    prior: np.ndarray
    """(n,) the score without feedback."""
    shared: np.ndarray
    """(n, s): z."""
    topics: np.ndarray
    """(n,) topic ids, "" where there is none."""
    categories: np.ndarray
    """(n,) category ids, "" where there is none."""
    directions: np.ndarray
    """(n, d) float32, L2-normalised; zeros where nothing is known."""
    ids: np.ndarray
    """(n,) what they are."""

    @classmethod
    def joined(cls, parts: "Sequence[Arms]") -> "Arms":
        """Several after one another."""
        return cls(*(np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(cls)))

    def at(self, position: int) -> "Arms":
        """One of them."""
        one = slice(position, position + 1)
        return Arms(*(getattr(self, field.name)[one] for field in fields(Arms)))


def padded(known: np.ndarray, kind: Literal["interest", "item"]) -> np.ndarray:
    """z, (n, 12), from what is known of things of one kind, (n, width of the kind)."""
    before = sum(width for name, width in list(WIDTHS.items())[: list(WIDTHS).index(kind)])
    after = sum(WIDTHS.values()) - before - WIDTHS[kind]
    return np.pad(known, ((0, 0), (before, after)))


def alike(one: Arms, other: Arms) -> np.ndarray:
    """x(a)ᵀx(b), (n, m): what being of one category, of one topic, of like directions, and the same thing, is worth."""
    return (
        CATEGORY * _same(one.categories, other.categories)
        + TOPIC * _same(one.topics, other.topics)
        + SAME * _same(one.ids, other.ids)
        + DIRECTION * (one.directions @ other.directions.T).astype(np.float64)
    )


def _same(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    return (one[:, None] == other[None, :]) & (other != "")[None, :]


def _length2(arms: Arms) -> np.ndarray:
    """x(a)ᵀx(a), (n,)."""
    known = CATEGORY * (arms.categories != "") + TOPIC * (arms.topics != "") + SAME
    return known + DIRECTION * np.einsum("nd,nd->n", arms.directions, arms.directions, dtype=np.float64)


@dataclass(frozen=True, eq=False)
class Judged:
    """What one user judged, m arms, and how."""

    arms: Arms
    reward: np.ndarray
    """(m,)"""
    noise: np.ndarray
    """(m,) variances of the rewards."""
    targets: tuple[Target, ...]

    @classmethod
    def of(cls, parts: Sequence[Arms], kinds: Sequence[Kind], targets: Sequence[Target]) -> Self:
        """Judged arms, one or more a part, with the kind of feedback and the target of each."""
        reward = np.array([REWARD[kind] for kind in kinds])
        return cls(Arms.joined(parts), reward, np.array([NOISE[kind] for kind in kinds]), tuple(targets))


@dataclass(frozen=True, eq=False)
class _Own:
    """One user's part of the regression."""

    judged: Judged
    inverse: np.ndarray
    """(m, m): C⁻¹"""

    @property
    def surprise(self) -> np.ndarray:
        """(m,): y"""
        return self.judged.reward - self.judged.arms.prior


@dataclass(frozen=True, eq=False)
class Bandit:
    """What was learned from feedback."""

    shift: np.ndarray
    """(s,): β"""
    covariance: np.ndarray
    """(s, s): A⁻¹"""
    own: Mapping[str, _Own]

    @classmethod
    def learn(cls, judged: Mapping[str, Judged]) -> Self | None:
        """From what each user judged, by user id; None where nobody judged anything."""
        if not judged:
            return None
        own = {
            user: _Own(by, np.linalg.inv(alike(by.arms, by.arms) + np.diag(by.noise))) for user, by in judged.items()
        }
        width = next(iter(judged.values())).arms.shared.shape[1]
        precision, moment = np.eye(width) / SHARED_PRIOR, np.zeros(width)
        for user in sorted(own):
            z = own[user].judged.arms.shared
            precision += z.T @ own[user].inverse @ z
            moment += z.T @ own[user].inverse @ own[user].surprise
        covariance = np.linalg.inv(precision)
        return cls(covariance @ moment, covariance, own)

    def scores(self, user_id: str, arms: Arms, alpha: float = ALPHA) -> np.ndarray:
        """The upper confidence bound of each arm for a user, (n,)."""
        z = arms.shared
        mean, lean = arms.prior + z @ self.shift, z
        before = _length2(arms)
        variance = before
        if user_id in self.own:
            near, inverse = alike(arms, self.own[user_id].judged.arms), self.own[user_id].inverse  # (n, m), (m, m)
            mean = mean + near @ self._pull(user_id)
            lean = z - near @ inverse @ self.own[user_id].judged.arms.shared
            variance = before - np.einsum("nm,nm->n", near @ inverse, near)
        variance = variance + np.einsum("ns,ns->n", lean @ self.covariance, lean)
        before = before + SHARED_PRIOR * np.einsum("ns,ns->n", z, z)
        return mean + alpha * (np.sqrt(np.maximum(variance, 0.0)) - np.sqrt(before))

    def supporters(self, user_id: str, arm: Arms, target: Target, most: int) -> tuple[Target, ...]:
        """What the user liked that speaks most for one arm by being like it, the strongest first; never itself."""
        if user_id not in self.own:
            return ()
        judged = self.own[user_id].judged
        gain = (alike(arm, judged.arms)[0] * self._pull(user_id)).round(9)
        liked = (gain > 0) & (judged.reward > 0) & np.array([other != target for other in judged.targets])
        order = sorted(np.flatnonzero(liked), key=lambda i: (-gain[i], judged.targets[i]))
        return tuple(judged.targets[i] for i in order[:most])

    def _pull(self, user_id: str) -> np.ndarray:
        """What each judged arm gives to one that is wholly like it, (m,): C⁻¹ (y − Zβ)."""
        own = self.own[user_id]
        return own.inverse @ (own.surprise - own.judged.arms.shared @ self.shift)


@dataclass(frozen=True, eq=False)
class Personal:
    """What feedback makes of the recommendations to one user."""

    user_id: str = ""
    withheld: frozenset[str] = frozenset()
    """Ids of what was disliked or hidden."""
    bandit: Bandit | None = None

    def scores(self, arms: Arms) -> np.ndarray:
        """Scores of at most 1, (n,): those without feedback, or the bandit's, the highest 1 where one is above."""
        if self.bandit is None:
            return arms.prior
        scores = self.bandit.scores(self.user_id, arms)
        return scores / max(scores.max(initial=0.0), 1.0)

    def liked(self, arm: Arms, target: Target, most: int) -> tuple[Target, ...]:
        """The liked things that speak most for an arm, which is a `target`."""
        return () if self.bandit is None else self.bandit.supporters(self.user_id, arm, target, most)
