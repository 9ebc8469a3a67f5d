"""The command that trains."""

from math import isnan
from typing import Annotated

import typer

from interest.cli.console import JsonOption, StudyArgument, opened, print_json, progress_bar, study_folder
from interest.export import records
from interest.users import Learning


def learn(
    study: StudyArgument,
    seed: Annotated[int, typer.Option(help="Same study and seed: same vectors.", min=0, max=2**32 - 1)] = 0,
    as_json: JsonOption = False,
) -> None:
    """Learn user vectors by hierarchical attention, and keep them if they are better than the mean.

    They are compared on users who were held out. The study is saved with what was found.
    """
    found = opened(study)
    with progress_bar() as progress:
        found.learn(seed=seed, progress=progress)
        found.save(study_folder(study))
    if as_json:
        print_json(_plain(found.learned))
        return
    typer.echo(_result(found.learned))
    if not isnan(found.learned.label_accuracy):
        typer.echo(
            f"Labels of held-out users: {found.learned.label_accuracy:.0%} right; "
            f"always the most frequent one: {found.learned.label_majority:.0%}."
        )
    if found.learned.note:
        typer.echo(found.learned.note)


def _result(learning: Learning) -> str:
    """What was compared, in one line."""
    if not learning.n_users:
        return "Nothing was learned; user vectors: mean."
    low, high = learning.interval
    return (
        f"User vectors: {learning.chosen}. Halves of {learning.n_users:,} held-out users finding each other (MRR): "
        f"learned {learning.mrr_learned:.3f}, mean {learning.mrr_mean:.3f}, difference 95% [{low:+.3f}, {high:+.3f}]."
    )


def _plain(learning: Learning) -> dict[str, object]:
    """The result for a program; what can't be had is null."""
    figures = {
        name: None if isnan(value := getattr(learning, name)) else value
        for name in ("mrr_mean", "mrr_learned", "label_accuracy", "label_majority")
    }
    return {
        "chosen": learning.chosen,
        **figures,
        "interval": [None if isnan(end) else end for end in learning.interval],
        "users": learning.n_users,
        "note": learning.note,
        "curves": records(learning.curves),
    }
