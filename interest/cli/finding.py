"""The commands that say what stands out, what changed, what goes with an outcome, and what an experiment brought."""

from collections.abc import Iterator
from dataclasses import asdict, fields
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import pandas as pd
import typer

from interest.cli.console import (
    JsonOption,
    QuietOption,
    StudyArgument,
    named,
    node_of,
    opened,
    print_json,
    print_table,
    progress_bar,
)
from interest.comparison import STAGES, Comparison
from interest.errors import InputError
from interest.export import comparison_records, records
from interest.findings import Finding, Goes, lacking
from interest.segments import Drivers, uplift
from interest.study import Study
from interest.texts import PEOPLE, Say, translate
from interest.wording import chance_text, drivers_text, figure_text, gap_text, outcome_text, uplift_text

NAMES_SHOWN = 6
TOP = 10
"""Nodes that a comparison prints of each kind."""
COMPARED = ("rising", "fading", "source", "pair", "disliked")
"""The kinds whose share stands against another one."""
ValueOption = Annotated[str, typer.Option(help="Which value of the column, where it has more than two.")]


def findings(study: StudyArgument, as_json: JsonOption = False) -> None:
    """Print what stands out: the largest, outcomes, trends, leanings of sources, low ratings, neighbours, few people's.

    Of what is tested, only what is hardly chance (false discovery rate 5%), large, and carried by five users or more.
    Intervals have people as the unit; more needed are those it would take to find it again in four of five studies.
    """
    found = opened(study)
    said, missing = found.findings(), lacking(found.contents)
    if as_json:
        print_json({"findings": records(_for_programs(found, said)), "lacking": list(missing)})
        return
    columns = "finding", "interest", "share (95%)", "against", "users", "q", "more needed", "for example"
    print_table("Findings", columns, _rows(found, said))
    if missing:
        typer.echo(f"\nMore can be found in data with (more of) the columns: {', '.join(missing)}.")


def _for_programs(study: Study, found: tuple[Finding, ...]) -> pd.DataFrame:
    """A row a finding, with the names of its nodes and the texts of its statements."""
    table = pd.DataFrame([asdict(finding) for finding in found], columns=[field.name for field in fields(Finding)])
    names = [[study.tree.path_name(node) for node in finding.nodes] for finding in found]
    table["goes"] = [finding.goes._asdict() if finding.goes else None for finding in found]
    return table.assign(names=names, texts=[_texts(study, finding) for finding in found])


def _rows(study: Study, found: tuple[Finding, ...]) -> Iterator[tuple[str, ...]]:
    for finding in found:
        if finding.goes:
            yield _goes_row(study, finding, finding.goes)
            continue
        where = finding.source or (f"since {finding.since:%Y-%m-%d}" if finding.since is not None else "")
        nodes = named(finding.nodes[:NAMES_SHOWN], study.tree) + ("…" if len(finding.nodes) > NAMES_SHOWN else "")
        interval = "" if finding.low != finding.low else f" ({finding.low:.1%} to {finding.high:.1%})"
        yield (
            f"{finding.kind} ({where})" if where else finding.kind,
            nodes,
            f"{finding.share:.1%}{interval}",
            f"{finding.against:.1%}" if finding.kind in COMPARED else "",
            f"{finding.users:,}",
            "" if finding.q != finding.q else f"{finding.q:.2g}",
            f"{finding.needed:,.0f}" if finding.needed > 0 else "",
            "\n".join(_texts(study, finding)),
        )


def _goes_row(study: Study, finding: Finding, goes: Goes) -> tuple[str, ...]:
    """A row of an outcome, in its own unit; the interval is that of the adjusted difference."""
    here, elsewhere = (figure_text(mean, goes, goes.mean) for mean in (finding.share, finding.against))
    gap, low, high = (gap_text(end, goes, goes.mean) for end in (goes.adjusted, goes.low, goes.high))
    return (
        f"outcome ({outcome_text(goes, _said(study.contents.unit))})", named(finding.nodes, study.tree),
        f"{here} (adjusted {gap}: {low} to {high})", elsewhere, f"{finding.users:,}", f"{finding.q:.2g}",
        f"{finding.needed:,.0f}" if finding.needed > 0 else "", "\n".join(_texts(study, finding)),
    )  # fmt: skip


