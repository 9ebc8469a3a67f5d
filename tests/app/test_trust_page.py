"""The page Trust, in both languages."""

from pathlib import Path

import pytest
from asking_app import button, link, run, texts, until
from streamlit.testing.v1 import AppTest

from interest.study import Study
from interest.ui.frame.translations import translate

pytestmark = pytest.mark.usefixtures("no_models")


def trusted(language: str = "en", **where: str) -> AppTest:
    """The page on trust with its figures."""
    app = run("quality", lang=language, **where)
    until(app, lambda: bool(app.metric))
    return app


@pytest.mark.parametrize("language", ["en", "zh"])
def test_trust_is_told_for_the_whole_and_for_a_node(language: str, saved: Path, small_study: Study) -> None:
    app = trusted(language)
    quality = small_study.quality()
    topics = quality.nodes[quality.nodes["level"] == "topic"]
    figures = {metric.label: metric.value for metric in app.metric}
    assert figures[translate(language, "quality.stability")] == f"{topics['stability'].mean():.0%}"
    assert figures[translate(language, "quality.diversity")] == f"{quality.whole.diversity:.0%}"
    shown = app.dataframe[0].value
    assert len(shown) == len(topics) + len(small_study.tree.level("category"))
    assert translate(language, "quality.start") in texts(app)
    node = small_study.tree.level("topic")[2]
    app.selectbox(key="quality_node").select(node.id).run()
    assert node.name in texts(app)
    button(app, translate(language, "users.open_node")).click().run()
    assert app.title[0].value == translate(language, "nav.tree")
    assert link(app)["node"] == node.id


def test_a_weak_branch_is_marked_on_both_pages(
    saved: Path, small_study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("interest.evaluation.quality.FEWEST_USERS", 1000)  # so that all are weak
    app = trusted(node=small_study.tree.level("topic")[0].id)
    assert [warning.value for warning in app.warning] == ["Weak: fewer than 5 people"]
    app.switch_page("pages/tree.py").run()
    assert [warning.value for warning in app.warning] == ["Weak: fewer than 5 people"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_recommended_items_are_judged(language: str, saved: Path) -> None:
    app = trusted(language)
    title = translate(language, "quality.items")
    until(app, lambda: {"recommender", "policy"} <= {column for frame in app.dataframe for column in frame.value})
    assert title in texts(app)
    shown, answered = (frame.value for frame in app.dataframe[-2:])
    assert translate(language, "recommender.hybrid") in shown["recommender"].tolist()
    assert len(shown) == 5 and shown["precision"].str.fullmatch(r"\d+%").all()
    view = next(group for group in app.button_group if group.key == "items_view")
    view.set_value("ranges").run()
    assert app.dataframe[-2].value["precision"].isin(["–"]).all()  # of fewer than ten people there is no interval
    assert answered["policy"].tolist()[0] == translate(language, "policy.feedback")
    ways = next(group for group in app.button_group if group.key == "items_split")
    assert translate(language, "quality.split_folds") in ways.options
    ways.set_value("new").run()
    assert translate(language, "quality.split_new_help") in texts(app)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_recommended_interests_are_judged_when_somebody_asks(language: str, saved: Path, small_study: Study) -> None:
    app = trusted(language)
    own = translate(language, "recommender.recommended")

    def shown() -> list[str]:
        return [name for frame in app.dataframe if "recommender" in frame.value for name in frame.value["recommender"]]

    assert translate(language, "quality.interests") in texts(app)
    assert own not in shown()
    app.toggle(key="test_interests").set_value(True).run()
    ways = next(group for group in app.button_group if group.key == "interests_split")
    assert len(ways.options) == 4  # no new interests: a topic that nobody wrote about is none
    ways.set_value("time").run()
    until(app, lambda: own in shown())
    recall = small_study.interest_quality("time").set_index(["metric", "recommender"]).loc["recall", "value"]
    parts = {"own": recall["recommended"], "popular": recall["popularity"], "chance": recall["random"]}
    assert translate(language, "quality.found", k=5, **parts) in texts(app)


def test_the_labels_of_the_data_are_compared(saved: Path, small_study: Study) -> None:
    app = trusted()
    assert translate("en", "quality.agreement") in texts(app)
    shown = app.dataframe[1].value
    assert shown["ami"].tolist() == small_study.quality().agreement["ami"].round(2).tolist()
