"""Names of topics: unlike their siblings', in the language of the data."""

import numpy as np
import pytest
from hierarchy.naming.worlds import AXES, found_names, named_by, names_of_topics

from interest.config import Config
from interest.hierarchy.keywords import topic_keywords


def two_topics(make_world, language: str = "en"):
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
    return make_world(vectors, phrases, said, language=language), [np.arange(20), np.arange(20, 40)]


def test_a_topic_is_named_by_what_it_says_and_not_by_chance_words(make_world):
    tea, boat = found_names(*two_topics(make_world))
    assert boat == "Boat"
    assert tea.startswith("Green tea")
    assert "really" not in tea


def test_names_are_in_the_language_of_the_data(make_world):
    tea, boat = found_names(*two_topics(make_world, language="zh"))
    assert tea == "绿茶"
    assert boat == "boat"  # there is no Chinese phrase for it


def test_two_topics_of_one_phrase_get_different_names(make_world):
    world = make_world(np.stack([AXES[0]] * 20), {"tea": AXES[0]}, [["tea"]] * 20)
    rows = [np.arange(10), np.arange(10, 20)]
    keywords = [topic_keywords(*world, part, part) for part in rows]
    assert names_of_topics(*world, keywords, [0, 0]) == ["Tea", "Tea 2"]


def test_a_poor_heading_tells_namesakes_apart_rather_than_a_number(make_world):
    said = [["tea"]] * 10 + [["tea", "slowly"]] * 4 + [["tea"]] * 6 + [["boat"]] * 20
    phrases = {"tea": AXES[0], "slowly": 0.3 * AXES[0] + AXES[4], "boat": AXES[1]}
    vectors = np.stack([AXES[0]] * 10 + [AXES[0] + 0.5 * AXES[4]] * 10 + [AXES[1]] * 20)
    world = make_world(vectors, phrases, said)
    world.words.phrases.headings[world.words.phrases.names.index("slowly")] = 0.1
    rows = [np.arange(10), np.arange(10, 20), np.arange(20, 40)]
    keywords = [topic_keywords(*world, part) for part in rows]
    assert names_of_topics(*world, keywords, [0, 1, 2]) == ["Tea", "Tea & slowly", "Boat"]


def test_nameless_topics_still_have_distinct_names(make_world):
    world = make_world(np.stack([AXES[0]] * 20), {}, [[]] * 20)
    rows = [np.arange(10), np.arange(10, 20)]
    names = names_of_topics(*world, [topic_keywords(*world, part, part) for part in rows], [0, 0])
    assert len(set(names)) == 2
    assert all(names)


def siblings_on_skin(make_world, said: list[list[str]], headings: dict[str, float] | None = None, language: str = "en"):
    """Two topics of twenty statements, of one category, and twenty statements on boats."""
    phrases = {
        "skin": AXES[0] + AXES[1],
        "acne": AXES[0],
        "eczema": AXES[1],
        "rash": AXES[3],
        "boat": AXES[2],
    }
    vectors = np.stack([3 * AXES[0] + AXES[1]] * 20 + [AXES[0] + 3 * AXES[1] + 2 * AXES[3]] * 20 + [AXES[2]] * 20)
    world = make_world(vectors, phrases, said, language=language)
    for name, score in (headings or {}).items():
        world.words.phrases.headings[world.words.phrases.names.index(name)] = score
    rows = [np.arange(20 * i, 20 * i + 20) for i in range(3)]
    keywords = [topic_keywords(*world, part) for part in rows]
    return names_of_topics(*world, keywords, [0, 0, 1])


def test_what_siblings_share_names_none_of_them(make_world):
    said = [["skin", "acne"]] * 12 + [["skin"]] * 8 + [["skin", "eczema"]] * 12 + [["skin"]] * 8 + [["boat"]] * 20
    assert siblings_on_skin(make_world, said) == ["Acne", "Eczema", "Boat"]


