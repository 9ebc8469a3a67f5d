"""How far the tree of a study can be trusted, and what its vectors tell of known labels."""

from collections.abc import Sequence

from interest.config import Progress, no_progress
from interest.contents import Contents
from interest.evaluation import STAGES, LabelQuality, Quality, Runs, assess, judge_labels, notes_on_vectors
from interest.users import Labels, labels_of, mean_vectors


def quality_of(
    contents: Contents, labels: Sequence[str] | None = None, runs: Runs | None = None, progress: Progress = no_progress
) -> Quality:
    """See `Study.quality`; asked without labels or runs, what is known already is given."""
    if labels is None and runs is None and contents.quality is not None:
        return contents.quality
    return assess(
        contents.statements, contents.tree, contents.material, contents.config.seed, labels, runs, progress
    )  # fmt: skip


def assessed(contents: Contents, progress: Progress = no_progress) -> Contents:
    """The contents with their quality known; `progress` gets the stage "assessing"."""

    def report(stage: str, fraction: float) -> None:
        progress("assessing", (STAGES.index(stage) + fraction) / len(STAGES))

    return contents.change(quality=quality_of(contents, progress=report))


def label_quality_of(
    contents: Contents, labels: Labels | None = None, folds: int = 5, progress: Progress = no_progress
) -> LabelQuality:
    """See `Study.label_quality`."""
    frame, learned = contents.ingested.frame, contents.learned_users
    has_seen = learned is not None and bool(learned.labels)
    users = mean_vectors(frame, contents.shifted) if has_seen else contents.user_vectors
    own = (frame, contents.material.vectors) if labels is None else (None, None)
    return judge_labels(
        labels_of(frame, labels), (users.ids, users.matrix), *own, folds, contents.config.seed,
        "mean" if has_seen or learned is None else "learned", notes_on_vectors(has_seen, contents.config.encoder),
        progress,
    )  # fmt: skip
