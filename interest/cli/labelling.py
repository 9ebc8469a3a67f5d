"""What commands say of labels: how well they are told, and which are predicted."""

from math import isnan, nan
from typing import Any

import typer

from interest.cli.console import print_json, print_table, progress_bar
from interest.export import records
from interest.study import Study

FIGURES = {"accuracy": "accuracy", "macro_f1": "macro-F1"}
PARTS = ("precision", "recall", "f1")


def evaluate_labels(study: Study, as_json: bool) -> None:
    """Print how well the labels in the data are told from the vectors."""
    with progress_bar() as progress:
        quality = study.label_quality(progress=progress)
    if as_json:
        parts = {"figures": records(quality.figures), "labels": records(quality.each)}
        print_json({"vectors": quality.vectors, **parts, "notes": list(quality.notes)})
        return
    rows = [
        (r.what, f"{r.n:,}", FIGURES[r.metric], f"{r.value:.2f} [{r.low:.2f}, {r.high:.2f}]", f"{r.baseline:.2f}")
        for r in quality.figures.itertuples(index=False)
    ]
    columns = ("labels of", "guessed", "figure", "value", "always the most frequent")
    print_table("Labels guessed by cross-validation, with 95% intervals over users", columns, rows)
    for what in quality.figures["what"].unique():
        own = quality.each[quality.each["what"] == what].drop(columns="what")
        rows = [
            (row["label"], f"{row['n']:,}", *("–" if row[name] is None else f"{row[name]:.2f}" for name in PARTS))
            for row in records(own)
        ]
        print_table(f"Each label of {what}", ("label", what, *PARTS), rows)
    for note in quality.notes:
        typer.echo(f"\n{note}")


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
