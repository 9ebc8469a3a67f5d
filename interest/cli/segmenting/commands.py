"""Defining segments, looking at them, comparing them and handing them on."""

import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import pandas as pd
import typer

from interest.cli.console import JsonOption, changed, node_of, opened, print_json, print_table
from interest.contents.definitions import PARTS
from interest.contents.opinions import Opinion
from interest.errors import InputError, SegmentError
from interest.export import csv_bytes, records, segment_interests
from interest.hierarchy.tree import LEVELS, Level
from interest.inference.groups import FEWEST_PEOPLE
from interest.report import Privacy
from interest.segments import FEWEST_A_GROUP, HOLD_OUT, TREAT, FoundSegment, Has, Segment, findings
from interest.study import Study
from interest.texts import translate
from interest.wording import portrait_text, trait_text

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="A segment's name.")]
LevelOption = Annotated[str, typer.Option(metavar="|".join(LEVELS), help="Which level of the tree.")]
TOP = 10
_LAST_DAYS = re.compile(r"last (\d+) days?")
_PER_CENT = re.compile(r"(\d+(?:\.\d+)?)%\.\.(\d+(?:\.\d+)?)%")


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
    days: Annotated[int, typer.Option(min=0, help="Who wrote in the last so many days of the data.")] = 0,
    ids: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Users by their ids, one a line, instead of all conditions.")
    ] = None,
    has: Annotated[
        list[str] | None,
        typer.Option(
            metavar="COLUMN=VALUE",
            help="Of whom a column says this; given again, of any of these values. Of numbers and days: LOW..HIGH, "
            f"75%..100% of the people, {', '.join(PARTS)}, or (days) last 28 days.",
        ),
    ] = None,
    own: Annotated[
        str, typer.Option(metavar="NAME", help="Who has --statements in this own interest (`interest own`).")
    ] = "",
    all_of: Annotated[
        list[str] | None, typer.Option("--all", metavar="SEGMENT", help="Who is in this segment, and in all such.")
    ] = None,
    any_of: Annotated[
        list[str] | None, typer.Option("--any", metavar="SEGMENT", help="Who is in this segment, or any such.")
    ] = None,
    none_of: Annotated[
        list[str] | None, typer.Option("--none", metavar="SEGMENT", help="Who is not in this segment, nor in such.")
    ] = None,
) -> None:
    """Define a segment: by conditions that must all hold, by ids, by a column, or by other segments."""
    by_rule = bool(node or above or source or label or opinion or since or until or statements > 1 and not own or days)
    combined = bool(all_of or any_of or none_of)
    if by_rule + bool(ids) + bool(has) + bool(own) + combined > 1:
        raise InputError(
            "Give conditions, --ids, --has, --own, or other segments (--all, --any, --none), not several of these; "
            "segments of each can be combined."
        )
    listed = _ids(ids) if ids else []

    def define(found: Study) -> None:
        if ids:
            found.segments.add_ids(name, listed)
        elif has:
            found.segments.add(name, _having(found, has))
        elif own:
            found.segments.add_own(name, own, statements)
        elif combined:
            found.segments.add_combined(name, all_of or (), any_of or (), none_of or ())
        else:
            interests = {node_of(found.tree, said): above for said in node or []}
            between = (since.date() if since else None, until.date() if until else None)
            found.segments.add_rule(name, interests, source, *between, label, statements, opinion or "", days)

    found = changed(context.obj, define)
    typer.echo(f"{found.segments[name].name}: {len(found.segments.members(name)):,} users.")


def _having(found: Study, said: list[str]) -> Has:
    """COLUMN=VALUE, several values of one column; of numbers and days COLUMN=LOW..HIGH, either as values or as per cent
    of the people, COLUMN=PART, such as "highest quarter", and COLUMN="last 28 days"."""
    pairs = [text.partition("=") for text in said]
    columns = {column for column, _, _ in pairs}
    if len(columns) > 1 or not all(value for _, _, value in pairs):
        raise InputError(f"Give --has as COLUMN=VALUE, of one column, not {', '.join(said)}.")
    column, values = columns.pop(), [value for _, _, value in pairs]
    if found.attributes.kinds.get(column) in ("number", "date"):
        if len(values) > 1:
            raise InputError(f"The column {column!r} holds numbers or days: give --has once, as {column}=LOW..HIGH.")
        part = values[0].strip().replace("-", " ").replace("_", " ").casefold()
        if part in PARTS:
            return found.segments.having(column, quantiles=PARTS[part])
        if last := _LAST_DAYS.fullmatch(part):
            return found.segments.having(column, days=int(last[1]))
        if parts := _PER_CENT.fullmatch(values[0].strip()):
            return found.segments.having(column, quantiles=(float(parts[1]) / 100, float(parts[2]) / 100))
        low, _, high = values[0].partition("..")
        return found.segments.having(column, low=low, high=high if ".." in values[0] else low)
    return found.segments.having(column, *values)


