"""The commands that hand a study on: to files, and to the app."""

from pathlib import Path
from typing import Annotated

import typer

import interest
from interest.cli.building import samples as build_samples
from interest.cli.console import StudyArgument, opened
from interest.errors import InputError
from interest.export import FORMATS, TABLES, study_table, table_bytes

APP = Path(interest.__file__).parents[1] / "app.py"


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
    table = study_table(opened(study), what)
    to.parent.mkdir(parents=True, exist_ok=True)
    to.write_bytes(table_bytes(table, to.suffix))
    typer.echo(f"{len(table):,} rows in {to}")


def launch(
    context: typer.Context,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="Port to listen on; by default 8501.")] = None,
    samples: Annotated[bool, typer.Option("--samples", help="Build missing samples first.")] = False,
) -> None:
    """Open the app in the browser. Further options go to `streamlit run`."""
    if samples:
        build_samples()
    if not APP.is_file():
        raise InputError(
            f"The app is not here: {APP} is missing. It comes with the source of Interest; "
            "install it from a copy of the repository (pip install -e .)."
        )
    from interest.ui.serve import serve

    serve(APP, [*(["--server.port", str(port)] if port else []), *context.args])
