"""Numbers and times in the forms that people and programs write."""

import numpy as np
import pandas as pd
import pytest

from interest.ingest.values import (
    DateOrder,
    date_order,
    implausible,
    is_unrated,
    parse_numbers,
    parse_ratings,
    parse_times,
    scale_in,
)


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
    assert time("03-05-2026") == ["2026-05-03 00:00:00"]


@pytest.mark.parametrize("mark", ["/", "-"])
@pytest.mark.parametrize("day_first", [True, False])
def test_a_column_that_leaves_a_doubt_is_read_as_the_shorter_time(mark, day_first):
    days = [f"2025-05-{day:02} 00:00:00" for day in range(1, 11)]
    order = (0, 1) if day_first else (1, 0)
    written = [mark.join([*((f"{day:02}", "05")[part] for part in order), "2025"]) for day in range(1, 11)]
    assert time(*written) == days
    found = date_order(pd.Series(written, dtype="str"))
    assert found.day_first is day_first
    assert found.doubtful == {date for date in written if date != mark.join(("05", "05", "2025"))}


def test_a_column_without_doubt_says_so():
    for column in (["03/05/2026", "13/05/2026"], ["01.01.2025", "01.02.2025"], ["05/05/2025"]):
        assert date_order(pd.Series(column, dtype="str")) == DateOrder(True)
    assert date_order(pd.Series(["03/05/2026", "05/13/2026", "soon"], dtype="str")) == DateOrder(False)
    assert date_order(pd.Series(["2026-05-03", "1777832640", ""], dtype="str")) == DateOrder(None)
    assert date_order(pd.Series([], dtype="str")) == DateOrder(None)


def test_a_column_that_contradicts_itself_keeps_its_certain_dates():
    assert time("13/05/2026", "05/14/2026", "05/06/2026") == [
        "2026-05-13 00:00:00", "2026-05-14 00:00:00", "2026-05-06 00:00:00",
    ]  # fmt: skip


def test_the_order_can_be_said():
    column = pd.Series(["01/05/2025", "02/05/2025", "13/05/2025", "01.05.2025"], dtype="str")
    assert parse_times(column, day_first=True).dt.day.tolist() == [1, 2, 13, 1]
    assert parse_times(column, day_first=False).dt.day.tolist() == [5, 5, 13, 5]


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
    assert parse_ratings(pd.Series([written], dtype="str")).values.tolist() == [rating]


def test_one_1970_among_times_of_two_years_is_none_of_them():
    times = pd.Series(pd.date_range("2024-01-01", "2025-12-31", 40))
    odd = pd.concat([times, pd.Series(pd.to_datetime(["1970-01-01", "2099-12-31", None]))], ignore_index=True)
    assert implausible(odd).tolist() == [False] * 40 + [True, True, False]


def test_times_that_are_old_but_many_belong_to_the_data():
    times = pd.Series([*pd.date_range("2025-01-01", periods=30), *pd.date_range("1990-01-01", periods=10)])
    assert not implausible(times).any()
    few = pd.Series(pd.to_datetime(["1970-01-01", "2024-01-01", "2024-01-02"]))
    assert not implausible(few).any()  # too few to say
    assert not implausible(pd.Series(pd.date_range("2016-01-01", "2025-12-31", 50))).any()


@pytest.mark.parametrize(
    ("header", "scale"),
    [
        ("Wie zufrieden sind Sie? (Schulnote 1-6)", (6, 1)),
        ("Rate us: 1 = very satisfied, 5 = very dissatisfied", (5, 1)),
        ("总体满意度（1=非常满意，5=非常不满意）", (5, 1)),
        ("How satisfied are you? (1 = very dissatisfied, 5 = very satisfied)", None),
        ("How likely is it (0-10)?", None),
        ("Note", None),
    ],
)
def test_a_header_may_say_that_a_low_mark_is_the_better_one(header, scale):
    assert scale_in(header) == scale


def test_words_for_no_rating_leave_a_scale_what_it_is():
    words = pd.Series(["满意", "未评价", "不满意", "未回访", "一般"])
    assert np.nan_to_num(parse_ratings(words).values).tolist() == [4, 0, 2, 0, 3]
    assert [is_unrated(word) for word in words] == [False, True, False, True, False]
