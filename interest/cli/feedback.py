"""The command that says what a user thinks of what was recommended."""

from typing import Annotated

import typer

from interest.cli.console import StudyArgument, changed, node_of, opened, print_table
from interest.contents.judgements import KINDS, About, Judgement, Kind
from interest.study import Study


def feedback(
    study: StudyArgument,
    user_id: Annotated[str | None, typer.Argument(metavar="[USER]", help="A user's id.")] = None,
    target: Annotated[
        str | None,
        typer.Argument(metavar="[TARGET]", help="An item's id, a topic's id or name, or a similar user's id."),
    ] = None,
    kind: Annotated[Kind | None, typer.Argument(metavar=f"[{'|'.join(KINDS)}]", help="What the user thinks.")] = None,
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
    if user_id is None and not (undo or redo):
        rows = [tuple(row) for row in opened(study).feedback.to_frame().itertuples(index=False)]
        print_table("Feedback", ("user", "about", "id", "kind"), rows)
        return
    if not (undo or redo) and (target is None or kind is None):
        raise typer.BadParameter(f"give USER, TARGET and one of {', '.join(KINDS)}; or --undo.")
    done: list[Judgement] = []

    def change(found: Study) -> None:
        meant = None if target is None else _target(found, target, about)
        if undo:
            done.append(found.feedback.undo(user_id, meant, about))
        elif redo:
            done.append(found.feedback.redo())
        elif user_id is not None and meant is not None and kind is not None:
            done.append(found.feedback.add(user_id, meant, kind, about))

    changed(study, change)
    typer.echo(f"{'Undone: ' if undo else 'Given again: ' if redo else ''}{done[-1].description}")


def _target(study: Study, said: str, about: About | None) -> str:
    """The id of what is meant: as it is where something has it, else that of the topic of the name."""
    items = () if study.catalogue is None else study.catalogue.space.ids
    known = about != "interest" and (said in items or said in study.users)
    return said if known or about in ("item", "user") else node_of(study.tree, said, "topic")
