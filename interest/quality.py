"""How far the tree of a study can be trusted, and what its vectors tell of known labels."""

from collections.abc import Sequence

from interest.config import Progress, no_progress
from interest.contents import Contents
from interest.evaluation import STAGES, LabelQuality, Quality, Runs, assess, judge_labels, notes_on_vectors
from interest.training import learned_labels
from interest.users import Labels, labels_of


def quality_of(
    contents: Contents, labels: Sequence[str] | None = None, runs: Runs | None = None, progress: Progress = no_progress
) -> Quality:
    """How far the tree can be trusted: `.nodes`, `.whole`, and `.agreement` with known labels.

    `labels` are one a statement ("" where none is known; by default the column label), `runs` other clusterings of
    the statements for the stability (by default of random parts of them). Asked without either, the answer is kept.
    Raises `InputError` for labels that are not one a statement.
    """
    if labels is None and runs is None and contents.quality is not None:
        return contents.quality
    return assess(
        contents.statements, contents.tree, contents.space, contents.config.seed, labels, runs, progress
    )  # fmt: skip


def assessed(contents: Contents, progress: Progress = no_progress) -> Contents:
    """The contents with their quality known; `progress` gets the stage "assessing"."""

    def report(stage: str, fraction: float) -> None:
        progress("assessing", (STAGES.index(stage) + fraction) / len(STAGES))

    return contents.change(quality=quality_of(contents, progress=report))


def label_quality_of(
    contents: Contents, labels: Labels | None = None, folds: int = 5, progress: Progress = no_progress
) -> LabelQuality:
    """How well labels can be told from the vectors, by cross-validation: `.figures`, `.each`, `.vectors`, `.notes`.

    Asked of users, from `user_vectors`, and of statements, from `statement_vectors`, by the column `label`; with
    `labels`, as for `learn`, of users alone. What has seen the labels before would do too well: where the learned
    vectors were learned with labels, it is the centred mean that is judged (`.vectors` says which; the learned
    ones are judged on held-out users by `learned.label_accuracy` and its like), and of an encoder that was trained
    on labels `.notes` warns. `progress` gets the stage telling. Raises `InputError` for labels of unknown users,
    no or too few labels, and fewer than two folds.
    """
    frame, learned = contents.ingested.frame, contents.learned_users
    has_seen = learned is not None and bool(learned.labels)
    users = contents.closed_users.vectors if has_seen else contents.user_vectors
    statements, vectors = (frame, contents.space.vectors) if labels is None else (None, None)
    return judge_labels(
        labels_of(frame, labels), (users.ids, users.matrix), statements, vectors, folds, contents.config.seed,
        "mean" if has_seen or learned is None else "learned",
        notes_on_vectors(has_seen, learned_labels(contents.config.encoder)), progress,
    )  # fmt: skip
