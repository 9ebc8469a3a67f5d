"""What can be asked of a study: about its users, what suits them, what a text is about, how far to trust it all."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Self

import numpy as np
import pandas as pd

from interest.config import Progress, no_progress
from interest.errors import InputError, StudyError
from interest.evaluation import LabelQuality, Quality, Runs, assess, judge_labels, notes_on_vectors
from interest.findings import Finding, find
from interest.holdings import Holdings
from interest.language import tokenize
from interest.recommend import (
    Bandit,
    Catalogue,
    Feedback,
    People,
    SearchResult,
    learn_from,
    no_items,
    search_text,
)
from interest.segments import Segments
from interest.users import (
    Labels,
    Learning,
    Profile,
    labels_of,
    learn,
    mean_vectors,
    profile,
)


class Answers(Holdings):
    """What follows from what a study holds; `Study` is this and more."""

    # Users

    def profile(self, user_id: str) -> Profile:
        """What one user cares about; empty for a user seen only in interactions. Raises `UnknownUserError`."""
        self.check_user(user_id)
        return profile(user_id, self.profiles, self.statements, self.tree)

    def user_vectors(self) -> tuple[list[str], np.ndarray]:
        """The ids of all users with statements and their vectors, (n_users, d) float32, L2-normalised.

        The centred mean of their statements; after `learn` the learned vectors where they proved better on users who
        were held out. `learned` says which of both, and by how much.
        """
        return self.vectors_of_users.ids, self.vectors_of_users.matrix

    def user_vector(self, texts: Sequence[str]) -> np.ndarray:
        """The vector (d,) of somebody new who wrote these texts, in the space of `user_vectors`; nothing is kept."""
        return self.people.vector(texts)

    def learn(self, labels: Labels | None = None, seed: int = 0, progress: Progress | None = None) -> Self:
        """Train the hierarchical attention, and use its user vectors if they are better than the centred mean.

        `labels` maps user ids to a label or a list of labels, which are predicted too; by default those of the column
        `label`. `progress` gets the stage learn, and may raise `Cancelled`: then all is as it was. Sets `learned`.
        Raises `InputError` for labels of unknown users.
        """
        self.learned = learn(
            self.statements, self.material, self.shifted, self.tree, self.topic_vectors, self.profiles, labels,
            seed, progress or no_progress,
        )  # fmt: skip
        self.__dict__.pop("vectors_of_users", None)
        return self

    def adopt(self, learning: Learning, encoder: str) -> Self:
        """Take over what was learned from another state of this study, in the vectors of `encoder`.

        The model reads the statements as they are now. Raises `StudyError` where the study has another encoder.
        """
        if encoder != self.encoder_name:
            raise StudyError(
                f"“{self.name}” was built anew with another encoder in the meantime; what was learned is for the "
                "vectors of the former one. Train again."
            )
        users = learning.users
        if users is not None:
            users = users.of_statements(self.ingested.frame, self.material.meaning)
        self.learned = replace(learning, users=users)
        self.__dict__.pop("vectors_of_users", None)
        return self

    def unlearn(self) -> Self:
        """Forget what `learn` found: users are the means of their statements again."""
        self.learned = None
        self.__dict__.pop("vectors_of_users", None)
        return self

    def attention(self, user_id: str) -> pd.DataFrame:
        """Which statements and phrases make a user who they are: level, statement_id, phrase, weight.

        `level` is "statement", "topic" or "category"; `phrase` is "" for a statement itself; weights sum to one a
        level. Empty for a user without statements. Raises `UnknownUserError`, and `StudyError` before `learn`.
        """
        self.check_user(user_id)
        if self.learned is None or self.learned.users is None:
            raise StudyError("No attention was trained in this study yet: call study.learn(), or `interest learn`.")
        own = np.flatnonzero(self.ingested.frame["user_id"] == user_id)
        return self.learned.users.attention(self.ingested.frame.iloc[own], self.material.meaning[own])

    def predict_labels(self, users: Collection[str] | None = None) -> pd.DataFrame:
        """The likeliest label of users by what `learn` found: user_id, label, probability.

        Of `users`, by default of all whose label it did not know; of those without statements there is none.
        `learned.label_accuracy` says how often such a guess was right for users who were held out. Raises
        `UnknownUserError`, and `StudyError` where no labels were learned.
        """
        if self.learned is None or not self.learned.predicts_labels:
            raise StudyError(
                "No labels were learned in this study; that takes at least two different ones. Give them with the "
                "texts, or by `interest learn STUDY --labels FILE`, and train."
            )
        for user in users or ():
            self.check_user(user)
        return self.learned.users.predicted(users)

    @property
    def people(self) -> People:
        """Who is alike, and which interests suit whom."""
        return People(self)

    def similar_users(self, user_id: str, k: int = 5) -> pd.DataFrame:
        """The users most like one: user_id, score in [0, 1], shared and differs (lists of node ids)."""
        self.check_user(user_id)
        return self.people.similar(user_id, k)

    def similar_to(self, texts: Sequence[str], k: int = 5) -> pd.DataFrame:
        """The same for somebody new, from their texts."""
        return self.people.similar_to(texts, k)

    def shared_evidence(self, user_id: str, other_id: str, k: int = 3) -> pd.DataFrame:
        """What two users share, in the words of both: node_id, statement_id, text, their_statement_id, their_text.

        A row for each of the `k` strongest shared interests, with the most typical statement of either. Raises
        `UnknownUserError`.
        """
        self.check_user(user_id)
        self.check_user(other_id)
        return self.people.shared_evidence(user_id, other_id, k)

    def shared_evidence_for(self, texts: Sequence[str], other_id: str, k: int = 3) -> pd.DataFrame:
        """The same for somebody new, from their texts; `statement_id` is a text's place among them."""
        self.check_user(other_id)
        return self.people.shared_evidence_for(texts, other_id, k)

    def place(self, texts: Sequence[str]) -> pd.DataFrame:
        """Where new texts belong in the tree: a row a text with text, topic, category (node ids), strength."""
        return self.people.place(texts)

    @property
    def segments(self) -> Segments:
        """The named groups of users: `.add_node`, `.add_rule`, `.add_ids`, `.members`, `.profile`, `.compare`."""
        return Segments(self)

    # Recommendations and search

    def recommend(self, user_id: str, k: int = 5, use_feedback: bool = True) -> pd.DataFrame:
        """Interests that a user has not shown: node_id, score in [0, 1], because (`Because`).

        `use_feedback` False gives them as if nobody had ever liked or hidden anything. Raises `UnknownUserError`.
        """
        self.check_user(user_id)
        return self.people.recommend(user_id, k, self.feedback.personal(user_id, "interest") if use_feedback else None)

    def recommend_for(self, texts: Sequence[str], k: int = 5) -> pd.DataFrame:
        """The same for somebody new, from their texts."""
        return self.people.recommend_for(texts, k)

    @cached_property
    def catalogue(self) -> Catalogue | None:
        """The items and what is known of them; None for a study without."""
        return None if self.items is None else Catalogue(self)

    def recommend_items(
        self,
        user_id: str,
        k: int = 10,
        among: Collection[str] | None = None,
        node: str | None = None,
        diversity: float = 0.0,
        use_feedback: bool = True,
    ) -> pd.DataFrame:
        """Items that suit a user and were not taken: item_id, score in (0, 1], because; empty without a catalogue.

        `among` are the items that may be recommended, `node` the topic or category that they must lie in, by default
        all. `diversity` from 0 to 1 gives up some fit for items that are unlike each other; `use_feedback` as for
        `recommend`. Raises `UnknownUserError`, `UnknownNodeError`, and `InputError` for a diversity outside [0, 1].
        """
        self.check_user(user_id)
        if self.catalogue is None:
            return no_items()
        personal = self.feedback.personal(user_id, "item") if use_feedback else None
        return self.catalogue.recommend(user_id, k, among, node, diversity, personal)

    def recommend_items_for(
        self,
        texts: Sequence[str],
        k: int = 10,
        among: Collection[str] | None = None,
        node: str | None = None,
        diversity: float = 0.0,
    ) -> pd.DataFrame:
        """The same for somebody new, from their texts: by content, and for want of any by popularity."""
        if self.catalogue is None:
            return no_items()
        return self.catalogue.recommend_for(texts, k, among, node, diversity)

    @property
    def feedback(self) -> Feedback:
        """Likes, dislikes and hides on what is recommended: `.add`, `.undo`, `.redo`, `.to_frame`, `.lessons`."""
        return Feedback(self)

    @cached_property
    def bandit(self) -> Bandit | None:
        """What was learned from feedback; None while there is none."""
        return learn_from(self)

    def interest_quality(self, split: str = "random", k: int = 5, progress: Progress | None = None) -> pd.DataFrame:
        """How good recommended interests are on topics held out: recommender, metric, value, low, high.

        The topics that a user wrote about are held out with all statements in them, and are to be found from the rest
        by what `recommend` would show without feedback ("recommended"), by similar users alone ("neighbours") and by
        tree and content alone ("related"), beside popularity and chance; metrics at `k`, with 95% intervals over users;
        and by how much recall of "recommended" is ahead of popularity.
        `split` is "random", "time", "folds" or "replay" (each new topic is tested first, then learned from). The tree
        was built from all statements, those held out too: see `interest.recommend.judging_interests`. Raises
        `InputError` where no user has two topics, for a split by time without times, and for another split.
        """
        return self.people.quality(split, k, progress or no_progress)

    def item_quality(self, split: str = "random", k: int = 10, progress: Progress | None = None) -> pd.DataFrame:
        """How good recommended items are on interactions held out: recommender, metric, value, low, high.

        Content, collaborative and hybrid beside popularity and chance, metrics at `k`, with 95% intervals over users;
        and by how much recall of the hybrid is ahead of popularity.
        `split` is "random", "time", "folds", "replay" or "new" (items): see `interest.evaluation.splits`. Raises
        `InputError` without items or interactions that can be held out, and for another split.
        """
        return self._judged_catalogue().quality(split, k, progress or no_progress)

    def feedback_quality(
        self, split: str = "random", k: int = 5, rounds: int = 5, progress: Progress | None = None
    ) -> pd.DataFrame:
        """What feedback brings, on interactions held out: recommender, metric, value, low, high.

        In each of `rounds` every user is shown `k` items; those that are held out are liked, the others hidden. See
        `interest.evaluation.feedback`. Raises as `item_quality`.
        """
        return self._judged_catalogue().feedback_quality(split, k, rounds, progress or no_progress)

    def _judged_catalogue(self) -> Catalogue:
        if self.catalogue is None or self.interactions is None:
            raise InputError("This study has no items that people took; give items= and interactions= to its build.")
        return self.catalogue

    def search(self, text: str, k: int = 10) -> SearchResult:
        """What fits a text, in either language: `.interests`, `.users`, `.statements`, `.items`, and its `.intent`."""
        languages = self.languages_of([text])
        vector = self.material.centers.center(self.encode([text]), languages)[0]
        items = None if self.items is None else self.centred_items
        return search_text(
            vector, tokenize(text, *languages), self.statements, self.material.meaning, self.tree, self.topic_vectors,
            items, self.items, k, self.reach,
        )  # fmt: skip

    # How far to trust it

    def quality(
        self, labels: Sequence[str] | None = None, runs: Runs | None = None, progress: Progress | None = None
    ) -> Quality:
        """How far the tree can be trusted: `.nodes`, `.whole`, and `.agreement` with known labels.

        `labels` are one a statement ("" where none is known; by default the column label), `runs` other clusterings of
        the statements for the stability (by default of random parts of them). Asked without either, the answer is kept.
        Raises `InputError` for labels that are not one a statement.
        """
        if labels is None and runs is None and self.known_quality is not None:
            return self.known_quality
        found = assess(
            self.statements, self.tree, self.material, self.config.seed, labels, runs, progress or no_progress
        )
        if labels is None and runs is None:
            self.known_quality = found
        return found

    def label_quality(
        self, labels: Labels | None = None, folds: int = 5, progress: Progress | None = None
    ) -> LabelQuality:
        """How well labels can be told from the vectors, by cross-validation: `.figures`, `.each`, `.vectors`, `.notes`.

        Asked of users, from `user_vectors`, and of statements, from `statement_vectors`, by the column `label`; with
        `labels`, as for `learn`, of users alone. What has seen the labels before would do too well: where the learned
        vectors were learned with labels, it is the centred mean that is judged (`.vectors` says which; the learned
        ones are judged on held-out users by `learned.label_accuracy` and its like), and of an encoder that was trained
        on labels `.notes` warns. `progress` gets the stage telling. Raises `InputError` for labels of unknown users,
        no or too few labels, and fewer than two folds.
        """
        learned = self.learned_users
        has_seen = learned is not None and bool(learned.labels)
        users = mean_vectors(self.ingested.frame, self.shifted) if has_seen else self.vectors_of_users
        own = (self.ingested.frame, self.statement_vectors()) if labels is None else (None, None)
        return judge_labels(
            labels_of(self.ingested.frame, labels), (users.ids, users.matrix), *own, folds, self.config.seed,
            "mean" if has_seen or learned is None else "learned", notes_on_vectors(has_seen, self.encoder_name),
            progress or no_progress,
        )  # fmt: skip

    def findings(self) -> tuple[Finding, ...]:
        """The few things that somebody should know of it, what matters most first: `interest.findings.find`."""
        return find(self)
