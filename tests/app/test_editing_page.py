"""Editing the tree and its names, in both languages."""

import json
from pathlib import Path

import pytest
from asking_app import PAGES, button, link, run, texts
from streamlit.testing.v1 import AppTest

import interest
from interest.study import Study
from interest.ui.frame.translations import translate

pytestmark = pytest.mark.usefixtures("no_models")


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
    name = f"{interest.open_study(saved).tree['c1'].name} world"  # says the same, and so passes the blind test

    def ask(address: str, key: str, request: dict, timeout: float, attempts: int) -> str:
        sent.append(request)
        return json.dumps({"names": {"c1": name}})

    monkeypatch.setattr("interest.hierarchy.naming.llm_naming.ask", ask)
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
    assert interest.open_study(saved).tree["c1"].name == name
    assert name in names_in(app)
    assert "1 name is new" in " ".join(w.value for w in app.warning)
