"""The page Map."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from asking_app import button, run, texts

from interest.ingest import Attributes
from interest.study import Study, open_study
from interest.ui.frame.translations import translate

pytestmark = pytest.mark.usefixtures("no_models")


@pytest.mark.parametrize("show", ["statements", "users"])
@pytest.mark.parametrize("colour", ["category", "topic", "source", "strength"])
def test_the_map_shows_what_is_chosen(saved: Path, show: str, colour: str) -> None:
    app = run("map")
    app.button_group(key="map_show").set_value(show).run()
    app.button_group(key="map_colour").set_value(colour).run()
    assert not app.exception
    assert not app.error


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_map_says_what_grey_points_are(language: str, saved: Path) -> None:
    study = open_study(saved)
    frame = study.contents.ingested.frame
    frame = frame.assign(timestamp=frame["timestamp"].mask(frame.index < 3))
    study._current.change(ingested=replace(study.contents.ingested, frame=frame))
    study.save(saved)
    app = run("map", lang=language)
    app.button_group(key="map_colour").set_value("time").run()
    assert not app.exception
    assert translate(language, "map.undated", n=3) in texts(app)
    app.button_group(key="map_colour").set_value("category").run()
    assert translate(language, "map.undated", n=3) not in texts(app)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_map_is_coloured_by_a_column(language: str, saved: Path) -> None:
    study = open_study(saved)
    users = study.statements["user_id"].unique()
    known = pd.DataFrame({"user_id": users, "plan": "free", "spend": np.arange(float(len(users)))})
    known.loc[0, "spend"] = np.nan
    attributes = Attributes(known, kinds={"plan": "category", "spend": "number"})
    study._current.change(ingested=replace(study.contents.ingested, attributes=attributes))
    study.save(saved)
    app = run("map", lang=language)
    app.button_group(key="map_colour").set_value("column").run()
    assert not app.exception
    assert app.selectbox(key="map_column").options == ["plan", "spend"]
    app.selectbox(key="map_column").set_value("spend").run()
    assert not app.exception
    own = (study.statements["user_id"] == users[0]).sum()
    assert translate(language, "map.unknown", n=int(own)) in texts(app)


def test_what_is_chosen_on_the_map_can_be_looked_at_closer(saved: Path, small_study: Study) -> None:
    app = run("map")
    points = [{"customdata": [str(i)]} for i in small_study.statements["statement_id"].head(9)]
    app.session_state["map-statements-category"] = {"selection": {"points": points}}
    button(app.run(), translate("en", "map.closer")).click().run()
    assert not app.exception
    view = app.session_state["map_closer"][1]
    own = small_study.statements.head(9)
    assert view[0] < own["x"].min() and view[1] > own["x"].max()
    button(app, translate("en", "map.whole")).click().run()
    assert not app.exception
    assert translate("en", "map.whole") not in [b.label for b in app.button]


def test_the_statements_of_a_node_are_listed_beside_the_map(saved: Path, small_study: Study) -> None:
    topic = small_study.tree.level("topic")[0]
    app = run("map", node=topic.id)
    assert topic.name in texts(app)
    own = small_study.statements.query("topic == @topic.id")["text"]
    shown = {element.value for element in app.text}
    assert shown
    assert shown <= set(own)
