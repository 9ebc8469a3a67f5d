"""How good the recommended items are on interactions held out: content, behaviour and both, and with feedback."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache

import numpy as np
import pandas as pd

from interest.contents.fusion import SOURCES, Fusion
from interest.contents.judgements import Kind
from interest.evaluation.feedback import Starts
from interest.evaluation.recommendation import Ranker, Recommender
from interest.hierarchy.tree import InterestTree
from interest.recommend.bandit import Bandit, Judged, Personal
from interest.recommend.items import Offer, Voice, item_space, learn_fusion, offer, rank_items

COLLABORATIVE = ("together", "factors")


def item_recommenders(
    items: pd.DataFrame,
    item_vectors: np.ndarray,
    topics: Sequence[str],
    tree: InterestTree,
    voice: Callable[[str], Voice],
    seed: int = 0,
    each: bool = False,
) -> dict[str, Recommender]:
    """Recommenders for `interest.evaluation.evaluate`: content, collaborative, hybrid; with `each`, its parts too.

    The arguments are those of `item_space` and `learn_fusion`. What a user wrote is known to all of them, whenever it
    was written: only interactions are held out.
    """

    def learned(*allowed: str) -> Recommender:
        def learn(interactions: pd.DataFrame) -> Ranker:
            space = item_space(items, item_vectors, topics, interactions)
            fusion = learn_fusion(space, tree, voice, allowed, seed)
            return lambda user_id, k: rank_items(user_id, space, tree, voice(user_id), k, fusion)

        return learn

    def fixed(weights: tuple[float, ...]) -> Recommender:
        def learn(interactions: pd.DataFrame) -> Ranker:
            space = item_space(items, item_vectors, topics, interactions)
            return lambda user_id, k: rank_items(user_id, space, tree, voice(user_id), k, Fusion(weights, shrunk=False))

        return learn

    alone = {source: fixed(tuple(float(source == other) for other in SOURCES)) for source in SOURCES}
    parts = {"BM25": alone["together"], "ALS": alone["factors"]} if each else {}
    main = {"content": alone["text"], "collaborative": learned(*COLLABORATIVE), "hybrid": learned(*SOURCES)}
    return main | parts


class Learner:
    """The recommender with feedback, as a policy; without it where `learns` is False."""

    def __init__(self, offers: Callable[[str], Offer], learns: bool = True) -> None:
        self._offers = offers
        self._learns = learns
        self._answers: dict[str, list[tuple[str, Kind]]] = {}
        self._bandit: Bandit | None = None

    def show(self, user_id: str, k: int, seen: Collection[str]) -> Sequence[str]:
        """See `interest.evaluation.feedback.Policy`."""
        personal = Personal(user_id, frozenset(seen), self._bandit)
        return self._offers(user_id).ranked(personal)["item_id"].head(k).tolist()

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
        rows = pd.Index(offered.ids).get_indexer([item for item, _ in given])
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


def feedback_policies(
    items: pd.DataFrame,
    item_vectors: np.ndarray,
    topics: Sequence[str],
    tree: InterestTree,
    voice: Callable[[str], Voice],
    seed: int = 0,
) -> Starts:
    """Policies for `interest.evaluation.play`: with feedback, without, and chance. Arguments as above."""

    def offers(interactions: pd.DataFrame) -> Callable[[str], Offer]:
        space = item_space(items, item_vectors, topics, interactions)
        fusion = learn_fusion(space, tree, voice, SOURCES, seed)
        return cache(lambda user_id: offer(user_id, space, tree, voice(user_id), fusion))

    return {
        "feedback": lambda train: Learner(offers(train)),
        "no feedback": lambda train: Learner(offers(train), learns=False),
        "random": lambda train: Chance(offers(train), seed),
    }
