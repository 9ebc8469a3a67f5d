"""Names of topics: unlike their siblings', in the language of the data."""

import numpy as np
import pytest
from hierarchy.naming.worlds import AXES, found_names, named_by, names_of_topics

from interest.config import Config
from interest.hierarchy.keywords import topic_keywords
from interest.hierarchy.naming import topic_names
from interest.hierarchy.naming.candidates import Candidates


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


def test_namesakes_are_told_apart_by_what_they_say_and_not_by_a_number(make_world):
    texts = [f"tea of day {day}" for day in range(20)]
    world = make_world(np.stack([AXES[0]] * 20), {"tea": AXES[0]}, [["tea"]] * 20, texts=texts)
    rows = [np.arange(10), np.arange(10, 20)]
    keywords = [topic_keywords(*world, part, part) for part in rows]
    assert names_of_topics(*world, keywords, [0, 0]) == ["Tea", "Tea: Tea of day 10"]
    assert names_of_topics(*world, keywords, [0, 0], ["TEAS"]) == ["Tea: Tea of day 0", "Tea: Tea of day 10"]


def test_what_else_a_topic_says_tells_it_from_its_namesake(make_world):
    said = [["tea"]] * 10 + [["tea", "kettle"]] * 4 + [["tea"]] * 6 + [["boat"]] * 20
    phrases = {"tea": AXES[0], "kettle": 0.3 * AXES[0] + AXES[4], "boat": AXES[1]}
    vectors = np.stack([AXES[0]] * 10 + [AXES[0] + 0.5 * AXES[4]] * 10 + [AXES[1]] * 20)
    world = make_world(vectors, phrases, said)
    rows = [np.arange(10), np.arange(10, 20), np.arange(20, 40)]
    keywords = [topic_keywords(*world, part) for part in rows]
    first, second, _ = names_of_topics(*world, keywords, [0, 0, 1])
    assert first == "Tea"
    assert {"tea", "kettle"} >= set(second.lower().split(" & ")) != {"tea"}


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


def two_subjects(make_world, second: str, vector: np.ndarray, heading: float = 1.0) -> str:
    """The name of a topic of which twelve statements are on eczema and eight on a second thing, beside boats."""
    phrases = {"eczema": AXES[0], second: vector, "boat": AXES[1]}
    said = [["eczema"]] * 12 + [[second]] * 8 + [["boat"]] * 20
    meaning = np.stack([AXES[0]] * 12 + [vector] * 8 + [AXES[1]] * 20)
    world = make_world(meaning, phrases, said)
    world.words.phrases.headings[1] = heading
    return found_names(world, [np.arange(20), np.arange(20, 40)])[0]


def test_a_second_phrase_joins_where_one_leaves_much_unsaid(make_world):
    assert two_subjects(make_world, "hydration", AXES[2]) == "Eczema & hydration"
    assert two_subjects(make_world, "rash", AXES[0]) == "Eczema"


def test_a_second_phrase_is_another_thing_in_other_words_and_no_verb(make_world):
    assert two_subjects(make_world, "hydrate", AXES[2], heading=0.3) == "Eczema"
    assert "&" not in two_subjects(make_world, "eczema cream", AXES[2])
    assert "&" not in two_subjects(make_world, "itch", AXES[0] + AXES[2])


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


def test_nodes_without_a_name_are_told_apart_by_a_typical_statement(make_world):
    said = [["boat"]] * 20 + [[]] * 40
    world = make_world(np.repeat([AXES[0], AXES[1], AXES[2]], 20, axis=0), {"boat": AXES[0]}, said)
    rows = [np.arange(20 * i, 20 * i + 20) for i in range(3)]
    keywords = [topic_keywords(*world, part) for part in rows]
    assert names_of_topics(*world, keywords, [0, 1, 2]) == ["Boat", "Mixed", "Mixed: 40"]  # the text of a statement


def test_a_name_is_cut_out_of_what_is_typical_and_says_what_no_single_phrase_does(make_world):
    """ "Card" and "limit" are said everywhere; only together do they tell the topic."""
    texts = ["my limit of cards is low"] * 10 + ["the card is nice"] * 10 + ["a limit of time"] * 10
    said = [["card", "limit"]] * 10 + [["card"]] * 10 + [["limit"]] * 10
    vectors = np.repeat([AXES[0] + AXES[1], AXES[0] + AXES[2], AXES[1] + AXES[3]], 10, axis=0)
    world = make_world(
        vectors, {"card": AXES[0], "limit": AXES[1]}, said, texts=[f"{t} {i}" for i, t in enumerate(texts)]
    )
    world.words.phrases.languages[:] = ["en", "en"]
    assert found_names(world, [np.arange(10 * i, 10 * i + 10) for i in range(3)])[0] == "Limit of cards"


@pytest.mark.parametrize(("often", "may_end_in_it"), [(4, False), (5, True)])
def test_a_name_is_not_cut_off_before_its_last_word(make_world, often, may_end_in_it):
    """ "Steel" of "steel blades" ends no name, unless so many say it that it is known to end some."""
    texts = ["a sharpener for steel blades of ours"] * often + ["a sharpener"] * 5
    said = [["sharpener", "steel"]] * often + [["sharpener"]] * 5
    words, _ = make_world(
        np.repeat([AXES[0]], len(texts), axis=0), {"sharpener": AXES[0], "steel": AXES[1]}, said, texts=texts
    )
    words.phrases.languages[:] = ["en", "en"]
    cut = {candidate.name for candidate in Candidates(words, np.arange(len(texts)), [0, 1]).shortened([0])}
    assert ("Sharpener for steel" in cut) == may_end_in_it


def test_a_name_is_the_same_whatever_the_order_of_the_statements(make_world):
    world, rows = two_topics(make_world)
    turned = [part[::-1] for part in rows]
    assert found_names(world, rows) == found_names(world, turned)


def test_the_name_of_the_product_that_everybody_writes_names_no_topic(make_world):
    said = [["Novacard", "refund"]] * 10 + [["Novacard", "login"]] * 10 + [["Novacard", "fees"]] * 10
    vectors = np.repeat([AXES[0], AXES[1], AXES[2]], 10, axis=0) + 0.8 * AXES[3]
    phrases = {"Novacard": AXES[3], "refund": AXES[0], "login": AXES[1], "fees": AXES[2]}
    world = make_world(vectors, phrases, said)
    assert found_names(world, [np.arange(10 * i, 10 * i + 10) for i in range(3)]) == ["Refund", "Login", "Fees"]


def test_titles_say_how_often_the_name_alone_picks_a_statement_of_its_topic(make_world):
    world, rows = two_topics(make_world)
    titles = topic_names(*world, [topic_keywords(*world, part) for part in rows], [0, 0])
    assert [title.fit for title in titles] == [1.0, 1.0]
