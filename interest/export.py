"""Tables for others: what a study holds, as CSV or XLSX that a spreadsheet opens safely, JSON or Parquet."""

import io
import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from interest.errors import InputError
from interest.figures.style import text_width
from interest.hierarchy.tree import LEVELS, InterestTree
from interest.report.handout import Handout
from interest.segments import SegmentProfile
from interest.study import Study

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
FORMATS = (".csv", ".xlsx", ".json", ".jsonl", ".parquet")
"""The kinds of files that `table_bytes` writes."""
MOST_ROWS = 1_048_575
"""Rows that a sheet of a workbook holds below its header (a limit of Excel)."""
_LONGEST_CELL = 32_767  # characters (a limit of Excel)
_CONTROL_CHARACTERS = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f]")  # XML can't hold them
_MISTAKEN_STARTS = (*FORMULA_STARTS, "#")
_WIDEST = 60  # characters that a column of a sheet shows
SEGMENT_COLUMNS = (
    "users", "node_id", "level", "name", "path", "share", "share_others", "difference", "lift", "p", "q", "significant",
)  # fmt: skip


def study_table(study: Study, what: str) -> pd.DataFrame:
    """One of the tables in `TABLES`, node ids with their names beside them. Raises `InputError` for another one."""
    if what not in TABLES:
        raise InputError(f"There is no table {what!r} in a study; the tables are {', '.join(TABLES)}.")
    return TABLES[what](study)


def table_bytes(frame: pd.DataFrame, suffix: str) -> bytes:
    """The contents of a file that holds the frame, in the format of the suffix. Raises `InputError` for another one."""
    match suffix.lower():
        case ".csv":
            return csv_bytes(frame)
        case ".xlsx":
            return xlsx_bytes({"table": frame})
        case ".json":
            return json.dumps(records(frame), ensure_ascii=False, indent=1).encode()
        case ".jsonl":
            return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in records(frame)).encode()
        case ".parquet":
            return frame.to_parquet(index=False)
    raise InputError(
        f"A table can't be written as {suffix or 'a file without suffix'!r}; use one of {', '.join(FORMATS)}."
    )


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """The frame as CSV in UTF-8 with a byte order mark, which spreadsheets need for Chinese.

    Texts that a spreadsheet would take for a formula get a `'` before them, in cells and headers; lists are joined by
    `; `.
    """
    safe = frame.rename(columns=lambda name: _safe(str(name)))
    texts = [name for name in safe if not pd.api.types.is_numeric_dtype(safe[name].dtype)]
    safe = safe.assign(**{name: [_safe(_text(value)) for value in safe[name]] for name in texts})
    return safe.to_csv(index=False, lineterminator="\n").encode("utf-8-sig")


