"""The pages Changes and, on Data, the library of studies, in both languages."""

import json
from pathlib import Path

import pytest
from asking_app import button, link, run, texts
from streamlit.testing.v1 import AppTest

import interest
from interest import library
from interest.config import studies_folder
from interest.library.packing import pack
from interest.ui.frame.translations import translate

pytestmark = pytest.mark.usefixtures("no_models")


def settled(app: AppTest) -> AppTest:
    """The page once what it computes is there."""
    for _ in range(60):
        if app.metric:
            return app
        app.run()
    raise AssertionError(texts(app))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_one_study_is_compared_before_and_after_a_day(language: str, saved: Path) -> None:
    app = settled(run("compare", lang=language))
    assert translate(language, "compare.alone") in texts(app)
    assert not app.error


@pytest.mark.parametrize("language", ["en", "zh"])
def test_two_studies_are_compared(language: str, saved: Path) -> None:
    other = library.duplicate("small")
    app = settled(run("compare", lang=language, study="small", other=other))
    assert [metric.label.replace("\\", "") for metric in app.metric][:2] == ["small 2", "small"]
    assert translate(language, "compare.nothing") in texts(app)
    assert link(app)["other"] == "small 2"
    assert not app.error


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_appeared_is_one_card_with_its_topics(language: str, saved: Path, planted_frame, fake_encoder) -> None:
    """Nobody spoke of pets before; most topics of theirs are surely new."""
    before = interest.build(planted_frame(topics=12, seed=1), encoder=fake_encoder, name="before")
    before.save(studies_folder() / "before")
    app = settled(run("compare", lang=language, study="small", other="before"))
    assert [b.label for b in app.button if (b.key or "").startswith("appeared-")] == ["Pets"]
    tree = interest.open_study(saved).tree
    topics = {node.name for node in tree.level("topic") if tree.path(node.id)[0].name == "Pets"}
    lists = [said.value.replace("\\", "").split(translate(language, "app.listing")) for said in app.markdown]
    names = next(said for said in lists if topics & set(said))
    assert len(names) > 1 and set(names) <= topics
    drawn = json.loads(app.get("plotly_chart")[0].proto.spec)["layout"]["yaxis"]["ticktext"]
    assert all(any(translate(language, "compare.new", name=name) in row for row in drawn) for name in names)


def test_a_link_follows_a_rename(saved: Path) -> None:
    library.rename("small", "七月")
    app = run("tree", study="small", node="t1")
    assert link(app)["study"] == "七月" and link(app)["node"] == "t1"
    assert not app.warning


def test_a_link_to_a_deleted_study_says_so(saved: Path) -> None:
    library.duplicate("small")
    library.delete("small 2")
    app = run(study="small 2")
    assert "“small 2” was deleted" in texts(app)
    assert link(app)["study"] == "small"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_study_is_renamed_duplicated_deleted_and_brought_back(language: str, saved: Path) -> None:
    app = run("data", lang=language, study="small")
    app.text_input(key="library-name-small").set_value("七月")
    button(app, translate(language, "library.rename")).click().run()
    assert link(app)["study"] == "七月" and translate(language, "library.renamed", name="七月") in texts(app)
    app.button(key="library-duplicate-七月").click().run()
    assert {study.name for study in library.saved_studies()} == {"七月", "七月 2"}
    app.button(key="library-delete-七月").click().run()
    app.button(key="library-sure").click().run()
    assert {study.name for study in library.saved_studies()} == {"七月 2"}
    assert translate(language, "library.deleted", name="七月", days=30) in texts(app)
    app.button(key="library-undo").click().run()
    assert link(app)["study"] == "七月" and not app.exception and not library.trash()


def test_a_taken_name_is_refused(saved: Path) -> None:
    library.duplicate("small")
    app = run("data", study="small")
    app.text_input(key="library-name-small").set_value("small 2")
    button(app, "Rename").click().run()
    assert "already" in texts(app) and not app.exception


def test_a_file_is_added(saved: Path) -> None:
    app = run("data", study="small")
    app.file_uploader(key="library-upload").set_value(("x.interest.zip", pack(saved), "application/zip")).run()
    app.button(key="library-add").click().run()
    assert link(app)["study"] == "small 2"
    app.file_uploader(key="library-upload").set_value(("bad.interest.zip", b"hello", "application/zip")).run()
    app.button(key="library-add").click().run()
    assert "bad.interest.zip" in texts(app) and not app.exception
