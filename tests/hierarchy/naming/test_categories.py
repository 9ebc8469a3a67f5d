"""Names of categories: general ones, else what topics share, else the names of the largest."""

import numpy as np
from hierarchy.naming.worlds import AXES, names_of_categories

from interest.hierarchy.naming import Family


def test_general_names_go_to_the_categories_that_they_fit(make_world):
    vectors = np.repeat([AXES[0] + AXES[2], AXES[0] + AXES[3], AXES[1] + AXES[4], AXES[1] + AXES[5]], 5, axis=0)
    generic = {"Everything": AXES[:6].sum(axis=0), "Drinks": AXES[0], "Sailing": AXES[1], "Law": AXES[9]}
    world = make_world(vectors, {"boat": AXES[1]}, [[]] * 20, generic)
    topics = [np.arange(5 * i, 5 * i + 5) for i in range(4)]
    names = names_of_categories(*world, [Family(topics[:2], ["a", "b"]), Family(topics[2:], ["c", "d"])])
    assert names == ["Drinks", "Sailing"]


def test_where_no_general_name_fits_the_shared_phrase_is_the_name(make_world):
    said = [["anchor", "boat"]] * 5 + [["sail", "boat"]] * 5 + [["tea"]] * 10
    phrases = {name: AXES[i] for i, name in enumerate(("anchor", "boat", "sail", "tea"))}
    world = make_world(np.repeat([AXES[1], AXES[3]], 10, axis=0), phrases, said, {"Law": AXES[9]})
    topics = [np.arange(5), np.arange(5, 10), np.arange(10, 15), np.arange(15, 20)]
    names = names_of_categories(*world, [Family(topics[:2], ["", ""]), Family(topics[2:], ["", ""])])
    assert names == ["Boat", "Tea"]


def test_a_general_name_has_to_take_in_all_topics(make_world):
    """Flights, hotels and visas: each fits a name of its own best, and "Travel" takes in all three."""
    generic = {"Travel": AXES[6], "Flights": AXES[0], "Hotels": AXES[1], "Visas": AXES[2], "Cooking": AXES[3]}
    vectors = np.repeat([AXES[0], AXES[1], AXES[2], AXES[3], AXES[3] + AXES[4]], 10, axis=0)
    world = make_world(vectors, {"x": AXES[9]}, [[]] * 50, generic)
    world.words.generic.holds[0, 1:4] = True
    topics = [np.arange(10 * i, 10 * i + 10) for i in range(5)]
    names = names_of_categories(*world, [Family(topics[:3], ["a", "b", "c"]), Family(topics[3:], ["d", "e"])])
    assert names == ["Travel", "Cooking"]


def test_a_category_of_one_topic_is_called_as_the_topic_is(make_world):
    generic = {"Sailing": AXES[1], "Rowing": AXES[2], "Law": AXES[9]}
    world = make_world(np.repeat([AXES[1], AXES[4]], 10, axis=0), {"boat": AXES[1]}, [[]] * 20, generic)
    topics = [np.arange(10), np.arange(10, 20)]
    families = [Family([part], [name]) for part, name in zip(topics, ("Boats", "Tea"), strict=True)]
    assert names_of_categories(*world, families) == ["Boats", "Tea"]


def test_what_people_say_of_all_topics_is_a_general_name(make_world):
    """Farms, guns and empires mean farming, war and history; that all are called games makes them games."""
    generic = {"Games": AXES[8], "Farming": AXES[0], "War": AXES[1], "History": AXES[2], "Cooking": AXES[3]}
    vectors = np.repeat([AXES[0], AXES[1], AXES[2], AXES[3]], 10, axis=0) + 0.5 * AXES[8]
    said = [["game"] if i < 30 and i % 2 else [] for i in range(40)]
    world = make_world(vectors, {"game": AXES[8]}, said, generic)
    topics = [np.arange(10 * i, 10 * i + 10) for i in range(4)]
    names = names_of_categories(*world, [Family(topics[:3], ["a", "b", "c"]), Family(topics[3:], ["d"])])
    assert names[0] == "Games"


def test_a_name_of_half_of_the_topics_is_not_what_they_share(make_world):
    generic = {"Teeth": AXES[0], "Skin": AXES[1], "Cooking": AXES[3]}
    vectors = np.repeat([AXES[0], AXES[1], AXES[3], AXES[3] + AXES[4]], 10, axis=0)
    world = make_world(vectors, {"body": AXES[8]}, [["body"]] * 20 + [[]] * 20, generic)
    topics = [np.arange(10 * i, 10 * i + 10) for i in range(4)]
    names = names_of_categories(*world, [Family(topics[:2], ["", ""]), Family(topics[2:], ["", ""])])
    assert names == ["Body", "Cooking"]


def category_of(make_world, shares: list[float], names: list[str], generic: dict | None = None, axes: tuple = (0, 1)):
    """The name of a category of topics of twenty statements, in which a part says "leaks", beside another category."""
    own = np.concatenate([np.arange(20) < share * 20 for share in shares])
    said = [[f"own{i // 20}"] + ["leaks"] * bool(yes) for i, yes in enumerate(own)] + [["boat"]] * 20
    vectors = np.stack([AXES[axes[i // 20]] for i in range(len(own))] + [AXES[8]] * 20)
    phrases = {"leaks": AXES[5], "boat": AXES[8], "tents": AXES[0], "jackets": AXES[1], "ropes": AXES[7]}
    phrases |= {f"own{i}": AXES[axes[i]] for i in range(len(shares))}
    world = make_world(vectors, phrases, said, generic or {"Law": AXES[9]})
    topics = [np.arange(20 * i, 20 * i + 20) for i in range(len(shares))]
    boats = np.arange(len(own), len(own) + 20)
    return names_of_categories(*world, [Family(topics, names), Family([boats], ["Boat"])])[0]


def test_a_phrase_that_topics_hardly_say_names_no_category(make_world):
    names = ["Tents & pegs", "Jackets"]
    assert category_of(make_world, [0.5, 0.5], names) == "Leaks"
    assert category_of(make_world, [0.1, 0.15], names) == "Tents & jackets"
    assert category_of(make_world, [0.8, 0.05], names) == "Tents & jackets"


def test_a_general_name_has_to_say_something_of_most_statements(make_world):
    """Boots are shoes; that climbing, which is twice as much, is a little like shoes, doesn't make it shoes."""
    generic = {"Shoes": AXES[1], **{f"Name {i}": AXES[i] for i in range(2, 10)}}  # what fits none is a ninth of each
    assert category_of(make_world, [0, 0, 0], ["Climbing", "Ropes", "Boots"], generic, (0, 0, 1)) == "Climbing & ropes"
    assert category_of(make_world, [0, 0, 0], ["Clogs", "Sandals", "Boots"], generic, (1, 1, 1)) == "Shoes"