def _texts(study: Study, finding: Finding) -> list[str]:
    return study.statements.set_index("statement_id")["text"].loc[list(finding.examples)].tolist()


def summary(
    study: StudyArgument,
    node: Annotated[str, typer.Argument(metavar="[NODE]", help="A node: its id, name or path; else the whole.")] = "",
    as_json: JsonOption = False,
) -> None:
    """Print what is said most, in the words of those who say it, with how many do.

    With --json, the statements of each point too: statement_id and text, the nearest first.
    """
    found = opened(study)
    said = found.summary(node_of(found.tree, node) if node else None)
    texts = found.statements["text"]
    if as_json:
        points = [
            {**asdict(point), "path": found.tree.path_name(point.node), "statements": list(point.statements),
             "texts": texts.iloc[list(point.statements)].tolist()}
            for point in said.points
        ]  # fmt: skip
        print_json({"node": said.node, "points": points, "silence": said.silence})
        return
    if said.silence:
        typer.echo(_said(found.contents.unit)(f"points.{said.silence}"))
        return
    rows = [
        (f"{point.people:,}", f"{len(point.statements):,}", point.text, found.tree.path_name(point.node))
        for point in said.points
    ]
    who = "users" if found.contents.has_people else f"{found.contents.unit}s"
    print_table("What is said most", (who, "statements", "text", "interest"), rows)


def drivers(
    study: StudyArgument,
    column: Annotated[str, typer.Argument(metavar="COLUMN", help="The outcome: a column of the data.")],
    value: ValueOption = "",
    as_json: JsonOption = False,
) -> None:
    """Print which interests and segments go with a column of the data, by person, adjusted; no causes.

    Adjusted is what differs between people who write as much and are alike in the topics that are no part of it;
    p is corrected for all that is printed (false discovery rate 5%).
    """
    looked_at = opened(study)
    found, said = looked_at.drivers(column, value), _said(looked_at.contents.unit)
    if as_json:
        print_json(
            {
                "column": found.outcome.column, "value": found.outcome.value, "verdict": found.verdict,
                "people": found.people, "unknown": found.unknown, "mean": found.mean if found.people else None,
                "left_out": list(found.left_out), "rows": records(found.table),
            }
        )  # fmt: skip
        return
    typer.echo(drivers_text(found, said).replace("**", ""))
    if found.verdict == "told":
        unit = "points (95%)" if found.outcome.is_share else "difference (95%)"
        columns = "what", "level", "users", "here", "elsewhere", unit, "adjusted (95%)", "q", "can it be chance?"
        print_table("What goes with it", columns, _driver_rows(found, said))


def _said(unit: str = PEOPLE) -> Say:
    """The English texts; where nobody is known, they speak of rows."""

    def said(key: str, **values: Any) -> str:
        return translate("en", key, unit, **values)

    return said


def _driver_rows(found: Drivers, said: Say) -> list[tuple[str, ...]]:
    def gap(value: float, low: float, high: float) -> str:
        ends = [gap_text(end, found.outcome, found.mean) for end in (value, low, high)]
        return f"{ends[0]} ({ends[1]} to {ends[2]})" if value == value else "can't be told apart"

    return [
        (
            r.name, r.kind, f"{r.users:,}",
            *(figure_text(mean, found.outcome, found.mean) for mean in (r.with_it, r.without)),
            gap(r.difference, r.low, r.high), gap(r.adjusted, r.adjusted_low, r.adjusted_high), f"{r.q:.2g}",
            chance_text(r.significant, r.q, said, r.needed),
        )
        for r in found.table.itertuples(index=False)
    ]  # fmt: skip


