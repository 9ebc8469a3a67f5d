"""The log of feedback: the last word counts, undo and redo, JSON."""

import pytest

from interest.contents.judgements import Judgement, Judgements
from interest.errors import FeedbackError


def log(*rows: tuple[str, str, str, str]) -> Judgements:
    found = Judgements()
    for row in rows:
        found = found.add(Judgement(*row))
    return found


def test_the_last_word_on_a_thing_counts():
    given = log(("ann", "item", "i1", "hide"), ("ann", "item", "i2", "like"), ("ann", "item", "i1", "like"))
    assert given.of("ann", "item") == {"i2": "like", "i1": "like"}
    assert given.withheld("ann", "item") == frozenset()
    assert given.undo().withheld("ann", "item") == {"i1"}


def test_kinds_of_things_and_users_are_told_apart():
    given = log(("ann", "item", "x", "hide"), ("ann", "user", "x", "hide"), ("bea", "item", "y", "dislike"))
    assert given.withheld("ann", "item") == {"x"} == given.withheld("ann", "user")
    assert given.withheld("bea", "item") == {"y"}
    assert given.withheld("ann", "interest") == frozenset()


def test_undo_of_one_thing_and_redo_put_it_back_where_it_was():
    given = log(("ann", "item", "i1", "hide"), ("bea", "item", "i1", "like"), ("ann", "item", "i2", "like"))
    without = given.undo("ann", "i1")
    assert [j.number for j in without.given] == [2, 3]
    assert without.redo().given == given.given
    assert without.redo().undone == ()


@pytest.mark.parametrize(("about", "left"), [("item", "user"), ("user", "item")])
def test_undo_tells_an_item_from_a_user_of_its_id(about, left):
    given = log(("ann", "item", "x", "hide"), ("ann", "user", "x", "hide"))
    assert [j.about for j in given.undo("ann", "x", about).given] == [left]
    assert [j.about for j in given.undo(about=about).given] == [left]
    with pytest.raises(FeedbackError, match="no feedback of ann on 'x'"):
        given.undo("ann", "x", "interest")


def test_a_new_judgement_ends_what_can_be_redone():
    given = log(("ann", "item", "i1", "hide")).undo().add(Judgement("ann", "item", "i2", "like"))
    assert [j.number for j in given.given] == [2]
    with pytest.raises(FeedbackError, match="none to redo"):
        given.redo()


@pytest.mark.parametrize("whose", [(None, None), ("ann", None), ("ann", "i1")])
def test_nothing_to_undo_is_an_error(whose):
    with pytest.raises(FeedbackError, match="no feedback"):
        log(("bea", "item", "i2", "like")).undo("ann", "i1") if whose[0] else Judgements().undo(*whose)


def test_json_gives_the_same_log():
    given = log(("小安", "interest", "t1", "dislike"), ("ann", "item", "i", "like")).undo()
    given = given.add(Judgement("ann", "item", "j", "like"))
    assert Judgements.from_json(given.to_json()) == given
    older = given.to_json().replace('"kind":', '"prior": 0.25, "context": [1.0, 0.5], "kind":')
    assert Judgements.from_json(older) == given
    with pytest.raises(ValueError, match="there is no"):
        Judgements.from_json(given.to_json().replace('"like"', '"love"'))


def test_topics_are_translated_and_items_are_not():
    given = log(("ann", "interest", "t1", "hide"), ("ann", "item", "t1", "hide")).on(lambda node: f"{node}?")
    assert [j.target_id for j in given.given] == ["t1?", "t1"]
