"""How good the recommended items are on interactions held out: each scorer, the blend, and with feedback."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property

import numpy as np
import pandas as pd

from interest.contents.fusion import SOURCES, Fusion
from interest.contents.judgements import Kind
from interest.evaluation.feedback import Starts
from interest.evaluation.recommendation import Ranker, Recommender
from interest.hierarchy.tree import InterestTree
from interest.recommend.bandit import Bandit, Judged, Personal
from interest.recommend.items.learning import Trials, Voices
from interest.recommend.items.offering import Offer, offers, rank_items
from interest.recommend.items.space import ItemSpace, Voice, item_space

COLLABORATIVE = ("together", "ease", "factors", "taken")
ALONE = {"content": "text", "BM25": "together", "EASE": "ease", "iALS": "factors"}
"""What each source is called alone."""


@dataclass(frozen=True, eq=False)
class Shop:
    """What items are recommended from."""

    items: pd.DataFrame
    vectors: np.ndarray
    """(n_items, d): the encoder's, centred by language."""
    topics: Sequence[str]
    tree: InterestTree
    voices: Voices
    interactions: pd.DataFrame | None = None
    """All of them, also those that are held out: what people say of these may not be known."""
    seed: int = 0

    def opened(self, known: pd.DataFrame) -> "OpenShop":
        """The shop where only some interactions are known."""
        return OpenShop(self, known, item_space(self.items, self.vectors, self.topics, known))


@dataclass(frozen=True, eq=False)
class OpenShop:
    """A shop, and the interactions that are known."""

    shop: Shop
    known: pd.DataFrame
    space: ItemSpace

    @cached_property
    def trials(self) -> Trials:
        """What weights are learned from."""
        return Trials.of(self.space, self.shop.tree, self.shop.voices, self.shop.seed)

    @cached_property
    def hybrid(self) -> Fusion:
        """The blend of all sources."""
        return self.trials.fusion()

    def alone(self, source: str) -> Fusion:
        """One source, with the settings of the blend."""
        return replace(self.hybrid, weights=tuple(float(source == other) for other in SOURCES), stand_in=0.0)

    def rank(self, fusion: Fusion) -> Ranker:
        """Ranks by some weights."""

        def ranker(user_ids: Sequence[str], k: int) -> list[list[str]]:
            voices = [self.voice(user) for user in user_ids]
            return rank_items(user_ids, self.space, self.shop.tree, voices, k, fusion)

        return ranker

    def offer(self, user_id: str) -> Offer:
        """All items that a user has not taken, by the blend."""
        return next(offers([user_id], self.space, self.shop.tree, [self.voice(user_id)], self.hybrid))

    def voice(self, user_id: str) -> Voice:
        """What somebody says that doesn't tell of what is hidden."""
        items, since = self._hidden
        return self.shop.voices.without(user_id, items.get(user_id, ()), since)

    @cached_property
    def _hidden(self) -> tuple[Mapping[str, list[str]], pd.Timestamp | None]:
        """The items hidden of each user, and the moment from which on all are, where they were parted by time."""
        every, known = self.shop.interactions, self.known
        if every is None:
            return {}, None
        pairs = pd.MultiIndex.from_frame(every[["user_id", "item_id"]])
        held = every[~pairs.isin(pd.MultiIndex.from_frame(known[["user_id", "item_id"]]))]
        items = held.groupby("user_id")["item_id"].agg(list).to_dict()
        if "timestamp" not in every or "timestamp" not in known:
            return items, None
        first, last = held["timestamp"].min(), known["timestamp"].max()
        return items, first if first >= last else None  # NaT is neither


def item_recommenders(shop: Shop, each: bool = False) -> dict[str, Recommender]:
    """Recommenders for `interest.evaluation.evaluate`: content, collaborative, hybrid; with `each`, its parts too.

    What a user wrote of what is held out is hidden from all of them as far as it can be known (see `Voices`).
    """
    opened = _last(shop)

    def learned(fusion: Callable[[OpenShop], Fusion]) -> Recommender:
        def learn(interactions: pd.DataFrame) -> Ranker:
            there = opened(interactions)
            return there.rank(fusion(there))

        return learn

    def alone_by(source: str) -> Recommender:
        return learned(lambda there: there.alone(source))

    alone = {name: alone_by(source) for name, source in ALONE.items()}
    main = {
        "content": alone.pop("content"),
        "collaborative": learned(lambda there: there.trials.fusion(COLLABORATIVE)),
        "hybrid": learned(lambda there: there.hybrid),
    }
    return main | (alone if each else {})


def _last(shop: Shop) -> Callable[[pd.DataFrame], OpenShop]:
    """Opens the shop, once for all who ask with the same interactions one after the other."""
    kept: list[OpenShop] = []

    def opened(known: pd.DataFrame) -> OpenShop:
        if not kept or kept[0].known is not known:
            kept[:] = [shop.opened(known)]
        return kept[0]

    return opened


class Learner:
    """The recommender with feedback, as a policy; without it where `learns` is False."""

    def __init__(self, offers: Callable[[str], Offer], learns: bool = True) -> None:
        self._offers = offers
        self._learns = learns
        self._answers: dict[str, list[tuple[str, Kind]]] = {}
        self._bandit: Bandit | None = None

    def show(self, user_id: str, k: int, seen: Collection[str]) -> Sequence[str]:
        """See `interest.evaluation.feedback.Policy`."""
        offered = self._offers(user_id)
        best, _ = offered.best(k, Personal(user_id, frozenset(seen), self._bandit))
        return offered.ids.take(best).tolist()

    def learn(self, liked: Mapping[str, Sequence[str]], passed: Mapping[str, Sequence[str]]) -> None:
        """See `interest.evaluation.feedback.Policy`."""
        if not self._learns:
            return
        given: dict[Kind, Mapping[str, Sequence[str]]] = {"like": liked, "hide": passed}
        for kind, answers in given.items():
            for user, items in answers.items():
                self._answers.setdefault(user, []).extend((item, kind) for item in items)
        self._bandit = Bandit.learn({user: self._judged(user) for user, own in self._answers.items() if own})

    def _judged(self, user_id: str) -> Judged:
        offered, given = self._offers(user_id), self._answers[user_id]
        rows = offered.ids.get_indexer([item for item, _ in given])
        return Judged.of(
            [offered.arms.at(row) for row in rows], [kind for _, kind in given], [("item", item) for item, _ in given]
        )


class Chance:
    """Shows items at random."""

    def __init__(self, offers: Callable[[str], Offer], seed: int) -> None:
        self._offers = offers
        self._rng = np.random.default_rng(seed)

    def show(self, user_id: str, k: int, seen: Collection[str]) -> Sequence[str]:
        """See `interest.evaluation.feedback.Policy`."""
        free = sorted(set(self._offers(user_id).ids) - set(seen))
        return self._rng.permutation(free)[:k].tolist()

    def learn(self, liked: Mapping[str, Sequence[str]], passed: Mapping[str, Sequence[str]]) -> None:
        """Nothing."""


def feedback_policies(shop: Shop) -> Starts:
    """Policies for `interest.evaluation.play`: with feedback, without, and chance."""
    opened = _last(shop)

    def offering(train: pd.DataFrame) -> Callable[[str], Offer]:
        return cache(opened(train).offer)

    return {
        "feedback": lambda train: Learner(offering(train)),
        "no feedback": lambda train: Learner(offering(train), learns=False),
        "random": lambda train: Chance(offering(train), shop.seed),
    }