def lift(
    groups: Annotated[Path, typer.Argument(metavar="GROUPS", help="From `interest segment STUDY hold-out`.")],
    outcomes: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE", help="Where the outcome is, by user; by default in GROUPS itself."),
    ] = None,
    study: Annotated[str, typer.Option(help="A study in whose columns it is.")] = "",
    column: Annotated[str, typer.Option(help="Which column it is, where there are several.")] = "",
    value: ValueOption = "",
    as_json: JsonOption = False,
) -> None:
    """Print what an experiment brought: the outcome of those treated less that of those held out."""
    found = uplift(groups, opened(study).attributes if study else outcomes, column, value)
    if as_json:
        print_json(
            {
                "column": found.outcome.column, "value": found.outcome.value, "treated": found.treated,
                "held_out": found.held_out, "unknown": found.unknown, "with_it": found.with_it,
                "without": found.without, "difference": found.difference, "low": found.low, "high": found.high,
                "sure": found.sure, "needed": found.needed if found.needed == found.needed else None,
            }
        )  # fmt: skip
        return
    typer.echo(uplift_text(found, _said()).replace("**", ""))


def compare(
    earlier: StudyArgument,
    later: Annotated[
        str, typer.Argument(metavar="LATER", help="Name or folder of the later study.", show_default=False)
    ] = "",
    since: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Instead of LATER: this day and after against the time before."),
    ] = None,
    has: Annotated[
        str,
        typer.Option(
            metavar="COLUMN=VALUE", help="Only those with this value of a column, in either study.", show_default=False
        ),
    ] = "",
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Tell what changed from one study to a later one: what grew, shrank, appeared and vanished, and who moved."""
    if bool(later) == bool(since):
        raise InputError("Give either a later study or --since with a day.")
    column, equals, value = has.partition("=")
    if has and not (column and equals and value):
        raise InputError(f"--has is COLUMN=VALUE, got {has!r}.")
    having = (column, value) if has else None
    first = opened(earlier)
    with progress_bar(quiet, STAGES) as progress:
        found = first.compare(since.date() if since else opened(later), progress, having)
    if as_json:
        print_json(comparison_records(found))
    else:
        _print_changes(found)


def _print_changes(found: Comparison) -> None:
    sides = (found.earlier, found.later)
    typer.echo(
        " → ".join(f"{side.name} ({len(side.users):,} users, {len(side.statements):,} statements)" for side in sides)
        + f"; {found.shared_users:,} users in both"
    )
    for title, rows in (("Grew", found.grew("topic", TOP)), ("Shrank", found.shrank("topic", TOP))):
        cells = [
            (
                found.tree.path_name(r.node_id), f"{r.share_earlier:.1%}", f"{r.share_later:.1%}",
                f"{100 * r.difference:+.1f} ({100 * r.low:+.1f} to {100 * r.high:+.1f})", f"{r.q:.2g}",
            )
            for r in rows.itertuples(index=False)
        ]  # fmt: skip
        print_table(f"{title} (significant)", ("topic", "before", "after", "points (95%)", "q"), cells)
    for title, rows in (("Appeared", found.appeared), ("Vanished", found.vanished)):
        cells = [
            (r.name, f"{r.share_earlier:.1%}", f"{r.share_later:.1%}", f"{r.users:,}", f"{r.statements:,}")
            for r in rows.itertuples(index=False)
        ]
        print_table(f"{title} (significant)", ("topic", "before", "after", "users", "statements"), cells)
    typer.echo(
        f"\n{len(found.moved):,} of the {len(found.people):,} users with two statements or more on each side care most "
        f"about something else; by chance {found.moved_by_chance:,.0f} would. Of {found.people['sure'].sum():,} it is "
        "hardly chance."
    )
