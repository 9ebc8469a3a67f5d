"""The commands in which people say what they think: of what was recommended, and of where statements were put."""

from functools import partial
from pathlib import Path
from typing import Annotated

import pandas as pd
import typer

from interest.audit import ROUND
from interest.audit.sheets import SHEET, filled, sheet
from interest.audit.told import measured_text
from interest.cli.console import JsonOption, StudyArgument, changed, node_of, opened, print_json, print_table
from interest.contents.answers import Answer, Verdict
from interest.contents.judgements import KINDS, About, Judgement, Kind
from interest.errors import AuditError
from interest.export import csv_bytes, records
from interest.ingest import read_table
from interest.study import Study
from interest.texts import translate

KEYS: dict[str, Verdict] = {"y": "yes", "n": "no", "?": "unsure"}
AFTER = "y: it belongs, n: it doesn't, ?: can't say; u: undo, q: stop. What was answered is kept."


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


def audit(
    study: StudyArgument,
    n: Annotated[int, typer.Option("--n", "-n", min=1, help="Statements to read.")] = ROUND,
    node: Annotated[str | None, typer.Option("--node", help="Only those of a category or topic (name or id).")] = None,
    to: Annotated[Path | None, typer.Option("--to", help="Write a sheet (.csv) to fill in, instead of asking.")] = None,
    back: Annotated[Path | None, typer.Option("--from", help="Read a sheet that was filled in.")] = None,
    figures: Annotated[bool, typer.Option("--figures", help="Ask nothing; print what the answers say.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take back the last answer.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Read some statements, say whether they belong to the interest they were put under, and see how much is right.

    Statements are drawn by category and certainty. Each answer is kept with the study. With --to they go to a sheet,
    in whose last column yes, no or unsure is written, and which --from reads back. --json prints the figures.
    """
    if undo:
        said: list[Answer] = []
        changed(study, lambda found: said.append(found.audit.undo()))
        typer.echo(f"Undone: {said[-1].description}")
        return
    found = opened(study)
    meant = None if node is None else node_of(found.tree, node)
    if to is not None:
        _write(found, to, n, meant)
        return
    if back is not None:
        given = list(filled(read_table(back).frame, found.statements))
        found = changed(study, lambda latest: _put(latest, given, meant))
        if not as_json:
            typer.echo(f"{len(given)} answers were read.")
    elif not (figures or as_json):
        found = _ask(study, found, n, meant)
    _print(found, as_json)


def _write(study: Study, file: Path, n: int, node: str | None) -> None:
    if file.suffix.lower() != ".csv":
        raise AuditError(f"A sheet is a CSV file; {file.name!r} does not end in .csv.")
    rows = sheet(study.audit, study.tree, n, node)
    file.write_bytes(csv_bytes(rows[list(SHEET)]))
    typer.echo(f"{len(rows)} statements are in {file}; write yes, no or unsure beside each, then read it with --from.")


def _put(study: Study, given: list[tuple[int, Verdict]], node: str | None) -> None:
    for statement, verdict in given:
        study.audit.answer(statement, verdict, node=node)


def _ask(name: str, study: Study, n: int, node: str | None) -> Study:
    """Ask on the terminal; what was answered is kept even where somebody breaks off."""
    given: list[tuple[int, Verdict]] = []
    rows = list(sheet(study.audit, study.tree, n, node)[["statement_id", "text", "interest"]].itertuples(index=False))
    typer.echo(AFTER)
    try:
        while len(given) < len(rows):
            row = rows[len(given)]
            typer.echo(f"\n{len(given) + 1}/{len(rows)}  {row.text}")
            key = typer.prompt(f"      {row.interest}?", prompt_suffix=" ").strip().casefold()
            if key == "q":
                break
            if key == "u":
                given = given[:-1]
            elif key[:1] in KEYS:
                given.append((int(row.statement_id), KEYS[key[:1]]))
            else:
                typer.echo(AFTER)
    except typer.Abort:
        typer.echo()
    return changed(name, lambda latest: _put(latest, given, node)) if given else study


def _print(study: Study, as_json: bool) -> None:
    found, proposed = study.audit.figures(), study.audit.proposals()
    if as_json:
        print_json(
            {
                "answers": len(study.audit),
                "figures": records(found),
                "proposals": records(pd.DataFrame(proposed.found)),
                "doubts": records(pd.DataFrame(proposed.doubts)),
            }
        )
        return

    t = partial(translate, "en")

    typer.echo(measured_text(found.iloc[0], t) or t("audit.none"))
    shown = found[(found["asked"] > 0) & (found["level"] != "tree")]
    rows = [
        (
            row.name, row.level, str(row.asked), str(row.belong),
            f"{row.precision:.0%}" if not row.needed else f"{row.needed} more needed",
            "" if row.needed else f"{row.low:.0%} – {row.high:.0%}",
        )
        for row in shown.itertuples(index=False)
    ]  # fmt: skip
    print_table("By interest", ("interest", "level", "asked", "belong", "precision", "95% interval"), rows)
    for proposal in proposed.found:
        typer.echo(t(f"audit.propose_{proposal.change}", name=proposal.name, share=proposal.precision,
                     low=proposal.low, high=proposal.high, n=proposal.answers))  # fmt: skip
        typer.echo(f"  interest edit STUDY {proposal.change} {proposal.node_id}")
    for doubt in proposed.doubts:
        typer.echo(t("audit.doubt", name=doubt.name, share=doubt.precision, n=doubt.needed))
        typer.echo(f"  interest audit STUDY --node {doubt.node_id} -n {doubt.needed}")
