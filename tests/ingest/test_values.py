"""Numbers and times in the forms that people and programs write."""

import numpy as np
import pandas as pd
import pytest

from interest.ingest.values import parse_numbers, parse_ratings, parse_times


def time(*values: str) -> list[str]:
    parsed = parse_times(pd.Series(values, dtype="str"))
    assert parsed.dtype == "datetime64[ns]"
    return ["" if pd.isna(value) else str(value) for value in parsed]


@pytest.mark.parametrize(
    "written",
    [
        "2026-05-03 18:24",
        "2026-05-03T18:24:00Z",
        "2026-05-04T02:24:00+08:00",
        "2026-05-03T11:24:00-0700",
        "2026-05-03 18:24:00 UTC",
        "2026-05-03T18:24:00.000000",
        "2026-5-3 18:24",
        "2026/5/3 18:24",
        "2026.05.03 18:24:00",
        "２０２６-05-03　18：24",
        "2026年5月3日 18:24",
        "2026年05月03日18时24分",
        "2026年5月3日 下午6:24",
        "1777832640",
        "1777832640000",
        "1777832640000000",
        "1777832640.0",
        "20260503182400",
        "05/03/2026 6:24 PM",
        "03.05.2026 18:24",
        "03-05-26 18:24",
        "May 3, 2026 6:24 pm",
        "3 May 2026 18:24",
        "3rd of May, 2026 18:24",
        "Sun, 03 May 2026 18:24:00 GMT",
        "Sun May 03 18:24:00 +0000 2026",
        "03-May-2026 18:24",
    ],
)
def test_forms_of_one_time(written):
    assert time(written) == ["2026-05-03 18:24:00"]


@pytest.mark.parametrize(
    "written", ["2026-05-03", "2026年5月3日", "20260503", "May 3, 2026", "2026/05/03", " 2026-05-03 "]
)
def test_forms_of_one_day(written):
    assert time(written) == ["2026-05-03 00:00:00"]


@pytest.mark.parametrize(
    "written",
    [
        "",
        "hello",
        "yesterday",
        "2026-13-45",
        "2026-02-30",
        "2026-05-03 25:00",
        "0001-01-01",
        "9999-01-01",
        "3天前",
        "12",
        "2026",
        "5 May",
    ],
)
def test_what_is_no_time(written):
    assert time(written) == [""]


def test_day_or_month_first_is_decided_by_the_column():
    assert time("03/05/2026", "13/05/2026") == ["2026-05-03 00:00:00", "2026-05-13 00:00:00"]
    assert time("03/05/2026", "05/13/2026") == ["2026-03-05 00:00:00", "2026-05-13 00:00:00"]
    assert time("03/05/2026") == ["2026-03-05 00:00:00"]
    assert time("03.05.2026") == ["2026-05-03 00:00:00"]


def test_a_column_of_mixed_zones():
    assert time("2026-05-03T18:24+02:00", "2026-05-03T18:24", "x") == ["2026-05-03 16:24:00", "2026-05-03 18:24:00", ""]


def test_times_keep_the_index():
    assert parse_times(pd.Series(["2026-05-03"], index=[7], dtype="str")).index.tolist() == [7]


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("3", 3),
        ("1.5", 1.5),
        ("1,200", 1200),
        ("1.2万", 12000),
        ("2k", 2000),
        ("500+", 500),
        ("１２", 12),
        ("-3", -3),
        ("1e3", 1000),
    ],
)
def test_numbers(written, number):
    assert parse_numbers(pd.Series([written], dtype="str")).tolist() == [pytest.approx(number)]


@pytest.mark.parametrize("written", ["", "x", "nan", "inf", "three", "1-2", ","])
def test_what_is_no_number(written):
    assert np.isnan(parse_numbers(pd.Series([written], dtype="str"))).all()


@pytest.mark.parametrize(
    ("written", "rating"), [("4", 4), ("4.5", 4.5), ("4/5", 4), ("4 stars", 4), ("4星", 4), ("4分", 4)]
)
def test_ratings(written, rating):
    assert parse_ratings(pd.Series([written], dtype="str")).tolist() == [rating]
