"""Which commands there are. One is imported when it is run: a list of them should not wait for what each needs."""

import ast
import importlib
import importlib.util
from functools import cache
from pathlib import Path

import typer
from typer.core import TyperCommand, TyperGroup

COMMANDS = {
    name: (f"interest.cli.{module}", function)
    for name, module, function in (
        ("build", "building", "build"),
        ("add", "building", "add"),
        ("samples", "building", "samples"),
        ("name", "naming", "name"),
        ("findings", "finding", "findings"),
        ("tree", "asking", "tree"),
        ("user", "asking", "user"),
        ("recommend", "asking", "recommend"),
        ("feedback", "feedback", "feedback"),
        ("search", "asking", "search"),
        ("compare", "comparing", "compare"),
        ("learn", "learning", "learn"),
        ("train", "training", "train"),
        ("evaluate", "evaluating", "evaluate"),
        ("export", "handing_on", "export"),
        ("report", "handing_on", "report"),
        ("check", "checking", "check"),
        ("app", "handing_on", "launch"),
        ("edit", "editing", "edit"),
        ("segment", "segmenting", "segment"),
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
        """The command to run, whole."""
        name, found, rest = super().resolve_command(ctx, args)
        return name, _whole(name) if name in COMMANDS else found, rest


def _whole(name: str) -> TyperCommand | TyperGroup:
    """A command with its arguments."""
    module, attribute = COMMANDS[name]
    found = getattr(importlib.import_module(module), attribute)
    if isinstance(found, typer.Typer):
        return typer.main.get_command(found)
    alone = typer.Typer(add_completion=False)
    alone.command(name, context_settings=PASSING_ON.get(name))(found)
    return typer.main.get_command(alone)


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
