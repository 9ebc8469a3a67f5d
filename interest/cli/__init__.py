"""The command line: `interest --help`. It says what the library finds, and turns its errors into one line each.

A command is imported when it is run: a list of them should not wait for what each needs.
"""

import ast
import importlib
import importlib.util
import os
import sys
from collections.abc import Sequence
from functools import cache
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, cast

import typer
from typer.core import TyperCommand, TyperGroup

import interest
from interest.errors import InterestError

__all__ = ["app", "main"]

WRONG_INPUT = 2
INTERRUPTED = 130

COMMANDS = {
    name: (f"interest.cli.{module}", function)
    for name, module, function in (
        ("build", "building", "build"),
        ("add", "building", "add"),
        ("info", "building", "info"),
        ("samples", "building", "samples"),
        ("name", "naming", "name"),
        ("findings", "finding", "findings"),
        ("summary", "finding", "summary"),
        ("tree", "asking", "tree"),
        ("user", "asking", "user"),
        ("recommend", "asking", "recommend"),
        ("feedback", "judging", "feedback"),
        ("search", "asking", "search"),
        ("compare", "finding", "compare"),
        ("learn", "learning", "learn"),
        ("train", "training", "train"),
        ("evaluate", "evaluating", "evaluate"),
        ("audit", "judging", "audit"),
        ("export", "handing_on", "export"),
        ("report", "handing_on", "report"),
        ("check", "keeping", "check"),
        ("forget", "keeping", "forget"),
        ("share", "keeping", "share"),
        ("health", "keeping", "health"),
        ("app", "handing_on", "launch"),
        ("edit", "editing", "edit"),
        ("candidates", "editing", "candidates"),
        ("segment", "segmenting", "segment"),
        ("own", "owning", "own"),
        ("drivers", "finding", "drivers"),
        ("uplift", "finding", "lift"),
    )
}
"""Command → module, and the function or group of commands in it."""
PASSING_ON = {"app": {"allow_extra_args": True, "ignore_unknown_options": True}}
"""Commands with options for somebody else."""


class Commands(TyperGroup):
    """The commands of `COMMANDS`: those that are looked at have a name and a line of help, those that are run all."""

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]
        """Their names in the order in which they are shown."""
        return list(COMMANDS)

    def get_command(self, ctx: typer.Context, cmd_name: str) -> TyperCommand | TyperGroup | None:  # type: ignore[override]
        """What stands for a command in a list."""
        return TyperCommand(cmd_name, help=_help_of(*COMMANDS[cmd_name])) if cmd_name in COMMANDS else None

    def resolve_command(self, ctx: typer.Context, args: list[str]):  # type: ignore[no-untyped-def, override]
        """The command to run, whole; what is no command is told as such."""
        return (args[0], _whole(args[0]), args[1:]) if args[0] in COMMANDS else super().resolve_command(ctx, args)


def _whole(name: str) -> TyperCommand | TyperGroup:
    """A command with its arguments."""
    module, attribute = COMMANDS[name]
    found = getattr(importlib.import_module(module), attribute)
    if isinstance(found, typer.Typer):
        return cast(TyperGroup, typer.main.get_command(found))
    alone = typer.Typer(add_completion=False)
    alone.command(name, context_settings=PASSING_ON.get(name))(found)
    return cast(TyperCommand, typer.main.get_command(alone))


@cache
def _help_of(module: str, attribute: str) -> str:
    """The help of a command as its source has it: the function's docstring, or what a group is given as `help`."""
    spec = importlib.util.find_spec(module)
    assert spec and spec.origin
    for node in ast.parse(Path(spec.origin).read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef) and node.name == attribute:
            return ast.get_docstring(node) or ""
        if (
            isinstance(node, ast.Assign)
            and isinstance(node.value, ast.Call)
            and ast.unparse(node.targets[0]) == attribute
        ):
            return next(ast.literal_eval(word.value) for word in node.value.keywords if word.arg == "help")
    raise AttributeError(f"{module} has no {attribute}")


app = typer.Typer(
    cls=Commands,
    name="interest",
    help="Shows what users care about: from their texts to a tree of interests, profiles and recommendations.",
    epilog="STUDY is the name of a saved study, or a folder.",
    add_completion=False,
)


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
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Say on stderr how long each stage takes, as lines of JSON.")
    ] = False,
) -> None:
    if verbose:
        from interest import log

        log.to_screen()
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
