"""Kinds of exports that tools write, read without a setting as their owners would: who said what, when, how rated."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest
from exports import KINDS, Export, Said

from interest.ingest import load


def read(export: Export, folder) -> list[Said]:
    """What the library reads from an export, a row (and source) of statements together."""
    path = folder / export.name
    path.write_bytes(export.data)
    frame = load(path).frame
    rows = [part.iloc[0].to_dict() | {"text": " ".join(part["text"])} for _, part in frame.groupby(["row", "source"])]
    return [Said(row["text"], row["user_id"], moment(row["timestamp"]), number(row["rating"])) for row in rows]


def moment(time: pd.Timestamp) -> str | None:
    return None if pd.isna(time) else time.isoformat()


def number(value: float) -> float | None:
    return None if np.isnan(value) else value


def squeezed(text: str) -> str:
    return " ".join(text.split())


def differences(found: Sequence[Said], expected: Sequence[Said]) -> list[str]:
    """What is not as it was said: texts that are missing or too many, then users, times and ratings of the others."""
    told = {squeezed(row.text): row for row in expected}
    seen = {squeezed(row.text): row for row in found}
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
    unknown = [seen[text].user for text in told.keys() & seen.keys() if told[text].user is None]
    if len(set(unknown)) < len(unknown):
        problems.append("users that are nobody in particular are taken for one")
    return problems


@pytest.mark.parametrize("name", KINDS)
def test_kinds(name, tmp_path):
    export = KINDS[name]()
    assert differences(read(export, tmp_path), export.said) == []
