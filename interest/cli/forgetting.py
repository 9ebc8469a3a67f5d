"""The command that takes a person out of a study."""

from typing import Annotated

import typer

from interest.cli.console import StudyArgument, changed
from interest.library import trash


def forget(
    study: StudyArgument,
    user: Annotated[str, typer.Argument(metavar="USER", help="The id of the user.")],
) -> None:
    """Take a user out of a study for good: statements, vectors, profile, feedback, and the names made of their words.

    The tree is cut anew from the texts of the others, with the edits made again where they can be; what `learn` found
    is gone, and so is the cache of vectors.
    """
    found = changed(study, lambda opened: opened.forget(user))
    typer.echo(f"{user} is forgotten; {found.name} has {len(found.statements):,} statements of others.")
    for copy in (deleted for deleted in trash() if deleted.name == found.name):
        typer.echo(f"A deleted study of this name still lies in {copy.folder}; remove it there if it is a copy.")
