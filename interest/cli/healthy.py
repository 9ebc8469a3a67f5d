"""The command that says whether the app could do its work here."""

from typing import Annotated

import typer

from interest.cli.console import JsonOption, print_json
from interest.errors import StudyError
from interest.health import problems


def health(
    url: Annotated[str, typer.Option(help="Of a running app, such as http://localhost:8501, to ask it too.")] = "",
    as_json: JsonOption = False,
) -> None:
    """Look whether studies can be read, files be written and jobs be run: exit code 0, or 2 and what is wrong."""
    found = list(problems(url))
    if as_json:
        print_json({"healthy": not found, "problems": found})
    if found:
        raise StudyError(" ".join(found))
    if not as_json:
        typer.echo("All is well: studies can be read, files be written, jobs be run.")
