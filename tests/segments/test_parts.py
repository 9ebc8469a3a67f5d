"""Quarters, tenths and last days of a column: what they mean, what follows the data, and what stays."""

import numpy as np
import pandas as pd
import pytest

from interest.contents.definitions import PARTS, Has, Known
from interest.errors import SegmentError
from interest.ingest import Attributes
from interest.segments import Segment, from_json, to_json
from interest.texts import LANGUAGES, translate
from interest.wording import definition_text

USERS = [f"u{i}" for i in range(40)]
DAYS = pd.date_range("2026-01-01 13:00", periods=40, freq="D")


def known(numbers: np.ndarray) -> Known:
    users = pd.DataFrame({"user_id": USERS, "age": numbers.astype(float), "joined": DAYS})
    nothing = pd.DataFrame({"user_id": USERS})
    return Known(nothing, None, Attributes(users, kinds={"age": "number", "joined": "date"}))  # type: ignore[arg-type]


@pytest.mark.parametrize(("part", "expected"), {
    "highest quarter": range(30, 40), "lowest quarter": range(10), "highest tenth": range(36, 40),
    "lowest tenth": range(4), "middle half": range(10, 30),
}.items())  # fmt: skip
def test_parts_are_of_whichever_data_unless_they_are_fixed(part: str, expected: range) -> None:
    now, later = known(np.arange(40)), known(np.arange(40) + 100)
    has = Has("age", quantiles=PARTS[part])
    assert has.part == part
    assert has.members(now) == has.members(later) == {USERS[i] for i in expected}
    fixed = has.fixed(now)
    assert (fixed.low, fixed.high, fixed.quantiles) == (str(expected[0]), str(expected[-1]), ())
    assert fixed.members(now) == has.members(now)
    assert not fixed.members(later)


def test_fixed_numbers_are_read_back_exactly() -> None:
    numbers = np.random.default_rng(0).gamma(2, 30, 40)
    has = Has("age", quantiles=(0.25, 0.75))
    assert has.fixed(known(numbers)).members(known(numbers)) == has.members(known(numbers))


def test_last_days_and_the_end_of_a_day() -> None:
    data = known(np.arange(40))
    last = Has("joined", days=7)
    last.check(data)
    assert last.members(data) == set(USERS[-7:])
    assert (last.fixed(data).low, last.fixed(data).high) == ("2026-02-03", "2026-02-09")
    assert last.fixed(data).members(data) == last.members(data)
    assert Has("joined", high="2026-01-02").members(data) == {"u0", "u1"}  # at one in the afternoon, too
    assert from_json(to_json([Segment("new", last)])) == (Segment("new", last),)


@pytest.mark.parametrize(("has", "message"), [
    (Has("age", days=3), "holds no days"), (Has("joined", days=-3), "from 1 on"),
    (Has("age", low="9", high="2"), "swap the two"),
])  # fmt: skip
def test_what_can_not_be_meant(has: Has, message: str) -> None:
    with pytest.raises(SegmentError, match=message):
        has.check(known(np.arange(40)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_part_in_words(language: str) -> None:
    def said(has: Has) -> str:
        return definition_text(Segment("", has), lambda key, **values: translate(language, key, **values))

    texts = {said(Has("age", quantiles=part)) for part in PARTS.values()} | {said(Has("joined", days=9))}
    assert len(texts) == len(PARTS) + 1
    assert all("age" in text or "joined" in text for text in texts)
