"""The app from its frame, in both languages: without a study, with one, with links, and with uploads good and bad."""

import io
import json
import shutil
import sys
import time
import tomllib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from asking_app import APP, button, link, run, texts
from streamlit.testing.v1 import AppTest

import interest
from interest.config import encoders_folder, studies_folder
from interest.encoders.training_time import Pace
from interest.storage import open_study
from interest.study import Study
from interest.ui import jobs
from interest.ui.translations import translate
from interest.users.training import Settings

PAGES = (
    "data", "findings", "tree", "map", "users", "segments", "compare", "search", "learning", "quality", "report",
)  # fmt: skip


WORKER = """
import sys
sys.path.insert(0, {tests!r})
import interest.build, interest.study
from conftest import FakeEncoder
interest.study.choose_encoder = interest.build.choose_encoder = lambda name, texts: FakeEncoder()
from interest.ui.worker import main
sys.exit(main(sys.argv[1]))
"""


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


@pytest.fixture
def rated(saved: Path) -> Study:
    """The small study with its largest topic late, rated low and of one source."""
    study = open_study(saved)
    topic = max(study.tree.level("topic"), key=lambda node: node.users)
    own = (study.statements["topic"] == topic.id).to_numpy()
    frame = study.ingested.frame
    late = pd.Timestamp("2026-04-10") + pd.to_timedelta(range(len(frame)), "h")
    sources = pd.array(["forum" if i % 2 else "客服" for i in range(len(frame))], dtype="str")
    frame = frame.assign(
        timestamp=frame["timestamp"].where(~own, late), rating=[1.0 if low else 4.0 for low in own], source=sources
    )
    study.ingested = replace(study.ingested, frame=frame.assign(source=frame["source"].where(~own, "客服")))
    study.__dict__.pop("statements", None)
    study.save(saved)
    return open_study(saved)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_findings_are_told_with_what_shows_them(language: str, rated: Study) -> None:
    app = run("findings", lang=language)
    found = rated.findings()
    assert {"rising", "disliked", "source"} <= {finding.kind for finding in found}
    said = texts(app)
    for finding in found:
        assert rated.tree[finding.node].name in said
        assert all(rated.statements["text"][i] in said for i in finding.examples[:1])
    assert translate(language, "findings.no_disliked") not in said
    rise = next(finding for finding in found if finding.kind == "rising")
    assert f"{rise.since:%Y-%m-%d}" in said


def test_a_finding_leads_to_where_it_can_be_seen(rated: Study) -> None:
    found = [finding.kind for finding in rated.findings()]
    disliked = rated.findings()[found.index("disliked")]
    app = run("findings")
    app.button(key=f"negative-{found.index('disliked')}-disliked").click().run()
    assert not app.exception
    assert app.title[0].value == "Interests"
    assert link(app)["node"] == disliked.node
    assert app.button_group(key="opinion").value == "disliked"
    low = rated.statements["rating"] < 3
    assert app.metric[0].value == f"{low.sum():,}"
    app = run("findings")
    app.button(key=f"map-{found.index('rising')}-rising").click().run()
    assert not app.exception
    assert app.title[0].value == "Map"


def test_neighbours_become_a_segment(saved: Path) -> None:
    study = open_study(saved)
    one = study.tree.level("topic")[0]
    other = next(node for node in study.tree.level("topic") if node.parent != one.parent)
    rows = np.flatnonzero(study.statements["topic"] == other.id)
    users = study.ingested.frame["user_id"].to_numpy(copy=True)
    users[rows] = np.resize(study.statements.loc[study.statements["topic"] == one.id, "user_id"].unique(), len(rows))
    study.ingested = replace(study.ingested, frame=study.ingested.frame.assign(user_id=users))
    study.__dict__.pop("statements", None)
    study.save(saved)
    found = open_study(saved).findings()
    number = next(i for i, finding in enumerate(found) if finding.kind == "pair")
    app = run("findings")
    app.button(key=f"group-{number}-pair").click().run()
    assert not app.exception
    assert app.title[0].value == "Segments"
    assert app.multiselect[0].value == list(found[number].nodes)
    assert f"**{found[number].users}**" in texts(app)
    app.switch_page("pages/tree.py").run()
    app.selectbox(key="tree_node").select(one.id).run()
    app.switch_page("pages/segments.py").run()
    assert app.multiselect[0].value == [one.id]


def test_what_the_data_can_not_say_is_named(saved: Path) -> None:
    said = texts(run("findings"))
    assert translate("en", "lacking.rating") in said
    assert translate("en", "lacking.timestamp") not in said
    assert translate("en", "findings.no_trend") in said


def test_the_tree_of_what_is_liked(rated: Study) -> None:
    app = run("tree")
    app.button_group(key="opinion").set_value("liked").run()
    assert not app.exception
    low = rated.statements.loc[rated.statements["rating"] < 3, "topic"].iloc[0]
    assert app.metric[1].value == str(len(rated.tree.level("topic")) - 1)
    app.selectbox(key="tree_node").select(low).run()
    assert not app.exception
    assert translate("en", "tree.none_of_opinion") in texts(app)
    app.button_group(key="opinion").set_value("neutral").run()  # nobody gave such a rating: all are shown
    assert not app.exception


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


