"""Exports in the shapes that real tools write, in small: texts, users, times, ratings as their owners would read them.

`cases/expected.tsv` has who said what, when, how rated, a row a text; a user or time that is empty is not told by the
file. Where there is no user, each row is one of its own.
"""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import numpy as np
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


def rows(case: str) -> pd.DataFrame:
    return load_rows(CASES / case).frame


def test_votes_and_clicks_count_by_their_logarithm():
    for case, column in (("13-search-console-queries.csv", "Clicks"), ("13b-search-console-consultas.csv", "Clics")):
        clicks = pd.read_csv(CASES / case)[column]
        assert rows(case)["weight"].tolist() == pytest.approx((1 + np.log1p(clicks)).tolist())
    assert rows("23-play-scraper-google-user.csv")["weight"].max() < 1 + np.log1p(100)
    assert rows("26b-reddit-comments.jsonl")["weight"].max() < 10


def test_decimal_commas_in_weights():
    written = pd.read_csv(CASES / "20b-decimal-commas.csv", sep=";", decimal=",")["weight"]
    assert rows("20b-decimal-commas.csv")["weight"].tolist() == written.tolist()


@pytest.mark.parametrize(
    ("case", "sources"),
    [
        ("16-reviews-by-model.json", {"model_0", "model_1", "model_2", "model_3"}),
        ("18-wide-survey.csv", {"q_what_do_you_like", "q_what_do_you_dislike", "q_what_is_missing"}),
        ("19e-a-sheet-a-month.xlsx", {"January", "February", "March"}),
        (
            "01-qualtrics.csv",
            {"What is the main reason for your score?", "What is one thing that we should change?"},
        ),
    ],
)
def test_sources(case, sources):
    assert set(rows(case)["source"]) == sources


@pytest.mark.parametrize(
    ("case", "told"),
    [
        ("01-qualtrics.csv", "the header has 3 rows; the further ones say more about the columns"),
        ("08-ids-in-scientific-notation.csv", "were rounded by a spreadsheet, so that different people may share one"),
        ("15-goodreads.csv", "0 means that there is none"),
        ("19c-dates-as-numbers.xlsx", "days as spreadsheets count them"),
        ("20b-decimal-commas.csv", "ratings in 'rating': numbers with decimal commas"),
        ("23-play-scraper-google-user.csv", "'A Google user' in 'userName' is nobody in particular"),
        ("32-youtube-comments.csv", "have no date to be counted from and are left out"),
        ("33-intercom.json", "the records are talks; each of their"),
        ("38-lines-above-header.csv", "titles above the header were left out (rows: 2)"),
        ("50-empty-columns-total.csv", "totals at the end were left out (rows: 2)"),
    ],
)
def test_what_was_decided_is_said(case, told):
    (reading,) = load_rows(CASES / case).readings
    assert any(told in sentence for sentence in (*reading.found, *reading.values))


@pytest.mark.parametrize(
    ("case", "reasons"),
    [
        ("22-jd-default-reviews.csv", {"default text"}),
        ("25-tweets.csv", {"repost", "hashtags and mentions"}),
        ("26b-reddit-comments.jsonl", {"nobody in particular", "bot", "quotation", "edit note", "empty text"}),
        ("12b-zendesk-tickets.jsonl", {"quotation", "signature"}),
        ("30-mojibake.csv", {"broken encoding"}),
        ("05-whatsapp-iphone.txt", {"system message"}),
        ("04-non-answers.csv", {"non-answer"}),
    ],
)
def test_what_was_left_out_or_stripped_is_reported(case, reasons):
    assert reasons <= {entry.reason for entry in load_rows(CASES / case).entries}
