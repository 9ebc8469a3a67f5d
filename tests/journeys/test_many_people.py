"""Several people at once, each with a study of their own, and some who build (benchmarks/people.py)."""

import random
import runpy
from pathlib import Path

import pytest
from visiting import ROOT

PEOPLE, BUILDERS, SECONDS = 10, 2, 15.0
PAGES = ("findings", "tree", "users", "segments", "search")
"""Without the map, which a processor draws slowly for ten browsers at once."""


@pytest.mark.browser
def test_ten_people_and_two_builds_meet_nothing_of_each_other(
    browser, _saved_once: Path, tmp_path: Path, record_property
) -> None:
    crowd = runpy.run_path(str(ROOT / "benchmarks" / "people.py"))["crowd"]
    with crowd(browser, _saved_once, tmp_path, PEOPLE, BUILDERS) as people:
        outcome = people.stay(SECONDS, random.Random(0), PAGES)
    record_property("people", f"Ten people and two builds: {outcome}")
    assert outcome.failures == []
    assert outcome.pages >= PEOPLE and outcome.builds >= BUILDERS and outcome.changes >= 1
