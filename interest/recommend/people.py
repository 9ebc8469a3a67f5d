"""The users of a study: who is alike, and which interests suit whom."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from interest.config import Progress, no_progress
from interest.contents import Contents, derived
from interest.evaluation import with_lead
from interest.language import language_of
from interest.recommend.bandit import Personal
from interest.recommend.intent import reach_of
from interest.recommend.interests import Prospects, prospects, recommend_interests, unsuited_topics
from interest.recommend.items import Voice
from interest.recommend.judging_interests import measure_interests
from interest.recommend.users import NEIGHBOURS, shared_evidence, shared_interests, similar_users
from interest.users import place, text_vector, weights_of


@derived("ingested", "cuts")
def unsuited_of(contents: Contents) -> frozenset[str]:
    """The topics that nobody is recommended: see `unsuited_topics`."""
    return unsuited_topics(contents.statements, contents.tree)


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
        contents, languages = self._contents, [language_of(text) for text in texts]
        vectors, centers = contents.encode(texts), contents.space.centers
        if contents.learned_users is None:
            return text_vector(centers.shift(vectors, languages), contents.user_vectors.center)
        return contents.learned_users.of_texts(texts, centers.center(vectors, languages))

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
        own, vectors = self._contents.weights(user_id), self._contents.user_vectors
        if user_id not in vectors:
            return self._neighbours(np.zeros(len(vectors.center), np.float32), own, 0)
        hidden = self._contents.judgements.withheld(user_id, "user") if use_feedback else ()
        return self._neighbours(vectors.row(user_id), own, k, (user_id, *sorted(hidden)))

    def similar_to(self, texts: Sequence[str], k: int) -> pd.DataFrame:
        """See `Study.similar_to`."""
        count = k if len(texts) else 0  # nobody is like somebody who said nothing
        return self._neighbours(self.vector(texts), self._weights_of(texts), count)

    def shared_evidence(self, user_id: str, other_id: str, k: int) -> pd.DataFrame:
        """What two users share, in the words of both: node_id, statement_id, text, their_statement_id, their_text.

        A row for each of the `k` strongest shared interests, with the most typical statement of either. Raises
        `UnknownUserError`.
        """
        self._contents.check_user(user_id)
        return self._evidence(self._contents.weights(user_id), self._statements_of(user_id), other_id, k)

    def shared_evidence_for(self, texts: Sequence[str], other_id: str, k: int) -> pd.DataFrame:
        """See `Study.shared_evidence_for`."""
        placed = self.place(texts)
        own = placed.assign(statement_id=np.arange(len(placed)), is_outlier=False)
        return self._evidence(weights_of(placed, self._contents.tree), own, other_id, k)

    def _evidence(self, weights: pd.DataFrame, own: pd.DataFrame, other_id: str, k: int) -> pd.DataFrame:
        self._contents.check_user(other_id)
        nodes = shared_interests(weights, self._contents.weights(other_id), self._contents.tree)
        return shared_evidence(nodes, own, self._statements_of(other_id), k)

    def _statements_of(self, user_id: str) -> pd.DataFrame:
        """A user's statements that don't lie in hidden nodes."""
        statements = self._contents.statements
        return self._contents.tree.in_sight(statements[statements["user_id"] == user_id])

    def recommend(self, user_id: str, k: int, personal: Personal | None = None) -> pd.DataFrame:
        """See `Study.recommend`."""
        neighbours = self.similar(user_id, NEIGHBOURS, use_feedback=personal is not None)
        return self._interests(self._contents.weights(user_id), neighbours, k, personal)

    def recommend_for(self, texts: Sequence[str], k: int) -> pd.DataFrame:
        """See `Study.recommend_for`."""
        return self._interests(self._weights_of(texts), self.similar_to(texts, NEIGHBOURS), k)

    def quality(self, split: str, k: int, progress: Progress = no_progress) -> pd.DataFrame:
        """See `Study.interest_quality`."""
        contents, seed = self._contents, self._contents.config.seed
        measured = measure_interests(
            contents.statements, contents.shifted, contents.tree, contents.topic_vectors, split, k, seed, progress
        )
        return with_lead(measured, "recommended", "popularity")

    def prospects(self, user_id: str) -> Prospects:
        """All interests that a user has not shown, with what is known of each."""
        contents, neighbours = self._contents, self.similar(user_id, NEIGHBOURS)
        return prospects(
            contents.weights(user_id), neighbours, contents.profiles, contents.tree, contents.topic_vectors
        )

    def _neighbours(
        self, vector: np.ndarray, weights: pd.DataFrame, k: int, exclude: Sequence[str] = ()
    ) -> pd.DataFrame:
        contents = self._contents
        return similar_users(vector, contents.user_vectors, weights, contents.profiles, contents.tree, k, exclude)

    def _interests(
        self, weights: pd.DataFrame, neighbours: pd.DataFrame, k: int, personal: Personal | None = None
    ) -> pd.DataFrame:
        contents = self._contents
        return recommend_interests(
            weights, neighbours, contents.profiles, contents.tree, contents.topic_vectors, k, personal,
            unsuited_of(contents),
        )  # fmt: skip

    def _weights_of(self, texts: Sequence[str]) -> pd.DataFrame:
        return weights_of(self.place(texts), self._contents.tree)
