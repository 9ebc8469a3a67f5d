"""Is it right? On the page Trust, and what stands of it beside an interest."""

from pathlib import Path

import pytest
from asking_app import button, run, texts

from interest.study import Study, open_study
from interest.ui.frame.translations import translate

pytestmark = pytest.mark.usefixtures("no_models")


@pytest.fixture
def sure(saved: Path, small_study: Study) -> Path:
    """The saved study with its quality, so that nobody waits for that."""
    study = open_study(saved)
    study.keep_quality(small_study.quality())
    study.save(saved)
    return saved


@pytest.mark.parametrize("language", ["en", "zh"])
def test_statements_are_read_answered_undone_and_gone_on_with(language: str, sure: Path) -> None:
    def said(name: str, **values: object) -> str:
        return translate(language, f"audit.{name}", **values)

    app = run("quality", lang=language)
    assert said("purpose", n=40) in texts(app)
    drawn = open_study(sure).audit.draw(3)
    button(app, said("begin")).click().run()
    assert drawn["text"][0] in texts(app) and said("progress", n=1, of=40)
    for verdict in ("yes", "no", "unsure"):
        app.button(key=f"audit-{verdict}").click().run()
        assert not app.exception
    assert open_study(sure).audit.to_frame()["verdict"].tolist() == ["yes", "no", "unsure"]
    app.button(key="audit-undo").click().run()
    assert drawn["text"][2] in texts(app)
    app.button(key="audit-stop").click().run()
    assert said("too_few", n=3, read=2, belong=1) in texts(app)
    again = run("quality", lang=language)
    assert button(again, said("go_on", n=2, of=40))


def test_after_forty_there_are_figures_in_the_panel_too(sure: Path) -> None:
    study = open_study(sure)
    for statement in study.audit.draw(39)["statement_id"]:
        study.audit.answer(int(statement), "yes")
    study.save(sure)
    app = run("quality")
    button(app, "Go on (39 of 40 read)").click().run()
    app.button(key="audit-yes").click().run()
    assert not app.exception
    assert "Another 40" in texts(app) and "Of 40 read, 40 belong: about 100% is right" in texts(app)
    category = study.tree.level("category")[0]
    panel = run("tree", node=category.id)
    assert "belong: about 100% is right" in texts(panel)


def test_a_proposal_is_made_and_undone(sure: Path) -> None:
    study = open_study(sure)
    topic = study.tree.level("topic")[0]
    for statement in study.audit.draw(30, topic.id)["statement_id"]:
        study.audit.answer(int(statement), "no", node=topic.id)
    study.save(sure)
    app = run("quality")
    app.button(key=f"audit-hide-{topic.id}").click().run()
    assert not app.exception
    assert topic.id not in open_study(sure).tree
    app.button(key="audit-undo-change").click().run()
    assert topic.id in open_study(sure).tree


def test_answers_are_for_the_tree_that_is_saved(sure: Path) -> None:
    app = run("quality", categories="3")
    if app.session_state["categories"]:
        assert translate("en", "audit.keep_first") in texts(app)


def test_what_is_doubted_is_read_more_of(sure: Path) -> None:
    study = open_study(sure)
    topic = study.tree.level("topic")[0]
    for number, statement in enumerate(study.audit.draw(6, topic.id)["statement_id"]):
        study.audit.answer(int(statement), "yes" if number % 2 else "no", node=topic.id)
    study.save(sure)
    app = run("quality")
    app.button(key=f"audit-about-{topic.id}").click().run()
    assert not app.exception and not app.warning
    assert open_study(sure).audit.draw(1, topic.id)["text"][0] in texts(app)
    app.button(key="audit-yes").click().run()
    assert len(open_study(sure).audit.to_frame().query("topic == @topic.id")) == 7
