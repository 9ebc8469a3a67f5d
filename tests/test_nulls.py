"""With nothing there figures seldom claim something, and what is there they find: benchmarks/nulls.py in short."""

import importlib
from pathlib import Path

import pytest
from scipy.stats import binom

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
RUNS = {
    "appeared": 4, "drivers, 400 people": 20, "outcomes, 60 people": 20, "outcomes, 400 people": 6,
    "a page of findings": 15, "the same of 3,000": 10,
}  # fmt: skip
"""Fewer runs of what takes long."""
USUAL = 40
STRICT = 0.999
"""A true share at the edge of what must be would be called wrong in one of a thousand seeds; the seeds are fixed."""


@pytest.fixture(scope="module")
def nulls():
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(BENCHMARKS)
        return importlib.import_module("nulls")


NAMES = [
    "changes", "a segment by topic", "at least 5 statements", "the same of 3,000", "drivers, 60 people",
    "drivers, 400 people", "outcomes, 60 people", "outcomes, 400 people", "trends", "share of a topic", "hit rate",
    "guessed labels", "who moved", "dislikes", "marks", "carried by few", "a page of findings", "appeared",
]  # fmt: skip


def test_all_rows_are_tried(nulls):
    assert list(nulls.ROWS) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_with_nothing_there_little_is_claimed(name, nulls):
    runs = RUNS.get(name, USUAL)
    found = nulls.rates(name, runs, effect=False)
    for figure, (low, high) in nulls.ROWS[name].must.items():
        least, most = binom.ppf(1 - STRICT, runs, low) / runs, binom.ppf(STRICT, runs, high) / runs
        assert least <= found[figure] <= most, figure


@pytest.mark.parametrize(
    ("name", "figure", "least"),
    [("share of a topic", "shows that it is below 40%", 0.6), ("who moved", "who moved", 0.5),
     ("trends", "a topic", 0.3), ("dislikes", "a topic", 0.2), ("marks", "a topic", 0.5),
     ("a segment by topic", "a topic", 0.3),
     ("guessed labels", "shows that it is above .45", 0.4), ("carried by few", "the topic", 1.0),
     ("drivers, 60 people", "the driver", 0.2), ("drivers, 400 people", "the driver", 0.6),
     ("outcomes, 60 people", "the relation", 0.2)],
)  # fmt: skip
def test_what_is_there_is_found(name, figure, least, nulls):
    assert nulls.rates(name, 15, effect=True)[figure] >= least


def test_what_only_goes_along_with_a_driver_is_not_called_one(nulls):
    found = nulls.rates("drivers, 400 people", 15, effect=True)
    assert found["what goes along with it"] == 0
    assert found["of all found, wrong"] <= 0.1
