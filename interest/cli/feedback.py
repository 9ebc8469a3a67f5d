"""The command that says what a user thinks of what was recommended."""

from typing import Annotated, cast

import typer

from interest.cli.console import StudyArgument, node_of, opened, print_table, study_folder
from interest.contents.judgements import KINDS, About, Kind
from interest.study import Study


def feedback(
    study: StudyArgument,
    user_id: Annotated[str | None, typer.Argument(metavar="[USER]", help="A user's id.")] = None,
    target: Annotated[
        str | None,
        typer.Argument(metavar="[TARGET]", help="An item's id, a topic's id or name, or a similar user's id."),
    ] = None,
    kind: Annotated[str | None, typer.Argument(metavar=f"[{'|'.join(KINDS)}]", help="What the user thinks.")] = None,
    about: Annotated[
        About | None, typer.Option("--about", help="What TARGET is, where its id or name could be several things.")
    ] = None,
    undo: Annotated[
        bool, typer.Option("--undo", help="Take back the last feedback: of all, of USER, or of USER on TARGET.")
    ] = False,
    redo: Annotated[bool, typer.Option("--redo", help="Give again what was taken back last.")] = False,
) -> None:
    """Like, dislike or hide something recommended to a user; without USER, print what was said so far.

    What is disliked or hidden is not recommended to that user again, and all feedback teaches the recommender. The
    study is saved at once.
    """
    found = opened(study)
    if target is not None:
        target = _target(found, target, about)
    if undo or redo:
        done = found.feedback.undo(user_id, target, about) if undo else found.feedback.redo()
        found.save(study_folder(study))
        typer.echo(f"{'Undone' if undo else 'Given again'}: {done.description}")
        return
    if user_id is None:
        rows = [tuple(row) for row in found.feedback.to_frame().itertuples(index=False)]
        print_table("Feedback", ("user", "about", "id", "kind"), rows)
        return
    if target is None or kind is None:
        raise typer.BadParameter(f"give USER, TARGET and one of {', '.join(KINDS)}; or --undo.")
    done = found.feedback.add(user_id, target, cast(Kind, kind), about)  # refuses any other
    found.save(study_folder(study))
    typer.echo(done.description)


def _target(study: Study, said: str, about: About | None) -> str:
    """The id of what is meant: as it is where something has it, else that of the topic of the name."""
    catalogue = study.catalogue
    items = () if catalogue is None else catalogue.space.ids
    known = about != "interest" and (said in items or said in study.users)
    return said if known or about in ("item", "user") else node_of(study.tree, said, "topic")
