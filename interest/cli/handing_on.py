"""The commands that hand a study on: to files, and to the app."""

import os
from pathlib import Path
from typing import Annotated, Literal

import typer

from interest.cli.building import samples as build_samples
from interest.cli.console import StudyArgument, opened, progress_bar
from interest.config import app_folder
from interest.errors import InputError
from interest.export import FORMATS, TABLES, study_table, table_bytes

READ_ONLY, OPEN_TO_ALL = "INTEREST_READ_ONLY", "INTEREST_OPEN_TO_ALL"
"""What the options say to the app, which a container may say too: see SECURITY.md."""
APP = app_folder() / "app.py"


def export(
    study: StudyArgument,
    what: Annotated[str, typer.Option(metavar="|".join(TABLES), help="Which table.")],
    to: Annotated[Path, typer.Option(metavar="FILE", help=f"Where to; the suffix decides: {', '.join(FORMATS)}.")],
) -> None:
    """Write a table of a study to a file."""
    if what not in TABLES:
        raise InputError(f"There is no table {what!r}; --what is one of {', '.join(TABLES)}.")
    if to.suffix.lower() not in FORMATS:
        raise InputError(f"{to}: this kind of file can't be written; use one of {', '.join(FORMATS)}.")
    table = study_table(opened(study).contents, what)
    to.parent.mkdir(parents=True, exist_ok=True)
    to.write_bytes(table_bytes(table, to.suffix))
    typer.echo(f"{len(table):,} rows in {to}")


def report(
    study: StudyArgument,
    to: Annotated[
        list[Path],
        typer.Option(
            metavar="FILE",
            help="Where to: .html a report that opens anywhere; .xlsx, .zip (CSVs), .json or .parquet.zip its tables. "
            "May be given several times; pseudonyms are then the same in all files.",
        ),
    ],
    pseudonymous: Annotated[
        bool, typer.Option("--pseudonymous", help="Pseudonyms for user ids; contacts in quotes hidden.")
    ] = False,
    no_quotes: Annotated[bool, typer.Option("--no-quotes", help="Quote no texts of users.")] = False,
    min_users: Annotated[
        int, typer.Option(min=1, help='Count interests of fewer users under "other", leave out smaller segments.')
    ] = 1,
    language: Annotated[
        Literal["en", "zh"] | None, typer.Option(help="Language of the report; by default that of the study's names.")
    ] = None,
    trust: Annotated[bool, typer.Option("--trust", help="Find out and say how far to trust it; takes longer.")] = False,
) -> None:
    """Hand a study on: a report for the browser, and tables, as private as wished."""
    from interest.report import Privacy, hand_out
    from interest.report.files import kind_of, write

    for file in to:
        kind_of(file)  # complains before anything is done
    opened_study = opened(study)
    if trust:
        with progress_bar() as progress:
            opened_study.quality(progress=progress)
    privacy = Privacy(pseudonymous, not no_quotes, min_users)
    handout = hand_out(opened_study.contents, privacy, language)
    for file in to:
        typer.echo(f"{write(handout, file)} ({file.stat().st_size / 1024:,.0f} KB)")


def launch(
    context: typer.Context,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="Port to listen on; by default 8501.")] = None,
    samples: Annotated[bool, typer.Option("--samples", help="Build missing samples first.")] = False,
    read_only: Annotated[
        bool, typer.Option("--read-only", help="Let nobody change anything, as in a demonstration.")
    ] = False,
    open_to_all: Annotated[
        bool,
        typer.Option("--open-to-all", help="Listen beyond this machine without a log-in: anybody may do anything."),
    ] = False,
) -> None:
    """Open the app in the browser. Further options go to `streamlit run`."""
    if samples:
        build_samples()
    if not APP.is_file():
        raise InputError(
            f"The app is not here: {APP} is missing. Install Interest again, or from a whole copy of the repository."
        )
    from interest.ui.frame.serve import check_address, serve

    os.environ.update({READ_ONLY: "1"} if read_only else {}, **({OPEN_TO_ALL: "1"} if open_to_all else {}))
    check_address(APP, context.args)

    serve(APP, [*(["--server.port", str(port)] if port else []), *context.args])
