"""The commands about outcomes: what goes with one, and what an experiment brought."""

from pathlib import Path
from typing import Annotated

import typer

from interest.cli.console import JsonOption, StudyArgument, opened, print_json, print_table
from interest.export import records
from interest.segments import Drivers, uplift
from interest.texts import translate
from interest.wording import chance_text, drivers_text, figure_text, gap_text, uplift_text

ValueOption = Annotated[str, typer.Option(help="Which value of the column, where it has more than two.")]


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
    found = opened(study).drivers(column, value)
    if as_json:
        print_json(
            {
                "column": found.outcome.column, "value": found.outcome.value, "verdict": found.verdict,
                "people": found.people, "unknown": found.unknown, "mean": found.mean if found.people else None,
                "left_out": list(found.left_out), "rows": records(found.table),
            }
        )  # fmt: skip
        return
    typer.echo(drivers_text(found, _said).replace("**", ""))
    if found.verdict == "told":
        unit = "points (95%)" if found.outcome.is_share else "difference (95%)"
        columns = "what", "level", "users", "here", "elsewhere", unit, "adjusted (95%)", "q", "can it be chance?"
        print_table("What goes with it", columns, _rows(found))


def _said(key: str, **values: object) -> str:
    return translate("en", key, **values)


def _rows(found: Drivers) -> list[tuple[str, ...]]:
    def gap(value: float, low: float, high: float) -> str:
        ends = [gap_text(end, found.outcome, found.mean) for end in (value, low, high)]
        return f"{ends[0]} ({ends[1]} to {ends[2]})" if value == value else "can't be told apart"

    return [
        (
            r.name, r.kind, f"{r.users:,}",
            *(figure_text(mean, found.outcome, found.mean) for mean in (r.with_it, r.without)),
            gap(r.difference, r.low, r.high), gap(r.adjusted, r.adjusted_low, r.adjusted_high), f"{r.q:.2g}",
            chance_text(r.significant, r.q, _said, r.needed),
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
    typer.echo(uplift_text(found, _said).replace("**", ""))
