"""What all commands share: which study is meant, tables on stdout, progress on stderr."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from interest import log
from interest.changing import change_study
from interest.config import Progress, no_progress, studies_folder
from interest.errors import StudyError, UnknownNodeError
from interest.hierarchy.tree import InterestTree, Level
from interest.library import MARKER, recover
from interest.making import STAGES
from interest.study import Study, open_study

StudyArgument = Annotated[str, typer.Argument(metavar="STUDY", help="Name of a saved study, or a folder.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")]

NUMBERS = {
    "score", "share", "lift", "nodes", "weak", "statements", "users", "outliers", "cohesion", "separation", "stability",
    "silhouette", "ami", "ari", "v measure", "homogeneity", "completeness", "hierarchical f1",
    "step", "epoch", "loss", "validation", "before", "after", "gain",
    "of all", "here", "elsewhere", "in A", "in B", "p", "q", "against",
}  # fmt: skip
"""The columns of numbers, which stand at the right."""
MOST_ALIKE = 5  # nodes of one name that a message lists
WIDTH = 120  # of tables that go to a file or another program


def study_folder(study: str) -> Path:
    """The folder that a name or path stands for: a folder with a study in it, else a plain name is a saved study."""
    path = Path(study)
    is_name = len(path.parts) == 1 and not study.startswith((".", "~")) and path.name == study
    return studies_folder() / study if is_name and not (path / MARKER).is_file() else path


def opened(study: str) -> Study:
    """The study of that name or folder. Raises `StudyError` where there is none, or it can't be read."""
    return open_study(saved_folder(study))


def saved_folder(study: str) -> Path:
    """The folder of a study that is there, perhaps since this moment. Raises `StudyError`."""
    folder = study_folder(study)
    if not folder.exists():
        for name in recover().back:
            typer.echo(f"The study {name!r} was found half saved, and put back.", err=True)
    if not folder.exists():
        saved = sorted(place.parent.name for place in studies_folder().glob(f"*/{MARKER}"))
        raise StudyError(
            f"There is no study {study!r}: no folder, and none of the saved studies ({', '.join(saved) or 'none yet'})."
        )
    return folder


def changed(study: str, change: Callable[[Study], object], takes_long: bool = False) -> Study:
    """A study that is changed and saved, while nobody else does: see `interest.changing`."""
    return change_study(saved_folder(study), change, takes_long=takes_long)


def node_of(tree: InterestTree, said: str, level: Level | None = None) -> str:
    """The id of the node that somebody means. Raises `UnknownNodeError` where there is none, or more than one."""
    if said in tree.nodes:
        return said
    wanted = said.strip().casefold()
    nodes = [node for node in tree.nodes.values() if level in (None, node.level)]
    found = [node.id for node in nodes if wanted in (node.name.casefold(), tree.path_name(node.id).casefold())]
    if len(found) == 1:
        return found[0]
    if not found:
        raise UnknownNodeError(
            f"There is no {level or 'node'} {said!r} in this tree; `interest tree` (--json for ids) shows all."
        )
    alike = ", ".join(f"{node_id} ({tree.path_name(node_id)})" for node_id in found[:MOST_ALIKE])
    raise UnknownNodeError(f"{len(found)} nodes are called {said!r}; give the id of one: {alike}.")


def print_json(value: Any) -> None:
    """A value for a program, on stdout."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=1))


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table for people, on stdout, under its title; without rows it says so."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    class Output(Console):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError  # rich would exit with 1; `main` knows better

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for name in columns:
        # Texts of users are never markup, and are folded rather than cut.
        table.add_column(name, overflow="fold", justify="right" if name in NUMBERS else "left")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    output = Output(highlight=False, markup=False, emoji=False)
    if not output.is_terminal:
        output.width = WIDTH
    output.print(Text(f"\n{title}", style="bold"))
    output.print(table if table.row_count else Text("nothing"))


def named(nodes: Iterable[str], tree: InterestTree) -> str:
    """The names of nodes, as a list in a cell."""
    return ", ".join(tree[node].name for node in nodes)


@contextmanager
def progress_bar(quiet: bool = False, stages: Sequence[str] = STAGES) -> Iterator[Progress]:
    """A progress function that draws a bar on a terminal's stderr, gone when the work is done; elsewhere silence."""
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    console = Console(stderr=True)
    if log.is_on():  # in the place of the bar, which would be in the way of its lines
        stages_told = log.Stages(no_progress)
        yield stages_told
        stages_told.end()
        return
    if quiet or not console.is_terminal:
        yield no_progress
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Bar(*columns, console=console, transient=True) as bar:
        task = bar.add_task("starting", total=1.0)

        def report(stage: str, fraction: float) -> None:
            step = f"{stages.index(stage) + 1}/{len(stages)} {stage}" if stage in stages else stage
            bar.update(task, description=step, completed=fraction)

        yield report
