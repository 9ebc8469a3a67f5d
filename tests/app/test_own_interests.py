"""The page Tree, in the view of own interests: empty, one made by the form, answered, undone, removed."""

from pathlib import Path

import pytest
from asking_app import button, run, texts
from streamlit.testing.v1 import AppTest

from interest.study import open_study
from interest.ui.frame.translations import translate
from interest.ui.shared.points import NONE, statement_points, user_points

pytestmark = pytest.mark.usefixtures("no_models")


def own_view(language: str = "en") -> AppTest:
    app = run("tree", lang=language)
    app.button_group(key="tree_view").set_value("own").run()
    assert not app.exception
    return app


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_empty_view_says_what_it_is_for(language: str, saved: Path) -> None:
    app = own_view(language)
    assert translate(language, "own.example").replace("\\", "") in texts(app)
    assert [info.value for info in app.info] == [translate(language, "own.none")]


def test_one_is_looked_for_answered_and_undone(saved: Path, fake_encoder) -> None:
    app = own_view()
    app.text_input(key="own-name").set_value("Dogs")
    app.text_input(key="own-words").set_value("puppy, leash")
    button(app, translate("en", "own.preview")).click().run()
    assert "would belong to it" in texts(app)
    assert not len(open_study(saved).own)
    button(app, translate("en", "own.add")).click().run()
    assert not app.exception
    study = open_study(saved, fake_encoder)
    assert study.own["Dogs"].words == ("puppy", "leash")
    assert app.selectbox(key=f"own-chosen-{saved.name}").value == "Dogs"
    (shown, *_) = [metric.value for metric in app.metric]
    assert shown == f"{len(study.own.statements('Dogs')):,}"
    first = study.own.found("Dogs").ask[0]
    app.button(key=f"own-False-{first}").click().run()
    assert not app.exception
    assert open_study(saved).own["Dogs"].doesnt == (study.statements["text"].iloc[first],)
    app.button(key="own-undo").click().run()
    assert open_study(saved).own["Dogs"].doesnt == ()
    app.button(key="own-remove-Dogs").click().run()
    assert not app.exception
    assert not len(open_study(saved).own)


def test_a_topic_of_one_leads_to_the_tree(saved: Path, fake_encoder) -> None:
    study = open_study(saved, fake_encoder)
    study.own.add("Dogs", words=["puppy", "leash"])
    study.save(saved)
    app = own_view()
    topic = study.own.where("Dogs", "topic")["node_id"].iloc[0]
    app.button(key=f"own-topic-{topic}").click().run()
    assert not app.exception
    assert app.button_group(key="tree_view").value == "found"
    assert study.tree[topic].name in [title.value for title in app.subheader]


def test_what_can_not_be_done_is_said(saved: Path) -> None:
    app = own_view()
    button(app, translate("en", "own.add")).click().run()
    assert not app.exception
    assert "needs a name" in texts(app)
    assert not len(open_study(saved).own)


def test_a_list_from_a_file_is_looked_for(saved: Path) -> None:
    app = own_view()
    app.file_uploader(key="own-file").set_value(
        ("list.csv", b"name,words\nDogs,puppy; leash\nOpera,aria\n", "text/csv")
    )
    app.run()
    button(app, translate("en", "own.file_take", n=2)).click().run()
    assert not app.exception
    assert [(one.name, one.words) for one in open_study(saved).own] == [
        ("Dogs", ("puppy", "leash")),
        ("Opera", ("aria",)),
    ]


def test_whoever_speaks_of_one_is_a_segment_and_stays_so_when_it_is_called_otherwise(saved: Path, fake_encoder) -> None:
    study = open_study(saved, fake_encoder)
    study.own.add("Dogs", words=["puppy", "leash"])
    study.own.add("Else", words=["perch"])
    study.save(saved)
    app = run("segments")
    app.button_group(key="segment_way").set_value("own").run()
    next(box for box in app.selectbox if box.key.startswith("sought-own")).set_value("Dogs").run()
    next(number for number in app.number_input if number.key.startswith("sought-least")).set_value(2).run()
    app.button(key="sought-keep").click().run()
    assert not app.exception
    study = open_study(saved, fake_encoder)
    assert set(study.segments.members("Dogs (2+)")) == study.own.users("Dogs", 2) != set()
    study.own.rename("Dogs", "Hounds")
    study.save(saved)
    app = run("segments", segment="Dogs (2+)")
    app.button(key="change-segment").click().run()
    assert next(box for box in app.selectbox if box.key.startswith("sought-own")).value == "Hounds"
    study.own.remove("Hounds")
    study.save(saved)
    app = run("segments", segment="Dogs (2+)")
    app.button(key="change-segment").click().run()
    assert not app.exception
    assert translate("en", "segments.gone_own", name="Hounds") in [info.value for info in app.info]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_map_is_narrowed_to_one_and_search_names_them(language: str, saved: Path, fake_encoder) -> None:
    study = open_study(saved, fake_encoder)
    study.own.add("Dogs", words=["puppy", "leash"])
    study.own.add("Money", words=["dividend", "broker"])
    study.save(saved)
    app = run("map", lang=language)
    app.button_group(key="map_colour").set_value("own").run()
    assert not app.exception
    app.selectbox(key="map_own").set_value("Dogs").run()
    assert not app.exception
    app = run("search", lang=language)
    app.text_input(key="search_text").set_value("puppy leash").run()
    assert not app.exception
    hits = app.dataframe[0].value
    assert (hits["own"] == "Dogs").any()
    assert not hits["own"].str.contains("Money").any()


def test_one_of_several_is_coloured_alone_and_people_by_what_they_say_of_it(saved: Path, fake_encoder) -> None:
    study = open_study(saved, fake_encoder)
    study.own.add("Dogs", words=["puppy", "leash"])
    study.own.add("Money", words=["dividend", "broker"])
    ids = study.own.statements("Dogs")["statement_id"]
    shown = statement_points(study, "own", "Dogs")
    assert {group.id for group in shown.groups} == {"Dogs", NONE}
    assert set(shown.points.loc[shown.points["group"] == "Dogs", "id"].astype(int)) == set(ids)
    people = user_points(study, "own", "Dogs").points
    assert set(people.loc[people["group"] == "Dogs", "user_id"]) == study.own.users("Dogs")
    (names,) = study.own.names_of(ids[:1]).values()
    assert names[0] == "Dogs"
