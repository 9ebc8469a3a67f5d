"""The page Segments, in both languages."""

import json
import shutil
from pathlib import Path

import pytest
from asking_app import button, field, link, node_of, run, texts, with_segments
from streamlit.testing.v1 import AppTest

import interest
from interest.config import studies_folder
from interest.study import Study
from interest.ui.frame.translations import translate

pytestmark = pytest.mark.usefixtures("no_models")


@pytest.mark.parametrize(("page", "label"), [("findings", "Make groups of people"), ("compare", "Compare two groups")])
def test_the_way_to_segments_is_shown(saved: Path, page: str, label: str) -> None:
    app = run(page)
    links = [element.proto for element in app.get("page_link")]
    assert [link.page for link in links if label in link.label] == ["interest-segments"]


def opened(app: AppTest, label: str) -> bool:
    """Whether an expander is open."""
    return next(expander for expander in app.expander if expander.label == label).proto.expanded


@pytest.mark.parametrize("language", ["en", "zh"])
def test_from_nothing_to_two_segments_compared(language: str, saved: Path, small_study: Study) -> None:
    def say(key: str, **values: object) -> str:
        return translate(language, f"segments.{key}", **values)

    app = run("segments", lang=language)
    assert say("start") in texts(app)
    assert say("no_condition") in texts(app)
    nodes = next(box for box in app.multiselect if box.key.startswith("nodes-"))
    nodes.select(node_of(small_study, 0)).run()
    people = small_study.tree[node_of(small_study, 0)].users
    assert say("preview", n=people, of=61) in texts(app)
    assert say("share_any", n=people) in texts(app)
    share = next(slider for slider in app.slider if slider.key.startswith("rule-share"))
    share.set_value(50).run()
    weights = small_study.profiles.query("node_id == @node_of(@small_study, 0)")["weight"]
    assert say("share_says", share=0.5, n=(weights >= 0.5).sum()) in texts(app)
    share.set_value(0).run()
    app.button(key="rule-keep").click().run()  # under the name that is suggested
    assert not app.exception
    name = small_study.tree[node_of(small_study, 0)].name
    assert app.success[0].value.replace("\\", "") == say("kept", name=name, n=people)
    assert "compare-newest" not in [b.key for b in app.button]
    assert link(app)["segment"] == name
    assert app.dataframe[0].value["users"].tolist() == [people]
    assert app.metric[0].value == str(people)
    assert say("one_more") in texts(app)
    assert not opened(app, say("new"))
    assert next(box for box in app.multiselect if box.key.startswith("nodes-")).value == []  # an empty form
    app.button_group(key="segment_way").set_value("ids").run()
    app.text_area[0].set_value("user001, user002\nuser003;nobody").run()
    assert say("strangers", n=1, first="nobody") in texts(app)
    field(app, "ids-name").set_value(f"  {name.upper()} ").run()
    assert app.error[0].value.replace("\\", "") == say("taken", name=name)
    app.button(key="ids-keep").click().run()  # refused, and all that was typed is there
    assert not app.warning
    assert app.text_area[0].value.startswith("user001")
    assert field(app, "ids-name").value.strip() == name.upper()
    field(app, "ids-name").set_value("名单 list").run()
    assert not app.error
    app.button(key="ids-keep").click().run()
    assert not app.text_area
    assert app.success[0].value.replace("\\", "") == say("kept", name="名单 list", n=3)
    assert app.dataframe[0].value["users"].tolist() == [people, 3]
    assert link(app)["segment"] == "名单 list"
    app.button(key="compare-newest").click().run()
    assert not app.exception
    assert app.selectbox(key="first_segment").value == "名单 list"
    assert app.selectbox(key="second_segment").value == name
    assert [segment.name for segment in interest.open_study(saved).segments] == [name, "名单 list"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_difference_is_said_in_a_sentence(language: str, saved: Path) -> None:
    study = with_segments(saved)
    frame = study.profiles
    for name, place in (("a", 0), ("b", 1)):
        study.segments.add_ids(name, frame.loc[frame["node_id"] == node_of(study, place), "user_id"])
    study.save(saved)
    app = run("segments", lang=language, segment="a")
    app.button_group(key="segment_look").set_value("two").run()
    app.selectbox(key="second_segment").select("b").run()
    said = next(info.value for info in app.info if info.icon == ":material/compare_arrows:").replace("\\", "")
    for place in (0, 1):
        assert study.tree[node_of(study, place)].name in said
    app.selectbox(key="second_segment").select("One [x](y)").run()
    assert not app.exception


def test_the_form_is_empty_but_for_who_comes_to_define(saved: Path, small_study: Study) -> None:
    app = run("segments", node=node_of(small_study, 0))
    assert next(box for box in app.multiselect if box.key.startswith("nodes-")).value == []


def test_nearly_everybody_is_hardly_a_segment(saved: Path, rated: Study) -> None:
    def warnings(app: AppTest) -> list[str]:
        return [warning.value for warning in app.warning]

    study = interest.open_study(saved)
    study.segments.add_ids("most", study.users[:60])
    study.segments.add_ids("all", study.users)
    study.segments.add_rule("forum", source="forum")
    study.segments.add_rule("few", label="", statements=30)
    study.save(saved)
    assert warnings(run("segments", segment="most")) == [translate("en", "segments.nearly_everybody", share=60 / 61)]
    assert warnings(run("segments", segment="all")) == [translate("en", "segments.everybody")]
    assert "“By source”" in warnings(run("segments", segment="forum"))[0]
    assert warnings(run("segments", segment="few")) == []
    app = run("segments")
    app.selectbox(key=conditions(app)["source"]).select("forum").run()
    assert "“By source”" in warnings(app)[0]  # said of the new one before it is saved


def test_a_member_is_a_click_away_and_files_can_be_taken(saved: Path) -> None:
    study = with_segments(saved)
    app = run("segments", segment="二")
    assert app.metric[0].value == str(len(study.segments.members("二")))
    assert len(app.dataframe[1].value) == len(study.segments.members("二"))
    files = ["segments.download_members", "segments.download_profile", "experiment.deal"]
    assert [button.label for button in app.get("download_button")] == [translate("en", label) for label in files]
    app.session_state["members"] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    app.run()
    assert app.title[0].value == "Users"
    assert link(app)["user"] in study.segments.members("二")


def test_rename_remove_and_put_back(saved: Path) -> None:
    def names() -> list[str]:
        return [segment.name for segment in interest.open_study(saved).segments]

    study = with_segments(saved)
    study.segments.add_ids("three", ["user001"])
    study.save(saved)
    app = run("segments", segment="二")
    app.button(key="change-segment").click().run()
    field(app, "rule-name-small-change").set_value("one [X](Y)").run()
    assert "already" in app.error[0].value  # the name is taken
    app.button(key="change-keep").click().run()
    assert names() == ["One [x](y)", "二", "three"]
    field(app, "rule-name-small-change").set_value("Two").run()
    app.button(key="change-keep").click().run()
    assert link(app)["segment"] == "Two"
    assert not [b for b in app.button if b.key == "change-keep"]
    app.button(key="remove-segment").click().run()
    assert names() == ["One [x](y)", "three"]
    assert link(app)["segment"] == "One [x](y)"
    assert translate("en", "segments.removed", name="Two") in texts(app)
    app.selectbox(key="segment_box").select("three").run()
    app.button(key="undo-segments").click().run()
    assert names() == ["One [x](y)", "Two", "three"]
    assert link(app)["segment"] == "Two"
    assert not [b for b in app.button if b.key == "undo-segments"]
    assert not app.exception


def test_the_last_segment_can_be_put_back(saved: Path) -> None:
    study = interest.open_study(saved)
    study.segments.add_ids("only", ["user001"])
    study.save(saved)
    app = run("segments")
    app.button(key="remove-segment").click().run()
    assert translate("en", "segments.start") in texts(app)
    app.button(key="undo-segments").click().run()
    assert [segment.name for segment in interest.open_study(saved).segments] == ["only"]


def test_what_a_segment_asks_for_can_be_changed(saved: Path) -> None:
    study = with_segments(saved)
    study.segments.add_ids("ids", ["user001", "user002"])
    study.segments.add_statements("lasso", [1, 2])
    study.save(saved)
    app = run("segments", segment="One [x](y)")
    app.button(key="change-segment").click().run()
    share = next(slider for slider in app.slider if "change" in slider.key)
    assert share.value == 20
    share.set_value(50).run()
    next(n for n in app.number_input if "change" in n.key).set_value(2).run()
    app.button(key="change-keep").click().run()
    assert not app.exception
    segment = interest.open_study(saved).segments["One [x](y)"]
    assert segment.definition == study.segments.rule({node_of(study, 0): 0.5}, statements=2)
    app.selectbox(key="segment_box").select("ids").run()
    app.button(key="change-segment").click().run()
    assert app.text_area[0].value == "user001\nuser002"
    app.text_area[0].set_value("user003").run()
    app.button(key="change-keep").click().run()
    assert interest.open_study(saved).segments.members("ids") == ["user003"]
    app.selectbox(key="segment_box").select("lasso").run()
    app.button(key="change-segment").click().run()
    app.button(key="change-cancel").click().run()
    assert not [b for b in app.button if b.key == "change-keep"]
    assert not app.exception


def test_a_segment_of_a_merged_node_can_be_changed(saved: Path) -> None:
    study = with_segments(saved)
    merged = study.edit.merge(node_of(study, 1), node_of(study, 0))
    study.save(saved)
    app = run("segments", segment="One [x](y)")
    assert study.tree.path_name(merged) in texts(app)
    app.button(key="change-segment").click().run()
    next(slider for slider in app.slider if "change" in slider.key).set_value(0).run()
    app.button(key="change-keep").click().run()
    assert not app.exception
    again = interest.open_study(saved)
    assert again.segments["One [x](y)"].nodes == (merged,)
    assert len(again.segments.members("One [x](y)")) == again.tree[merged].users


def conditions(app: AppTest) -> dict[str, str]:
    """Keys of the choices among what the data say."""
    return {box.key.split("-")[1]: box.key for box in app.selectbox if box.key.startswith("rule-")}


def test_only_what_the_data_say_is_asked_for(saved: Path, small_study: Study) -> None:
    assert small_study.statements["rating"].isna().all()
    assert small_study.statements["source"].nunique() == 1
    assert set(conditions(run("segments"))) == ({"label"} if small_study.statements["label"].any() else set())


def test_a_segment_of_who_is_not_content(saved: Path, rated: Study) -> None:
    app = run("segments")
    assert {"source", "opinion"} <= set(conditions(app))
    app.selectbox(key=conditions(app)["opinion"]).select("disliked").run()
    low = set(rated.statements.loc[rated.statements["rating"] < 3, "user_id"])
    assert translate("en", "segments.preview", n=len(low), of=61) in texts(app)
    app.button(key="rule-keep").click().run()
    assert set(interest.open_study(saved).segments.members("Disliked")) == low
    assert "rated: Disliked" in texts(app)


def test_from_a_node_of_the_tree(saved: Path, small_study: Study) -> None:
    node = small_study.tree[node_of(small_study, 2)]
    app = run("tree", node=node.id)
    button(app, "Make a segment").click().run()
    assert app.title[0].value == "Segments"
    assert next(box for box in app.multiselect if box.key.startswith("nodes-")).value == [node.id]
    assert translate("en", "segments.preview", n=node.users, of=61) in texts(app)  # all of them
    app.button(key="rule-keep").click().run()
    app.switch_page("pages/tree.py").run()
    button(app, "Make a segment").click().run()  # of the same node again
    assert next(box for box in app.multiselect if box.key.startswith("nodes-")).value == [node.id]
    assert opened(app, translate("en", "segments.new"))


@pytest.mark.parametrize("show", ["statements", "users"])
def test_from_a_lasso_on_the_map(show: str, saved: Path, small_study: Study) -> None:
    app = run("map")
    app.button_group(key="map_show").set_value(show).run()
    frame = small_study.statements.head(20)
    ids = frame["statement_id"].astype(str) if show == "statements" else frame["user_id"].unique()
    points = [{"customdata": [point]} for point in ids]
    app.session_state[f"map-{show}-category"] = {"selection": {"points": points}}
    app.run()
    assert f"{frame['user_id'].nunique()}** people" in texts(app)
    app.button(key="lasso-keep").click().run()
    assert not app.exception
    assert app.success[0].value.startswith("Saved: “Chosen on the map”")
    study = interest.open_study(saved)
    assert set(study.segments.members("Chosen on the map")) == set(frame["user_id"])


def test_a_segment_whose_node_is_gone_says_so(saved: Path) -> None:
    study = with_segments(saved)
    study.edit.hide(node_of(study, 0))
    study.save(saved)
    app = run("segments", segment="One [x](y)")
    assert "not in this tree" in app.warning[0].value
    assert not app.error
    app.button_group(key="segment_look").set_value("two").run()
    assert not app.exception
    app = run("segments", segment="gone")
    assert "“gone”" in app.warning[0].value.replace("\\", "")


def test_segments_of_another_study_are_taken_over(saved: Path) -> None:
    shutil.copytree(saved, studies_folder() / "may")
    with_segments(studies_folder() / "may")
    app = run("segments", study="small")
    app.button_group(key="segment_way").set_value("study").run()
    app.button(key="take-over").click().run()
    assert not app.exception
    assert [segment.name for segment in interest.open_study(saved).segments] == ["One [x](y)", "二"]
    assert translate("en", "segments.took", n=2) in texts(app)
    app.button(key="undo-segments").click().run()
    assert not app.exception
    assert not len(interest.open_study(saved).segments)


def test_an_unsaved_cut_has_to_be_kept_first(saved: Path) -> None:
    with_segments(saved)
    app = run("tree")
    app.slider[0].set_value(3).run()
    button(app, "Show").click().run()
    app.switch_page("pages/segments.py").run()
    assert not app.exception
    assert translate("en", "segments.keep_first") in texts(app)


def of_topics(study: Study, folder: Path, places: int) -> list[str]:
    """A saved segment for the people of each of the first topics."""
    for place in range(places):
        study.segments.add_node(f"s{place}", node_of(study, place))
    study.save(folder)
    return [segment.name for segment in study.segments]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_difference_is_shown_on_the_tree(language: str, saved: Path, small_study: Study) -> None:
    of_topics(interest.open_study(saved), saved, 2)
    app = run("segments", lang=language, segment="s0")
    app.button_group(key="segment_look").set_value("two").run()
    assert translate(language, "segments.butterfly_help") in texts(app)
    app.button_group(key="difference_look").set_value("tree").run()
    assert not app.exception
    assert translate(language, "segments.tree_help", a="s0", b="s1") in texts(app)
    figure = json.loads(app.get("plotly_chart")[-1].proto.spec)
    ids, shown = figure["data"][0]["ids"], figure["data"][0]["customdata"]
    own = dict(zip(ids, shown, strict=True))
    assert own[node_of(small_study, 0)][1] == 1.0
    assert own[node_of(small_study, 1)][2] == 1.0
    assert own[node_of(small_study, 0)][3:5] == ["s0", "s1"]


def test_three_segments_are_set_side_by_side(saved: Path) -> None:
    names = of_topics(interest.open_study(saved), saved, 3)
    app = run("segments", segment="s0")
    app.button_group(key="segment_look").set_value("two").run()
    app.multiselect(key="further_segments").select("s2").run()
    assert not app.exception
    assert translate("en", "segments.heat_help") in texts(app)
    figure = json.loads(app.get("plotly_chart")[-1].proto.spec)
    assert [title.split(" (")[0] for title in figure["layout"]["xaxis"]["ticktext"]] == names
    app.selectbox(key="second_segment").select("s2").run()  # chosen twice: counts once
    assert not app.exception
    assert app.multiselect(key="further_segments").options == ["s1"]
    assert translate("en", "segments.butterfly_help") in texts(app)


def test_what_each_source_speaks_of(saved: Path, rated: Study) -> None:
    app = run("segments")  # without any segment
    assert translate("en", "by_source.help") in texts(app)
    figure = json.loads(app.get("plotly_chart")[-1].proto.spec)
    assert figure["layout"]["xaxis"]["ticktext"] == ["forum", "客服"]
    names = of_topics(interest.open_study(saved), saved, 2)
    app = run("segments")
    app.button_group(key="segment_look").set_value("sources").run()
    assert app.selectbox(key="source_people").options == ["Everybody", *names]
    app.selectbox(key="source_people").select("s0").run()
    app.button_group(key="source_level").set_value("category").run()
    assert not app.exception
    assert translate("en", "by_source.download") in [button.label for button in app.get("download_button")]


def test_one_source_is_nothing_to_compare(saved: Path) -> None:
    app = run("segments")
    assert [chart.key for chart in app.get("plotly_chart")] == ["crowd"]
    with_segments(saved)
    app = run("segments")
    app.button_group(key="segment_look").set_value("sources").run()
    assert translate("en", "by_source.one") in texts(app)
    assert [chart.key for chart in app.get("plotly_chart")] == ["crowd"]


def test_where_no_groups_show_some_can_be_made_with_a_click(saved: Path) -> None:
    app = run("segments")
    makes = [button for button in app.button if str(button.key).startswith("make-")]
    assert makes
    makes[0].click().run()
    assert not app.exception
    kept = interest.open_study(saved).segments
    assert len(kept) == 1
    assert next(iter(kept)).definition.interests[0].above == pytest.approx(1 / 3)
    assert makes[0].key not in [button.key for button in app.button]  # it is there already
    app.button(key="undo-segments").click().run()
    assert not len(interest.open_study(saved).segments)
