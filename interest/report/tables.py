"""A study's tables as one file: a workbook, CSVs, JSON or Parquet, under the same privacy as the page."""

import io
import json
import zipfile
from collections.abc import Mapping

import pandas as pd

from interest.export import (
    SEGMENT_COLUMNS,
    column_rows,
    csv_bytes,
    driver_rows,
    profile_rows,
    records,
    segment_interests,
    user_rows,
    with_names,
    xlsx_bytes,
)
from interest.hierarchy.tree import LEVELS
from interest.report.contents import INTERESTS
from interest.report.handout import Handout

_DIGITS = 4
"""Of shares and p-values, for people."""
STATEMENT_COLUMNS = (
    "user_id", "text", "source", "timestamp", *(f"{level}_name" for level in LEVELS), "strength", "is_outlier",
)  # fmt: skip


def tables(handout: Handout) -> dict[str, pd.DataFrame]:
    """The tables by name: tree, users, profiles; statements, if they may be quoted; segments, precision, own,
    drivers and columns, if there are some."""
    found = {
        "tree": handout.tree.to_frame(),
        "users": _users(handout),
        "profiles": profile_rows(handout.profile_table, handout.tree),
    }
    if handout.privacy.quotes:
        found["statements"] = with_names(handout.statements, handout.tree, LEVELS)[list(STATEMENT_COLUMNS)]
    if handout.groups:
        found["segments"], found["segment_users"] = _segments(handout), _segment_users(handout)
    if len(handout.precision):
        found["precision"] = handout.precision
    if len(handout.own):
        found["own"] = handout.own
    if len(handout.drivers):
        found["drivers"] = driver_rows(handout.drivers, handout.tree)
    if len(handout.columns):
        found["columns"] = column_rows(handout.columns, handout.tree)
    return {name: frame.reset_index(drop=True) for name, frame in found.items()}


def _users(handout: Handout) -> pd.DataFrame:
    """Users with their heaviest topics, named, as a list."""
    table = handout.profile_table
    topics = table[table["level"] == "topic"].groupby("user_id").head(INTERESTS)
    names = topics["node_id"].map(lambda node: handout.tree[node].name).groupby(topics["user_id"]).agg(list)
    users = user_rows(handout.users, handout.statements, handout.profiles, handout.tree).drop(
        columns=["category", "topic"]
    )
    return users.assign(interests=[names.get(user, []) for user in users["user_id"]])


def _segments(handout: Handout) -> pd.DataFrame:
    rows = [
        segment_interests(handout.tree, handout.group_profile(group)).assign(segment=group.name)
        for group in handout.groups
    ]
    return pd.concat(rows, ignore_index=True)[["segment", *SEGMENT_COLUMNS]]


def _segment_users(handout: Handout) -> pd.DataFrame:
    rows = [(group.name, user) for group in handout.groups for user in group.members]
    return pd.DataFrame(rows, columns=["segment", "user_id"], dtype="str")


def workbook(handout: Handout) -> bytes:
    """The tables as XLSX, a sheet each, for people: in the language of the handout."""
    return xlsx_bytes(_for_people(handout))


def csv_archive(handout: Handout) -> bytes:
    """The tables as CSVs in a ZIP archive, for people: in the language of the handout."""
    return _archive({f"{name}.csv": csv_bytes(frame) for name, frame in _for_people(handout).items()})


def parquet_archive(handout: Handout) -> bytes:
    """The tables as Parquet files in a ZIP archive, for programs: with the names that `tables` gives."""
    return _archive({f"{name}.parquet": frame.to_parquet(index=False) for name, frame in tables(handout).items()})


def json_bytes(handout: Handout) -> bytes:
    """The tables as one JSON object of lists of rows, for programs: with the names that `tables` gives."""
    return json.dumps({name: records(frame) for name, frame in tables(handout).items()}, ensure_ascii=False).encode()


def _for_people(handout: Handout) -> dict[str, pd.DataFrame]:
    """The tables with their names, columns and levels in the language of the handout."""
    t = handout.say
    shown = {}
    for name, frame in tables(handout).items():
        numbers = frame.select_dtypes("float")
        frame = frame.assign(**numbers.round(_DIGITS))
        if "level" in frame:
            frame = frame.assign(level=[t(f"level.{level}") for level in frame["level"]])
        columns = {column: t(f"column.{column.removesuffix('_name')}") for column in frame}
        shown[t(f"table.{name}")] = frame.rename(columns=columns)
    return shown


def _archive(files: Mapping[str, bytes]) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as into:
        for name, contents in files.items():
            into.writestr(name, contents)
    return archive.getvalue()
