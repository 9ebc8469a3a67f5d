"""Segments made one, made two, and their people put right by hand."""

from typing import Annotated

import typer

from interest.cli.console import JsonOption, changed, opened, print_json
from interest.cli.segmenting.commands import NameArgument
from interest.segments import Segment


def merge(
    context: typer.Context,
    names: Annotated[list[str], typer.Argument(metavar="NAME…", help="Two segments or more.")],
    name: Annotated[str, typer.Option(help="What to call it, instead of all their names.")] = "",
) -> None:
    """Make one segment of several, of whoever is in any of them; it takes their place."""
    made: list[Segment] = []
    study = changed(context.obj, lambda study: made.append(study.segments.merge(*names, name=name)))
    typer.echo(f"{made[-1].name}: {len(study.segments.members(made[-1].name)):,} users.")


def split(
    context: typer.Context,
    name: NameArgument,
    look: Annotated[bool, typer.Option("--look", help="Only say whether it is two groups.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Make two segments of one, where its people are two groups by what they speak of; else say why not."""
    if look:
        found = opened(context.obj).segments.halves(name)
        parts = [{"name": part.name, "users": list(part.users)} for part in found.parts]
        if as_json:
            print_json({"verdict": found.verdict, "people": found.people, "parts": parts})
        elif not parts:
            typer.echo(f"One group: {found.why_not}.")
        else:
            typer.echo("\n".join(f"{part.name}: {len(part.users):,} users." for part in found.parts))
        return
    made: list[Segment] = []
    study = changed(context.obj, lambda study: made.extend(study.segments.split(name)))
    if as_json:
        print_json([{"name": part.name, "users": study.segments.members(part.name)} for part in made])
        return
    for part in made:
        typer.echo(f"{part.name}: {len(study.segments.members(part.name)):,} users.")


def adjust(
    context: typer.Context,
    name: NameArgument,
    put_in: Annotated[list[str] | None, typer.Option("--in", metavar="USER", help="Put this user in.")] = None,
    taken_out: Annotated[list[str] | None, typer.Option("--out", metavar="USER", help="Take this user out.")] = None,
) -> None:
    """Put people in and take people out by their ids; they stay so with new data."""
    study = changed(context.obj, lambda study: study.segments.adjust(name, put_in or (), taken_out or ()))
    typer.echo(f"{study.segments[name].name}: {len(study.segments.members(name)):,} users.")
