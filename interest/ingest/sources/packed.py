"""Columns that hold more than one thing: values between commas become columns, answers below each other a row each."""

import re
from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from interest.errors import InputError
from interest.ingest.roles.looks import Kind, Look
from interest.ingest.roles.names import match
from interest.ingest.roles.questions import is_question
from interest.ingest.tables import RawTable, unique_names

_PACKED = re.compile(r"[^,\s]{1,60}(?:,[^,\s]{1,60}){3,30}")
_PARTS = re.compile(r"[^,\s]{0,60}(?:,[^,\s]{0,60}){1,30}")
_MOST_PARTS = 31
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_LOOKED_AT = 300
_FEWEST = 5  # cells that show a shape
_SHARE = 0.5
_MOST_QUESTIONS = 200
_OFTEN = 3  # answers to a question, on average, for a column of questions
_BELOW = 1.5  # answers of one who answers, on average, where they stand below each other
_ONCE = 0.8  # share of the answers that are the only one of somebody to a question; others are several ticks
_MOST_ASKED = 50  # different questions that a form has which says nothing of who answers
_MOST_COLUMNS = 300  # different questions of those who say that theirs is a form: each is a column as long as the table
_VARIED = 2  # different answers to a question, on average, that people give; a program has one for each


def open_packed(table: RawTable, said: Sequence[str] | None = None) -> RawTable:
    """A table whose columns of as many values between commas, most of them numbers, are a column a value.

    Where columns are `said`, these are looked at alone, and any values between commas are enough.
    """
    if said is None:
        packed = [column for column in table.frame if _is_packed(table.frame[column])]
    else:
        packed = [column for column in said if column in table.frame and _has_parts(table.frame[column])]
    if not packed:
        return table
    columns: dict[str, pd.Series] = {}
    for column in table.frame:
        if column not in packed:
            columns[column] = table.frame[column]
            continue
        parts = table.frame[column].str.split(",", expand=True, n=_MOST_PARTS - 1).fillna("").astype("str")
        columns |= {f"{column}.{at + 1}": parts[at] for at in parts}
    frame = pd.DataFrame(columns).astype("str")
    told = f"the values between commas in {', '.join(map(repr, packed))} are columns"
    return table.opened(frame, told, packed=packed)


def _has_parts(column: pd.Series) -> bool:
    """Whether cells hold values between commas, and no words: a comma between words separates nothing."""
    cells = [cell for cell in column.head(_LOOKED_AT) if "," in cell]
    return bool(cells) and all(_PARTS.fullmatch(cell) for cell in cells)


def _is_packed(column: pd.Series) -> bool:
    cells = [cell for cell in column.head(_LOOKED_AT) if cell]
    if len(cells) < _FEWEST or not all(map(_PACKED.fullmatch, cells)):
        return False
    rows = [cell.split(",") for cell in cells]
    if len({len(row) for row in rows}) > 1 or column.str.count(",").max() >= len(rows[0]):
        return False
    numeric = [all(map(_NUMBER.fullmatch, values)) for values in zip(*rows, strict=True)]
    return sum(numeric) >= _SHARE * len(numeric)


def open_answers(
    table: RawTable,
    question: Sequence[str] | None = None,
    answer: Sequence[str] | None = None,
    user: Sequence[str] | None = None,
    likely: bool = False,
) -> RawTable:
    """A table of answers below each other (who, which question, what) as one of a row for each who answers.

    Who answers is the column of users, or else the first by which hardly anybody answers a question twice; several
    answers of one to the same question are ticks. Where nobody does answer several, each answer stays a row. Other
    columns are kept where they are the same in all of somebody's. Somebody can say the columns, each as the only one of
    a list; an empty list says that there are no such answers. Raises `InputError` where one of both columns is said,
    and the other can't be found, unless that is only `likely`.
    """
    frame = table.frame
    if () in (question, answer) or [] in (question, answer):
        return table
    asked = question[0] if question else next((c for c in frame if _holds_questions(c, frame[c])), None)
    said = answer[0] if answer else next((c for c in frame if c != asked and _is_called(c, "answered")), None)
    if asked is None or said is None:
        if (question or answer) and not likely:
            lacking = "question" if asked is None else "answer"
            raise InputError(f"{table.name}: for answers that stand below each other, choose the column of {lacking}.")
        return table
    others = [column for column in frame if column not in (asked, said)]
    found = (column for column in sorted(others, key=_is_no_user) if _answers(frame, column, asked))
    who = user[0] if user else next(found, None)
    if who is not None:
        return _by_person(table, asked, said, who)
    if (question and answer) or _are_of_people(frame, asked, said):
        return _by_answer(table, asked, said)
    return table


