"""Every page, without a study, with one, and by links; and what Interests, Map, Users and Search show."""

import base64
import json
import shutil
import time
import tomllib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from asking_app import APP, PAGES, button, link, run, texts
from streamlit.testing.v1 import AppTest

import interest
from interest import library
from interest.study import Study, open_study
from interest.ui.frame import session
from interest.ui.frame.translations import translate
from interest.users.training import Settings

pytestmark = pytest.mark.usefixtures("no_models")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_first_start_says_what_to_do(language: str) -> None:
    app = run(lang=language)
    assert app.title[0].value == translate(language, "nav.data")
    assert translate(language, "empty.welcome") in texts(app)
    for page in PAGES[1:]:
        app.switch_page(f"pages/{page}.py").run()
        assert not app.exception
        assert translate(language, "empty.no_study") in texts(app)
        assert [title.value for title in app.title] == [translate(language, f"nav.{page}")]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_shows_the_study(page: str, language: str, saved: Path) -> None:
    app = run(page, lang=language)
    assert app.title[0].value == translate(language, f"nav.{page}")
    assert app.caption[0].value == translate(language, f"{page}.question")
    assert not app.error
    assert not app.warning
    assert link(app)["study"] == "small"
    assert link(app)["lang"] == language


def test_home_leads_to_the_findings_of_the_first_study(saved: Path, small_study: Study) -> None:
    app = run()
    assert app.title[0].value == "Findings"
    first = small_study.findings()[0]
    assert small_study.tree[first.node].name in texts(app)
    app.button(key=f"chip-0-largest-{first.node}").click().run()
    assert app.title[0].value == "Interests"
    assert link(app)["node"] == first.node


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
    shown = {text.value.strip("*"): text.help for text in app.markdown if text.value.strip("*") in titles}
    assert list(shown) == titles[:2]  # all are liked
    assert all(said.endswith(translate("en", "facet.among_help")) for said in shown.values())
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
    assert popovers(app)[0] == translate(language, "tree.few")
    app.number_input(key="few-small").set_value(least).run()
    assert popovers(app)[0] == translate(language, "tree.few_set", n=least)
    assert translate(language, "tree.few_dropped", node=topic.name, n=least) in texts(app)
    assert "node" not in link(app.run())
    assert translate(language, "tree.few_dropped", node=topic.name, n=least) not in texts(app)
    app.selectbox(key="study_box").select("small 2").run()
    assert popovers(app)[0] == translate(language, "tree.few")
    assert app.number_input(key="few-small 2").value == 1


def popovers(app: AppTest) -> list[str]:
    """What the buttons say that open something."""
    return [block.proto.popover.label for block in app.get("popover")]


def test_the_tree_without_ratings_has_no_such_choice(saved: Path) -> None:
    app = run("tree")
    assert "opinion" not in [group.key for group in app.button_group]


def test_a_link_opens_a_node_and_a_user(saved: Path, small_study: Study) -> None:
    node = small_study.tree.level("topic")[3]
    app = run("tree", study="small", node=node.id, user="user007")
    assert node.name in [element.value.replace("\\", "") for element in app.subheader]
    assert str(node.size) in [metric.value for metric in app.metric]
    app.switch_page("pages/users.py").run()
    assert app.selectbox(key="user_box").value == "user007"
    assert link(app)["node"] == node.id


