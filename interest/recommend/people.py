"""The users of a study: who is alike, and which interests suit whom."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pandas as pd

from interest.config import Progress, no_progress
from interest.contents import Contents, derived
from interest.evaluation import with_lead
from interest.recommend.bandit import Personal
from interest.recommend.intent import reach_of
from interest.recommend.interests import Prospects, TopicSpace, prospects, recommend_interests, unsuited_topics
from interest.recommend.items import Voice
from interest.recommend.judging_interests import measure_interests
from interest.recommend.users import NEIGHBOURS, shared_evidence, shared_interests, similar_users
from interest.users import Crowd, Queries, place, weights_of

BLOCK = 1000
"""People who are asked about at once: enough to share what there is to share, few enough to fit into memory."""


@derived("ingested", "cuts")
def unsuited_of(contents: Contents) -> frozenset[str]:
    """The topics that nobody is recommended: see `unsuited_topics`."""
    return unsuited_topics(contents.statements, contents.tree)


@derived("ingested", "deferred_space", "recipe", "config", "learning", "cuts")
def crowd_of(contents: Contents) -> Crowd:
    """The users who wrote, laid out to find who is alike."""
    return Crowd(contents.user_vectors, contents.profiles)


@derived("ingested", "cuts")
def topics_of(contents: Contents) -> TopicSpace:
    """The topics that can be recommended."""
    return TopicSpace.of(contents.profiles, contents.tree, contents.topic_vectors, unsuited_of(contents))


@derived("deferred_space", "cuts")
def reach_of_topics(contents: Contents) -> float:
    """How near to a topic a text has to be to be about it: see `reach_of`."""
    topics = contents.cut.assignments["topic"].tolist()
    return reach_of(contents.space.meaning, topics, contents.topic_vectors, contents.tree)


class People:
    """The users of a study in its tree as it is, and somebody new beside them."""

    def __init__(self, contents: Contents) -> None:
        self._contents = contents

    def vector(self, texts: Sequence[str]) -> np.ndarray:
        """See `Study.user_vector`."""
        contents, languages = self._contents, self._contents.languages_of(texts)
        vectors, centers = contents.encode(texts), contents.space.centers
        closed = contents.closed_users.of_texts(texts, languages, centers.shift(vectors, languages))
        if contents.learned_users is None:
            return closed
        return contents.learned_users.of_new(centers.center(vectors, languages), closed)

    def voice(self, texts: Sequence[str]) -> Voice:
        """What somebody new says of themselves, for the catalogue."""
        return Voice(self._contents.meaning_of(texts), self._weights_of(texts))

    def place(self, texts: Sequence[str]) -> pd.DataFrame:
        """See `Study.place`."""
        contents, topics = self._contents, self._contents.topic_vectors
        placed = place(self._contents.meaning_of(texts), np.stack(list(topics.values())), list(topics), contents.tree)
        return pd.concat([pd.DataFrame({"text": pd.array(list(texts), dtype="str")}), placed], axis=1)

    def similar(self, user_id: str, k: int, use_feedback: bool = True) -> pd.DataFrame:
        """See `Study.similar_users`."""
        self._contents.check_user(user_id)
        return self.similar_of([user_id], k, use_feedback).drop(columns="person")

    def similar_of(self, user_ids: Sequence[str], k: int, use_feedback: bool = True) -> pd.DataFrame:
        """The same for many users at once: person (the user's id), user_id, score, shared, differs."""
        return self._each(user_ids, use_feedback, lambda asked, block: self._alike(asked, k))

    def similar_to(self, texts: Sequence[str], k: int) -> pd.DataFrame:
        """See `Study.similar_to`."""
        return self._alike(self._somebody_new(texts), k).drop(columns="person")

    def shared_evidence(self, user_id: str, other_id: str, k: int = 3) -> pd.DataFrame:
        """What two users share, in the words of both: node_id, statement_id, text, their_statement_id, their_text.

        A row for each of the `k` strongest shared interests, with the most typical statement of either. Raises
        `UnknownUserError`.
        """
        self._contents.check_user(user_id)
        return self._evidence(self._contents.weights(user_id), self._statements_of(user_id), other_id, k)

    def shared_evidence_for(self, texts: Sequence[str], other_id: str, k: int = 3) -> pd.DataFrame:
        """The same for somebody new, from their texts; `statement_id` is a text's place among them."""
        placed = self.place(texts)
        own = placed.assign(statement_id=np.arange(len(placed)), is_outlier=False)
        return self._evidence(weights_of(placed, self._contents.tree), own, other_id, k)

    def _evidence(self, weights: pd.DataFrame, own: pd.DataFrame, other_id: str, k: int) -> pd.DataFrame:
        self._contents.check_user(other_id)
        nodes = shared_interests(weights, self._contents.weights(other_id), self._contents.tree)
        return shared_evidence(nodes, own, self._statements_of(other_id), k)

    def _statements_of(self, user_id: str) -> pd.DataFrame:
        """A user's statements that don't lie in hidden nodes."""
        return self._contents.tree.in_sight(self._contents.statements_of(user_id))

    def recommend(self, user_id: str, k: int, personal: Personal | None = None) -> pd.DataFrame:
        """See `Study.recommend`."""
        personals = None if personal is None else {user_id: personal}
        return self.recommend_to([user_id], k, personals).drop(columns="person")

    def recommend_to(
        self, user_ids: Sequence[str], k: int, personal: Mapping[str, Personal] | None = None
    ) -> pd.DataFrame:
        """The same for many users at once: person (the user's id), node_id, score, because."""

        def interests(asked: Queries, block: Sequence[str]) -> pd.DataFrame:
            return self._interests(asked, k, [(personal or {}).get(user, Personal()) for user in block])

        return self._each(user_ids, personal is not None, interests)

    def recommend_for(self, texts: Sequence[str], k: int) -> pd.DataFrame:
        """See `Study.recommend_for`."""
        return self._interests(self._somebody_new(texts), k).drop(columns="person")

    def quality(self, split: str, k: int, progress: Progress = no_progress) -> pd.DataFrame:
        """See `Study.interest_quality`."""
        contents, seed = self._contents, self._contents.config.seed
        measured = measure_interests(
            contents.statements, contents.shifted, contents.tree, contents.topic_vectors, split, k, seed, progress,
            contents.closed_users,
        )  # fmt: skip
        return with_lead(measured, "recommended", "popularity")

    def prospects(self, user_id: str) -> Prospects:
        """All interests that a user has not shown, with what is known of each without any feedback."""
        crowd = crowd_of(self._contents)
        asked = crowd.queries([user_id])
        return next(prospects(asked, crowd.nearest(asked, NEIGHBOURS), crowd, topics_of(self._contents)))

    def _each(
        self, user_ids: Sequence[str], use_feedback: bool, answer: Callable[[Queries, Sequence[str]], pd.DataFrame]
    ) -> pd.DataFrame:
        """What `answer` gives for users, a block at a time, with their ids as `person`."""
        hidden = self._contents.judgements.withheld_by_user("user") if use_feedback else None
        parts = []
        for start in range(0, max(len(user_ids), 1), BLOCK):
            block = user_ids[start : start + BLOCK]
            found = answer(crowd_of(self._contents).queries(block, hidden), block)
            ids = pd.array(np.array(block, dtype=object)[found["person"]], dtype="str")
            parts.append(found.assign(person=ids))
        return pd.concat(parts, ignore_index=True)

    def _alike(self, asked: Queries, k: int) -> pd.DataFrame:
        crowd = crowd_of(self._contents)
        return similar_users(asked, crowd.nearest(asked, k), crowd, self._contents.tree)

    def _interests(self, asked: Queries, k: int, personal: Sequence[Personal] | None = None) -> pd.DataFrame:
        crowd = crowd_of(self._contents)
        found = crowd.nearest(asked, NEIGHBOURS)
        return recommend_interests(asked, found, crowd, topics_of(self._contents), k, personal)

    def _somebody_new(self, texts: Sequence[str]) -> Queries:
        return Queries.of_somebody_new(self.vector(texts), self._weights_of(texts), self._contents.profiles)

    def _weights_of(self, texts: Sequence[str]) -> pd.DataFrame:
        return weights_of(self.place(texts), self._contents.tree)
