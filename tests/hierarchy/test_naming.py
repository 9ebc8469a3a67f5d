"""Names: of the topic, unlike its siblings', in the language of the data."""

import re
from itertools import chain

import numpy as np
import pytest

import interest
from interest.hierarchy.generic import read_names
from interest.hierarchy.keywords import topic_keywords
from interest.hierarchy.naming import category_names, topic_names

AXES = np.eye(10)
HAN = re.compile(r"[\u4e00-\u9fff]")


def names_of(study, level: str) -> list[str]:
    return [node.name for node in study.tree.level(level)]


def two_topics(material, language: str = "en"):
    """Twenty statements on tea, twenty on boats; "really" is said oftener of tea, but means nothing."""
    said = [["green tea", "really"]] * 10 + [["绿茶", "teapot"]] * 10 + [["boat"]] * 18 + [["boat", "really"]] * 2
    vectors = np.stack([AXES[0]] * 20 + [AXES[1]] * 20)
    phrases = {
        "really": AXES[5],
        "green tea": AXES[0] + 0.2 * AXES[2],
        "绿茶": AXES[0] + 0.1 * AXES[3],
        "teapot": 0.8 * AXES[0] + AXES[4],
        "boat": AXES[1],
    }
    return material(vectors, phrases, said, language=language), [np.arange(20), np.arange(20, 40)]


def found_names(world, rows: list[np.ndarray]) -> list[str]:
    return topic_names(world, rows, [topic_keywords(world, part, np.arange(40)) for part in rows])


def test_a_topic_is_named_by_what_it_says_and_not_by_chance_words(material):
    tea, boat = found_names(*two_topics(material))
    assert boat == "Boat"
    assert tea.startswith("Green tea")
    assert "really" not in tea


def test_names_are_in_the_language_of_the_data(material):
    tea, boat = found_names(*two_topics(material, language="zh"))
    assert tea == "绿茶"
    assert boat == "boat"  # there is no Chinese phrase for it


def test_two_topics_of_one_phrase_get_different_names(material):
    world = material(np.stack([AXES[0]] * 20), {"tea": AXES[0]}, [["tea"]] * 20)
    rows = [np.arange(10), np.arange(10, 20)]
    keywords = [topic_keywords(world, part, part) for part in rows]
    assert topic_names(world, rows, keywords) == ["Tea", "Tea 2"]


def test_nameless_topics_still_have_distinct_names(material):
    world = material(np.stack([AXES[0]] * 20), {}, [[]] * 20)
    rows = [np.arange(10), np.arange(10, 20)]
    names = topic_names(world, rows, [topic_keywords(world, part, part) for part in rows])
    assert len(set(names)) == 2
    assert all(names)


def test_general_names_go_to_the_categories_that_they_fit(material):
    vectors = np.repeat([AXES[0] + AXES[2], AXES[0] + AXES[3], AXES[1] + AXES[4], AXES[1] + AXES[5]], 5, axis=0)
    generic = {"Everything": AXES[:6].sum(axis=0), "Drinks": AXES[0], "Sailing": AXES[1], "Law": AXES[9]}
    world = material(vectors, {"boat": AXES[1]}, [[]] * 20, generic)
    topics = [np.arange(5 * i, 5 * i + 5) for i in range(4)]
    categories = [np.arange(10), np.arange(10, 20)]
    names = category_names(world, categories, [topics[:2], topics[2:]], [["a", "b"], ["c", "d"]])
    assert names == ["Drinks", "Sailing"]


def test_where_no_general_name_fits_the_shared_phrase_is_the_name(material):
    said = [["anchor", "boat"]] * 5 + [["sail", "boat"]] * 5 + [["tea"]] * 10
    phrases = {name: AXES[i] for i, name in enumerate(("anchor", "boat", "sail", "tea"))}
    world = material(np.repeat([AXES[1], AXES[3]], 10, axis=0), phrases, said, {"Law": AXES[9]})
    topics = [np.arange(5), np.arange(5, 10), np.arange(10, 15), np.arange(15, 20)]
    names = category_names(world, [np.arange(10), np.arange(10, 20)], [topics[:2], topics[2:]], [["", ""], ["", ""]])
    assert names == ["Boat", "Tea"]


def test_the_planted_study_has_its_general_names_and_topic_words(small_study, planted_frame):
    truth = planted_frame()
    words = {topic: set(re.findall("[a-z]+", " ".join(part["text"]))) for topic, part in truth.groupby("planted_topic")}
    frame = small_study.statements
    for node in small_study.tree.level("topic"):
        topic = truth["planted_topic"][frame["topic"] == node.id].mode()[0]
        others = set(chain.from_iterable(found for name, found in words.items() if name != topic))
        own = words[topic] - others
        assert set(node.name.lower().replace(" & ", " ").split()) <= own, (topic, node.name)
    assert {"Travel", "Music", "Pets"} <= set(names_of(small_study, "category"))


def test_siblings_have_different_names_and_categories_are_no_lists_of_topics(small_study):
    for level in ("category", "topic"):
        names = names_of(small_study, level)
        assert len(set(names)) == len(names)
        assert all(0 < len(name) <= 40 for name in names)
    for node in small_study.tree.level("topic"):
        children = [child.name for child in small_study.tree.children(node.id)]
        assert len(set(children)) == len(children)
    for node in small_study.tree.level("category"):
        topics = [child.name for child in small_study.tree.children(node.id)]
        assert sum(part in " ".join(topics) for part in node.name.split(" & ")) <= 1


@pytest.fixture(scope="session")
def chinese_study(planted_frame, fake_encoder_class, tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INTEREST_CACHE", str(tmp_path_factory.mktemp("cache")))
        return interest.build(planted_frame("zh"), encoder=fake_encoder_class())


def test_chinese_data_have_chinese_names_on_all_levels(chinese_study):
    for node in chinese_study.tree:
        assert HAN.search(node.name), node
        assert not re.search("[a-z]", node.name), node
    assert {"旅行", "音乐", "宠物"} <= set(names_of(chinese_study, "category"))


def test_the_general_names_are_complete_and_unique():
    table = read_names()
    assert list(table.columns) == ["english", "chinese", "scope"]
    assert not table.isna().any().any()
    assert table["english"].is_unique
    assert table["chinese"].is_unique
    assert set(table["scope"]) == {"broad", "narrow"}
    assert table["chinese"].str.contains(HAN.pattern).all()
    assert not table["english"].str.contains(HAN.pattern).any()
