"""Whole texts, with or without labels, for training an encoder, and how they are divided by user."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from interest.errors import InputError

PARTS = 10
"""Equal parts that the users are divided into: one for validation, one for testing, the rest for training."""
FEWEST_USERS = 3
"""One for training, one for validation, one for testing: what they write is never in two of these."""
FEWEST_ROWS = 2
"""Rows that a label needs to be learned: from one alone nothing can be seen that its texts share."""


@dataclass(frozen=True, eq=False)
class TrainingRows:
    """n distinct texts; `users` and `labels` are arrays of shape (n,), a label "" where there is none."""

    texts: list[str]
    users: np.ndarray
    labels: np.ndarray
    left_out: Mapping[str, int]
    """Rows that were not used, by reason: "empty text", "repeated text", "no label", "label of one row"."""

    def __len__(self) -> int:
        return len(self.texts)

    def __getitem__(self, where: np.ndarray) -> "TrainingRows":
        """The rows at the indices `where`."""
        return TrainingRows([self.texts[i] for i in where], self.users[where], self.labels[where], self.left_out)

    @property
    def classes(self) -> list[str]:
        """The labels, sorted."""
        return sorted(set(self.labels.tolist()) - {""})


@dataclass(frozen=True, eq=False)
class Division:
    """Rows for training, for choosing the checkpoint, and for the comparison before and after; no user in two parts."""

    train: TrainingRows
    validation: TrainingRows
    test: TrainingRows

    @property
    def compared(self) -> list[str]:
        """The texts whose vectors are compared before and after: the training rows' and then the test rows'."""
        return self.train.texts + self.test.texts

    @property
    def rows(self) -> dict[str, int]:
        """Rows of each part."""
        return {part: len(getattr(self, part)) for part in ("train", "validation", "test")}

    @property
    def people(self) -> dict[str, int]:
        """Users of each part."""
        return {part: len(set(getattr(self, part).users.tolist())) for part in ("train", "validation", "test")}


def labelled_rows(frame: pd.DataFrame) -> TrainingRows:
    """The rows (user_id, text, label) that can be told apart. Raises `InputError` for fewer than two labels of two.

    A text counts once, with its first label: the same words in training and in testing would be no test.
    """
    if not (frame["label"] != "").any():
        raise InputError(
            "Fine-tuning learns from labels, and no row has one: give a column called label, or name yours "
            "(columns={'label': …}, on the command line --column label=…). Without labels there is interest.pretrain."
        )
    rows = _distinct(frame, frame["label"] != "")
    counts = Counter(rows.labels.tolist())
    learnable = np.array([counts[label] >= FEWEST_ROWS for label in rows.labels], dtype=bool)
    kept = rows[np.flatnonzero(learnable)]
    alone = sum(count for count in counts.values() if count < FEWEST_ROWS)
    if len(kept.classes) < 2:
        raise InputError(
            f"Fine-tuning tells labels apart and needs at least 2 of at least {FEWEST_ROWS} different texts each; "
            f"there {'is' if len(kept.classes) == 1 else 'are'} {len(kept.classes)} ({alone} have a single text)."
        )
    reasons = {"no label": int(((frame["text"] != "") & (frame["label"] == "")).sum()), "label of one row": alone}
    return TrainingRows(kept.texts, kept.users, kept.labels, _some({**rows.left_out, **reasons}))


def all_rows(frame: pd.DataFrame) -> TrainingRows:
    """All rows (user_id, text, label) with a text, labelled or not. Raises `InputError` where no text is left."""
    rows = _distinct(frame, frame["text"] != "")
    if len(rows) == 0:
        raise InputError(f"None of the {len(frame)} rows has a text.")
    return rows


def _distinct(frame: pd.DataFrame, usable: pd.Series) -> TrainingRows:
    """The usable rows without empty and repeated texts."""
    texts = frame["text"].tolist()
    filled = np.flatnonzero(usable & (frame["text"] != "")).tolist()
    first = np.array(sorted({texts[i]: i for i in reversed(filled)}.values()), dtype=int)
    left_out = {"empty text": texts.count(""), "repeated text": len(filled) - len(first)}
    users, labels = (frame[name].to_numpy(object) for name in ("user_id", "label"))
    return TrainingRows(texts, users, labels, _some(left_out))[first]


def _some(counts: Mapping[str, int]) -> dict[str, int]:
    return {reason: count for reason, count in counts.items() if count}


def divide(rows: TrainingRows, seed: int) -> Division:
    """Divide by user, with the labels as equally shared as that allows: 8/10, 1/10 and 1/10 of the rows, or nearly.

    With fewer than ten users each part is one user. Raises `InputError` with fewer than three, or where the users leave
    fewer than two labels to train on.
    """
    import warnings

    from sklearn.model_selection import GroupKFold, StratifiedGroupKFold

    people, commonest = len(set(rows.users.tolist())), max(Counter(rows.labels.tolist()).values())
    if people < FEWEST_USERS:
        raise InputError(
            f"The texts come from {people} user{'' if people == 1 else 's'}; training needs at least {FEWEST_USERS}, "
            "because it is judged on users that it has not seen."
        )
    parts = min(PARTS, people)
    # Where no label is as frequent as there are parts, sklearn can't share the labels out.
    Folds = StratifiedGroupKFold if commonest >= parts else GroupKFold
    folds = Folds(parts, shuffle=True, random_state=seed)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # that some labels are rarer than there are parts
        held = [part for _, part in folds.split(np.zeros(len(rows)), rows.labels, rows.users)]
    test, validation = held[0], held[1]
    train = np.sort(np.concatenate(held[2:]))
    division = Division(rows[train], rows[validation], rows[test])
    if not (len(test) and len(validation)) or len(division.train.classes) < 2 <= len(rows.classes):
        raise InputError(
            "The users can't be divided into some to train on, with at least two labels, and some to test with: "
            "nearly all texts or labels come from one. Add texts of more users, or leave out the user column."
        )
    return division
