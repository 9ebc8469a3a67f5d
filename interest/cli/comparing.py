"""The command that compares two studies, or the time before and after a day in one."""

from datetime import datetime
from typing import Annotated

import typer

from interest.cli.console import JsonOption, QuietOption, StudyArgument, opened, print_json, print_table, progress_bar
from interest.comparison import STAGES, Comparison
from interest.errors import InputError
from interest.export import comparison_records

TOP = 10


def compare(
    earlier: StudyArgument,
    later: Annotated[
        str, typer.Argument(metavar="LATER", help="Name or folder of the later study.", show_default=False)
    ] = "",
    since: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Instead of LATER: this day and after against the time before."),
    ] = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Tell what changed from one study to a later one: what grew, shrank, appeared and vanished, and who moved."""
    if bool(later) == bool(since):
        raise InputError("Give either a later study or --since with a day.")
    first = opened(earlier)
    with progress_bar(quiet, STAGES) as progress:
        found = first.compare(since.date() if since else opened(later), progress=progress)
    if as_json:
        print_json(comparison_records(found))
    else:
        _print(found)


def _print(found: Comparison) -> None:
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
