"""The commands about segments: named groups of the users of a study."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Annotated, NamedTuple

import pandas as pd
import typer

from interest.cli.console import JsonOption, StudyArgument, changed, node_of, opened, print_json, print_table
from interest.contents.opinions import Opinion
from interest.errors import InputError, SegmentError
from interest.export import records, segment_interests
from interest.hierarchy.tree import LEVELS, Level
from interest.segments import Segment, findings
from interest.study import Study

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="A segment's name.")]
LevelOption = Annotated[str, typer.Option(metavar="|".join(LEVELS), help="Which level of the tree.")]
TOP = 10

segment = typer.Typer(
    help="Segments: named groups of users, to look at, compare and export. The study is saved at once.",
    epilog="Their tables: `interest export STUDY --what segments` (or segment-users) `--to FILE`.",
    no_args_is_help=True,
)


@segment.callback()
def _study(context: typer.Context, study: StudyArgument) -> None:
    context.obj = study


@segment.command()
def add(
    context: typer.Context,
    name: NameArgument,
    node: Annotated[
        list[str] | None,
        typer.Option(metavar="NODE", help="Users of a node: its id, name or path; given twice, of both."),
    ] = None,
    above: Annotated[
        float, typer.Option(min=0, max=1, help="The least share of the profile that each node has; 0 for any.")
    ] = 0.0,
    source: Annotated[str, typer.Option(help="Who wrote in this source.")] = "",
    label: Annotated[str, typer.Option(help="Who has this label.")] = "",
    opinion: Annotated[Opinion | None, typer.Option(help="Whose ratings say this: with nodes, of these.")] = None,
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Who wrote on this day or later.")
    ] = None,
    until: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Who wrote on this day or before.")
    ] = None,
    statements: Annotated[int, typer.Option(min=1, help="The least number of statements that fit all this.")] = 1,
    ids: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Users by their ids, one a line, instead of all conditions.")
    ] = None,
) -> None:
    """Define a segment: all conditions must hold."""
    if ids and (node or above or source or label or opinion or since or until or statements > 1):
        raise InputError("Give either --ids or conditions, not both.")
    listed = _ids(ids) if ids else []

    def define(found: Study) -> None:
        if ids:
            found.segments.add_ids(name, listed)
            return
        interests = {node_of(found.tree, said): above for said in node or []}
        days = (since.date() if since else None, until.date() if until else None)
        found.segments.add_rule(name, interests, source, *days, label, statements, opinion or "")

    found = changed(context.obj, define)
    typer.echo(f"{found.segments[name].name}: {len(found.segments.members(name)):,} users.")


def _ids(file: Path) -> list[str]:
    try:
        return file.read_text("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise InputError(f"{file}: this is not a text in UTF-8; save it so, one id a line.") from error


@segment.command("list")
def show_all(context: typer.Context, as_json: JsonOption = False) -> None:
    """List the segments with their sizes."""
    found = opened(context.obj)
    if as_json:
        print_json([_row(found, one.name)._asdict() for one in found.segments])
    else:
        _print(found, "Segments", found.segments)


def _print(study: Study, title: str, segments: Iterable[Segment]) -> None:
    """Segments with their sizes as a table."""
    rows = [_row(study, one.name) for one in segments]
    cells = [(row.name, "–" if row.users is None else f"{row.users:,}", row.definition) for row in rows]
    print_table(title, ("segment", "users", "definition"), cells)


class _Row(NamedTuple):
    """A segment as it is listed."""

    name: str
    users: int | None
    """None where it can't be applied."""
    definition: str


def _row(study: Study, name: str) -> _Row:
    one, missing = study.segments[name], study.segments.missing(name)
    what = one.description + (f" (can't be applied: no {', '.join(missing)})" if missing else "")
    return _Row(one.name, None if missing else len(study.segments.members(name)), what)


@segment.command()
def show(context: typer.Context, name: NameArgument, level: LevelOption = "topic", as_json: JsonOption = False) -> None:
    """Print what the users of a segment speak of, and what more than others."""
    found, level = opened(context.obj), _level(level)
    profile = found.segments.profile(name)
    if as_json:
        interests = segment_interests(found.tree, profile)
        print_json({"name": profile.name, "users": found.segments.members(name), "interests": records(interests)})
        return
    typer.echo(f"{profile.name}: {profile.users:,} users, {profile.statements:,} statements")
    for title, rows in (
        ("What most of them speak of", profile.top(level, TOP)),
        ("What they speak of more than others (significant)", profile.over_indexed(level, TOP)),
    ):
        print_table(title, (level, "here", "elsewhere", "points (95%)", "lift", "q"), _cells(found, rows))


@segment.command()
def compare(
    context: typer.Context,
    a: Annotated[str, typer.Argument(metavar="A", help="A segment's name.")],
    b: Annotated[str, typer.Argument(metavar="B", help="Another one's.")],
    level: LevelOption = "topic",
    as_json: JsonOption = False,
) -> None:
    """Compare two segments: what the one speaks of more than the other."""
    found, level = opened(context.obj), _level(level)
    table = found.segments.compare(a, b)
    if as_json:
        names = [found.tree[node].name for node in table["node_id"]]
        print_json(records(table.assign(name=names)))
        return
    for name, rows in zip((a, b), findings(table, level, TOP), strict=True):
        title = f"More in {found.segments[name].name} (significant)"
        print_table(title, (level, "in A", "in B", "points (95%)", "lift", "q"), _cells(found, rows))


def _level(said: str) -> Level:
    if said not in LEVELS:
        raise InputError(f"There is no level {said!r}; --level is one of {', '.join(LEVELS)}.")
    return said


def _cells(study: Study, rows: pd.DataFrame) -> list[tuple[str, ...]]:
    return [
        (
            study.tree[r.node_id].name,
            f"{r.share_a:.0%}",
            f"{r.share_b:.0%}",
            f"{100 * r.difference:+.0f} ({100 * r.low:+.0f} to {100 * r.high:+.0f})",
            f"{r.lift:.1f}",
            f"{r.q:.2g}",
        )  # fmt: skip
        for r in rows.itertuples(index=False)
    ]


@segment.command()
def rename(context: typer.Context, name: NameArgument, new: Annotated[str, typer.Argument(metavar="NEW")]) -> None:
    """Call a segment something else."""
    renamed = []
    changed(context.obj, lambda found: renamed.append(found.segments.rename(name, new)))
    typer.echo(f"It is called {renamed[-1].name}.")


@segment.command()
def remove(context: typer.Context, name: NameArgument) -> None:
    """Take a segment away; its users stay."""
    gone = []
    changed(context.obj, lambda found: gone.append(found.segments.remove(name)))
    typer.echo(f"{gone[-1].name} is gone.")


@segment.command()
def apply(
    context: typer.Context, other: Annotated[str, typer.Argument(metavar="OTHER", help="Name or folder of a study.")]
) -> None:
    """Give all segments to another study, where their interests are looked for."""
    found = opened(context.obj)
    if not len(found.segments):
        raise SegmentError(f"The study {context.obj!r} has no segments; define some with `interest segment STUDY add`.")
    taken: list[Segment] = []
    target = changed(other, lambda target: taken.extend(found.segments.apply(target)))
    _print(target, f"Segments of {other}", taken)
