"""The page Tree: what it shows of whom, and the ways to a node."""

import base64
import json
from copy import copy
from pathlib import Path

import numpy as np
import pytest
from asking_app import button, link, run, texts
from streamlit.testing.v1 import AppTest

import interest
from interest import library
from interest.study import Study, open_study
from interest.ui.frame.translations import translate

pytestmark = pytest.mark.usefixtures("no_models")


def test_the_tree_starts_with_its_categories(saved: Path, small_study: Study) -> None:
    app = run("tree")
    largest = small_study.tree.level("category")[0]
    assert f"{largest.name} · {largest.size:,}" in texts(app)


def test_the_tree_of_what_is_liked(rated: Study) -> None:
    app = run("tree")
    app.button_group(key="opinion").set_value("liked").run()
    assert not app.exception
    low = rated.statements.loc[rated.statements["rating"] < 3, "topic"].iloc[0]
    assert app.metric[1].value == str(len(rated.tree.level("topic")) - 1)
    app.selectbox(key="tree_node").select(low).run()
    assert not app.exception
    assert translate("en", "tree.none_of_opinion") in texts(app)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_rating_that_nobody_gave_is_said(language: str, rated: Study) -> None:
    app = run("tree", lang=language)
    app.button_group(key="opinion").set_value("neutral").run()
    assert not app.exception
    chosen = {"opinion": translate(language, "opinion.neutral"), "all": translate(language, "opinion.all")}
    assert [info.value for info in app.info] == [translate(language, "tree.none_rated", **chosen)]
    assert not app.metric and not app.get("plotly_chart")
    app.button_group(key="opinion").set_value("all").run()
    assert app.metric[1].value == str(len(rated.tree.level("topic")))


def test_the_charts_of_a_node_count_what_the_panel_counts(rated: Study) -> None:
    low = rated.statements.loc[rated.statements["rating"] < 3, "topic"].iloc[0]
    other = next(node.id for node in rated.tree.level("topic") if node.id != low)
    app = run("tree", node=other)
    titles = [translate("en", f"facet.{name}") for name in ("time", "source", "rating")]
    assert [text.value.strip("*") for text in app.markdown if text.value.strip("*") in titles] == titles
    app.button_group(key="opinion").set_value("liked").run()
    assert not app.exception
    liked = rated.statements[rated.statements["rating"] > 3]
    assert [text.value.strip("*") for text in app.markdown if text.value.strip("*") in titles] == titles[:2]
    who = {"statements": len(liked), "n": liked["user_id"].nunique()}
    assert translate("en", "facet.among", value=translate("en", "opinion.liked"), **who) in texts(app)
    alt = translate("en", "facet.time_alt")
    drawn = next(chart.proto for chart in app.get("plotly_chart") if chart.proto.alt == alt)
    packed = json.loads(drawn.spec)["data"][-1]["customdata"]
    counts = np.frombuffer(base64.b64decode(packed["bdata"]), packed["dtype"]).reshape(-1, 2)
    assert counts.sum(axis=0).tolist() == [(liked["topic"] == other).sum(), len(liked)]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_filter_is_in_sight_says_what_it_hides_and_is_the_study_s_own(language: str, saved: Path) -> None:
    library.duplicate("small")
    topic = min(open_study(saved).tree.level("topic"), key=lambda node: node.users)
    least = topic.users + 1
    app = run("tree", study="small", node=topic.id, lang=language)
    assert translate(language, "tree.few") in popovers(app)
    app.number_input(key="few-small").set_value(least).run()
    assert translate(language, "tree.few_set", n=least) in popovers(app)
    assert translate(language, "tree.few_dropped", node=topic.name, n=least) in texts(app)
    assert "node" not in link(app.run())
    assert translate(language, "tree.few_dropped", node=topic.name, n=least) not in texts(app)
    app.selectbox(key="study_box").select("small 2").run()
    assert translate(language, "tree.few") in popovers(app)
    assert app.number_input(key="few-small 2").value == 1


def popovers(app: AppTest) -> list[str]:
    """What the buttons say that open something."""
    return [block.proto.popover.label for block in app.get("popover")]


def test_the_tree_without_ratings_and_estimates_has_no_such_choice(saved: Path, small_study: Study) -> None:
    copy(small_study).estimate_opinions(False).save(saved)
    app = run("tree")
    assert "opinion" not in [group.key for group in app.button_group]


def test_a_node_is_found_by_typing_and_left_by_its_path(saved: Path, small_study: Study) -> None:
    topic = small_study.tree.level("topic")[0]
    app = run("tree")
    app.selectbox(key="tree_node").select(topic.id).run()
    assert topic.name in texts(app)
    assert link(app)["node"] == topic.id
    app.button(key=f"crumb-{topic.parent}").click().run()
    assert link(app)["node"] == topic.parent
    app.button(key="crumb-").click().run()
    assert "node" not in link(app)


def test_children_and_users_are_a_click_away(saved: Path, small_study: Study) -> None:
    app = run("tree")
    category = small_study.tree.level("category")[0]
    app.button(key=f"chip-child-{category.id}").click().run()
    topic = small_study.tree.children(category.id)[0]
    app.button(key=f"chip-child-{topic.id}").click().run()
    assert link(app)["node"] == topic.id
    chip = next(b for b in app.button if (b.key or "").startswith("chip-user-"))
    chip.click().run()
    assert app.title[0].value == "Users"
    assert link(app)["user"] == chip.key.removeprefix("chip-user-")


def test_another_number_of_categories_is_shown_at_once_and_kept_when_asked(saved: Path, small_study: Study) -> None:
    app = run("tree")
    before = len(small_study.tree.level("category"))
    app.slider[0].set_value(3).run()
    button(app, "Show").click().run()
    assert not app.exception
    assert app.metric[0].value == "3" != str(before)
    button(app, "Back").click().run()
    assert app.metric[0].value == str(before)
    app.slider[0].set_value(3).run()
    button(app, "Show").click().run()
    button(app, "Keep").click().run()
    assert app.metric[0].value == "3"
    assert run("tree").metric[0].value == "3"


def test_a_node_has_its_typical_statements_beside_its_name(saved: Path) -> None:
    app = run("tree", study="small", node="t1")
    study = interest.open_study(saved)
    said = [text.value for text in app.text]
    assert said == [study.statements["text"][i] for i in study.tree["t1"].examples[:3]]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_node_says_what_is_said_most_in_it(language: str, rated: Study) -> None:
    topic = next(node for node in rated.tree.level("topic") if rated.summary(node.id).points)
    points = rated.summary(topic.id).points
    app = run("tree", node=topic.id, lang=language)
    said = texts(app)
    assert translate(language, "points.title") in said
    assert all(point.text in said for point in points)
    app.button(key="point-read-0").click().run()
    assert not app.exception
    assert len(app.dataframe[0].value) == len(points[0].statements)
    app.button_group(key="opinion").set_value("liked").run()
    assert translate(language, "points.title") not in texts(app)  # it is counted in all that was said