def test_training_can_be_cancelled(saved: Path) -> None:
    before = open_study(saved).user_vectors()[1]
    app = run("learning")
    button(app, translate("en", "learning.start")).click().run()
    app.button(key="cancel_training").click().run()
    for _ in range(60):
        if translate("en", "learning.cancelled") in texts(app):
            break
        time.sleep(1)
        app.run()
    assert translate("en", "learning.cancelled") in texts(app)
    assert open_study(saved).learned is None
    assert (open_study(saved).user_vectors()[1] == before).all()


TRAINED = """
from pathlib import Path
import interest.encoders.adapted
from interest.encoders.training_report import Comparison, Score, Training
def fine_tune(rows, out, encoder, options, columns, progress):
    assert set(columns) == {"user_id", "text", "label"} and options.epochs == 2
    progress("training", 0.5)
    Path(out).mkdir(parents=True)
    comparison = Comparison(Score(0.5, 0.4, 0.3), Score(0.75, 0.7, 0.6), {"accuracy": (0.1, 0.3)})
    counts = {"train": 80, "validation": 10, "test": 10}
    Training("fine-tuning", encoder, counts, counts, 15, {}, {}, (), 1, comparison).save(Path(out))
    return Path(out)
interest.encoders.adapted.fine_tune = fine_tune
"""


def adapting(language: str = "en") -> AppTest:
    """The part of the page on learning that adapts the language model."""
    app = run("learning", lang=language)
    next(group for group in app.button_group if group.key == "learning_part").set_value("encoder").run()
    assert not app.exception
    return app


@pytest.fixture
def paced(monkeypatch: pytest.MonkeyPatch) -> None:
    """A computer that is measured in no time."""
    monkeypatch.setattr("interest.ui.adapting.measure_pace", lambda encoder, texts, options: Pace(0.2, 0.1))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_language_model_is_adapted_and_a_study_built_with_it(
    language: str, saved: Path, quick_worker: None, paced: None, tmp_path: Path
) -> None:
    script = Path(jobs.WORKER[1])
    script.write_text(TRAINED + script.read_text("utf-8"), "utf-8")
    app = adapting(language)
    app.number_input(key="epochs").set_value(2).run()
    told = translate(language, "adapting.minutes", n=round(480 * (0.8 * 2 * 0.2 + 4 * 0.1) / 60))
    assert told in texts(app)  # all 480 texts differ
    field = next(field for field in app.text_input if field.label == translate(language, "adapting.name"))
    field.set_value("宠物 model").run()
    button(app, translate(language, "adapting.start")).click().run()
    app.switch_page("pages/search.py").run()  # it goes on meanwhile
    app.switch_page("pages/learning.py").run()
    app = until_built(app)
    next(group for group in app.button_group if group.key == "learning_part").set_value("encoder").run()
    assert [path.name for path in encoders_folder().iterdir()] == ["宠物 model"]
    assert translate(language, "adapting.verdict_better") in "\n".join(done.value for done in app.success)
    assert app.dataframe[0].value["gain"].tolist() == [0.25, 0.3, 0.3]
    app.button(key="rebuild-宠物 model").click().run()
    app = until_built(app)
    assert sorted(path.name for path in studies_folder().iterdir()) == ["small", "small · 宠物 model"]
    assert link(app)["study"] == "small"  # nobody loses what they look at
    button(app, translate(language, "job.open")).click().run()
    assert link(app)["study"] == "small · 宠物 model"
    app.switch_page("pages/data.py").run()
    upload(app, ("posts.csv", csv(pd.DataFrame({"user_id": ["a"], "text": ["my puppy"]}))))
    assert "宠物 model" in app.selectbox(key="encoder").options
    app.switch_page("pages/learning.py").run()
    next(group for group in app.button_group if group.key == "learning_part").set_value("encoder").run()
    app.button(key="model-gone-宠物 model").click().run()
    assert list(encoders_folder().iterdir()) == []
    assert not app.exception


