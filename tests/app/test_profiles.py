"""The page Users: a profile, neighbours, recommendations; somebody new."""

from pathlib import Path

import pandas as pd
import pytest
from asking_app import button, run, texts
from streamlit.testing.v1 import AppTest

from interest.study import Study
from interest.ui.frame.translations import translate

pytestmark = pytest.mark.usefixtures("no_models")


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
        found = small_study.people.shared_evidence("user007", neighbour)
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
