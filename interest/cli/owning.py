"""The commands about own interests: what somebody looks for beside the tree."""

from collections.abc import Iterable
from typing import Annotated, Any

import typer

from interest.cli.console import JsonOption, StudyArgument, changed, opened, print_json, print_table
from interest.contents.own import WRONG
from interest.export import records
from interest.guided import Found
from interest.study import Study

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="An own interest's name.")]
IdArgument = Annotated[int, typer.Argument(metavar="STATEMENT", help="A statement's id.")]
SHOWN = 10

own = typer.Typer(
    help="Own interests: statements for what you look for, beside the tree. The study is saved at once.",
    epilog="They are found by meaning: answer what `show` asks with `judge`, to teach them and to measure the error.",
    no_args_is_help=True,
    add_completion=False,
)


@own.callback()
def _study(context: typer.Context, study: StudyArgument) -> None:
    context.obj = study


@own.command()
def add(
    context: typer.Context,
    name: NameArgument,
    description: Annotated[str, typer.Option(help="What it is about, in a sentence.")] = "",
    word: Annotated[
        list[str] | None, typer.Option(metavar="WORD", help="A word or phrase of it; may be given several times.")
    ] = None,
    wrong: Annotated[float, typer.Option(help="The share of wrong statements that you put up with.")] = WRONG,
) -> None:
    """Look for an interest by its name, a sentence and words."""
    found: list[Found] = []
    changed(context.obj, lambda study: found.append(study.own.add(name, description, word or (), wrong=wrong)))
    typer.echo(f"{found[-1].interest.name}: {_size(found[-1])}")


@own.command()
def load(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="A row each: name, description and words if it likes.")],
) -> None:
    """Look for all interests of a file: CSV, a workbook, JSON …; those of the same name are changed."""
    names: list[str] = []
    study = changed(context.obj, lambda study: names.extend(study.own.load(file)))
    _print(study, names)


@own.command("list")
def show_all(context: typer.Context, as_json: JsonOption = False) -> None:
    """List the own interests: statements, users, and which share of the statements is wrong."""
    study = opened(context.obj)
    if as_json:
        print_json(records(study.own.to_frame()))
    else:
        _print(study, [interest.name for interest in study.own])


@own.command()
def show(context: typer.Context, name: NameArgument, as_json: JsonOption = False) -> None:
    """Print the statements of one: the surest, those at the border, and which to judge next."""
    study = opened(context.obj)
    found = study.own.found(name)
    if as_json:
        interest = found.interest
        print_json(
            {
                "name": interest.name, "description": interest.description, "words": list(interest.words),
                "belong": list(interest.belong), "doesnt": list(interest.doesnt), **_wrong(found),
                "statements": _statements(study, found.statements.itertuples()), "judge_next": list(found.ask),
            }
        )  # fmt: skip
        return
    typer.echo(f"{found.interest.name}: {_size(found)}")
    sure, nearly = found.statements, found.nearly
    parts = (
        ("Belongs, surest first", sure.head(SHOWN)),
        ("Belongs, at the border", sure.iloc[SHOWN:].tail(SHOWN)),
        ("Nearest of the others", nearly.head(SHOWN)),
    )
    for title, rows in parts:
        cells = [
            (str(row["statement_id"]), f"{row['certain']:.0%}", str(row["text"]))
            for row in _statements(study, rows.itertuples())
        ]
        print_table(title, ("statement", "certain", "text"), cells)
    if found.ask:
        typer.echo(f"\nJudge next, to measure the error: {', '.join(map(str, found.ask))}")


@own.command()
def judge(
    context: typer.Context,
    name: NameArgument,
    statement: IdArgument,
    belongs: Annotated[bool | None, typer.Option("--belongs/--doesnt", help="Neither takes back an answer.")] = None,
) -> None:
    """Say that a statement belongs to one, or doesn't: it learns from that."""
    study = changed(context.obj, lambda study: study.own.judge(name, statement, belongs))
    typer.echo(f"{study.own[name].name}: {_size(study.own.found(name))}")


@own.command()
def rename(context: typer.Context, name: NameArgument, new: Annotated[str, typer.Argument(metavar="NEW")]) -> None:
    """Call one something else, which is then looked for."""
    changed(context.obj, lambda study: study.own.rename(name, new))
    typer.echo(f"It is called {new}.")


@own.command()
def remove(context: typer.Context, name: NameArgument) -> None:
    """Look for one no more."""
    gone: list[str] = []
    changed(context.obj, lambda study: gone.append(study.own.remove(name).name))
    typer.echo(f"{gone[-1]} is gone.")


@own.command()
def undo(context: typer.Context) -> None:
    """Take back the last change of own interests."""
    study = changed(context.obj, lambda study: study.own.undo())
    _print(study, [interest.name for interest in study.own])


@own.command()
def redo(context: typer.Context) -> None:
    """Make the change again that was undone last."""
    study = changed(context.obj, lambda study: study.own.redo())
    _print(study, [interest.name for interest in study.own])


def _statements(study: Study, rows: Iterable[Any]) -> list[dict[str, object]]:
    frame = study.contents.ingested.frame
    return [
        {
            "statement_id": int(row.statement_id), "user_id": str(frame["user_id"].iloc[row.statement_id]),
            "text": str(frame["text"].iloc[row.statement_id]), "score": round(float(row.score), 3),
            "certain": round(float(row.certain), 3),
        }
        for row in rows
    ]  # fmt: skip


def _wrong(found: Found) -> dict[str, object]:
    """The share of wrong ones for programs, null where it is not known."""
    wrong = found.wrong
    numbers = {"wrong": wrong.share, "low": wrong.low, "high": wrong.high}
    return {
        **{name: None if value != value else value for name, value in numbers.items()},
        "known": wrong.known, "answers": wrong.answers,
    }  # fmt: skip


def _wrong_text(found: Found) -> str:
    wrong = found.wrong
    if wrong.known == "measured":
        return f"{wrong.share:.0%} ({wrong.low:.0%}–{wrong.high:.0%}), by {wrong.answers} answers"
    return f"about {wrong.share:.0%}, an estimate" if wrong.known == "estimated" else "not known"


def _size(found: Found) -> str:
    n = len(found.statements)
    return f"{n:,} statements, wrong of them: {_wrong_text(found)}." if n else "hardly anybody speaks of it."


def _print(study: Study, names: Iterable[str]) -> None:
    """Own interests as a table."""
    found = {name: study.own.found(name) for name in names}
    rows = [
        (one.interest.name, f"{len(one.statements):,}", f"{len(study.own.users(name)):,}", _wrong_text(one))
        for name, one in found.items()
    ]
    print_table("Own interests", ("interest", "statements", "users", "wrong of them"), rows)
