"""The items of a study: what suits whom, and how well that is foretold."""

from collections.abc import Collection, Sequence

import numpy as np
import pandas as pd

from interest.config import Progress, no_progress
from interest.contents import Contents, derived
from interest.contents.fusion import Fusion
from interest.errors import InputError
from interest.evaluation import SPLITS, Split, measure, play, with_lead
from interest.recommend.bandit import Personal
from interest.recommend.items.judging import Shop, feedback_policies, item_recommenders
from interest.recommend.items.learning import learn_fusion
from interest.recommend.items.offering import Offer, offers, rank_items, recommend_items
from interest.recommend.items.space import ItemSpace, Voice, item_space
from interest.recommend.items.voices import StudyVoices
from interest.recommend.people import People
from interest.users import place


class Catalogue:
    """The items of a study that has some, in its tree as it is."""

    def __init__(self, contents: Contents) -> None:
        self._contents = contents

    @property
    def space(self) -> ItemSpace:
        """The items with their topics, and who took what."""
        return _space_of(self._contents)

    @property
    def fusion(self) -> Fusion:
        """The weights of the sources: those that the study keeps, else learned now."""
        return self._contents.fusion or _learned_fusion(self._contents)

    def voice(self, user_id: str) -> Voice:
        """What a user says of themselves."""
        return StudyVoices(self._contents).of(user_id)

    def recommend(
        self,
        user_id: str,
        k: int,
        among: Collection[str] | None = None,
        node: str | None = None,
        diversity: float = 0.0,
        personal: Personal | None = None,
    ) -> pd.DataFrame:
        """Items that suit a user and were not taken: item_id, score in (0, 1], because; empty without a catalogue.

        `among` are the items that may be recommended, `node` the topic or category that they must lie in, by default
        all. `diversity` from 0 to 1 gives up some fit for items that are unlike each other; `use_feedback` as for
        `recommend`. Raises `UnknownUserError`, `UnknownNodeError`, and `InputError` for a diversity outside [0, 1].
        """
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
        return self._ranked(None, People(self._contents).voice(texts), k, among, node, diversity, None)

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
        tree = self._contents.tree
        if node is not None:
            inside = self.space.within(node, tree)
            among = inside if among is None else inside.intersection(list(among))
        return recommend_items(user_id, self.space, tree, voice, k, self.fusion, among, diversity, personal)

    @property
    def interests(self) -> list[str]:
        """The categories and topics that items are about, in the order of the tree."""
        tree, topics = self._contents.tree, {*self.space.topics} - {""}
        about = topics | {tree[topic].parent for topic in topics}
        return [node.id for node in tree if node.id in about]

    def offer(self, user_id: str) -> Offer:
        """All items that a user has not taken, with what is known of each."""
        return next(offers([user_id], self.space, self._contents.tree, [self.voice(user_id)], self.fusion))

    def recommend_to_all(self, user_ids: Sequence[str], k: int) -> list[list[str]]:
        """The ids of what is recommended to many users at once, without feedback."""
        voices = [self.voice(user) for user in user_ids]
        return rank_items(user_ids, self.space, self._contents.tree, voices, k, self.fusion)

    def quality(self, split: str, k: int, progress: Progress = no_progress) -> pd.DataFrame:
        """How good recommended items are on interactions held out: recommender, metric, value, low, high.

        Content, collaborative and hybrid beside popularity and chance, metrics at `k`, with 95% intervals over users;
        and by how much recall of the hybrid is ahead of popularity.
        `split` is "random", "time", "folds", "replay" or "new" (items): see `interest.evaluation.splits`. Raises
        `InputError` without items or interactions that can be held out, and for another split.
        """
        recommenders, seed = item_recommenders(self.shop), self._contents.config.seed
        measured = measure(
            recommenders, self._contents.stock.interactions, _split(split), k, seed, self.space.ids, progress
        )
        return with_lead(measured, "hybrid", "popularity")

    def feedback_quality(self, split: str, k: int, rounds: int, progress: Progress = no_progress) -> pd.DataFrame:
        """What feedback brings, on interactions held out: recommender, metric, value, low, high.

        In each of `rounds` every user is shown `k` items; those that are held out are liked, the others hidden. See
        `interest.evaluation.feedback`. Raises as `item_quality`.
        """
        policies, seed = feedback_policies(self.shop), self._contents.config.seed
        played = play(policies, self._contents.stock.interactions, _split(split), k, rounds, seed, progress)
        return with_lead(played, "feedback", "no feedback", "found")

    @property
    def shop(self) -> Shop:
        """What recommenders are made from."""
        contents = self._contents
        items, _ = contents.stock.listed
        topics = self.space.topics[: len(items)]
        voices, interactions, seed = StudyVoices(contents), contents.stock.interactions, contents.config.seed
        return Shop(items, contents.centred_items, topics, contents.tree, voices, interactions, seed)


def catalogue_of(contents: Contents) -> Catalogue | None:
    """The items and what is known of them; None for a study without."""
    return None if contents.stock.items is None else Catalogue(contents)


def judged_catalogue(contents: Contents) -> Catalogue:
    """The items, where what is recommended of them can be judged. Raises `InputError` elsewhere."""
    if contents.stock.items is None or contents.stock.interactions is None:
        raise InputError("This study has no items that people took; give items= and interactions= to its build.")
    return Catalogue(contents)


@derived("deferred_space", "stock", "cuts")
def _space_of(contents: Contents) -> ItemSpace:
    items, topics = contents.stock.items, contents.topic_vectors
    placed = place(contents.centred_items, np.stack(list(topics.values())), list(topics), contents.tree)
    return item_space(items, contents.centred_items, placed["topic"].tolist(), contents.stock.interactions)


@derived("ingested", "deferred_space", "stock", "config", despite=("cuts",))
def _learned_fusion(contents: Contents) -> Fusion:
    """The weights stay when the tree is edited or cut anew: it has a small part in one of the sources, and in finding
    out which of them to trust none."""
    return learn_fusion(Catalogue(contents).space, contents.tree, StudyVoices(contents), contents.config.seed)


def no_items() -> pd.DataFrame:
    """What is recommended without a catalogue."""
    return pd.DataFrame({"item_id": pd.array([], dtype="str"), "score": [], "because": []})


def _split(name: str) -> Split:
    if name not in SPLITS:
        raise InputError(f"There is no split {name!r}; choose one of {', '.join(SPLITS)}.")
    return SPLITS[name]
