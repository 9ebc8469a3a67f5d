"""Items for people, ranked by the blended sources, with reasons that come from the same numbers as the ranking."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from interest.contents.fusion import SOURCES, Fusion
from interest.hierarchy.tree import InterestTree
from interest.recommend.bandit import Arms, Personal, padded
from interest.recommend.because import Because
from interest.recommend.diversity import POOL, diversify
from interest.recommend.items.content import agreement, own_weights
from interest.recommend.items.evidence import chance, contributions, evidence_for
from interest.recommend.items.learning import CELLS
from interest.recommend.items.scorers import Linear
from interest.recommend.items.space import ItemSpace, Voice

if TYPE_CHECKING:
    from scipy import sparse

NAMED = 3
"""Own items that a reason names at most."""


def recommend_items(
    user_id: str | None,
    space: ItemSpace,
    tree: InterestTree,
    voice: Voice | None = None,
    k: int = 10,
    fusion: Fusion | None = None,
    among: Collection[str] | None = None,
    diversity: float = 0.0,
    personal: Personal | None = None,
) -> pd.DataFrame:
    """The `k` items that suit a user best: item_id, score in (0, 1), because (`Because`); ties by item id.

    The score is the chance that the user takes the item, and what feedback adds. `user_id` None is somebody new, of
    whom only the `voice` is known. An item once taken is never recommended. `among` are the items that may be, by
    default all. `diversity` in [0, 1] gives up some score for items that are unlike each other (`diversify`); the order
    is then no longer by score. `personal` is what feedback says.

    `because` is the source that gave most, popularity only where no other gave anything; what the user liked, where
    that gave more. Items for which nothing speaks are left out: there may be fewer than `k`.
    Raises `InputError` for a diversity outside [0, 1].
    """
    personal = personal or Personal()
    (offered,) = offers([user_id], space, tree, [voice or Voice()], fusion or Fusion())
    places, scores = offered.best(k if diversity == 0 else POOL * k, personal, among)
    chosen = diversify(scores, space.vectors[offered.places[places]], k, diversity)
    reasons = [
        offered.because(place, score, personal) for place, score in zip(places[chosen], scores[chosen], strict=True)
    ]
    return pd.DataFrame(
        {
            "item_id": pd.array(space.ids.take(offered.places[places[chosen]]), dtype="str"),
            "score": scores[chosen],
            "because": pd.Series(reasons, dtype="object"),
        }
    )


def rank_items(
    user_ids: Sequence[str | None],
    space: ItemSpace,
    tree: InterestTree,
    voices: Sequence[Voice],
    k: int,
    fusion: Fusion,
    among: Collection[str] | None = None,
) -> list[list[str]]:
    """The ids of `recommend_items` for many users at once, without the reasons."""
    return [
        space.ids.take(offered.places[offered.best(k, Personal(), among)[0]]).tolist()
        for offered in offers(user_ids, space, tree, voices, fusion)
    ]


@dataclass(frozen=True, eq=False)
class Offer:
    """The n items that can be recommended to somebody."""

    space: ItemSpace
    tree: InterestTree
    fusion: Fusion
    voice: Voice
    row: "sparse.csr_matrix"
    """(1, n_items): what they took."""
    places: np.ndarray
    """(n,): the items' places in the space."""
    speaks: np.ndarray
    """(s, n) bool: which sources say something of each item."""
    z: np.ndarray
    """(s, n): what each source says of each item, standardised."""
    given: np.ndarray
    """(s, n): what each source gives to each item's blended score."""

    @cached_property
    def prior(self) -> np.ndarray:
        """(n,): the score without feedback."""
        return chance(self.given.sum(axis=0), self.fusion)

    @cached_property
    def ids(self) -> pd.Index:
        """(n,) the ids of the items."""
        return self.space.ids.take(self.places)

    @cached_property
    def arms(self) -> Arms:
        """The items as arms of the bandit."""
        known = [np.ones((len(self.places), 1)), (self.z / (1 + np.abs(self.z))).T, self._agreement[self.places]]
        return item_arms(self.places, self.space, self.tree, self.prior, padded(np.hstack(known), "item"))

    def best(self, k: int, personal: Personal, among: Collection[str] | None = None) -> tuple[np.ndarray, np.ndarray]:
        """Which of the items are the best, and their scores, at most `k` of each; ties by id."""
        scores = self.prior if personal.bandit is None else personal.scores(self.arms)
        kept = self.speaks.any(axis=0) & (scores > 0)
        if personal.withheld:
            kept &= ~np.isin(self.places, self.space.ids.get_indexer(pd.Index(sorted(personal.withheld), dtype="str")))
        if among is not None:
            kept &= np.isin(self.places, self.space.ids.get_indexer(pd.Index(list(among), dtype="str")))
        some = np.flatnonzero(kept)
        scores = scores.round(9)
        if k < len(some):
            least = np.partition(scores[some], len(some) - k)[len(some) - k] if k else np.inf
            some = some[scores[some] >= least]
        order = some[np.lexsort((self.space.rank_of_id[self.places[some]], -scores[some]))][:k]
        return order, scores[order]

    def because(self, place: int, score: float, personal: Personal) -> Because:
        """Why one of the items is recommended with a score."""
        return self._liked(place, score, personal) or self._because(place)

    def _liked(self, place: int, score: float, personal: Personal) -> Because | None:
        """That the user liked such things, where that gave more to an item than any source."""
        given = np.maximum(self.given[:, place], 0.0)
        if personal.bandit is None or score - self.prior[place] <= self.prior[place] * given.max() / max(
            given.sum(), 1e-9
        ):
            return None
        return Because.liked(personal.liked(self.arms.at(place), ("item", str(self.ids[place])), NAMED))

    def _because(self, place: int) -> Because:
        """The source that gave most to an item, popularity only where no other gave anything."""
        given = np.where(self.speaks[:, place], self.given[:, place], 0.0)
        kind = SOURCES[int(given[:-1].argmax())] if given[:-1].max() > 0 else "taken"
        item = int(self.places[place])
        if kind == "taken":
            return Because("taken", count=int(self.space.popularity.takers[item]), of=len(self.space.users))
        if kind == "text":
            return self._about(item)
        # What many took with others, though nobody with any of these items, fits a pattern: then none is named.
        names = self._taken_with(item, self._model(kind))
        return Because("together", items=names) if names else Because("factors")

    def _model(self, kind: str) -> Linear:
        if kind == "together":
            return self.space.together
        return self.space.ease(self.fusion.ridge) if kind == "ease" else self.space.factors(self.fusion.factor_hold)

    def _taken_with(self, item: int, model: Linear) -> tuple[str, ...]:
        """The user's items that gave most to this one by a model, of those that somebody took who took this one too."""
        row = self.row.maximum(0).tocsr()
        row.eliminate_zeros()
        common = np.asarray(
            (self.space.liked[:, row.indices] > 0).T @ (self.space.liked[:, [item]] > 0).toarray()
        ).ravel()
        given = np.where(common > 0, model.shares(row, item), 0.0).round(9)
        order = np.lexsort((self.space.rank_of_id[row.indices], -given))[:NAMED]
        return tuple(str(self.space.ids[row.indices[i]]) for i in order if given[i] > 0)

    def _about(self, item: int) -> Because:
        """That an item is about what the user cares about, or reads like it."""
        topic = self.space.topics[item]
        if topic in self._own.index:
            return Because("topic", nodes=(topic,))
        category = self.tree[topic].parent if topic else None
        if category and category in {self.tree[node].parent for node in self._own.index}:
            return Because("topic", nodes=(category,))
        return Because("text")

    @cached_property
    def _own(self) -> pd.Series:
        row = self.row.maximum(0).tocsr()
        row.eliminate_zeros()
        return own_weights(self.space, self.voice, row.indices, row.data)

    @cached_property
    def _agreement(self) -> np.ndarray:
        return agreement(self.space, self._own, self.tree)


