"""The page Users: one's own tree, history, and what a learned vector looks at."""

import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from asking_app import run, texts

from interest.study import open_study
from interest.ui.frame.translations import translate
from interest.users.training import Settings

pytestmark = pytest.mark.usefixtures("no_models")


def charts(app) -> list[dict]:
    """What the page's charts are made of, the largest first."""
    specs = [json.loads(element.proto.spec) for element in app.get("plotly_chart")]
    return [spec["data"] for spec in specs]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_ones_own_tree_holds_ones_own_statements(saved: Path, language: str) -> None:
    study = open_study(saved)
    own = study.statements[study.statements["user_id"] == "user003"]
    app = run("users", user="user003", lang=language)
    app.segmented_control(key="profile_level").set_value("sunburst").run()
    assert not app.exception
    rings = next(data[0] for data in charts(app) if data[0]["type"] == "sunburst")
    sizes = dict(zip(rings["ids"], rings["customdata"], strict=True))
    said = {node: sizes[node][0] for node in sizes if node in set(own["topic"])}
    assert said == own["topic"].value_counts().to_dict()
    assert rings["labels"][0] == "user003"


def test_history_tells_what_was_said_when(saved: Path) -> None:
    app = run("users", user="user003")
    own = open_study(saved).statements.query("user_id == 'user003'")
    assert translate("en", "users.history") in texts(app)
    bars = next(data for data in charts(app) if data[0]["type"] == "bar" and data[0].get("orientation") != "h")
    assert len(bars) == own["category"].nunique()


def test_no_times_no_history(saved: Path) -> None:
    study = open_study(saved)
    ingested = study.contents.ingested
    study._current.change(ingested=replace(ingested, frame=ingested.frame.assign(timestamp=pd.NaT)))
    study.save(saved)
    assert translate("en", "users.history") not in texts(run("users", user="user003"))


def test_what_makes_somebody_who_they_are_is_shown_before_and_after_learning(saved: Path, monkeypatch) -> None:
    app = run("users", user="user003")
    assert translate("en", "users.influence") in [part.label for part in app.expander]
    before = next(table.value for table in app.dataframe if "said" in table.value)
    study = open_study(saved)
    own = study.statements.query("user_id == 'user003'")
    assert set(before["said"]) == {study.tree[topic].name for topic in own["topic"]}
    assert before["share"].is_monotonic_decreasing
    monkeypatch.setattr("interest.users.training.Settings", lambda: Settings(epochs=2, steps=2, halvings=1))
    open_study(saved).learn().save(saved)
    app = run("users", user="user003")
    assert any("said" in table.value for table in app.dataframe)
