"""Learned users of a study: trained, taken over, and asked what they attend to and which labels they foretell."""

from collections.abc import Collection
from dataclasses import replace

import numpy as np
import pandas as pd

from interest.config import Progress, no_progress
from interest.contents import Contents
from interest.errors import StudyError
from interest.users import Labels, Learning, learn


def learned(
    contents: Contents, labels: Labels | None = None, seed: int = 0, progress: Progress = no_progress
) -> Contents:
    """Train the hierarchical attention, and use its user vectors if they are better than the closed form.

    `labels` maps user ids to a label or a list of labels, which are predicted too; by default those of the column
    `label`. `progress` gets the stage learn, and may raise `Cancelled`: then all is as it was. Sets `learned`.
    Raises `InputError` for labels of unknown users.
    """
    learning = learn(
        contents.statements, contents.space.meaning, contents.words, contents.shifted, contents.tree,
        contents.topic_vectors, contents.profiles, contents.closed_users, labels, seed, progress,
    )  # fmt: skip
    return contents.change(learning=learning)


def adopted(contents: Contents, learning: Learning, encoder: str) -> Contents:
    """The contents with what was learned from another state of them, in the vectors of `encoder`.

    The model reads the statements as they are now. Raises `StudyError` where the study has another encoder.
    """
    if encoder != contents.config.encoder:
        raise StudyError(
            f"“{contents.name}” was built anew with another encoder in the meantime; what was learned is for the "
            "vectors of the former one. Train again."
        )
    users = learning.users
    if users is not None:
        users = users.of_statements(contents.ingested.frame, contents.space.meaning, contents.closed_users)
    return contents.change(learning=replace(learning, users=users))


def attention_of(contents: Contents, user_id: str) -> pd.DataFrame:
    """Which statements and phrases make a user who they are: level, statement_id, phrase, weight.

    `level` is "statement", "topic" or "category"; `phrase` is "" for a statement itself; weights sum to one a
    level. Empty for a user without statements. Raises `UnknownUserError`, and `StudyError` before `learn`.
    """
    contents.check_user(user_id)
    if contents.learning is None or contents.learning.users is None:
        raise StudyError("No attention was trained in this study yet: call study.learn(), or `interest learn`.")
    frame = contents.ingested.frame
    own = np.flatnonzero(frame["user_id"] == user_id)
    return contents.learning.users.attention(frame.iloc[own], contents.space.meaning[own])


def predicted_labels(contents: Contents, users: Collection[str] | None = None) -> pd.DataFrame:
    """The likeliest label of users by what `learn` found: user_id, label, probability.

    Of `users`, by default of all whose label it did not know; of those without statements there is none.
    `learned.label_accuracy` says how often such a guess was right for users who were held out. Raises
    `UnknownUserError`, and `StudyError` where no labels were learned.
    """
    learning = contents.learning
    if learning is None or learning.users is None or not learning.predicts_labels:
        raise StudyError(
            "No labels were learned in this study; that takes at least two different ones. Give them with the "
            "texts, or by `interest learn STUDY --labels FILE`, and train."
        )
    for user in users or ():
        contents.check_user(user)
    return learning.users.predicted(users)
