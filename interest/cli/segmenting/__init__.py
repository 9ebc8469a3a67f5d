"""The commands about segments: named groups of the users of a study."""

import typer

from interest.cli.console import StudyArgument
from interest.cli.segmenting import commands, regrouping

segment = typer.Typer(
    help="Segments: named groups of users, to look at, compare and export. The study is saved at once.",
    epilog="Their tables: `interest export STUDY --what segments` (or segment-users) `--to FILE`.",
    no_args_is_help=True,
    add_completion=False,
)


@segment.callback()
def _study(context: typer.Context, study: StudyArgument) -> None:
    context.obj = study


for _name, _command in (
    ("add", commands.add),
    ("list", commands.show_all),
    ("found", commands.found),
    ("keep", commands.keep),
    ("merge", regrouping.merge),
    ("split", regrouping.split),
    ("adjust", regrouping.adjust),
    ("show", commands.show),
    ("compare", commands.compare),
    ("rename", commands.rename),
    ("remove", commands.remove),
    ("apply", commands.apply),
    ("export", commands.write),
    ("import", commands.read),
    ("hold-out", commands.hold_out),
    ("traits", commands.traits),
):
    segment.command(_name)(_command)