def test_a_second_phrase_only_where_it_adds_statements(make_world):
    acne, boats = [["acne"]] * 20, [["boat"]] * 20
    together = siblings_on_skin(make_world, [*acne, *[["eczema", "rash"]] * 12, *[["eczema"]] * 8, *boats])
    apart = siblings_on_skin(make_world, [*acne, *[["eczema"]] * 12, *[["rash"]] * 8, *boats])
    assert together == ["Acne", "Eczema", "Boat"]
    assert apart == ["Acne", "Eczema & rash", "Boat"]


def test_verbs_and_qualities_are_no_second_phrase(make_world):
    said = [*[["acne"]] * 20, *[["eczema"]] * 12, *[["rash"]] * 8, *[["boat"]] * 20]
    assert siblings_on_skin(make_world, said, {"rash": 0.3}) == ["Acne", "Eczema", "Boat"]


def test_latin_words_of_chinese_statements_are_chinese_names(make_world):
    said = [["Python"]] * 12 + [["爬虫"]] * 8 + [["boat"]] * 20
    phrases = {"Python": AXES[0], "爬虫": AXES[3], "boat": AXES[1], "船": AXES[1]}
    world = make_world(np.stack([2 * AXES[0] + AXES[3]] * 20 + [AXES[1]] * 20), phrases, said, language="zh")
    world.words.phrases.languages[:2] = ["zh", "zh"]
    assert found_names(world, [np.arange(20), np.arange(20, 40)])[0] == "Python 与爬虫"


@pytest.mark.parametrize(("language", "ignored", "name"), [("en", "Acme", "Warranty"), ("zh", "某某", "保修")])
def test_without_an_ignored_word_the_next_best_phrase_is_the_name(make_world, language, ignored, name):
    said = [["Acme warranty" if language == "en" else "某某保修"]] * 16 + [["rare"]] + [[]] * 3 + [["boat"]] * 20
    phrases = {"Acme warranty": AXES[0], "某某保修": AXES[0], "rare": AXES[0], "boat": AXES[1]}
    world = make_world(np.repeat([AXES[0], AXES[1]], 20, axis=0), phrases, said, language=language)
    rows = [np.arange(20), np.arange(20, 40)]
    assert ignored.lower() in found_names(world, rows)[0].lower()
    assert found_names(named_by(world, Config(ignore=(ignored,), language=language)), rows)[0] == name


def test_what_one_of_many_says_names_nothing(make_world):
    said = [["penny"]] + [[]] * 19 + [["boat"]] * 20
    world = make_world(np.repeat([AXES[0], AXES[1]], 20, axis=0), {"penny": AXES[0], "boat": AXES[1]}, said)
    assert found_names(world, [np.arange(20), np.arange(20, 40)]) == ["Mixed", "Boat"]


def test_numbers_of_nodes_without_a_name_are_small(make_world):
    said = [["boat"]] * 20 + [[]] * 40
    world = make_world(np.repeat([AXES[0], AXES[1], AXES[2]], 20, axis=0), {"boat": AXES[0]}, said)
    rows = [np.arange(20 * i, 20 * i + 20) for i in range(3)]
    keywords = [topic_keywords(*world, part) for part in rows]
    assert names_of_topics(*world, keywords, [0, 1, 2]) == ["Boat", "Mixed", "Mixed 2"]


@pytest.mark.parametrize(("second", "like"), [("trail shoes", 9), ("jogging", 0), ("hydration", 9)])
def test_a_second_phrase_shares_no_word_with_the_first_and_means_something_else(make_world, second, like):
    phrases = {"trail running": AXES[0] + AXES[2], second: AXES[2] + AXES[like], "boat": AXES[1]}
    said = [["trail running"]] * 12 + [[second]] * 8 + [["boat"]] * 20
    world = make_world(np.stack([2 * AXES[0] + 2 * AXES[2] + AXES[9]] * 20 + [AXES[1]] * 20), phrases, said)
    name = found_names(world, [np.arange(20), np.arange(20, 40)])[0]
    assert name == ("Trail running & hydration" if second == "hydration" else "Trail running")