def xlsx_bytes(tables: Mapping[str, pd.DataFrame]) -> bytes:
    """A workbook with a sheet for each frame, by name.

    Texts are stored as texts, so that none is a formula; one that looks like one is marked to stay a text when it is
    edited. Control characters, which a workbook can't hold, are left out, and lists joined by `; `. Raises `InputError`
    for more rows than a sheet holds.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for name, frame in tables.items():
        if len(frame) > MOST_ROWS:
            raise InputError(
                f"The table {name!r} has {len(frame):,} rows; a sheet holds {MOST_ROWS:,}. Use CSV instead."
            )
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        for number, column in enumerate(frame, 1):
            lengths = [text_width(text) for text in (str(column), *map(_text, frame[column].head(200)))]
            letter = sheet.column_dimensions[_letter(number)]
            letter.width = min(max(lengths) + 2, _WIDEST)
        sheet.append([_text_cell(sheet, str(column), bold=True) for column in frame])
        for row in zip(*(_cells(sheet, frame[column]) for column in frame), strict=True):
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _letter(number: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(number)


def _cells(sheet: Any, values: pd.Series) -> list[Any]:
    """What the rows of a workbook take for the values of a column; missing numbers and times stay empty."""
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        return [None if pd.isna(time) else time.to_pydatetime(warn=False) for time in values]
    if pd.api.types.is_numeric_dtype(values.dtype):  # and bool
        return [None if pd.isna(number) else number for number in values.tolist()]
    return [_text_cell(sheet, _text(value)) for value in values]


def _text_cell(sheet: Any, text: str, bold: bool = False) -> Any:
    """A text as it is: openpyxl would take `=…` for a formula and `#N/A` for an error."""
    text = _CONTROL_CHARACTERS.sub("", text)[:_LONGEST_CELL]
    if not bold and not text.startswith(_MISTAKEN_STARTS):
        return text
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(FORMULA_STARTS)
    if bold:
        cell.font = Font(bold=True)
    return cell


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """A dict a row with the values that JSON knows: times in ISO 8601, missing values None, tuples as lists."""
    return [{name: _plain(value) for name, value in row.items()} for row in frame.to_dict("records")]


def _text(value: object) -> str:
    if isinstance(value, list | tuple):
        return "; ".join(map(str, value))
    return "" if pd.isna(value) else str(value)


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, str):
        return value
    if pd.isna(value):
        return None
    return value.isoformat() if isinstance(value, pd.Timestamp) else value


def _statements(study: Study) -> pd.DataFrame:
    return with_names(study.statements, study.tree, LEVELS)


def profile_rows(study: Study | Handout) -> pd.DataFrame:
    """All profiles, nodes with their names and paths."""
    profiles = study.profiles
    return profiles.assign(
        name=_names(profiles["node_id"], study.tree),
        path=pd.array([study.tree.path_name(node) for node in profiles["node_id"]], dtype="str"),
    )


def _users(study: Study) -> pd.DataFrame:
    """A row a user, as in `user_rows`, with the number of items taken."""
    users = user_rows(study)
    taken = pd.Series(dtype="int64") if study.interactions is None else study.interactions["user_id"].value_counts()
    users.insert(2, "items", taken.reindex(users["user_id"], fill_value=0).to_numpy())
    return users


def user_rows(study: Study | Handout) -> pd.DataFrame:
    """A row a user: statements, breadth, first and last time, heaviest category and topic."""
    written, profiles = study.statements.groupby("user_id"), study.profiles
    users = pd.DataFrame({"user_id": pd.array(study.users, dtype="str")}).set_index("user_id")
    users["statements"] = written.size().reindex(users.index, fill_value=0)
    topics = profiles[profiles["level"] == "topic"]
    entropy = -(topics["weight"] * np.log(topics["weight"])).groupby(topics["user_id"]).sum()
    users["breadth"] = np.exp(entropy).reindex(users.index, fill_value=0.0)
    users["first"], users["last"] = written["timestamp"].min(), written["timestamp"].max()
    for level in ("category", "topic"):
        heaviest = profiles[profiles["level"] == level].drop_duplicates("user_id").set_index("user_id")["node_id"]
        users[level] = heaviest.reindex(users.index, fill_value="")
    return with_names(users.reset_index(), study.tree, ("category", "topic"))


def _memberships(study: Study) -> pd.DataFrame:
    memberships = study.cut.memberships
    return memberships.assign(name=_names(memberships["node_id"], study.tree))


def _vectors(study: Study) -> pd.DataFrame:
    """A row a user who wrote: user_id, and the numbers of `Study.user_vectors`."""
    ids, vectors = study.user_vectors()
    numbers = pd.DataFrame(vectors, columns=[f"v{place}" for place in range(1, vectors.shape[1] + 1)])
    numbers.insert(0, "user_id", pd.array(ids, dtype="str"))
    return numbers


def _neighbours(study: Study) -> pd.DataFrame:
    """The five users most like each: user_id, neighbour, score, shared and differs (names of nodes)."""
    found = [
        study.similar_users(user).rename(columns={"user_id": "neighbour"}).assign(user_id=user) for user in study.users
    ]
    table = pd.concat(found, ignore_index=True)
    for column in ("shared", "differs"):
        table[column] = [[study.tree[node].name for node in nodes] for nodes in table[column]]
    return table[["user_id", "neighbour", "score", "shared", "differs"]]


def _segments(study: Study) -> pd.DataFrame:
    """A row a segment and node: what its users speak of, against everybody else."""
    return _of_segments(study, lambda name: segment_interests(study, study.segments.profile(name)), SEGMENT_COLUMNS)


def segment_interests(study: Study | Handout, profile: SegmentProfile) -> pd.DataFrame:
    """What the users of a segment speak of, against everybody else: a row a node, with `SEGMENT_COLUMNS`."""
    rows = profile.interests.rename(columns={"share_a": "share", "share_b": "share_others"})
    path = pd.array([study.tree.path_name(node) for node in rows["node_id"]], dtype="str")
    rows = rows.assign(users=profile.users, name=_names(rows["node_id"], study.tree), path=path)
    return rows[list(SEGMENT_COLUMNS)]


def _segment_users(study: Study) -> pd.DataFrame:
    return _of_segments(study, lambda name: pd.DataFrame({"user_id": study.segments.members(name)}), ("user_id",))


def _of_segments(study: Study, table: Callable[[str], pd.DataFrame], columns: Sequence[str]) -> pd.DataFrame:
    """One table of all segments that can be applied to the tree."""
    names = [segment.name for segment in study.segments if not study.segments.missing(segment.name)]
    tables = [table(name).assign(segment=name) for name in names]
    found = pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=["segment", *columns], dtype="str")
    return found[["segment", *columns]]


def with_names(frame: pd.DataFrame, tree: InterestTree, levels: Sequence[str]) -> pd.DataFrame:
    """The frame with a column of names beside each column of node ids (`topic_name` beside `topic`)."""
    return frame.assign(**{f"{level}_name": _names(frame[level], tree) for level in levels})


def _names(nodes: pd.Series, tree: InterestTree) -> pd.api.extensions.ExtensionArray:
    return pd.array([tree[node].name if node else "" for node in nodes], dtype="str")


TABLES: Mapping[str, Callable[[Study], pd.DataFrame]] = {
    "tree": lambda study: study.tree.to_frame(),
    "statements": _statements,
    "profiles": profile_rows,
    "users": _users,
    "memberships": _memberships,
    "report": lambda study: study.report.rows,
    "vectors": _vectors,
    "neighbours": _neighbours,
    "segments": _segments,
    "segment-users": _segment_users,
}
"""The tables that can be exported, by name."""
