"""The page Report, in both languages."""

import html
import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from asking_app import run
from streamlit.testing.v1 import AppTest

import interest
from interest.report import Privacy, hand_out
from interest.study import Study
from interest.ui.frame.translations import translate
from interest.ui.shared import points

pytestmark = pytest.mark.usefixtures("no_models")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_report_is_as_private_as_wished(language: str, saved: Path, small_study: Study) -> None:
    app = run("report", lang=language)

    def preview() -> str:
        return app.get("iframe")[0].proto.srcdoc

    text = small_study.statements["text"][small_study.tree.level("topic")[0].examples[0]]
    assert translate(language, "handout.kind") in preview()
    assert not [user for user in small_study.users if user in preview()]
    assert text in preview()
    app.toggle(key="report_pseudonymous").set_value(False).run()
    assert "user007" in preview()
    app.toggle(key="report_pseudonymous").set_value(True).run()
    app.toggle(key="report_quotes").set_value(False).run()
    app.number_input(key="report_min_users").set_value(6).run()
    assert not app.exception
    assert not [user for user in small_study.users if user in preview()]
    assert text not in preview()
    assert translate(language, "handout.min_users", k=6) in preview()


def figure_of(app: AppTest) -> dict:
    """The picture for slides, as plotly gets it."""
    assert not app.exception
    return json.loads(app.get("plotly_chart")[0].proto.spec)


def names_in(figure: dict) -> set[str]:
    """The names that stand in a tree, or among the points of a map and in its legend."""
    names = [
        label["text"].removeprefix("<b>").removesuffix("</b>") for label in figure["layout"].get("annotations", ())
    ]
    for trace in figure["data"]:
        names += trace["labels"] if "labels" in trace else [trace["name"]] if trace.get("showlegend") else []
    return {html.unescape(name.replace("<br>", " ")) for name in names}


@pytest.mark.parametrize("show", ["statements", "users"])
def test_a_map_for_slides(show: str, saved: Path, small_study: Study) -> None:
    app = run("report")
    app.selectbox(key="report_figure").select(show).run()
    figure = figure_of(app)
    categories = {node.name for node in small_study.tree.level("category")}
    topics = {node.name for node in small_study.tree.level("topic")}
    assert categories <= names_in(figure) <= categories | topics
    assert not figure["layout"].get("images")


def test_a_map_of_very_many_points_for_slides_is_a_picture(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(points, "MOST_DRAWN", 100)
    app = run("report")
    app.selectbox(key="report_figure").select("statements").run()
    assert len(figure_of(app)["layout"]["images"]) == 1


@pytest.mark.parametrize("show", ["sunburst", "statements", "users"])
def test_pictures_for_slides_name_nothing_that_too_few_people_care_about(
    show: str, saved: Path, small_study: Study
) -> None:
    least = 1 + min(node.users for node in small_study.tree.level("category"))
    shown = hand_out(small_study.contents, Privacy(min_users=least)).tree
    secret = {node.name for node in small_study.tree if node.id not in shown} - {node.name for node in shown}
    assert secret & {node.name for node in small_study.tree.level("category")}
    app = run("report")
    app.selectbox(key="report_figure").select(show).run()
    assert names_in(figure_of(app)) & secret
    app.number_input(key="report_min_users").set_value(least).run()
    figure = figure_of(app)
    assert names_in(figure) <= {translate("en", "tree.whole"), *(node.name for node in shown)}
    hovers = {html.unescape(text) for trace in figure["data"] for text in trace.get("text", ())}
    assert not [name for name in secret for text in hovers if f"<b>{name}</b>" in text]
    drawn = sum(len(trace["text"]) for trace in figure["data"] if "text" in trace)
    if show != "sunburst":  # nothing falls out: what was folded is grey
        assert drawn == small_study.statements["statement_id" if show == "statements" else "user_id"].nunique()


def test_the_least_number_of_people_stays_while_the_session_lasts(
    saved: Path, planted_frame: Callable[..., pd.DataFrame], fake_encoder
) -> None:
    interest.build(planted_frame(n_users=20), encoder=fake_encoder, name="less").save(saved.parent / "less")
    app = run("report", study="small")
    app.number_input(key="report_min_users").set_value(6).run()
    app.switch_page("pages/tree.py").run()
    app.switch_page("pages/report.py").run()
    assert app.number_input(key="report_min_users").value == 6
    assert translate("en", "handout.min_users", k=6) in app.get("iframe")[0].proto.srcdoc
    app.number_input(key="report_min_users").set_value(40).run()
    app.selectbox(key="study_box").select("less").run()  # which has not as many users
    assert not app.exception
    assert app.number_input(key="report_min_users").value == 20  # and does not fall back to 1
    assert translate("en", "handout.min_users", k=20) in app.get("iframe")[0].proto.srcdoc
