"""User vectors in closed form: the whitened mean of what somebody said, their words and their topics, nothing trained.

    u = (√(1 − a − b) · norm((m − m̄) C_s^(−½)),  √a · norm(w − w̄),  √b · norm(√t − √t̄))

m is the mean of the user's statement vectors (√weight each), C_s = (1 − s) C + s I tr(C)/d with C the covariance of
statements around their users' means: what everybody varies in tells nobody apart (within-class covariance
normalisation, Hatch et al. 2006; at s = 1 it is the plain mean). w are the user's words by TF-IDF,
(1 + ln count) idf^p, of those that at least two users say, in the directions in which users differ most, up to 512
(latent semantic analysis, Deerwester et al. 1990); a word that one person alone says makes nobody like-minded. t is how
what they said is spread over the topics that the space falls into, each statement by the softmax of its cosines with
their centroids; inner products of √t are Bhattacharyya coefficients, so that common topics don't drown rare ones.

s, a, b and p are those by which the random halves of users' texts find each other best, among some values; the choice
is cross-validated over users in two folds. Where that is not surely better than the plain mean, this is taken.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING, Self

import numpy as np
import pandas as pd

from interest.inference import mean_interval
from interest.users.placement import spread_over
from interest.users.spectrum import DIRECTIONS, singular
from interest.users.vectors import UserVectors, mean_vectors, unit
from interest.users.words import WordSpace, content_stems

if TYPE_CHECKING:
    from scipy import sparse

FEWEST_USERS = 30
"""With fewer the halves tell nothing that would hold for others."""
FEWEST_TEXTS = 4
MOST_USERS = 2000
"""On whom the numbers are chosen: enough that the standard error of the MRR is about .01."""
FOLDS = 2
SHRINKAGES = (1.0, 0.5, 0.2, 0.05)
SHARES = (0.0, 0.2, 0.35, 0.5, 0.65)
POWERS = (1.0, 1.5)
TOPICS = (0.0, 0.35, 0.7)
"""What is tried; finer steps differ by less than can be measured."""


@dataclass(frozen=True)
class Recipe:
    """The numbers of the closed form, and how well users' halves find each other by it."""

    shrinkage: float = 1.0
    """s"""
    share: float = 0.0
    """a"""
    power: float = 1.0
    """p"""
    topics: float = 0.0
    """b"""
    users: int = 0
    """On how many users they were chosen; 0: there were too few, and it is the plain mean."""
    mrr: float | None = None
    """Cross-validated, of what is chosen by other users."""
    mrr_mean: float | None = None
    """That of the plain mean."""

    @property
    def is_plain(self) -> bool:
        """Whether it is the plain mean."""
        return self.shrinkage == 1 and self.share == 0 and self.topics == 0

    @property
    def shares(self) -> tuple[float, float, float]:
        """What the mean, the words and the topics count; 1 in all."""
        return 1 - self.share - self.topics, self.share, self.topics


