"""The command that trains."""

from math import isnan, nan
from pathlib import Path
from typing import Annotated, Any

import typer

from interest.cli.console import JsonOption, StudyArgument, changed, opened, print_json, progress_bar
from interest.export import records
from interest.ingest import load_labels
from interest.study import Study
from interest.users import Learning

FIGURES = (
    "mrr_mean", "mrr_closed", "mrr_learned",
    "label_accuracy", "label_majority", "label_macro_f1", "label_majority_macro_f1",
)  # fmt: skip


def learn(
    study: StudyArgument,
    seed: Annotated[int, typer.Option(help="Same study and seed: same vectors.", min=0, max=2**32 - 1)] = 0,
    labels: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Labels of users: a table with the columns user_id and label. Else those of the texts."
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Learn user vectors by hierarchical attention, and keep them if they are better than the mean.

    They are compared on users who were held out. The study is saved with what was found. Labels of users are learned
    too, and predicted for those without one.
    """
    given = None if labels is None else load_labels(labels)
    with progress_bar() as progress:
        trained = opened(study).learn(given, seed=seed, progress=progress)
        learning = trained.learned
        assert learning is not None
        found = changed(study, lambda latest: latest.adopt(learning, trained.config.encoder))
    if as_json:
        print_json(_plain(learning) | (_predicted(found) if learning.predicts_labels else {}))
        return
    typer.echo(_result(learning))
    if not isnan(learning.label_accuracy):
        typer.echo(_labels(learning))
    if learning.predicts_labels and len(predicted := found.predict_labels()):
        counts = ", ".join(f"{label} {count:,}" for label, count in predicted["label"].value_counts().items())
        typer.echo(f"Predicted for {len(predicted):,} without a label: {counts}. `interest user` shows each.")
    if learning.note:
        typer.echo(learning.note)


def _result(learning: Learning) -> str:
    """What was compared, in one line."""
    if not learning.n_users:
        return "Nothing was learned; user vectors: without training."
    low, high = learning.interval
    return (
        f"User vectors: {learning.chosen}. Halves of {learning.n_users:,} held-out users finding each other (MRR): "
        f"learned {learning.mrr_learned:.3f}, without training {learning.before:.3f} "
        f"(plain mean {learning.mrr_mean:.3f}), difference 95% [{low:+.3f}, {high:+.3f}]."
    )


def _labels(learning: Learning) -> str:
    """How well labels are predicted, in one line."""
    low, high = learning.label_interval
    return (
        f"Labels of held-out users: {learning.label_accuracy:.0%} right, 95% [{low:.0%}, {high:.0%}], macro-F1 "
        f"{learning.label_macro_f1:.2f}; always the most frequent one: {learning.label_majority:.0%}, macro-F1 "
        f"{learning.label_majority_macro_f1:.2f}."
    )


def _predicted(study: Study) -> dict[str, object]:
    """The labels of users who had none, for a program."""
    return {"predicted": records(study.predict_labels())}


def _plain(learning: Learning) -> dict[str, object]:
    """The result for a program; what can't be had is null."""
    figures = {name: None if isnan(value := getattr(learning, name)) else value for name in FIGURES}
    return {
        "chosen": learning.chosen,
        **figures,
        **{
            name: [None if isnan(end) else end for end in getattr(learning, name)]
            for name in ("interval", "label_interval")
        },
        "users": learning.n_users,
        "note": learning.note,
        "curves": records(learning.curves),
    }


def predicted_record(study: Study, user_id: str) -> dict[str, Any]:
    """The predicted label of somebody whose label was not known, for a program; empty where there is none."""
    if study.learned is None or not study.learned.predicts_labels:
        return {}
    found = study.predict_labels()
    rows = records(found.loc[found["user_id"] == user_id, ["label", "probability"]])
    return {"predicted_label": rows[0]} if rows else {}


def predicted_text(study: Study, user_id: str) -> str:
    """The same for people, with how often such guesses are right; "" where there is none, or that is not known."""
    found = predicted_record(study, user_id).get("predicted_label")
    right = study.learned.label_accuracy if study.learned else nan
    if not found or isnan(right):
        return ""
    return f"Predicted label: {found['label']} ({found['probability']:.0%}). Of held-out users {right:.0%} were right."
