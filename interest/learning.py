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
    """The contents with trained attention: see `Study.learn`."""
    learning = learn(
        contents.statements, contents.material, contents.shifted, contents.tree, contents.topic_vectors,
        contents.profiles, labels, seed, progress,
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
        users = users.of_statements(contents.ingested.frame, contents.material.meaning)
    return contents.change(learning=replace(learning, users=users))


def attention_of(contents: Contents, user_id: str) -> pd.DataFrame:
    """See `Study.attention`."""
    contents.check_user(user_id)
    if contents.learning is None or contents.learning.users is None:
        raise StudyError("No attention was trained in this study yet: call study.learn(), or `interest learn`.")
    frame = contents.ingested.frame
    own = np.flatnonzero(frame["user_id"] == user_id)
    return contents.learning.users.attention(frame.iloc[own], contents.material.meaning[own])


def predicted_labels(contents: Contents, users: Collection[str] | None = None) -> pd.DataFrame:
    """See `Study.predict_labels`."""
    learning = contents.learning
    if learning is None or learning.users is None or not learning.predicts_labels:
        raise StudyError(
            "No labels were learned in this study; that takes at least two different ones. Give them with the "
            "texts, or by `interest learn STUDY --labels FILE`, and train."
        )
    for user in users or ():
        contents.check_user(user)
    return learning.users.predicted(users)