@dataclass(frozen=True, eq=False)
class ClosedUsers:
    """The users' vectors, and what vectors of others are made with."""

    recipe: Recipe
    vectors: UserVectors
    turn: np.ndarray | None
    """(d, d) float32: C_s^(−½); None for the identity."""
    words: WordSpace | None
    directions: np.ndarray
    """(n_words, f) float32: those that the words are told by."""
    anchors: np.ndarray
    """(k, d) float32: the centroids of the topics."""
    middles: tuple[np.ndarray, np.ndarray, np.ndarray]
    """m̄ (d,), w̄ (f,) and √t̄ (k,), the means over users."""

    @classmethod
    def of(cls, statements: pd.DataFrame, shifted: np.ndarray, recipe: Recipe, anchors: np.ndarray) -> Self:
        """The users of statements by their vectors (n, d), centred by language, and the topics' centroids (k, d)."""
        plain, anchors = mean_vectors(statements, shifted), anchors if recipe.topics else anchors[:0]
        none = np.zeros((len(plain.ids), 0), np.float32)
        users = cls(recipe, plain, None, None, none[:0], anchors, (plain.center, none.sum(axis=0), none.sum(axis=0)))
        if recipe.is_plain:
            return users
        material = Material.of(statements, shifted, anchors, recipe.share > 0)
        turn = material.turns([recipe.shrinkage])[0] if recipe.shrinkage < 1 else None
        directions, said = none[:0], none
        if recipe.share:
            weights = material.said(material.people, recipe.power)
            directions = singular(weights)[1][:, :DIRECTIONS]
            said = np.asarray(weights @ directions)
        told = material.told(material.people)
        middles = (plain.center, said.mean(axis=0), told.mean(axis=0))
        users = cls(recipe, plain, turn, material.words, directions, anchors, middles)
        return replace(users, vectors=replace(plain, matrix=users._joined(material.means(material.people), said, told)))

    def of_texts(self, texts: Sequence[str], languages: Sequence[str], shifted: np.ndarray) -> np.ndarray:
        """The vector of somebody new by the texts, their languages and vectors (n, d); zeros for no texts at all."""
        everything = np.ones((1, len(texts)), bool)
        return self.of_groups(texts, languages, shifted, np.ones(len(texts)), everything)[0]

    def of_groups(
        self,
        texts: Sequence[str],
        languages: Sequence[str],
        shifted: np.ndarray,
        weights: np.ndarray,
        groups: np.ndarray,
    ) -> np.ndarray:
        """The vectors that people would have who wrote some of n texts each, (n_groups, D); zeros for none of them.

        `groups` (n_groups, n) bool says which; `weights` (n,) are what each counts in the mean, √weight.
        """
        parts = groups * weights
        parts /= np.maximum(parts.sum(axis=1, keepdims=True), 1e-12)
        said = np.zeros((len(groups), 0), np.float32)
        if self.words is not None and self.recipe.share:
            said_in = zip(texts, languages, strict=True)
            counts = self.words.counts(*(content_stems(text, code) for text, code in said_in))
            said = np.asarray(self.words.tfidf(_rows(groups) @ counts, self.recipe.power) @ self.directions)
        told = np.sqrt(parts @ spread_over(shifted, self.anchors))
        return self._joined(parts @ shifted, said, told) * groups.any(axis=1, keepdims=True)

    def _joined(self, means: np.ndarray, said: np.ndarray, told: np.ndarray) -> np.ndarray:
        mean, *rest = (part - middle for part, middle in zip((means, said, told), self.middles, strict=True))
        parts = [mean if self.turn is None else mean @ self.turn, *rest]
        return joined([unit(part) for part in parts], self.recipe.shares)


def joined(parts: Sequence[np.ndarray], shares: Sequence[float]) -> np.ndarray:
    """Unit vectors a user beside each other at length one: the cosine is the sum of theirs, each times its share.

    Parts without a share are left out.
    """
    kept = [np.sqrt(share) * part for part, share in zip(parts, shares, strict=True) if share]
    return unit(np.hstack(kept).astype(np.float32))


