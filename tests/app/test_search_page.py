"""The page Search."""

from pathlib import Path

import pytest
from asking_app import button, link, run, texts

from interest.study import Study
from interest.ui.frame.translations import translate

pytestmark = pytest.mark.usefixtures("no_models")


def test_search_finds_interests_users_and_statements(saved: Path) -> None:
    app = run("search")
    app.text_input(key="search_text").set_value("puppy leash").run()
    assert not app.exception
    for part in ("Interests", "Users", "Statements", "Items"):
        assert part in [element.value for element in app.subheader]
    assert "puppy" in app.dataframe[0].value["text"][0] or "leash" in app.dataframe[0].value["text"][0]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_before_a_search_what_most_people_speak_of_can_be_tried(language: str, saved: Path, small_study: Study) -> None:
    app = run("search", lang=language)
    topic = max(small_study.tree.level("topic"), key=lambda topic: (topic.users, topic.id))
    offered = [small_study.tree[button.key[4:]] for button in app.button if str(button.key).startswith("try-")]
    assert offered[0].users == topic.users
    app.button(key=f"try-{offered[0].id}").click().run()
    assert not app.exception
    assert app.text_input(key="search_text").value == offered[0].name
    assert len(app.dataframe[0].value)


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