def _ids(file: Path) -> list[str]:
    try:
        return file.read_text("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise InputError(f"{file}: this is not a text in UTF-8; save it so, one id a line.") from error


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


def found(context: typer.Context, as_json: JsonOption = False) -> None:
    """Print the groups of like-minded people that the data show, or why there are none."""
    study = opened(context.obj)
    told = study.segments.found
    if as_json:
        print_json(
            {
                "verdict": told.verdict,
                "people": told.people,
                "groups": [_found_row(study, one) for one in told.segments],
            }
        )
        return
    if not len(told):
        typer.echo(_said(f"found.{told.verdict}", n=told.several, least=FEWEST_PEOPLE))
        return
    cells = [
        (
            f"{one.number}", one.name, f"{len(one.users):,}", f"{one.share:.0%} ({one.low:.0%}–{one.high:.0%})",
            f"{one.stability:.0%}", "\n".join(portrait_text(one, told, study.tree, _said)),
        )
        for one in told.segments
    ]  # fmt: skip
    print_table(
        "Found segments", ("no", "name", "users", "of all (95%)", "found again without a fifth", "who they are"),
        cells,
    )  # fmt: skip
    typer.echo(f"\n{told.in_none:,} of {told.people:,} people belong to none. Keep one: interest segment STUDY keep NO")


def _said(key: str, **values: Any) -> str:
    return translate("en", key, **values)


def _found_row(study: Study, one: FoundSegment) -> dict[str, object]:
    """A found segment for programs."""
    interests = one.interests.assign(name=[study.tree.path_name(node) for node in one.interests["node_id"]])
    return {
        "number": one.number, "name": one.name, "users": list(one.users), "share": one.share, "low": one.low,
        "high": one.high, "stability": one.stability, "typical": list(one.typical), "neighbour": one.neighbour,
        "interests": records(interests), "traits": records(one.traits),
    }  # fmt: skip


def keep(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="NO", help="Its number, as `found` prints it.")],
    name: Annotated[str, typer.Option(help="What to call it, instead of its own name.")] = "",
) -> None:
    """Keep a found segment: it is then like any other, and follows new data."""
    kept: list[Segment] = []
    study = changed(context.obj, lambda study: kept.append(study.segments.keep_found(number, name)))
    typer.echo(f"{kept[-1].name}: {len(study.segments.members(kept[-1].name)):,} users.")


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


def rename(context: typer.Context, name: NameArgument, new: Annotated[str, typer.Argument(metavar="NEW")]) -> None:
    """Call a segment something else."""
    renamed = []
    changed(context.obj, lambda found: renamed.append(found.segments.rename(name, new)))
    typer.echo(f"It is called {renamed[-1].name}.")


def remove(context: typer.Context, name: NameArgument) -> None:
    """Take a segment away; its users stay."""
    gone = []
    changed(context.obj, lambda found: gone.append(found.segments.remove(name)))
    typer.echo(f"{gone[-1].name} is gone.")


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


def write(
    context: typer.Context, file: Annotated[Path, typer.Option("--to", metavar="FILE", help="Where to write them.")]
) -> None:
    """Write all definitions as JSON, for `import` into another study."""
    found = opened(context.obj)
    file.write_text(found.segments.to_json(), encoding="utf-8")
    typer.echo(f"{len(found.segments)} definitions: {file}")


def read(context: typer.Context, file: Annotated[Path, typer.Argument(metavar="FILE", help="From `export`.")]) -> None:
    """Take over definitions from a JSON file; those of the same name are replaced."""
    text = file.read_text("utf-8-sig")
    taken: list[Segment] = []
    target = changed(context.obj, lambda study: taken.extend(study.segments.add_json(text)))
    _print(target, f"Segments of {context.obj}", taken)


def hold_out(
    context: typer.Context,
    name: NameArgument,
    file: Annotated[Path, typer.Option("--to", metavar="FILE", help="Where to write ids and groups, as CSV.")],
    share: Annotated[float, typer.Option(min=0, max=1, help="The part of its people that is held out.")] = 0.2,
    seed: Annotated[int, typer.Option(help="Another one deals other groups.")] = 0,
    pseudonymous: Annotated[bool, typer.Option("--pseudonymous", help="Pseudonyms for user ids.")] = False,
    min_users: Annotated[int, typer.Option(min=1, help="Refuse groups of fewer people.")] = 1,
) -> None:
    """Write the people of a segment for an experiment, some held out by chance; `interest uplift` reads it back."""
    table = opened(context.obj).hold_out(name, share, seed, Privacy(pseudonymous, min_users=min_users))
    file.write_bytes(csv_bytes(table))
    counts = table["group"].value_counts()
    typer.echo(f"{counts[TREAT]:,} to treat, {counts[HOLD_OUT]:,} to hold out: {file}")
    if counts.min() < FEWEST_A_GROUP:
        typer.echo(
            f"Nothing can be told afterwards: that takes at least {FEWEST_A_GROUP} people in either group.", err=True
        )


def traits(context: typer.Context, name: NameArgument, as_json: JsonOption = False) -> None:
    """Print which values of the data's columns, and which ways to write, go with a segment."""
    found = opened(context.obj).segments.traits(name)
    if as_json:
        print_json(records(found))
        return
    sure = found[found["significant"]].sort_values("difference", ascending=False, kind="stable")
    cells = [
        (
            trait_text(r.column, r.value, r.own, _said), f"{r.share_a:.0%}", f"{r.share_b:.0%}",
            f"{100 * r.difference:+.0f} ({100 * r.low:+.0f} to {100 * r.high:+.0f})", f"{r.q:.2g}",
        )
        for r in sure.itertuples(index=False)
    ]  # fmt: skip
    print_table("What goes with it (significant)", ("what", "here", "elsewhere", "points (95%)", "q"), cells)
