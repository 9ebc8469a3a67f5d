"""The command line: `interest --help`. It says what the library finds, and turns its errors into one line each."""

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from typing import Annotated

import typer

import interest
from interest.cli.asking import recommend, search, tree, user
from interest.cli.building import add, build, info, samples
from interest.cli.checking import check
from interest.cli.comparing import compare
from interest.cli.editing import edit
from interest.cli.evaluating import evaluate
from interest.cli.feedback import feedback
from interest.cli.finding import findings
from interest.cli.handing_on import export, launch, report
from interest.cli.learning import learn
from interest.cli.naming import name
from interest.cli.segmenting import segment
from interest.cli.training import train
from interest.errors import InterestError

__all__ = ["app", "main"]

WRONG_INPUT = 2
INTERRUPTED = 130

app = typer.Typer(
    name="interest",
    help="Shows what users care about: from their texts to a tree of interests, profiles and recommendations.",
    epilog="STUDY is the name of a saved study, or a folder.",
    add_completion=False,
)
for command in (
    build, add, info, samples, name, findings, tree, user, recommend, feedback, search, compare, learn, train, evaluate,
    export, report, check,
):  # fmt: skip
    app.command()(command)
app.add_typer(edit, name="edit")
app.add_typer(segment, name="segment")
app.command("app", context_settings={"allow_extra_args": True, "ignore_unknown_options": True})(launch)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(interest.__version__)
        raise typer.Exit


@app.callback(invoke_without_command=True)
def _interest(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line (by default the process's own) and give its exit code: 0, 2 for bad input, 130 for Ctrl-C."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8")  # what programs expect that read JSON, wherever they run
    try:
        return _run(sys.argv[1:] if arguments is None else list(arguments))
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read the output has had enough. Python would complain when it flushes at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except typer.TyperException as error:
        return _fail(error.format_message())
    except InterestError as error:
        return _fail(str(error))
    except OSError as error:
        return _fail(f"{error.filename}: {error.strerror}." if error.filename else str(error))


def _run(arguments: list[str]) -> int:
    # The parts of typer's own `main`, which would turn a broken pipe into exit code 1.
    command = typer.main.get_command(app)
    try:
        with command.make_context("interest", arguments) as context:
            command.invoke(context)
        sys.stdout.flush()
    except typer.Exit as end:
        return end.exit_code
    return 0


def _fail(message: str) -> int:
    typer.echo(f"interest: {' '.join(message.split())}", err=True)
    return WRONG_INPUT
