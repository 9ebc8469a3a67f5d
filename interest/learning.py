"""Learned users of a study: trained, taken over, and asked what shapes them and which labels they foretell."""

from collections.abc import Collection
from dataclasses import replace

import numpy as np
import pandas as pd

from interest.config import Progress, no_progress
from interest.contents import Contents
from interest.errors import StudyError
from interest.users import Labels, Learning, learn

_GROUPS_AT_ONCE = 256
"""Of statements that are left out, which bounds memory."""


def learned(
    contents: Contents, labels: Labels | None = None, seed: int = 0, progress: Progress = no_progress
) -> Contents:
    """Train the hierarchical attention, and use its user vectors if they are better than the closed form.

    `labels` maps user ids to a label or a list of labels, which are predicted too; by default those of the column
    `label`. `progress` gets the stage learn, and may raise `Cancelled`: then all is as it was. Sets `learned`.
    Raises `InputError` for labels of unknown users.
    """
    learning = learn(
        contents.statements, contents.space.meaning, contents.shifted, contents.tree, contents.topic_vectors,
        contents.profiles, contents.closed_users, labels, seed, progress,
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
    """Which statements a user's learned vector looks at: level, statement_id, weight.

    `level` is "statement", "topic" or "category"; weights sum to one a level. Empty for a user without statements.
    Raises `UnknownUserError`, and `StudyError` before `learn`.
    """
    contents.check_user(user_id)
    if contents.learning is None or contents.learning.users is None:
        raise StudyError("No attention was trained in this study yet: call study.learn(), or `interest learn`.")
    frame = contents.ingested.frame
    own = np.flatnonzero(frame["user_id"] == user_id)
    return contents.learning.users.attention(frame.iloc[own], contents.space.meaning[own])


def influence_of(contents: Contents, user_id: str) -> pd.DataFrame:
    """What makes a user who they are: kind, id, said, effect, the largest first.

    The effect is 1 − the cosine of the user's vector, learned or in closed form, with what it would be without one
    thing (influence by leaving out, Cook 1977): a "statement", all that mention a "phrase", or all in a "topic" that
    is in sight. `id` is that of the statement or of the topic, "" for a phrase; `said` is the text, the phrase or the
    name. Phrases that only one statement mentions are not listed. Empty for a user without statements. Raises
    `UnknownUserError`.
    """
    contents.check_user(user_id)
    rows = contents.rows_of(user_id)
    if not len(rows):
        return pd.DataFrame({"kind": [], "id": [], "said": [], "effect": []})
    own, phrases = contents.statements.iloc[rows], contents.words.phrases
    mentions = phrases.matrix[rows]
    places = np.flatnonzero(np.asarray(mentions.sum(axis=0)).ravel() > 1)
    topics = [topic for topic in own["topic"].unique() if topic in contents.tree]
    left_out = {
        "statement": np.eye(len(rows), dtype=bool),
        "phrase": mentions[:, places].T.toarray() > 0,
        "topic": own["topic"].to_numpy() == np.array(topics)[:, None],
    }
    names = {
        "statement": list(zip(own["statement_id"].astype(str), own["text"], strict=True)),
        "phrase": [("", phrases.names[place]) for place in places],
        "topic": [(topic, contents.tree[topic].name) for topic in topics],
    }
    groups = ~np.concatenate(list(left_out.values()))
    parts = np.array_split(groups, -(-len(groups) // _GROUPS_AT_ONCE))
    without = np.concatenate([_vectors_of(contents, rows, part) for part in parts])
    whole = _vectors_of(contents, rows, np.ones((1, len(rows)), bool))[0]
    said = [(kind, *name) for kind, own in names.items() for name in own]
    table = pd.DataFrame(said, columns=["kind", "id", "said"]).astype("str")
    table["effect"] = np.clip(1 - without @ whole, 0, None).astype(np.float64)
    return table.sort_values("effect", ascending=False, kind="stable", ignore_index=True)


def _vectors_of(contents: Contents, rows: np.ndarray, groups: np.ndarray) -> np.ndarray:
    """The vectors in use of people who had said some of the statements at `rows` each, (n_groups, D)."""
    statements, space = contents.ingested.frame.iloc[rows], contents.space
    languages = statements["language"].tolist()
    weights = np.sqrt(statements["weight"].to_numpy(np.float64))
    shifted = space.centers.shift(space.vectors[rows], languages)
    closed = contents.closed_users.of_groups(statements["text"].tolist(), languages, shifted, weights, groups)
    learned = contents.learned_users
    return closed if learned is None else learned.of_groups(statements, space.meaning[rows], groups, closed)


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
