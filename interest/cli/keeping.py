"""The commands that keep studies whole and among those they are for, people forgotten, and the app in health."""

from dataclasses import asdict
from typing import Annotated

import typer

from interest.cli.console import JsonOption, StudyArgument, changed, print_json, saved_folder
from interest.errors import InputError, StudyError
from interest.health import problems
from interest.library import trash
from interest.library.access import Role, people, read_access, write_access
from interest.library.checking import DERIVED, LOST, Check
from interest.library.checking import check as checked
from interest.repairing import repair as repaired


def check(
    study: StudyArgument,
    repair: Annotated[
        bool, typer.Option("--repair", help="Make again what can be derived, and leave out what is lost.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Look whether all files of a study are as they were written, and say what is lost where they are not."""
    folder = saved_folder(study)
    found = repaired(folder) if repair else checked(folder)
    if as_json:
        print_json({
            "files": found.files,
            "without_checksum": found.unknown,
            "damaged": [{"file": damage.file, "what": damage.what, "part": damage.part} for damage in found.damages],
            "derivable": found.derivable,
            "lost": found.lost,
        })  # fmt: skip
    else:
        _print(found)
    if found.damages and not repair:
        raise StudyError(
            f"{len(found.damages)} of {found.files} files are damaged. `interest check STUDY --repair` has the study "
            "open again as far as that can be."
        )
    if repair and found.damages and not as_json:
        typer.echo("Repaired.")


def _print(found: Check) -> None:
    for damage in found.damages:
        typer.echo(f"{damage.file}: {damage.what}")
    for part in found.derivable:
        typer.echo(f"Can be had again: {DERIVED.get(part) or LOST[part]}.")
    for part in found.lost:
        typer.echo(f"Lost: {LOST.get(part) or DERIVED[part]}.")
    if not found.damages:
        without = f" ({found.unknown} without a checksum, from an older version)" if found.unknown else ""
        typer.echo(f"All {found.files} files are as they were written{without}.")


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


def share(
    study: StudyArgument,
    who: Annotated[
        str,
        typer.Argument(metavar="[PERSON]", help="What they log in with; * for all who can. Without: who may what."),
    ] = "",
    role: Annotated[
        Role, typer.Option("--as", help="A reader looks, an editor changes, an owner deletes and shares as well.")
    ] = "reader",
    withdraw: Annotated[bool, typer.Option("--withdraw", help="Let them do nothing with it any more.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Say who may look at a study of a shared server, who may change it, and whose it is."""
    folder = saved_folder(study)
    access = read_access(folder)
    if withdraw and not people(who):
        raise InputError("Whom shall nothing be allowed any more? Name them: `interest share STUDY PERSON --withdraw`.")
    for name in people(who):
        access = access.without(name) if withdraw else access.letting(name, role)
    if people(who):
        write_access(folder, access)
    if as_json:
        print_json(asdict(access))
        return
    typer.echo(f"owner: {access.owner or 'nobody, so that only admins see it and whom it is shared with'}")
    for named, names in (("editors", access.editors), ("readers", access.readers)):
        typer.echo(f"{named}: {', '.join(names) or 'none'}")


def health(
    url: Annotated[str, typer.Option(help="Of a running app, such as http://localhost:8501, to ask it too.")] = "",
    as_json: JsonOption = False,
) -> None:
    """Look whether studies can be read, files be written and jobs be run: exit code 0, or 2 and what is wrong."""
    found = list(problems(url))
    if as_json:
        print_json({"healthy": not found, "problems": found})
    if found:
        raise StudyError(" ".join(found))
    if not as_json:
        typer.echo("All is well: studies can be read, files be written, jobs be run.")
