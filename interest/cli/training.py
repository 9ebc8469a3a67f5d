"""The command that adapts an encoder."""

import math
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

import interest
from interest.cli.building import ColumnOption, columns_of
from interest.cli.console import JsonOption, QuietOption, print_json, print_table, progress_bar
from interest.training.options import MASKED_RATE, STAGES, TrainingOptions

DEFAULT = TrainingOptions()
FIGURES = {"accuracy": "accuracy", "macro_f1": "macro-F1", "cluster_ami": "cluster AMI", "user_mrr": "user MRR"}


def train(
    data: Annotated[Path, typer.Argument(metavar="DATA", help="File or folder of texts, with labels unless --mlm.")],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="MODEL", help="Folder for the new model.")],
    encoder: Annotated[
        str,
        typer.Option(help="Where to start: auto, english, multilingual, or a name or folder (sentence-transformers)."),
    ] = "auto",
    epochs: Annotated[int, typer.Option(help="How often each text is seen.", min=1)] = DEFAULT.epochs,
    batch_size: Annotated[int, typer.Option(help="Texts a step.", min=2)] = DEFAULT.batch_size,
    learning_rate: Annotated[
        float | None, typer.Option(help=f"By default {DEFAULT.learning_rate:g}, for masked words {MASKED_RATE:g}.")
    ] = None,
    evaluate_every: Annotated[
        int | None, typer.Option(help="Steps between evaluations; by default an epoch.", min=1)
    ] = None,
    save_every: Annotated[
        int | None, typer.Option(help="Steps between checkpoints, a multiple of --evaluate-every.", min=1)
    ] = None,
    patience: Annotated[
        int, typer.Option(help="Evaluations without a better one before it stops.", min=1)
    ] = DEFAULT.patience,
    max_tokens: Annotated[int, typer.Option(help="Where texts are cut in training.", min=8)] = DEFAULT.max_tokens,
    unlabelled: Annotated[
        Path | None, typer.Option(help="File of texts without labels, whose masked words are learned first.")
    ] = None,
    mlm: Annotated[
        bool, typer.Option("--mlm", help="Learn masked words only; labels, if any, are for the comparison.")
    ] = False,
    seed: Annotated[int, typer.Option(help="Same data, options and seed: same model.", min=0, max=2**32 - 1)] = 0,
    column: ColumnOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Adapt the encoder to labelled texts, and say whether that helps.

    The model's folder can be given as --encoder to `interest build`.
    """
    if mlm and unlabelled is not None:
        raise typer.BadParameter("--mlm learns from DATA without labels; --unlabelled is for training with labels.")
    options = TrainingOptions(
        epochs=epochs,
        batch_size=batch_size,
        learning_rate=learning_rate or (MASKED_RATE if mlm else DEFAULT.learning_rate),
        evaluate_every=evaluate_every,
        save_every=save_every,
        patience=patience,
        max_tokens=max_tokens,
        seed=seed,
    )
    columns = columns_of(column)
    with progress_bar(quiet or as_json, STAGES) as progress:
        method = interest.pretrain if mlm else partial(interest.fine_tune, unlabelled=unlabelled)
        method(data, out, encoder=encoder, progress=progress, options=options, columns=columns)
    report = interest.Training.read(out)
    if as_json:
        print_json(report.to_dict())
    elif not quiet:
        _print_report(report, out)


def _print_report(report: interest.Training, out: Path) -> None:
    rows, users = report.rows, report.users
    typer.echo(
        f"{report.method.capitalize()} of {report.encoder} on {rows['train']:,} texts of {users['train']:,} users with "
        f"{report.labels} labels; validation {rows['validation']:,}, test {rows['test']:,} texts of others."
    )
    if report.left_out:
        typer.echo(f"Left out: {', '.join(f'{reason} {count:,}' for reason, count in report.left_out.items())}.")
    points = ((f"{p.step:,}", f"{p.epoch:.1f}", _number(p.loss), _number(p.validation)) for p in report.curve)
    print_table(f"Course (best: step {report.best_step:,})", ("step", "epoch", "loss", "validation"), points)
    rows_of_table = report.comparison.to_frame().itertuples(index=False)
    figures = (
        (FIGURES[r.figure], _number(r.before), _number(r.after), f"{r.gain:+.3f}", _interval(r.low, r.high), r.change)
        for r in rows_of_table
    )
    print_table("On test texts", ("figure", "before", "after", "gain", "95% interval", "finding"), figures)
    typer.echo(report.advice)
    typer.echo(f"Saved in {out}")


def _interval(low: float, high: float) -> str:
    return "–" if math.isnan(low) else f"{low:+.3f} to {high:+.3f}"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
