"""The commands that change a study's tree by hand."""

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from interest.cli.console import JsonOption, StudyArgument, changed, node_of, opened, print_json, print_table
from interest.errors import StudyError
from interest.hierarchy.tree import Level
from interest.library import MARKER
from interest.study import Study, open_study

NodeArgument = Annotated[str, typer.Argument(metavar="NODE", help="A node's id, name, or path with › between names.")]

edit = typer.Typer(
    help="Change the tree by hand: rename, merge, move, split, hide; undo and redo. The study is saved at once.",
    epilog="NODE is a node's id, its name, or its path, such as 'Travel › Trains'.",
    no_args_is_help=True,
    add_completion=False,
)


@edit.callback()
def _study(context: typer.Context, study: StudyArgument) -> None:
    context.obj = study


def _change(context: typer.Context, change: Callable[[Study], object]) -> None:
    """Change a study, save it, and say what was done."""
    typer.echo(changed(context.obj, change).edits[-1].description)


def keep_edits(study: Study, folder: Path) -> None:
    """Take over edits and segments of the study in a folder, which this one is to replace; notes say what was lost."""
    if not (folder / MARKER).is_file():
        return
    try:
        former = open_study(folder)
    except StudyError:  # damaged, or of another format
        if list(folder.rglob("edits.json")):
            typer.echo(f"The tree that is replaced in {folder} was edited; its edits can't be read.", err=True)
        if list(folder.rglob("segments.json")):
            typer.echo(f"The study that is replaced in {folder} has segments, which can't be read.", err=True)
        return
    study.replay(former)


@edit.command()
def rename(context: typer.Context, node: NodeArgument, name: Annotated[str, typer.Argument(metavar="NAME")]) -> None:
    """Call a node something else."""
    _change(context, lambda study: study.edit.rename(node_of(study.tree, node), name))


@edit.command()
def merge(
    context: typer.Context,
    nodes: Annotated[list[str], typer.Argument(metavar="NODE...", help="Two nodes of a level, or more.")],
    name: Annotated[str, typer.Option(help="What the new node is called; by default as the first one was.")] = "",
) -> None:
    """Make one node of several, where the first one is."""

    def change(study: Study) -> None:
        first = node_of(study.tree, nodes[0])
        others = [node_of(study.tree, other, study.tree[first].level) for other in nodes[1:]]
        study.edit.merge(first, *others, name=name)

    _change(context, change)


@edit.command()
def move(
    context: typer.Context,
    node: NodeArgument,
    parent: Annotated[str, typer.Argument(metavar="PARENT", help="A category for a topic, a topic for a keyword.")],
) -> None:
    """Give a topic to another category, or a keyword to another topic."""

    def change(study: Study) -> None:
        own = node_of(study.tree, node)
        level: Level = "topic" if study.tree[own].level == "keyword" else "category"
        study.edit.move(own, node_of(study.tree, parent, level))

    _change(context, change)


@edit.command()
def split(
    context: typer.Context,
    node: NodeArgument,
    into: Annotated[int, typer.Option(min=2, help="Into how many parts.")] = 2,
) -> None:
    """Part a node by meaning."""
    _change(context, lambda study: study.edit.split(node_of(study.tree, node), into))


@edit.command()
def hide(context: typer.Context, node: NodeArgument) -> None:
    """Take a node, and what it holds, out of sight."""
    _change(context, lambda study: study.edit.hide(node_of(study.tree, node)))


@edit.command()
def unhide(context: typer.Context, node: NodeArgument) -> None:
    """Show a hidden node again."""
    _change(context, lambda study: study.edit.unhide(node_of(study.tree, node)))


@edit.command()
def undo(context: typer.Context) -> None:
    """Take back the last edit."""
    found = changed(context.obj, Study.undo)
    typer.echo(f"Undone: {found.contents.cuts.log.undone[-1].description}")


@edit.command()
def redo(context: typer.Context) -> None:
    """Make the edit again that was undone last."""
    _change(context, Study.redo)


@edit.command("list")
def show(context: typer.Context) -> None:
    """Print all edits, the first one at the top."""
    found = opened(context.obj)
    for one in found.edits:
        typer.echo(one.description)
    if not found.edits:
        typer.echo("No edits.")


def candidates(
    study: StudyArgument,
    accept: Annotated[str, typer.Option(metavar="NAME", help="Make this one a topic.")] = "",
    name: Annotated[str, typer.Option(help="What the new topic is called; by default as the candidate.")] = "",
    under: Annotated[str, typer.Option(metavar="CATEGORY", help="Where it stands; by default what is nearest.")] = "",
    dismiss: Annotated[str, typer.Option(metavar="NAME", help="Show this one no more until it has grown.")] = "",
    as_json: JsonOption = False,
) -> None:
    """Show what people speak of since rows were added and that is no topic yet; accept or dismiss one.

    `interest edit STUDY undo` takes either back.
    """

    def change(found: Study) -> None:
        if accept:
            found.accept(accept, name, node_of(found.tree, under, "category") if under else "")
        if dismiss:
            found.edit.dismiss(dismiss)

    if accept or dismiss:
        before = len(opened(study).edits)
        for edit in changed(study, change).edits[before:]:
            typer.echo(edit.description)
        return
    found = opened(study)
    if as_json:
        print_json([asdict(one) for one in found.candidates()])
        return
    rows = [
        (one.name, str(one.size), f"{one.people:,}", f"{one.new / one.people:.0%} new, {one.added:.0%} by chance",
         f"{max(one.chance, 0.001):.1%}", found.tree[one.category].name, ", ".join(one.keyphrases[:4]))
        for one in found.candidates()
    ]  # fmt: skip
    columns = ("candidate", "statements", "users", "of them", "p", "under", "keyphrases")
    print_table("What is spoken of since rows were added and is no topic yet", columns, rows)
