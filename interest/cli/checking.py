"""The command that says whether a saved study is as it was written."""

from typing import Annotated

import typer

from interest.cli.console import JsonOption, StudyArgument, print_json, saved_folder
from interest.errors import StudyError
from interest.library.checking import DERIVED, LOST, Check
from interest.library.checking import check as checked
from interest.repairing import repair as repaired


def check(
    study: StudyArgument,
    repair: Annotated[
        bool, typer.Option("--repair", help="Make again what can be derived, and leave out what is lost.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Look whether all files of a study are as they were written, and say what is lost where they are not."""
    folder = saved_folder(study)
    found = repaired(folder) if repair else checked(folder)
    if as_json:
        print_json({
            "files": found.files,
            "without_checksum": found.unknown,
            "damaged": [{"file": damage.file, "what": damage.what, "part": damage.part} for damage in found.damages],
            "derivable": found.derivable,
            "lost": found.lost,
        })  # fmt: skip
    else:
        _print(found)
    if found.damages and not repair:
        raise StudyError(
            f"{len(found.damages)} of {found.files} files are damaged. `interest check STUDY --repair` has the study "
            "open again as far as that can be."
        )
    if repair and found.damages and not as_json:
        typer.echo("Repaired.")


def _print(found: Check) -> None:
    for damage in found.damages:
        typer.echo(f"{damage.file}: {damage.what}")
    for part in found.derivable:
        typer.echo(f"Can be had again: {DERIVED.get(part) or LOST[part]}.")
    for part in found.lost:
        typer.echo(f"Lost: {LOST.get(part) or DERIVED[part]}.")
    if not found.damages:
        without = f" ({found.unknown} without a checksum, from an older version)" if found.unknown else ""
        typer.echo(f"All {found.files} files are as they were written{without}.")