def test_links_to_what_is_not_there_say_so_and_go_on(saved: Path) -> None:
    app = run(study="gone [x](y)", node="c99", user="nobody")
    assert "gone [x](y)" in texts(app)
    assert link(app)["study"] == "small"
    app = run(study="small", node="c99")
    assert "c99" in texts(app)
    assert "node" not in link(app)
    app = run("users", study="small", user="nobody")
    assert "nobody" in texts(app)
    assert app.selectbox(key="user_box").value != "nobody"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_study_learns_in_the_background(language: str, saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interest.users.training.Settings", lambda: Settings(epochs=2, warm_up=1, halvings=1))
    app = run("learning", lang=language)
    assert not app.metric
    button(app, translate(language, "learning.start")).click().run()
    for _ in range(120):
        if app.metric:
            break
        time.sleep(1)
        app.run()
    assert not app.exception
    found = open_study(saved).learned
    shown = {metric.label: metric.value for metric in app.metric}
    assert shown[translate(language, "learning.before")] == f"{found.mrr_mean:.3f}"
    assert shown[translate(language, "learning.after")] == f"{found.mrr_learned:.3f}"
    assert shown[translate(language, "learning.users")] == "60"
    assert translate(language, "learning.done") in texts(app)
    assert translate(language, f"learning.chose_{found.chosen}") in texts(app)
    app.selectbox(key="attention_user").select("user007").run()
    weights = app.dataframe[0].value
    assert 0 < len(weights) <= 12
    own = found.users.reader.phrase_names
    theirs = open_study(saved).statements.set_index("user_id").loc["user007", "text"].tolist()
    assert set(weights["said"]) <= {*own, *theirs}


def go_to(app: AppTest, link: dict[str, str]) -> AppTest:
    """What the browser does on the way back or forward: it runs the page with the link of then."""
    app.query_params.clear()
    for key, value in link.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception
    return app


def test_back_and_forward_within_a_page(saved: Path, small_study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "_ON_ITS_WAY", 0)
    library.duplicate("small")
    category, topic = small_study.tree.level("category")[0], small_study.tree.level("topic")[0]
    app = run("tree", study="small", user="user007")
    links = [link(app)]
    for node in (category.id, topic.id):
        app.selectbox(key="tree_node").select(node).run()
        links.append(link(app))
    app.selectbox(key="study_box").select("small 2").run()
    links.append(link(app))
    assert [(where["study"], where.get("node", "")) for where in links] == [
        ("small", ""), ("small", category.id), ("small", topic.id), ("small 2", ""),
    ]  # fmt: skip
    for step in (2, 1, 0, 1, 2, 3, 2):
        assert link(go_to(app, links[step])) == links[step]
        assert app.selectbox(key="study_box").value == links[step]["study"]
        assert app.selectbox(key="tree_node").value == links[step].get("node", "")
        assert app.session_state["user"] == links[step].get("user", "")
    app.button(key="crumb-").click().run()  # goes on from there
    assert link(app) == links[0]


def test_a_click_before_the_browser_knows_the_new_link_is_no_step_back(saved: Path, small_study: Study) -> None:
    category, topic = small_study.tree.level("category")[0], small_study.tree.level("topic")[0]
    app = run("tree", study="small")
    before = link(app)
    app.selectbox(key="tree_node").select(category.id).run()
    app.query_params.clear()
    for key, value in before.items():
        app.query_params[key] = value
    app.selectbox(key="tree_node").select(topic.id).run()
    assert link(app)["node"] == topic.id


def test_the_language_can_be_switched(saved: Path) -> None:
    app = run("tree")
    app.button_group(key="language_box").set_value("zh").run()
    assert app.title[0].value == "兴趣树"
    assert link(app)["lang"] == "zh"


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


def test_a_profile_with_neighbours_and_recommendations(saved: Path, small_study: Study) -> None:
    app = run("users", user="user007")
    neighbours = small_study.similar_users("user007", 5)
    for neighbour in neighbours["user_id"]:
        assert neighbour in texts(app)
    recommended = small_study.recommend("user007", 5)
    assert small_study.tree[recommended["node_id"][0]].name in texts(app)
    button(app, neighbours["user_id"][0]).click().run()
    assert app.selectbox(key="user_box").value == neighbours["user_id"][0]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_neighbours_are_explained_in_the_words_of_both(language: str, saved: Path, small_study: Study) -> None:
    app = run("users", user="user007", lang=language)
    folded = [place for place in app.expander if place.label == translate(language, "users.in_words")]
    neighbours = small_study.similar_users("user007", 5)["user_id"]
    assert len(folded) == len(neighbours) == 5
    for place, neighbour in zip(folded, neighbours, strict=True):
        found = small_study.shared_evidence("user007", neighbour)
        said = found[["text", "their_text"]].to_numpy().ravel().tolist()
        assert said and [element.value for element in place.text] == said
        whose = [element.value for element in place.caption]
        assert whose == [translate(language, "users.this_user"), neighbour] * len(found)


def items_shown(app: AppTest, study: Study) -> list[str]:
    """The ids of the recommended items, by their texts."""
    ids = dict(zip(study.items["text"], study.items["item_id"], strict=True))
    return [ids[element.value] for element in app.text if element.value in ids]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_items_are_as_many_of_what_and_as_varied_as_is_chosen(language: str, saved: Path, small_study: Study) -> None:
    app = run("users", user="user007", lang=language)
    assert items_shown(app, small_study) == small_study.recommend_items("user007", 5)["item_id"].tolist()
    app.button_group(key="items_count").set_value("10").run()
    app.button_group(key="items_variety").set_value("varied").run()
    varied = small_study.recommend_items("user007", 10, diversity=0.6)["item_id"].tolist()
    assert varied != small_study.recommend_items("user007", 10)["item_id"].tolist()
    assert items_shown(app, small_study) == varied
    category = small_study.tree.level("category")[1]
    assert len(app.selectbox(key="items_in-small").options) == 1 + len(small_study.catalogue.interests)
    app.selectbox(key="items_in-small").select(category.id).run()
    assert not app.exception
    inside = small_study.recommend_items("user007", 10, node=category.id, diversity=0.6)["item_id"].tolist()
    assert inside and items_shown(app, small_study) == inside


def test_a_user_known_by_items_alone(saved: Path) -> None:
    app = run("users", user="taker")
    assert not app.exception
    assert not app.error
    assert "wrote nothing" in texts(app)
    assert "Items for this user" in texts(app)


def test_somebody_new_by_pasted_texts(saved: Path, small_study: Study) -> None:
    app = run("users")
    app.button_group(key="who").set_value("new").run()
    written = ["my puppy with the leash", "questions on kennel versus obedience"]
    app.text_area(key="pasted").set_value("\n".join(written))
    button(app, "Look up").click().run()
    assert not app.exception
    assert "Where the texts belong" in texts(app)
    assert "May also be interested in" in texts(app)
    assert "Items for this user" in texts(app)
    found = items_shown(app, small_study)
    assert len(found) == 5 and all(item.startswith("dogs-") for item in found[:2])
    assert not [button.key for button in app.button if (button.key or "").startswith("judge-")]
    folded = [place for place in app.expander if place.label == "In their words"]
    assert len(folded) == 5 and all(place.text[0].value in written for place in folded)
    app.button_group(key="items_count").set_value("10").run()
    assert len(items_shown(app, small_study)) == 10
    assert "Somebody new" not in run("users").selectbox(key="user_box").options


def test_a_file_of_new_users(saved: Path) -> None:
    app = run("users")
    app.button_group(key="who").set_value("new").run()
    table = pd.DataFrame({"user_id": ["n1", "n2"], "text": ["my guitar with the chords", "puppy with the leash"]})
    app.file_uploader(key="new_file").set_value(("new.csv", table.to_csv(index=False).encode(), "text/csv")).run()
    assert not app.exception
    assert app.selectbox(key="new_person").options == ["n1", "n2"]
    assert app.dataframe[0].value["user_id"].tolist() == ["n1", "n2"]
    app.file_uploader(key="new_file").set_value(("new.csv", b"", "text/csv")).run()
    assert "empty" in app.error[0].value


def test_search_finds_interests_users_and_statements(saved: Path) -> None:
    app = run("search")
    app.text_input(key="search_text").set_value("puppy leash").run()
    assert not app.exception
    for part in ("Interests", "Users", "Statements", "Items"):
        assert part in [element.value for element in app.subheader]
    assert "puppy" in app.dataframe[0].value["text"][0] or "leash" in app.dataframe[0].value["text"][0]


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


def test_a_damaged_study_is_one_message_and_others_stay_in_reach(saved: Path) -> None:
    broken = Path(shutil.copytree(saved, saved.parent / "broken"))
    (broken / "tree.json").write_text("{")
    for page in PAGES:
        app = run(page, study="broken")
        assert len(app.error) == 1
        assert "damaged" in app.error[0].value
        assert "small" in app.selectbox(key="study_box").options


def test_bare_strings_of_a_page_are_not_shown() -> None:
    """Streamlit's magic would print what explains a constant; AppTest knows no magic, hence a look at the setting."""
    settings = tomllib.loads((APP.parent / ".streamlit" / "config.toml").read_text("utf-8"))
    assert settings["runner"]["magicEnabled"] is False


def test_a_node_has_its_typical_statements_beside_its_name(saved: Path) -> None:
    app = run("tree", study="small", node="t1")
    study = interest.open_study(saved)
    said = [text.value for text in app.text]
    assert said == [study.statements["text"][i] for i in study.tree["t1"].examples[:3]]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_chart_can_be_saved(language: str, saved: Path, small_study: Study) -> None:
    topic = small_study.tree.level("topic")[0]
    app = run("report", lang=language, study="small", node=topic.id, user="user007")
    for page, name, kind in (
        ("report", "sunburst", "png"), ("tree", topic.name, "svg"), ("users", "user007", "svg"), ("map", "map-", "svg"),
    ):  # fmt: skip
        if page != "report":
            app.switch_page(f"pages/{page}.py").run()
        config = json.loads(app.get("plotly_chart")[0].proto.config)
        assert "toImage" in config["modeBarButtons"][0]
        assert config["toImageButtonOptions"]["filename"].startswith(f"small-{name}")
        assert config["toImageButtonOptions"]["format"] == kind
        tips = config["locales"][config["locale"]]["dictionary"]
        assert tips["Download plot"] == translate(language, "figure.download")
        if page == "report":  # what is chosen there holds for all
            app.button_group(key="figure_format").set_value("svg").run()


def test_charts_are_shown_in_one_place() -> None:
    root = APP.parent
    files = [*(root / "pages").glob("*.py"), *(root / "interest" / "ui").glob("*.py")]
    assert [path.name for path in files if "plotly_chart(" in path.read_text("utf-8")] == ["charts.py"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_search_says_what_a_text_is_after(language: str, saved: Path, small_study: Study) -> None:
    app = run("search", lang=language)
    app.text_input(key="search_text").set_value("puppy leash kennel").run()
    intent = small_study.search("puppy leash kennel").intent
    assert small_study.tree.path_name(intent.topic) in texts(app)
    app.button(key=f"chip-related-{intent.related[0]}").click().run()
    assert link(app)["node"] == intent.related[0]
    app = run("search", lang=language)
    app.text_input(key="search_text").set_value("puppy leash kennel").run()
    name = small_study.tree[intent.topic].name
    button(app, translate(language, "search.segment", name=name)).click().run()
    assert next(box for box in app.multiselect if box.key.startswith("nodes-")).value == [intent.topic]
    app = run("search", lang=language)
    app.text_input(key="search_text").set_value("zzzz").run()
    assert translate(language, "search.no_intent") in texts(app)