def test_adapting_can_be_cancelled_and_leaves_nothing(
    saved: Path, paced: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "worker.py"
    script.write_text(
        "import json, pathlib, sys, time\nrequest = json.loads(pathlib.Path(sys.argv[1]).read_text('utf-8'))\n"
        "scratch = pathlib.Path(request['scratch'])\n(scratch / '.training-x').mkdir(parents=True)\n"
        "print(json.dumps({'stage': 'training', 'fraction': 0.5}), flush=True)\ntime.sleep(600)\n"
    )
    monkeypatch.setattr(jobs, "WORKER", (sys.executable, str(script)))
    app = adapting()
    button(app, translate("en", "adapting.start")).click().run()
    process = app.session_state["job"].process
    for _ in range(100):
        if any(encoders_folder().glob(".*/*")):
            break
        time.sleep(0.05)
    app.switch_page("pages/search.py").run()
    assert "Adapting" in texts(app)
    app.button(key="cancel_build").click().run()
    assert process.poll() is not None
    assert "cancelled" in texts(app)
    assert list(encoders_folder().iterdir()) == []


def test_without_labels_it_is_said_which_column_to_give(saved: Path, paced: None) -> None:
    study = open_study(saved)
    study.ingested = replace(study.ingested, frame=study.ingested.frame.assign(label=""))
    study.save(saved)
    app = adapting()
    next(group for group in app.button_group if group.key == "lesson-False").set_value("labels").run()
    assert translate("en", "adapting.no_labels") in [info.value for info in app.info]
    assert not any(b.label == translate("en", "adapting.start") for b in app.button)


def test_steps_that_do_not_fit_are_said(saved: Path, paced: None) -> None:
    app = adapting()
    app.number_input(key="evaluate_every").set_value(4).run()
    app.number_input(key="save_every").set_value(6).run()
    assert app.error[0].value == translate("en", "adapting.steps_unfit")
    assert not any(b.label == translate("en", "adapting.start") for b in app.button)


def trusted(language: str = "en", **where: str) -> AppTest:
    """The page on trust with its figures."""
    app = run("quality", lang=language, **where)
    for _ in range(60):
        if app.metric:
            break
        time.sleep(1)
        app.run()
    assert not app.exception
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


def test_findings_say_what_is_weak_of_their_own_accord(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interest.evaluation.quality.FEWEST_USERS", 1000)
    app = run(study="small", node="c99")
    for _ in range(60):
        if translate("en", "finding_detail.weak") in texts(app):
            break
        time.sleep(1)
        app.run()
    assert translate("en", "finding_detail.weak") in texts(app)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_recommended_items_are_judged(language: str, saved: Path) -> None:
    app = trusted(language)
    title = translate(language, "quality.items")
    for _ in range(60):
        if {"recommender", "policy"} <= {column for frame in app.dataframe for column in frame.value}:
            break
        time.sleep(1)
        app.run()
    assert not app.exception
    assert title in texts(app)
    shown, answered = (frame.value for frame in app.dataframe[-2:])
    assert translate(language, "recommender.hybrid") in shown["recommender"].tolist()
    assert len(shown) == 5 and shown["recall"].between(0, 100).all()
    assert answered["policy"].tolist()[0] == translate(language, "policy.feedback")
    ways = next(group for group in app.button_group if group.key == "items_split")
    assert translate(language, "quality.split_folds") in ways.options
    ways.set_value("new").run()
    assert translate(language, "quality.split_new_help") in texts(app)


def test_the_labels_of_the_data_are_compared(saved: Path, small_study: Study) -> None:
    app = trusted()
    assert translate("en", "quality.agreement") in texts(app)
    shown = app.dataframe[1].value
    assert shown["ami"].tolist() == small_study.quality().agreement["ami"].round(2).tolist()


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


def test_a_user_known_by_items_alone(saved: Path) -> None:
    app = run("users", user="taker")
    assert not app.exception
    assert not app.error
    assert "wrote nothing" in texts(app)
    assert "Items for this user" in texts(app)


def test_somebody_new_by_pasted_texts(saved: Path) -> None:
    app = run("users")
    app.button_group(key="who").set_value("new").run()
    app.text_area(key="pasted").set_value("my puppy with the leash\nquestions on kennel versus obedience")
    button(app, "Look up").click().run()
    assert not app.exception
    assert "Where the texts belong" in texts(app)
    assert "May also be interested in" in texts(app)
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


# Editing


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_tree_is_edited_undone_and_redone(language: str, saved: Path, small_study: Study) -> None:
    def say(key: str) -> str:
        return translate(language, f"edit.{key}")

    def act(action: str, level: str) -> None:
        app.button_group(key=f"edit-{level}").set_value(action).run()

    def names() -> list[str]:
        return [node.name for node in interest.open_study(saved).tree]

    one, other = small_study.tree.level("topic")[:2]
    target = small_study.tree.level("category")[-1]
    app = run("tree", lang=language, node=one.id)
    assert not [b for b in app.button if b.key == "edit-undo"]  # nothing to undo
    app.text_input(key=f"rename-{one.id}-{one.name}").set_value("Strings [x](y) 弦")
    button(app, say("rename")).click().run()
    assert "Strings [x](y) 弦" in names()
    assert "Strings [x](y) 弦" in [element.value.replace("\\", "") for element in app.subheader]
    act("merge", "topic")
    app.multiselect(key=f"merge-{one.id}").select(other.id).run()
    app.button(key="edit-merge").click().run()
    assert link(app)["node"] == "te2"
    assert other.name not in names()
    act("move", "topic")
    app.selectbox(key="move-te2").select(target.id).run()
    app.button(key="edit-move").click().run()
    assert interest.open_study(saved).tree["te2"].parent == target.id
    act("split", "topic")
    app.number_input(key="split-te2").set_value(3).run()
    app.button(key="edit-split").click().run()
    assert link(app)["node"] == target.id
    act("hide", "category")
    app.button(key="edit-hide").click().run()
    assert "node" not in link(app)
    assert target.name not in names()
    assert translate(language, "edit.history", n=5) in [expander.label for expander in app.expander]
    assert translate(language, "edited.split", name="Strings [x](y) 弦", into=3) in texts(app)
    app.button(key=f"unhide-{target.id}").click().run()
    assert target.name in names()
    for _ in range(6):
        app.button(key="edit-undo").click().run()
        assert not app.warning
    assert interest.open_study(saved).tree == small_study.tree
    assert app.button(key="edit-undo").disabled
    app.button(key="edit-redo").click().run()
    assert "Strings [x](y) 弦" in names()
    assert not app.exception


def test_undo_and_redo_stay_at_the_node(saved: Path, small_study: Study) -> None:
    one, other = small_study.tree.level("topic")[:2]
    category = small_study.tree.level("category")[-1]
    study = interest.open_study(saved)
    merged = study.edit.merge(one.id, other.id)
    study.save(saved)
    app = run("tree", node=merged)
    app.button(key="edit-undo").click().run()
    assert link(app)["node"] == one.id
    app.button(key="edit-redo").click().run()
    assert link(app)["node"] == merged
    app.selectbox(key="tree_node").select(category.id).run()
    app.button_group(key="edit-category").set_value("hide").run()
    app.button(key="edit-hide").click().run()
    assert "node" not in link(app)
    app.button(key="edit-undo").click().run()  # beside the whole tree too
    assert link(app)["node"] == category.id
    app.button(key="edit-redo").click().run()
    assert "node" not in link(app)
    assert not app.exception


def test_an_edit_that_can_not_be_made_is_said_and_changes_nothing(saved: Path, small_study: Study) -> None:
    one, other = small_study.tree.level("topic")[:2]
    app = run("tree", node=one.id)
    app.text_input(key=f"rename-{one.id}-{one.name}").set_value(other.name)
    button(app, "Rename").click().run()
    assert "merge the two" in app.warning[0].value.replace("\\", "")
    assert interest.open_study(saved).tree == small_study.tree


def test_somebody_else_sees_an_edit_at_the_next_step(saved: Path, small_study: Study) -> None:
    node = small_study.tree.level("topic")[0]
    mine, theirs = run("tree", node=node.id), run("tree", node=node.id)
    mine.text_input(key=f"rename-{node.id}-{node.name}").set_value("Strings")
    button(mine, "Rename").click().run()
    assert "Strings" not in texts(theirs)
    assert "Strings" in texts(theirs.run())
    button(theirs, "Undo").click().run()
    assert node.name in texts(mine.run())


def test_every_page_goes_on_with_hidden_interests(saved: Path, small_study: Study) -> None:
    study = interest.open_study(saved)
    user = study.statements["user_id"].iloc[0]
    for node in set(study.statements.loc[study.statements["user_id"] == user, "topic"]):
        study.edit.hide(node)
    study.save(saved)
    for page in PAGES:
        app = run(page, user=user)
        assert not app.error
    app.switch_page("pages/search.py").run()
    app.text_input(key="search_text").set_value("airline boarding luggage").run()
    assert not app.exception
    for show in ("statements", "users"):
        app = run("map")
        app.button_group(key="map_show").set_value(show).run()
        assert not app.error


def test_editing_waits_for_the_number_of_categories(saved: Path, small_study: Study) -> None:
    study = interest.open_study(saved)
    study.edit.rename(study.tree.level("category")[-1].id, "The last one")
    study.save(saved)
    app = run("tree")
    app.slider[0].set_value(2).run()
    button(app, "Show").click().run()
    assert "The last one" in app.warning[0].value  # it can't be found in two
    app.button(key=next(b.key for b in app.button if (b.key or "").startswith("chip-child-"))).click().run()
    assert translate("en", "edit.keep_first") in texts(app)


# Uploads and builds


def upload(app: AppTest, *files: tuple[str, bytes]) -> AppTest:
    uploader = next(uploader for uploader in app.file_uploader if uploader.key.startswith("uploads"))
    uploader.set_value([(name, data, "application/octet-stream") for name, data in files]).run()
    assert not app.exception
    return app


def csv(frame: pd.DataFrame, encoding: str = "utf-8") -> bytes:
    return frame.to_csv(index=False).encode(encoding)


def box(app: AppTest, label: str):
    return next(b for b in app.selectbox if b.label.startswith(label))


def name_field(app: AppTest):
    return next(field for field in app.text_input if field.label == "Name of the study")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list:
    """The requests for builds, none of which is started."""
    requests: list = []

    def start(request, uploads=None, worker=None):
        requests.append((request, uploads))
        raise jobs.InputError("not started")

    monkeypatch.setattr(jobs, "start", start)
    return requests


def test_a_bad_file_is_one_message_and_spoils_nothing(asked: list) -> None:
    good = csv(pd.DataFrame({"user_id": ["a", "b"], "text": ["my puppy with the leash", "kennel and fetch"]}))
    app = upload(run("data"), ("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(50)), ("posts.csv", good))
    assert len(app.error) == 1
    assert "picture.csv" in texts(app)
    button(app, "Build").click().run()
    assert [file.name for file in asked[0][0].files] == ["posts.csv"]
    assert list(asked[0][1].values()) == [good]


def test_columns_are_prefilled_and_can_be_chosen(asked: list) -> None:
    table = pd.DataFrame({"who": ["a", "b"], "said": ["my puppy with the leash", "kennel"], "more": ["x y z", "v w"]})
    app = upload(run("data"), ("posts.csv", csv(table)))
    assert box(app, "Text").value == "said"
    box(app, "Text").select("more").run()
    box(app, "User").select("who").run()
    name_field(app).set_value("Café 帖子").run()
    button(app, "Build").click().run()
    request = asked[0][0]
    assert request.folder == "Café 帖子"
    assert request.files[0].columns["text"] == "more"
    assert request.files[0].columns["user_id"] == "who"
    assert (request.encoder, request.categories, request.seed, request.ignore) == ("auto", None, 0, ())


def test_one_column_can_not_be_two_things() -> None:
    table = pd.DataFrame({"user": ["a", "b"], "text": ["my puppy with the leash", "kennel and fetch"]})
    app = upload(run("data"), ("posts.csv", csv(table)))
    box(app, "User").select("text").run()
    assert "more than once" in app.error[0].value
    assert not [b for b in app.button if b.label == "Build"]


def test_encoding_and_delimiter_can_be_overridden() -> None:
    frame = pd.DataFrame({"用户": ["甲", "乙"], "内容": ["我的幼犬配上牵引绳", "真喜欢犬舍"]})
    app = upload(run("data"), ("posts.csv", csv(frame, "gb18030")))
    assert app.dataframe[0].value["内容"].tolist() == frame["内容"].tolist()
    box(app, "Encoding").select("big5").run()
    assert not app.exception
    box(app, "Encoding").select("gb18030").run()
    box(app, "Delimiter").select("|").run()
    assert len(app.dataframe[0].value.columns) == 1


def test_items_and_interactions_are_recognised(asked: list) -> None:
    app = upload(
        run("data"),
        ("posts.csv", csv(pd.DataFrame({"user_id": ["a", "b"], "text": ["my puppy and leash", "kennel and fetch"]}))),
        ("items.csv", csv(pd.DataFrame({"item_id": ["i1"], "text": ["puppy set"]}))),
        ("clicks.csv", csv(pd.DataFrame({"user_id": ["a"], "item_id": ["i1"]}))),
    )
    button(app, "Build").click().run()
    assert [file.kind for file in asked[0][0].files] == ["texts", "items", "interactions"]


def test_settings_reach_the_build(asked: list) -> None:
    table = pd.DataFrame({"user_id": ["a", "b"], "text": ["my puppy with the leash", "kennel and fetch"]})
    app = upload(run("data"), ("posts.csv", csv(table)))
    app.selectbox(key="encoder").select("multilingual").run()
    app.number_input(key="categories_wanted").set_value(7).run()
    app.number_input(key="seed").set_value(3).run()
    app.text_input(key="ignore").set_value("acme，公司, ").run()
    button(app, "Build").click().run()
    request = asked[0][0]
    assert (request.encoder, request.categories, request.seed) == ("multilingual", 7, 3)
    assert request.ignore == ("acme", "公司")


def test_a_name_that_is_taken_is_said(saved: Path) -> None:
    table = pd.DataFrame({"user_id": ["a", "b"], "text": ["my puppy with the leash", "kennel and fetch"]})
    app = upload(run("data"), ("small.csv", csv(table)))
    name = name_field(app)
    assert name.value == "small 2"
    name.set_value("small").run()
    button(app, "Build").click().run()
    assert "already" in app.error[0].value


@pytest.fixture
def quick_worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that builds with the fake encoder."""
    script = tmp_path / "worker.py"
    script.write_text(WORKER.format(tests=str(Path(__file__).parent)), "utf-8")
    monkeypatch.setattr(jobs, "WORKER", (sys.executable, str(script)))


def until_built(app: AppTest) -> AppTest:
    deadline = time.monotonic() + 300
    while app.session_state["job"] is not None:
        assert time.monotonic() < deadline
        time.sleep(0.2)
        app.run()
    assert not app.exception
    return app


def test_bare_strings_of_a_page_are_not_shown() -> None:
    """Streamlit's magic would print what explains a constant; AppTest knows no magic, hence a look at the setting."""
    settings = tomllib.loads((APP.parent / ".streamlit" / "config.toml").read_text("utf-8"))
    assert settings["runner"]["magicEnabled"] is False


def test_from_file_to_study(quick_worker: None, planted_frame) -> None:
    frame = planted_frame("zh", n_users=20, statements=6).rename(columns={"user_id": "用户ID", "text": "内容"})
    frame = frame.drop(columns=["planted_topic", "planted_category"])
    app = upload(run("data", lang="zh"), ("帖子.csv", csv(frame, "gb18030")))
    button(app, "开始生成").click().run()
    assert "正在生成" in texts(app)
    app = until_built(app)
    assert "已生成" in texts(app)
    assert link(app)["study"] == "帖子"
    assert app.metric[0].value == "120"
    assert [path.name for path in studies_folder().iterdir()] == ["帖子"]
    button(app, "查看关键发现").click().run()
    assert app.title[0].value == "关键发现"
    assert not app.exception
    assert not app.error


def test_a_first_build_is_at_the_top_with_nothing_open_below(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "worker.py"
    script.write_text("import time; time.sleep(600)")
    monkeypatch.setattr(jobs, "WORKER", (sys.executable, str(script)))
    app = run("data")
    assert [box.proto.expanded for box in app.expander[:2]] == [True, True]
    button(app, "Build this sample").click().run()
    assert "Building" in texts(app)
    first, second = (box for box in app.expander if box.label in ("New study from files", "Samples"))
    assert not first.proto.expanded
    assert not second.proto.expanded
    button(app, "Cancel").click().run()
    until_built(app)


@pytest.mark.parametrize(("page", "label"), [("findings", "Make groups of people"), ("compare", "Compare two groups")])
def test_the_way_to_segments_is_shown(saved: Path, page: str, label: str) -> None:
    app = run(page)
    links = [element.proto for element in app.get("page_link")]
    assert [link.page for link in links if label in link.label] == ["interest-segments"]


def test_a_build_that_fails_says_why(quick_worker: None) -> None:
    app = upload(run("data"), ("few.csv", csv(pd.DataFrame({"user_id": ["a"], "text": ["my puppy with the leash"]}))))
    button(app, "Build").click().run()
    app = until_built(app)
    assert "could not be built" in app.error[0].value
    assert "at least" in app.error[0].value


def test_a_build_can_be_cancelled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "worker.py"
    script.write_text("import time; time.sleep(600)")
    monkeypatch.setattr(jobs, "WORKER", (sys.executable, str(script)))
    table = pd.DataFrame({"user_id": ["a", "b"], "text": ["my puppy with the leash", "kennel and fetch"]})
    app = upload(run("data"), ("posts.csv", csv(table)))
    button(app, "Build").click().run()
    process = app.session_state["job"].process
    app.switch_page("pages/search.py").run()  # the app goes on meanwhile, and shows the progress there too
    assert "Building" in texts(app)
    app.button(key="cancel_build").click().run()
    assert process.poll() is not None
    assert "cancelled" in texts(app)
    assert list(studies_folder().iterdir()) == []


def told(app: AppTest, kind: str) -> str:
    return "\n".join(element.value for element in getattr(app, kind)).replace("\\", "")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_dates_in_doubt_are_said_and_can_be_chosen(language: str, asked: list) -> None:
    days = [f"{day:02}/05/2025" for day in range(1, 11)]
    frame = pd.DataFrame({"user_id": ["a"] * 10, "text": [f"my puppy and its leash {d}" for d in days], "date": days})
    app = upload(run("data", lang=language), ("posts.csv", csv(frame)))
    assert "01/05/2025" in told(app, "info")
    assert "2025-05-01" in told(app, "info")
    label = translate(language, "upload.dates")
    box(app, label).select(translate(language, "upload.month_first")).run()
    assert "01/05/2025" not in told(app, "info")
    button(app, translate(language, "upload.build")).click().run()
    assert asked[0][0].files[0].day_first is False
    frame["date"] = [f"2025-05-{day:02}" for day in range(1, 11)]
    app = upload(run("data", lang=language), ("posts.csv", csv(frame)))
    assert label not in [choice.label for choice in app.selectbox]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_wrecked_file_is_a_warning_and_can_be_built(language: str, asked: list) -> None:
    lines = ["user_id,text,time", *(f"u{n},my puppy number {n},2026-05-03" for n in range(20))]
    lines[3:5] = ["u2;my puppy;2026", 'u3,"a kennel and,2026-05-03']
    app = upload(run("data", lang=language), ("posts.csv", "\n".join(lines).encode()))
    warning = told(app, "warning")
    assert "u2;my puppy;2026" in warning and 'u3,"a kennel and' in warning
    assert translate(language, "upload.irregular_line", line=4, text="") in warning
    button(app, translate(language, "upload.build")).click().run()
    assert len(asked) == 1


@pytest.mark.parametrize("language", ["en", "zh"])
def test_rows_without_users_are_said(language: str) -> None:
    frame = pd.DataFrame({"text": ["my puppy with the leash", "kennel and fetch"], "who": ["a", "b"]})
    app = upload(run("data", lang=language), ("posts.csv", csv(frame)))
    expected = translate(language, "upload.no_user", name="posts.csv")
    assert expected in told(app, "info")
    box(app, translate(language, "role.user_id")).select("who").run()
    assert expected not in told(app, "info")


def test_where_no_file_can_be_read_no_choice_is_asked_for() -> None:
    app = upload(run("data"), ("empty.csv", b""), ("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(50)))
    assert len(app.error) == 2
    assert translate("en", "upload.no_texts") not in told(app, "info")


def test_sheets_that_are_not_read_are_said() -> None:
    book = io.BytesIO()
    with pd.ExcelWriter(book) as writer:
        for sheet in ("first", "second"):
            frame = pd.DataFrame({"user_id": ["a"], "text": ["my puppy with the leash"]})
            frame.to_excel(writer, sheet_name=sheet, index=False)
    assert "second" in told(upload(run("data"), ("book.xlsx", book.getvalue())), "info")


def test_the_next_upload_starts_with_nothing(quick_worker: None, planted_frame) -> None:
    frame = planted_frame(n_users=10, statements=6)[["user_id", "text"]]
    app = upload(run("data"), ("posts.csv", csv(frame)))
    button(app, "Build").click().run()
    app = until_built(app)
    assert not [label for label in (b.label for b in app.button) if label == "Build"]
    app = upload(app, ("more.csv", csv(frame)))
    assert name_field(app).value == "more"
    assert "posts.csv" not in [part.label.replace("\\", "") for part in app.expander]


def test_what_became_of_a_build_can_be_closed_and_goes_with_the_first_look(saved: Path) -> None:
    app = run("data")
    app.session_state["outcome"] = ("build", "other", jobs.JobState("done"))
    app.run()
    app.switch_page("pages/search.py").run()
    assert "is ready" in texts(app)
    app.button(key="close_outcome").click().run()
    assert "is ready" not in texts(app)
    app.session_state["outcome"] = ("build", "small", jobs.JobState("done"))
    app.run()
    assert "is ready" in texts(app)  # it was made while somebody was here
    app.switch_page("pages/tree.py").run()
    assert "is ready" not in texts(app)  # it is looked at


@pytest.mark.parametrize("language", ["en", "zh"])
def test_newer_data_are_added_in_the_background(language: str, saved: Path, quick_worker: None, planted_frame) -> None:
    with_segments(saved)
    later = planted_frame(n_users=5, seed=7)[["user_id", "text"]]
    later["user_id"] = "late" + later["user_id"]
    app = run("data", lang=language)
    uploader = next(place for place in app.file_uploader if place.key.startswith("more"))
    uploader.set_value([("later.csv", csv(later), "text/csv")]).run()
    assert not [choice for choice in app.selectbox if choice.label == translate(language, "upload.kind")]
    button(app, translate(language, "growing.add")).click().run()
    app = until_built(app)
    study = open_study(saved)
    n, users = len(study.statements) - 480, study.statements["user_id"].iloc[480:].nunique()
    assert n > 0 and users == 5
    said = told(app, "success")
    assert f"{n}" in said and translate(language, "growing.segments") in said
    assert app.metric[1].value == f"{480 + n:,}"
    assert not [b for b in app.button if b.label == translate(language, "growing.add")]


def test_adding_what_can_not_be_used_changes_nothing(saved: Path, quick_worker: None) -> None:
    app = run("data")
    uploader = next(place for place in app.file_uploader if place.key.startswith("more"))
    uploader.set_value([("later.csv", b"user_id,text\na,...\nb,!!\n", "text/csv")]).run()
    button(app, "Add").click().run()
    app = until_built(app)
    assert "stays as it was" in told(app, "error")
    assert len(open_study(saved).statements) == 480


def test_excel_and_parquet_are_read(asked: list) -> None:
    frame = pd.DataFrame({"user_id": ["a", "b"], "text": ["my puppy with the leash", "kennel and fetch"]})
    book, columnar = io.BytesIO(), io.BytesIO()
    frame.to_excel(book, index=False)
    frame.to_parquet(columnar)
    app = upload(run("data"), ("one.xlsx", book.getvalue()), ("two.parquet", columnar.getvalue()))
    assert not app.error
    button(app, "Build").click().run()
    assert [file.name for file in asked[0][0].files] == ["one.xlsx", "two.parquet"]


def names_in(app: AppTest) -> str:
    return " ".join(b.label for b in app.button)


def test_words_are_kept_out_and_come_back(saved: Path) -> None:
    app = run("tree", study="small")
    assert "Travel" in names_in(app)
    app.text_area[0].set_value("travel\nthanks，Thanks").run()
    app.button(key="ignore-apply").click().run()
    assert not app.exception
    assert "Travel" not in names_in(app)
    assert interest.open_study(saved).config.ignore == ("travel", "thanks", "Thanks")
    app.button(key="ignore-undo").click().run()
    assert "Travel" in names_in(app)
    assert interest.open_study(saved).config.ignore == ()
    assert "ignore-undo" not in [b.key for b in app.button]


def test_names_change_their_language(saved: Path) -> None:
    app = run("tree", study="small")
    next(c for c in app.get("button_group") if c.label == "Language of names").set_value("zh").run()
    assert not app.exception
    assert "旅行" in names_in(app)
    assert interest.open_study(saved).config.language == "zh"


def test_nothing_can_be_sent_without_an_endpoint(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("INTEREST_LLM_URL", raising=False)
    app = run("tree", study="small")
    assert app.toggle(key="llm_naming").disabled
    assert "INTEREST_LLM_URL" in " ".join(c.value for c in app.caption)
    monkeypatch.setenv("INTEREST_LLM_URL", "nonsense")
    app.run()
    assert not app.exception
    assert "base URL" in " ".join(w.value for w in app.warning)


def test_a_language_model_is_asked_only_after_all_has_been_shown(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = []

    def ask(address: str, key: str, request: dict, timeout: float, attempts: int) -> str:
        sent.append(request)
        return json.dumps({"names": {"c1": "Grand name"}})

    monkeypatch.setattr("interest.hierarchy.llm_naming.ask", ask)
    monkeypatch.setenv("INTEREST_LLM_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("INTEREST_LLM_MODEL", "tiny")
    app = run("tree", study="small")
    assert not app.toggle(key="llm_naming").value
    assert "llm-send" not in [b.key for b in app.button]
    app.toggle(key="llm_naming").set_value(True).run()
    assert "http://127.0.0.1:9/v1/chat/completions" in " ".join(w.value for w in app.warning).replace("\\", "")
    shown = json.loads(app.code[0].value)
    assert sent == []
    app.button(key="llm-send").click().run()
    assert not app.exception
    assert sent == shown
    assert interest.open_study(saved).tree["c1"].name == "Grand name"
    assert "Grand name" in names_in(app)
    assert "1 name is new" in " ".join(w.value for w in app.warning)


def test_a_node_has_its_typical_statements_beside_its_name(saved: Path) -> None:
    app = run("tree", study="small", node="t1")
    study = interest.open_study(saved)
    said = [text.value for text in app.text]
    assert said == [study.statements["text"][i] for i in study.tree["t1"].examples[:3]]


# Segments


def node_of(study: Study, place: int) -> str:
    return study.tree.level("topic")[place].id


def opened(app: AppTest, label: str) -> bool:
    """Whether an expander is open."""
    return next(expander for expander in app.expander if expander.label == label).proto.expanded


def field(app: AppTest, key: str):
    """A field for a line of text, by the beginning of its key."""
    return next(line for line in app.text_input if line.key.startswith(key))


def with_segments(folder: Path) -> Study:
    """Two segments of nodes, saved with the study."""
    study = interest.open_study(folder)
    study.segments.add_node("One [x](y)", node_of(study, 0), above=0.2)
    study.segments.add_node("二", node_of(study, 1))
    study.save(folder)
    return study


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
    said = app.info[-1].value.replace("\\", "")
    for place in (0, 1):
        assert study.tree[node_of(study, place)].name in said
    app.selectbox(key="second_segment").select("One [x](y)").run()
    assert not app.exception


def test_a_member_is_a_click_away_and_files_can_be_taken(saved: Path) -> None:
    study = with_segments(saved)
    app = run("segments", segment="二")
    assert app.metric[0].value == str(len(study.segments.members("二")))
    assert len(app.dataframe[1].value) == len(study.segments.members("二"))
    assert len(app.get("download_button")) == 2
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
    app.button(key="undo-remove").click().run()
    assert names() == ["One [x](y)", "Two", "three"]
    assert link(app)["segment"] == "Two"
    assert not [b for b in app.button if b.key == "undo-remove"]
    assert not app.exception


def test_the_last_segment_can_be_put_back(saved: Path) -> None:
    study = interest.open_study(saved)
    study.segments.add_ids("only", ["user001"])
    study.save(saved)
    app = run("segments")
    app.button(key="remove-segment").click().run()
    assert translate("en", "segments.start") in texts(app)
    app.button(key="undo-remove").click().run()
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


def test_an_unsaved_cut_has_to_be_kept_first(saved: Path) -> None:
    with_segments(saved)
    app = run("tree")
    app.slider[0].set_value(3).run()
    button(app, "Show").click().run()
    app.switch_page("pages/segments.py").run()
    assert not app.exception
    assert translate("en", "segments.keep_first") in texts(app)


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


# Feedback on what is recommended


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_is_hidden_goes_and_its_undo_stands_in_its_place(language: str, saved: Path, small_study: Study) -> None:
    app = run("users", user="user007", lang=language)
    assert translate(language, "feedback.none") in texts(app)
    item = small_study.recommend_items("user007", 5)["item_id"][1]
    app.button(key=f"judge-hide-item-{item}").click().run()
    assert not app.exception
    assert open_study(saved).feedback.of("user007", "item") == {item: "hide"}
    assert f"judge-hide-item-{item}" not in [button.key for button in app.button]
    name = small_study.items.set_index("item_id")["text"][item]
    assert translate(language, "feedback.hide_done", name=name) in texts(app)
    assert "1" in translate(language, "feedback.learned", n=1, own=1, changed=1, of=10)
    app.button(key="judge-undo").click().run()
    assert f"judge-hide-item-{item}" in [button.key for button in app.button]
    assert open_study(saved).feedback.of("user007", "item") == {}
    assert "judge-undo" not in [button.key for button in app.button]


def test_a_like_shifts_the_list_and_can_be_taken_back(saved: Path, small_study: Study) -> None:
    app = run("users", user="user007")
    topic = small_study.recommend("user007", 5)["node_id"][0]
    stamp = (saved / "study.json").stat().st_mtime_ns
    app.button(key=f"judge-like-interest-{topic}").click().run()
    assert open_study(saved).feedback.of("user007", "interest") == {topic: "like"}
    assert (saved / "study.json").stat().st_mtime_ns == stamp  # nobody has to open the study anew
    assert "Learned from 1 answer" in texts(app)
    assert app.button(key=f"judge-like-interest-{topic}").label == "Liked; click to take it back"
    app.button(key=f"judge-like-interest-{topic}").click().run()
    assert open_study(saved).feedback.of("user007", "interest") == {}


def test_a_similar_user_is_hidden(saved: Path, small_study: Study) -> None:
    app = run("users", user="user007")
    neighbour = small_study.similar_users("user007", 5)["user_id"][4]  # the last: its undo stands at the end
    app.button(key=f"judge-hide-user-{neighbour}").click().run()
    assert f"similar-{neighbour}" not in [button.key for button in app.button]
    app.button(key="judge-undo").click().run()
    assert f"similar-{neighbour}" in [button.key for button in app.button]


def test_feedback_waits_for_the_number_of_categories(saved: Path) -> None:
    app = run("users", user="user007")
    app.session_state.categories = 3
    app.run()
    assert not [button.key for button in app.button if (button.key or "").startswith("judge-")]
    assert translate("en", "feedback.keep_first") in texts(app)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_search_says_what_a_text_is_after(language: str, saved: Path, small_study: Study) -> None:
    app = run("search", lang=language)
    app.text_input(key="search_text").set_value("puppy leash kennel").run()
    intent = small_study.search("puppy leash kennel").intent
    assert small_study.tree.path_name(intent.topic) in texts(app)
    app.button(key=f"chip-related-{intent.related[0]}").click().run()
    assert link(app)["node"] == intent.related[0]
    app = run("search", lang=language)
    app.text_input(key="search_text").set_value("zzzz").run()
    assert translate(language, "search.no_intent") in texts(app)
