"""Kinds of exports that tools write, read without a setting as their owners would: who said what, when, how rated."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest
from exports import KINDS, Export, Said

from interest.ingest import load


def read(export: Export, folder) -> list[tuple[int, Said]]:
    """What the library reads from an export: the row and what is said in it, the statements of a source together."""
    path = folder / export.name
    path.write_bytes(export.data)
    frame = load(path).frame
    rows = [part.iloc[0].to_dict() | {"text": " ".join(part["text"])} for _, part in frame.groupby(["row", "source"])]
    return [(r["row"], Said(r["text"], r["user_id"], moment(r["timestamp"]), number(r["rating"]))) for r in rows]


def moment(time: pd.Timestamp) -> str | None:
    return None if pd.isna(time) else time.isoformat()


def number(value: float) -> float | None:
    return None if np.isnan(value) else value


def squeezed(text: str) -> str:
    return " ".join(text.split())


def differences(found: Sequence[tuple[int, Said]], expected: Sequence[Said]) -> list[str]:
    """What is not as it was said: texts that are missing or too many, then users, times and ratings of the others."""
    told = {squeezed(row.text): row for row in expected}
    seen = {squeezed(row.text): row for _, row in found}
    problems = [f"missing: {text}" for text in told.keys() - seen.keys()]
    problems += [f"too many: {text}" for text in seen.keys() - told.keys()]
    timed, rated = any(row.time for row in expected), any(row.rating is not None for row in expected)
    for text in told.keys() & seen.keys():
        row, was = seen[text], told[text]
        if was.user and row.user != was.user:
            problems.append(f"user {row.user!r} instead of {was.user!r}")
        if timed and not (row.time or "").startswith(was.time or "never"):
            problems.append(f"time {row.time} instead of {was.time}")
        if rated and row.rating != was.rating:
            problems.append(f"rating {row.rating} instead of {was.rating}")
    if all(row.user is None for row in expected) and len({row.user for _, row in found}) < len({at for at, _ in found}):
        problems.append("users that are nobody in particular are taken for one")
    return problems


def columns_astray(export: Export, folder) -> list[str]:
    """What is not as it should be of the columns that a file's owner would know: further ones, and counts."""
    found = load(folder / export.name)
    kept = {*found.attributes.of_users, *found.attributes.of_statements}
    weights = {use.column for reading in found.readings for use in reading.uses if use.role == "weight"}
    astray = [f"no attribute: {column}" for column in export.known if column not in kept]
    return astray + ([f"weights {weights}"] if export.weight and weights != {export.weight} else [])


@pytest.mark.parametrize("name", KINDS)
def test_kinds(name, tmp_path):
    export = KINDS[name]()
    assert differences(read(export, tmp_path), export.said) == []
    if export.known or export.weight:
        assert columns_astray(export, tmp_path) == []
