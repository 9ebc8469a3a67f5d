"""How well known labels can be told from the vectors, by k-fold cross-validation: `study.label_quality()`.

A logistic regression is fitted to the vectors of all folds but one and guesses the labels of that one, so that each
user is guessed once, by a model that has not seen them. Nobody is on both sides: folds are made of users, and each
label is shared out among them evenly. See `interest.evaluation.guesses` for the figures.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from interest.config import Progress, no_progress
from interest.errors import InputError
from interest.evaluation.guesses import Guesses, fitted_classifier

FEWEST_WITH_LABEL = 3
"""Users that a label needs to take part: one to be guessed, and two to learn what they share."""
MOST_STATEMENTS = 10_000
"""Statements that are looked at, drawn at random from more, which bounds time."""
STAGE = "telling"
"""What `progress` gets."""

Labelled = Mapping[str, Sequence[str]]
"""The labels of each user who has any."""


@dataclass(frozen=True, eq=False)
class LabelQuality:
    """How well labels are told."""

    figures: pd.DataFrame
    """A row a question and metric: what ("users", "statements"), metric ("accuracy", "macro_f1"), value, low, high
    (95%, over users), baseline (always the most frequent label), n (how many were guessed), labels."""
    each: pd.DataFrame
    """A row a question and label: what, label, n, precision, recall, f1."""
    vectors: Literal["mean", "learned"]
    """Of users: the centred mean, or those that `learn` found."""
    notes: tuple[str, ...] = ()
    """What a reader of the figures should know."""


@dataclass(frozen=True, eq=False)
class Question:
    """Rows of which each has labels to be guessed from its vector."""

    vectors: np.ndarray
    """(n, d)."""
    truth: np.ndarray
    """(n, n_labels) bool: at least one a row."""
    users: np.ndarray
    """(n,) the number of the user, from 0."""


def tellable(owned: Labelled) -> list[str]:
    """The labels that enough users have to be learned and tested."""
    counts = Counter(label for own in owned.values() for label in set(own))
    return sorted(label for label, count in counts.items() if count >= FEWEST_WITH_LABEL)


def judge_labels(
    owned: Labelled,
    users: tuple[Sequence[str], np.ndarray],
    statements: pd.DataFrame | None = None,
    statement_vectors: np.ndarray | None = None,
    folds: int = 5,
    seed: int = 0,
    kind: Literal["mean", "learned"] = "mean",
    notes: tuple[str, ...] = (),
    progress: Progress = no_progress,
) -> LabelQuality:
    """How well labels are told.

    `owned` are the labels of users, `users` ids and vectors (n_users, d), which are of a `kind`. With `statements`
    (columns user_id and label) and their vectors (n, d) it is asked of statements too. A user with several labels
    counts as right when the guess is one of them. Labels of fewer than `FEWEST_WITH_LABEL` users are left out, and who
    has no other one.

    Raises `InputError` for fewer than two folds, and where there are no or too few labels.
    """
    if folds < 2:
        raise InputError(f"folds must be at least 2, one to guess and the others to learn from; got {folds}.")
    names = _names(owned)
    questions = {"users": _of_users(owned, users, names)}
    if statements is not None and statement_vectors is not None:
        questions["statements"] = _of_statements(statements, statement_vectors, names, seed)
    figures, each = [], []
    for number, (what, question) in enumerate(questions.items()):

        def report(part: float, done: int = number) -> None:
            progress(STAGE, (done + part) / len(questions))

        guesses = cross_validated(question, folds, seed, report)
        figures.append(guesses.figures(seed).assign(what=what, n=len(guesses.truth), labels=len(names)))
        each.append(guesses.each(names).assign(what=what))
    progress(STAGE, 1.0)
    return LabelQuality(_joined(figures), _joined(each), kind, (*notes, *_left_out(owned, names)))


def _names(owned: Labelled) -> list[str]:
    """The labels that take part. Raises `InputError` where there are no or too few."""
    if not owned:
        raise InputError(
            "There are no labels in this study. Build it from a table with a column “label”, or give labels=, a label "
            "by user id."
        )
    names = tellable(owned)
    if len(names) < 2:
        count = len({label for own in owned.values() for label in own})
        raise InputError(
            f"To see whether labels can be told apart, two of them must have at least {FEWEST_WITH_LABEL} users each; "
            f"of {count} here, {len(names)} have. Give more users a label."
        )
    return names


def _of_users(owned: Labelled, users: tuple[Sequence[str], np.ndarray], names: list[str]) -> Question:
    ids, vectors = users
    truth = np.array([[name in owned.get(user, ()) for name in names] for user in ids])
    rows = np.flatnonzero(truth.any(axis=1))
    return Question(vectors[rows], truth[rows], np.arange(len(rows)))


def _of_statements(statements: pd.DataFrame, vectors: np.ndarray, names: list[str], seed: int) -> Question:
    label = pd.Index(names).get_indexer(statements["label"])
    rows = np.flatnonzero(label >= 0)
    if len(rows) > MOST_STATEMENTS:
        rows = np.sort(np.random.default_rng(seed).choice(rows, MOST_STATEMENTS, replace=False))
    user, _ = pd.factorize(statements["user_id"].iloc[rows])
    return Question(vectors[rows], np.eye(len(names), dtype=bool)[label[rows]], user)


def cross_validated(
    question: Question, folds: int, seed: int = 0, report: Callable[[float], None] = lambda fraction: None
) -> Guesses:
    """The guess for each row by a model that saw none of the rows in its fold."""
    fold = _folds(question, folds, seed)
    guessed = np.zeros(len(fold), np.int64)
    for number in np.unique(fold):
        report(number / folds)
        tested = fold == number
        guessed[tested] = _guess(question.vectors[~tested], question.truth[~tested], question.vectors[tested])
    return Guesses(question.truth, guessed, question.users)


def _folds(question: Question, folds: int, seed: int) -> np.ndarray:
    """The fold of each row, (n,): whole users, those of each label (by what they have most often) dealt out in turn."""
    has = np.zeros((1 + question.users.max(), question.truth.shape[1]))
    np.add.at(has, question.users, question.truth)
    mixed = np.random.default_rng(seed).permutation(len(has))
    order = mixed[np.argsort(has.argmax(axis=1)[mixed], kind="stable")]
    fold = np.empty(len(has), np.int64)
    fold[order] = np.arange(len(has)) % folds
    return fold[question.users]


def _guess(known: np.ndarray, truth: np.ndarray, asked: np.ndarray) -> np.ndarray:
    """The number of the likeliest label for each vector that is asked; of several labels each is learned as one."""
    rows, labels = np.nonzero(truth)
    if len(set(labels.tolist())) == 1:  # all others are in the fold that is tested
        return np.full(len(asked), labels[0])
    return fitted_classifier(known[rows], labels).predict(asked).astype(np.int64)


def _joined(tables: list[pd.DataFrame]) -> pd.DataFrame:
    """All rows, with the column what as the first."""
    table = pd.concat(tables, ignore_index=True)
    return table[["what", *table.columns.drop("what")]]


def _left_out(owned: Labelled, names: list[str]) -> tuple[str, ...]:
    count = len({label for own in owned.values() for label in own} - set(names))
    if not count:
        return ()
    return (f"Labels of fewer than {FEWEST_WITH_LABEL} users can't be learned and tested; left out: {count}.",)


def notes_on_vectors(learned_with_labels: bool, encoded_with_labels: bool) -> tuple[str, ...]:
    """What has seen the labels before: learned vectors of users, which are then not used, and an adapted encoder."""
    notes = []
    if learned_with_labels:
        notes.append(
            "The learned vectors of users have seen all labels, so that the mean of each user's statements is judged "
            "here; what training found on users who were held out says how well the learned ones do."
        )
    if encoded_with_labels:
        notes.append(
            "The encoder was trained on labels. If they are the same ones, these figures are too good; the report of "
            "its training has those on users that it had not seen."
        )
    return tuple(notes)
