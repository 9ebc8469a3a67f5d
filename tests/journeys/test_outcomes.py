"""Journey from a column of the data to what goes with it, and on to an experiment and its uplift, in a real browser."""

import io
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from driven import SPENT_ON, topic_of
from visiting import Visitor

from interest.export import csv_bytes
from interest.segments import HOLD_OUT, TREAT
from interest.study import Study

pytestmark = pytest.mark.browser


def test_from_an_outcome_to_an_experiment(visitor: Visitor, driven: Study) -> None:
    page = visitor.page
    visitor.visit("segments", f"driven-{visitor.language}")
    visitor.heading("drivers.title", level=3)
    asked = page.get_by_role("combobox", name=visitor.t("drivers.column"))
    assert asked.input_value() == "spend"  # of which most is sure
    name = driven.tree[topic_of(driven, SPENT_ON)].name
    assert page.get_by_role("listitem").filter(has_text=name).count() >= 1
    visitor.sees(visitor.t("drivers.no_cause"))
    visitor.wait()
    page.get_by_text(visitor.t("experiment.title"), exact=True).first.click()
    visitor.wait()
    with page.expect_download() as saved:
        visitor.button("experiment.deal").click()
    groups = pd.read_csv(io.BytesIO(Path(saved.value.path()).read_bytes()))
    assert sorted(groups["user_id"]) == sorted(driven.segments.members("Players"))
    assert (groups["group"] == HOLD_OUT).sum() == round(0.2 * len(groups))
    told = groups.assign(bought=np.where(groups["group"] == TREAT, "yes", "no"))
    file = {"name": "bought.csv", "mimeType": "text/csv", "buffer": csv_bytes(told)}
    page.get_by_test_id("stFileUploader").last.locator("input[type=file]").set_input_files(file)
    page.get_by_test_id("stAlert").filter(has_text="+100").wait_for(timeout=60_000)  # it is read in a process apart
