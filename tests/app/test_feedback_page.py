"""Feedback on what is recommended, in both languages."""

import shutil
from pathlib import Path

import pytest
from asking_app import run, texts

from interest.config import studies_folder
from interest.study import Study, open_study
from interest.ui.frame.translations import translate

pytestmark = pytest.mark.usefixtures("no_models")


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


def test_an_item_and_a_user_of_one_id_are_told_apart(namesakes: tuple[Path, str]) -> None:
    folder, both = namesakes
    saved = Path(shutil.copytree(folder, studies_folder() / "small"))
    app = run("users", user="user007")
    app.button(key=f"judge-like-item-{both}").click().run()
    app.button(key=f"judge-hide-user-{both}").click().run()
    app.button(key=f"judge-like-item-{both}").click().run()  # takes the like back, though the hide came later
    assert not app.exception and not app.warning
    feedback = open_study(saved).feedback
    assert (feedback.of("user007", "item"), feedback.of("user007", "user")) == ({}, {both: "hide"})
    assert f"similar-{both}" not in [button.key for button in app.button]


def test_feedback_waits_for_the_number_of_categories(saved: Path) -> None:
    app = run("users", user="user007")
    app.session_state.categories = 3
    app.run()
    assert not [button.key for button in app.button if (button.key or "").startswith("judge-")]
    assert translate("en", "feedback.keep_first") in texts(app)
