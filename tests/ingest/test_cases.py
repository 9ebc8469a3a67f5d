"""Exports in the shapes that real tools write, in small: texts, users, times, ratings as their owners would read them.

`cases/expected.tsv` has who said what, when, how rated, a row a text; a user or time that is empty is not told by the
file. Where there is no user, each row is one of its own.
"""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest

from interest.ingest import load_rows

CASES = Path(__file__).parent / "cases"


def expected_rows() -> Mapping[str, pd.DataFrame]:
    rows = pd.read_csv(CASES / "expected.tsv", sep="\t", dtype=str, keep_default_na=False, quoting=3)
    return dict(list(rows.groupby("case", sort=False)))


EXPECTED = expected_rows()


def said(path: Path) -> pd.DataFrame:
    """A row a text that has words, in single spaces: row, user, time, rating, text, all strings."""
    frame = load_rows(path).frame
    frame = frame[[any(map(str.isalnum, text)) for text in frame["text"]]]
    return pd.DataFrame(
        {
            "row": frame["row"],
            "user": frame["user_id"],
            "time": ["" if pd.isna(time) else time.isoformat() for time in frame["timestamp"]],
            "rating": ["" if pd.isna(rating) else f"{rating:g}" for rating in frame["rating"]],
            "text": [squeezed(text) for text in frame["text"]],
        }
    )


def squeezed(text: str) -> str:
    return " ".join(text.split())


def differences(found: pd.DataFrame, expected: pd.DataFrame) -> list[str]:
    """What was read otherwise than it was said, where the file tells it: texts, users, times, ratings."""
    users, times, ratings = (set(expected[column]) != {""} for column in ("user", "time", "rating"))
    nobody = set(expected.loc[expected["user"] == "", "text"])
    seen = found.assign(
        user=found["user"].where(~found["text"].isin(nobody), ""),
        time=found["time"].str[: expected["time"].str.len().max()] if times else "",
        rating=found["rating"] if ratings else "",
    )
    told = expected.assign(user=expected["user"].where(~expected["text"].isin(nobody), ""))
    columns = ["user", "time", "rating", "text"]
    was, now = (Counter(frame[columns].itertuples(index=False, name=None)) for frame in (told, seen))
    problems = [f"missing: {row}" for row in was - now] + [f"too many: {row}" for row in now - was]
    if not users and found["user"].nunique() < found["row"].nunique():
        problems.append("rows of nobody in particular have one user")
    return problems


@pytest.mark.parametrize("case", EXPECTED)
def test_cases(case):
    assert differences(said(CASES / case), EXPECTED[case]) == []