def offers(
    user_ids: Sequence[str | None], space: ItemSpace, tree: InterestTree, voices: Sequence[Voice], fusion: Fusion
) -> Iterator[Offer]:
    """All items that each of some users has not taken, with what is known of each; None is somebody new."""
    size = max(1, CELLS // max(len(space), 1))
    rows = space.rows(user_ids)
    for start in range(0, len(voices), size):
        block, some = rows[start : start + size], voices[start : start + size]
        evidence = evidence_for(block, some, space, tree, fusion)
        z, given = evidence.standardised, contributions(evidence, space, fusion)
        for person, voice in enumerate(some):
            places = np.flatnonzero(evidence.free[person])
            speaks, own_z, own_given = (part[:, person, places] for part in (evidence.values, z, given))
            yield Offer(space, tree, fusion, voice, block[[person]], places, speaks > 0, own_z, own_given)


def item_arms(items: np.ndarray, space: ItemSpace, tree: InterestTree, prior: np.ndarray, shared: np.ndarray) -> Arms:
    """Items (places, (n,)) as arms of the bandit."""
    codes, names = space.topic_codes
    topics = np.array([*names, ""], dtype=object)[codes[items]]
    categories = np.array([*(tree[topic].parent for topic in names), ""], dtype=object)[codes[items]]
    return Arms(prior, shared, topics, categories, space.vectors[items], space.ids.take(items).to_numpy(object))