def _by_person(table: RawTable, asked: str, said: str, who: str) -> RawTable:
    """A row for each who answers, a column for each question."""
    others = [column for column in table.frame if column not in (asked, said)]
    rows = table.frame.assign(**{"\0line": table.lines})[table.frame[who].str.strip() != ""]
    groups = rows.groupby(who, sort=False)
    kept = [column for column in others if column == who or bool((groups[column].nunique() <= 1).all())]
    known = groups[[column for column in kept if column != who] + ["\0line"]].first()
    answers = rows.groupby([who, asked], sort=False)[said].agg(lambda cells: "; ".join(c for c in cells if c)).unstack()
    answers = answers[list(rows[asked].unique())].reindex(known.index).fillna("")
    lines = known.pop("\0line").to_numpy()
    wide = pd.concat([known, answers], axis=1).reset_index()
    wide.columns = pd.Index(unique_names(wide.columns))
    told = f"each row was an answer: those of one {who!r} are a row, and each of {asked!r} is a column"
    beside = replace(table, frame=known, lines=lines, problems=())
    return beside.opened(wide.astype("str"), told, question=[asked], answer=[said])


def _by_answer(table: RawTable, asked: str, said: str) -> RawTable:
    """A row for each answer, a column for each question, where nothing tells which answers are one person's."""
    questions = list(table.frame[asked].unique())
    if len(questions) > _MOST_COLUMNS:
        raise InputError(
            f"{table.name}: {asked!r} holds {len(questions)} different questions, more than the {_MOST_COLUMNS} that "
            "can be columns; read them as the text instead."
        )
    answers = {value: table.frame[said].where(table.frame[asked] == value, "") for value in questions}
    wide = pd.concat([table.frame.drop(columns=[asked, said]), pd.DataFrame(answers)], axis=1)
    wide.columns = pd.Index(unique_names(wide.columns))
    told = f"each row is an answer, and each question in {asked!r} is a column; no column says who gave several"
    return table.opened(wide.astype("str"), told, question=[asked], answer=[said])


def _are_of_people(frame: pd.DataFrame, asked: str, said: str) -> bool:
    """Whether few questions, as a form asks them, have many different answers, and not each the one of a program."""
    questions = [value for value in frame[asked].unique() if value.strip()]
    asking = sum(map(is_question, questions)) >= _SHARE * len(questions)
    different = len(frame[[asked, said]].drop_duplicates())
    return asking and len(questions) <= _MOST_ASKED and different >= _VARIED * len(questions)


def _is_called(name: str, role: str) -> bool:
    return (found := match(name, role)) is not None and found.score == 1


def _holds_questions(name: str, column: pd.Series) -> bool:
    """Whether few questions come again and again in a column."""
    different = [value for value in column.unique() if value.strip()]
    if not 1 < len(different) <= _MOST_QUESTIONS or len(column) < _OFTEN * len(different):
        return False
    return _is_called(name, "asked") or sum(map(is_question, different)) >= _SHARE * len(different)


def _is_no_user(name: str) -> bool:
    found = match(name, "user_id")
    return found is None or found.score < 0.9


def _answers(frame: pd.DataFrame, who: str, asked: str) -> bool:
    """Whether a column says who answers: several rows each, and hardly a question twice; days are nobody."""
    if Look.of(frame[who].head(_LOOKED_AT)).of_kind(Kind.DATE) > _SHARE:
        return False
    filled = frame[[who, asked]][frame[who].str.strip() != ""]
    n = filled[who].nunique()
    return n >= _OFTEN and len(filled) >= _BELOW * n and len(filled.drop_duplicates()) >= _ONCE * len(filled)