@dataclass(frozen=True, eq=False)
class Material:
    """What the closed form is made of: n statements with their words, by user."""

    shifted: np.ndarray
    """(n, d) float32"""
    weights: np.ndarray
    """(n,): √weight"""
    people: np.ndarray
    """(n,): the user of each statement, from 0."""
    words: WordSpace | None
    counts: "sparse.csr_matrix | None"
    """(n, n_words): how often each statement says each word."""
    topics: np.ndarray
    """(n, k) float32: how much of each statement is about each topic."""

    @classmethod
    def of(cls, statements: pd.DataFrame, shifted: np.ndarray, anchors: np.ndarray, with_words: bool = True) -> Self:
        """Of statements (user_id, text, language, weight), their vectors (n, d) and the topics' centroids (k, d)."""
        people = pd.factorize(statements["user_id"])[0]
        weights = np.sqrt(statements["weight"].to_numpy(np.float64))
        words = counts = None
        if with_words:
            said_in = zip(statements["text"], statements["language"], strict=True)
            said = [content_stems(text, code) for text, code in said_in]
            words = WordSpace.of_users(said, people)
            counts = words.counts(*said)
        return cls(shifted, weights, people, words, counts, spread_over(shifted, anchors))

    @cached_property
    def middles(self) -> tuple[np.ndarray, np.ndarray]:
        """The means over users of `means`, (d,), and of `told`, (k,)."""
        return self.means(self.people).mean(axis=0), self.told(self.people).mean(axis=0)

    def means(self, groups: np.ndarray) -> np.ndarray:
        """The mean of each group (n,) of statements from 0 on, −1 for none, (n_groups, d) float32."""
        return self._mean(groups, self.shifted)

    def told(self, groups: np.ndarray) -> np.ndarray:
        """√ of how each group is spread over the topics, (n_groups, k) float32."""
        return np.sqrt(self._mean(groups, self.topics))

    def _mean(self, groups: np.ndarray, values: np.ndarray) -> np.ndarray:
        spread = _spread(groups, self.weights)
        return np.asarray(spread @ values / np.maximum(spread.sum(axis=1), 1e-12), np.float32)

    def said(self, groups: np.ndarray, power: float) -> "sparse.csr_matrix":
        """The words of each group by TF-IDF, (n_groups, n_words) float32, rows of length one."""
        if self.words is None or self.counts is None:
            raise ValueError("these were made without words")
        return self.words.tfidf(_spread(groups, np.ones(len(groups))) @ self.counts, power)

    def turns(self, shrinkages: Sequence[float], among: np.ndarray | None = None) -> list[np.ndarray]:
        """C_s^(−½) for each s, (d, d) float32, by the statements `among` (n,) bool, by default all."""
        values, axes = self._within(np.ones(len(self.people), bool) if among is None else among)
        shrunk = [np.maximum((1 - s) * values + s * values.mean(), 1e-9) for s in shrinkages]
        return [np.asarray((axes * some**-0.5) @ axes.T, np.float32) for some in shrunk]

    def _within(self, among: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Eigenvalues and axes of the covariance of statements around their users' means."""
        sizes = np.bincount(self.people)
        several = (sizes[self.people] > 1) & among
        away = self.shifted[several] - self.means(self.people)[self.people[several]]
        away *= np.sqrt(sizes / np.maximum(sizes - 1, 1))[self.people[several], None].astype(np.float32)
        covariance = away.T @ away / max(int(several.sum()), 1)
        return np.linalg.eigh(covariance.astype(np.float64))


def choose_recipe(statements: pd.DataFrame, shifted: np.ndarray, anchors: np.ndarray, seed: int = 0) -> Recipe:
    """The numbers by which the halves of users' texts find each other best; see above."""
    groups = _halves(statements, seed)
    if groups is None:
        return Recipe()
    material = Material.of(statements, shifted, anchors)
    some = product(SHRINKAGES, SHARES, POWERS, TOPICS if len(anchors) else TOPICS[:1])
    tries = [Recipe(s, a, p, b) for s, a, p, b in some if a + b < 1 and (a or p == POWERS[0])]
    table = _reciprocal_ranks(material, groups, tries)  # (n_users, n_tries)
    fold = np.arange(len(table)) % FOLDS
    found = np.empty(len(table))
    for part in range(FOLDS):
        found[fold == part] = table[fold == part, table[fold != part].mean(axis=0).argmax()]
    plain = table[:, next(place for place, recipe in enumerate(tries) if recipe.is_plain)]
    low, _ = mean_interval(found - plain, bounded=False)
    best = tries[int(table.mean(axis=0).argmax())] if low > 0 else Recipe()
    mrr = float(found.mean()) if low > 0 else float(plain.mean())
    return replace(best, users=len(table), mrr=mrr, mrr_mean=float(plain.mean()))


def _halves(statements: pd.DataFrame, seed: int) -> np.ndarray | None:
    """Each statement's half, 2 × user or one more, −1 for users with too few texts; None where too few have enough.

    Texts are dealt out, not statements: the sentences of one text find each other whoever wrote it.
    """
    rng = np.random.default_rng(seed)
    people = pd.factorize(statements["user_id"])[0]
    texts = pd.factorize(statements["row"])[0]
    draw = rng.random(texts.max(initial=-1) + 1)[texts]
    place = pd.Series(draw).groupby(people).rank(method="dense").to_numpy(np.int64)
    most = pd.Series(place).groupby(people).transform("max").to_numpy()
    enough = np.unique(people[most >= FEWEST_TEXTS])
    if len(enough) < FEWEST_USERS:
        return None
    some = np.sort(rng.permutation(enough)[:MOST_USERS])
    number = np.full(people.max() + 1, -1)
    number[some] = np.arange(len(some))
    return np.where(number[people] >= 0, 2 * number[people] + place % 2, -1)


def _reciprocal_ranks(material: Material, groups: np.ndarray, tries: Sequence[Recipe]) -> np.ndarray:
    """1 / the rank at which each user's halves find each other, the mean of both ways, (n_users, n_tries).

    C is that of others, a fold at a time: by how a person's own halves differ they would find each other too well.
    """
    halves = _Halves.of(material, groups)
    found = np.empty((groups.max() // 2 + 1, len(tries)))
    for part in range(FOLDS):
        fold = np.arange(len(found)) % FOLDS == part
        others = (groups < 0) | ~fold[groups // 2]
        shrinkages = sorted({recipe.shrinkage for recipe in tries})
        turns = dict(zip(shrinkages, material.turns(shrinkages, others), strict=True))
        near = {s: halves.near(None if s == 1 else turn) for s, turn in turns.items()}
        for column, recipe in enumerate(tries):
            found[fold, column] = found_by(halves.blended(near[recipe.shrinkage], recipe))[fold]
    return found


def closeness(
    material: Material,
    recipe: Recipe,
    halves: tuple[Sequence[np.ndarray], Sequence[np.ndarray]],
    turn: np.ndarray | None,
) -> np.ndarray:
    """The cosines of n first halves (rows of statements) with n second ones by a recipe, (n, n) float32.

    `turn` is C_s^(−½), of others than these; None for the identity. Words count as they are, not by the directions of
    `ClosedUsers`: those are found in whole users, whose halves find each other in them.
    """
    groups = np.full(len(material.people), -1)
    for user, (first, second) in enumerate(zip(*halves, strict=True)):
        groups[first], groups[second] = 2 * user, 2 * user + 1
    found = _Halves.of(material, groups)
    return found.blended(found.near(turn), recipe)


@dataclass(frozen=True, eq=False)
class _Halves:
    """The halves of users, 2n groups, as all recipes have them."""

    material: Material
    groups: np.ndarray
    means: np.ndarray
    """(2n, d)"""
    topics: np.ndarray
    """(n, n): the cosines by topics of first halves with second ones; nothing where there are no topics."""
    words: dict[float, np.ndarray]
    """The same by words, by their power p; filled as they are asked for."""

    @classmethod
    def of(cls, material: Material, groups: np.ndarray) -> Self:
        mean, told = material.middles
        topics = _cosines(material.told(groups) - told)
        return cls(material, groups, material.means(groups) - mean, topics, {})

    def near(self, turn: np.ndarray | None) -> np.ndarray:
        """The cosines by the means, (n, n)."""
        return _cosines(self.means if turn is None else self.means @ turn)

    def blended(self, near: np.ndarray, recipe: Recipe) -> np.ndarray:
        """Those of the means with those of the words and of the topics."""
        mean, word, topic = recipe.shares
        score = mean * near
        if word:
            if recipe.power not in self.words:
                self.words[recipe.power] = _cosines_of_words(self.material.said(self.groups, recipe.power))
            score = score + word * self.words[recipe.power]
        return score + topic * self.topics if topic else score


def found_by(score: np.ndarray) -> np.ndarray:
    """1 / the rank of each row's partner, the mean of both ways, (n,); ties count against it."""
    own = np.diag(score)
    ranks = ((score >= own[:, None] - 1e-7).sum(axis=1), (score >= own[None] - 1e-7).sum(axis=0))
    return np.asarray((1 / ranks[0] + 1 / ranks[1]) / 2)


def _cosines(vectors: np.ndarray) -> np.ndarray:
    """Of the first halves (even rows) with the second ones."""
    unity = unit(vectors)
    return unity[::2] @ unity[1::2].T


def _cosines_of_words(said: "sparse.csr_matrix") -> np.ndarray:
    """The same of words, centred, without a matrix of all users and words."""
    middle = np.asarray(said.mean(axis=0)).ravel()
    first, second = said[::2], said[1::2]
    length = [np.sqrt(np.maximum(1 - 2 * (part @ middle) + middle @ middle, 1e-9)) for part in (first, second)]
    product = (first @ second.T).toarray() - (first @ middle)[:, None] - (second @ middle)[None] + middle @ middle
    return np.asarray(product / np.outer(*length), np.float32)


def _rows(groups: np.ndarray) -> "sparse.csr_matrix":
    from scipy import sparse

    return sparse.csr_matrix(groups, dtype=np.float32)


def _spread(groups: np.ndarray, weights: np.ndarray) -> "sparse.csr_matrix":
    """(n_groups, n): the weights of the statements of each group."""
    from scipy import sparse

    rows = np.flatnonzero(groups >= 0)
    return sparse.csr_matrix((weights[rows], (groups[rows], rows)), (groups.max(initial=-1) + 1, len(groups)))
