"""The users of a study: who is alike, and which interests suit whom."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from interest.config import Progress, no_progress
from interest.evaluation import with_lead
from interest.recommend.bandit import Personal
from interest.recommend.interests import Prospects, prospects, recommend_interests
from interest.recommend.items import Voice
from interest.recommend.judging_interests import measure_interests
from interest.recommend.users import NEIGHBOURS, shared_evidence, shared_interests, similar_users
from interest.users import place, text_vector, weights_of

if TYPE_CHECKING:
    from interest.study import Study


class People:
    """The users of a study in its tree as it is, and somebody new beside them."""

    def __init__(self, study: "Study") -> None:
        self._study = study

    def vector(self, texts: Sequence[str]) -> np.ndarray:
        """See `Study.user_vector`."""
        study, languages = self._study, self._study.languages_of(texts)
        vectors, centers = study.encode(texts), study.material.centers
        if study.learned_users is None:
            return text_vector(centers.shift(vectors, languages), study.vectors_of_users.center)
        return study.learned_users.of_texts(texts, centers.center(vectors, languages))

    def voice(self, texts: Sequence[str]) -> Voice:
        """What somebody new says of themselves, for the catalogue."""
        return Voice(self._meaning(texts), self._weights_of(texts))

    def _meaning(self, texts: Sequence[str]) -> np.ndarray:
        """The vectors of texts, centred by language as `material.meaning` is, (n, d) float32."""
        return self._study.material.centers.center(self._study.encode(texts), self._study.languages_of(texts))

    def place(self, texts: Sequence[str]) -> pd.DataFrame:
        """See `Study.place`."""
        study, topics = self._study, self._study.topic_vectors
        placed = place(self._meaning(texts), np.stack(list(topics.values())), list(topics), study.tree)
        return pd.concat([pd.DataFrame({"text": pd.array(list(texts), dtype="str")}), placed], axis=1)

    def similar(self, user_id: str, k: int, use_feedback: bool = True) -> pd.DataFrame:
        """See `Study.similar_users`."""
        own, vectors = self._study.weights(user_id), self._study.vectors_of_users
        if user_id not in vectors:
            return self._neighbours(np.zeros(len(vectors.center), np.float32), own, 0)
        hidden = self._study.judgements.withheld(user_id, "user") if use_feedback else ()
        return self._neighbours(vectors.row(user_id), own, k, (user_id, *sorted(hidden)))

    def similar_to(self, texts: Sequence[str], k: int) -> pd.DataFrame:
        """See `Study.similar_to`."""
        count = k if len(texts) else 0  # nobody is like somebody who said nothing
        return self._neighbours(self.vector(texts), self._weights_of(texts), count)

    def shared_evidence(self, user_id: str, other_id: str, k: int) -> pd.DataFrame:
        """See `Study.shared_evidence`."""
        return self._evidence(self._study.weights(user_id), self._statements_of(user_id), other_id, k)

    def shared_evidence_for(self, texts: Sequence[str], other_id: str, k: int) -> pd.DataFrame:
        """See `Study.shared_evidence_for`."""
        placed = self.place(texts)
        own = placed.assign(statement_id=np.arange(len(placed)), is_outlier=False)
        return self._evidence(weights_of(placed, self._study.tree), own, other_id, k)

    def _evidence(self, weights: pd.DataFrame, own: pd.DataFrame, other_id: str, k: int) -> pd.DataFrame:
        nodes = shared_interests(weights, self._study.weights(other_id), self._study.tree)
        return shared_evidence(nodes, own, self._statements_of(other_id), k)

    def _statements_of(self, user_id: str) -> pd.DataFrame:
        """A user's statements that don't lie in hidden nodes."""
        statements = self._study.statements
        return self._study.tree.in_sight(statements[statements["user_id"] == user_id])

    def recommend(self, user_id: str, k: int, personal: Personal | None = None) -> pd.DataFrame:
        """See `Study.recommend`."""
        neighbours = self.similar(user_id, NEIGHBOURS, use_feedback=personal is not None)
        return self._interests(self._study.weights(user_id), neighbours, k, personal)

    def recommend_for(self, texts: Sequence[str], k: int) -> pd.DataFrame:
        """See `Study.recommend_for`."""
        return self._interests(self._weights_of(texts), self.similar_to(texts, NEIGHBOURS), k)

    def quality(self, split: str, k: int, progress: Progress = no_progress) -> pd.DataFrame:
        """See `Study.interest_quality`."""
        study, seed = self._study, self._study.config.seed
        measured = measure_interests(
            study.statements, study.shifted, study.tree, study.topic_vectors, split, k, seed, progress
        )
        return with_lead(measured, "recommended", "popularity", seed=seed)

    def prospects(self, user_id: str) -> Prospects:
        """All interests that a user has not shown, with what is known of each."""
        study, neighbours = self._study, self.similar(user_id, NEIGHBOURS)
        return prospects(study.weights(user_id), neighbours, study.profiles, study.tree, study.topic_vectors)

    def _neighbours(
        self, vector: np.ndarray, weights: pd.DataFrame, k: int, exclude: Sequence[str] = ()
    ) -> pd.DataFrame:
        study = self._study
        return similar_users(vector, study.vectors_of_users, weights, study.profiles, study.tree, k, exclude)

    def _interests(
        self, weights: pd.DataFrame, neighbours: pd.DataFrame, k: int, personal: Personal | None = None
    ) -> pd.DataFrame:
        study = self._study
        return recommend_interests(
            weights, neighbours, study.profiles, study.tree, study.topic_vectors, k, personal, study.unsuited
        )  # fmt: skip

    def _weights_of(self, texts: Sequence[str]) -> pd.DataFrame:
        return weights_of(self.place(texts), self._study.tree)
