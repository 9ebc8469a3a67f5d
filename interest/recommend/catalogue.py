"""The items of a study: what suits whom, and how well that is foretold."""

from collections.abc import Collection, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from interest.config import Progress, no_progress
from interest.errors import InputError
from interest.evaluation import SPLITS, Split, measure, play, with_lead
from interest.recommend.bandit import Personal
from interest.recommend.fusion import Fusion
from interest.recommend.items import ItemSpace, Offer, Voice, item_space, learn_fusion, offer, recommend_items
from interest.recommend.judging import feedback_policies, item_recommenders
from interest.users import place

if TYPE_CHECKING:
    from interest.study import Study


class Catalogue:
    """The items of a study that has some, in its tree as it is; made anew when the tree changes."""

    def __init__(self, study: "Study") -> None:
        self._study = study

    @cached_property
    def space(self) -> ItemSpace:
        """The items with their topics, and who took what."""
        study, topics = self._study, self._study.topic_vectors
        placed = place(study.centred_items, np.stack(list(topics.values())), list(topics), study.tree)
        return item_space(study.items, study.centred_items, placed["topic"].tolist(), study.interactions)

    @property
    def fusion(self) -> Fusion:
        """The weights of the sources. They are learned once, and stay with the study when its tree is edited or cut
        anew: the tree has a small part in one of the four sources, and in finding out which of them to trust none."""
        if self._study.fusion is None:
            self._study.fusion = learn_fusion(self.space, self._study.tree, self.voice, seed=self._study.config.seed)
        return self._study.fusion

    def voice(self, user_id: str) -> Voice:
        """What a user says of themselves."""
        own = self._rows.get(user_id)
        return Voice() if own is None else Voice(self._study.space.meaning[own], self._study.weights(user_id))

    @cached_property
    def _rows(self) -> dict[str, np.ndarray]:
        """The positions of each user's statements."""
        return self._study.ingested.frame.groupby("user_id").indices

    def recommend(
        self,
        user_id: str,
        k: int,
        among: Collection[str] | None = None,
        node: str | None = None,
        diversity: float = 0.0,
        personal: Personal | None = None,
    ) -> pd.DataFrame:
        """See `Study.recommend_items`."""
        return self._ranked(user_id, self.voice(user_id), k, among, node, diversity, personal)

    def recommend_for(
        self,
        texts: Sequence[str],
        k: int,
        among: Collection[str] | None = None,
        node: str | None = None,
        diversity: float = 0.0,
    ) -> pd.DataFrame:
        """See `Study.recommend_items_for`."""
        return self._ranked(None, self._study.people.voice(texts), k, among, node, diversity, None)

    def _ranked(
        self,
        user_id: str | None,
        voice: Voice,
        k: int,
        among: Collection[str] | None,
        node: str | None,
        diversity: float,
        personal: Personal | None,
    ) -> pd.DataFrame:
        tree = self._study.tree
        if node is not None:
            inside = self.space.within(node, tree)
            among = inside if among is None else inside.intersection(list(among))
        return recommend_items(user_id, self.space, tree, voice, k, self.fusion, among, diversity, personal)

    @property
    def interests(self) -> list[str]:
        """The categories and topics that items are about, in the order of the tree."""
        tree, topics = self._study.tree, {*self.space.topics} - {""}
        about = topics | {tree[topic].parent for topic in topics}
        return [node.id for node in tree if node.id in about]

    def offer(self, user_id: str) -> Offer:
        """All items that a user has not taken, with what is known of each."""
        return offer(user_id, self.space, self._study.tree, self.voice(user_id), self.fusion)

    def quality(self, split: str, k: int, progress: Progress = no_progress) -> pd.DataFrame:
        """See `Study.item_quality`."""
        recommenders, seed = item_recommenders(*self._parts), self._study.config.seed
        measured = measure(recommenders, self._study.interactions, _split(split), k, seed, self.space.ids, progress)
        return with_lead(measured, "hybrid", "popularity", seed=seed)

    def feedback_quality(self, split: str, k: int, rounds: int, progress: Progress = no_progress) -> pd.DataFrame:
        """See `Study.feedback_quality`."""
        policies, seed = feedback_policies(*self._parts), self._study.config.seed
        played = play(policies, self._study.interactions, _split(split), k, rounds, seed, progress)
        return with_lead(played, "feedback", "no feedback", "found", seed)

    @property
    def _parts(self) -> tuple:
        """What recommenders are made from, as `item_recommenders` takes it."""
        study = self._study
        topics = self.space.topics[: len(study.items)]
        return study.items, study.centred_items, topics, study.tree, self.voice, study.config.seed


def no_items() -> pd.DataFrame:
    """What is recommended without a catalogue."""
    return pd.DataFrame({"item_id": pd.array([], dtype="str"), "score": [], "because": []})


def _split(name: str) -> Split:
    if name not in SPLITS:
        raise InputError(f"There is no split {name!r}; choose one of {', '.join(SPLITS)}.")
    return SPLITS[name]
