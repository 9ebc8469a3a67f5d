"""Feedback in a study: what doesn't come again, what is learned, undone, kept and carried over."""

import copy

import pandas as pd
import pytest

import interest
from interest.errors import FeedbackError, UnknownUserError
from interest.recommend import Catalogue

USER = "user007"


@pytest.fixture
def study(small_study):
    """The small study; what is given to this copy leaves the shared one as it is."""
    return copy.copy(small_study)


def rankings(study) -> list[pd.DataFrame]:
    users = (USER, "user001", "taker")
    found = [ask(user, 20) for user in users for ask in (study.recommend_items, study.recommend)]
    return [*found, *(study.similar_users(user) for user in users)]


def same(one: list[pd.DataFrame], other: list[pd.DataFrame]) -> bool:
    return all(a.equals(b) for a, b in zip(one, other, strict=True))


def test_a_like_on_rank_one_rises(study):
    for ask, key in ((study.recommend_items, "item_id"), (study.recommend, "node_id")):
        before = ask(USER, 5)
        study.feedback.add(USER, before[key][0], "like")
        after = ask(USER, 5)
        assert after[key][0] == before[key][0]
        lead = after["score"][0] - after["score"][1]
        assert after["score"][0] >= before["score"][0] and lead > before["score"][0] - before["score"][1]


def test_an_answer_costs_no_more_than_its_own_person(study, monkeypatch):
    """What is known of others is kept, and nothing is computed before somebody asks for a recommendation."""
    asked = []
    offer = Catalogue.offer
    monkeypatch.setattr(Catalogue, "offer", lambda self, user: asked.append(user) or offer(self, user))
    for number, user in enumerate(("user001", "user002", "user001")):
        study.feedback.add(user, f"dogs-{number}", "like")
    assert not asked
    study.recommend_items(USER)
    assert sorted(asked) == ["user001", "user002"]
    study.feedback.add("user003", "dogs-0", "dislike")
    study.recommend_items(USER)
    assert sorted(asked) == ["user001", "user002", "user003"]


@pytest.mark.parametrize("kind", ["dislike", "hide"])
def test_what_is_not_wanted_does_not_come_again_for_that_user(study, kind):
    item, topic = study.recommend_items(USER)["item_id"][0], study.recommend(USER)["node_id"][0]
    for target in (item, topic):
        study.feedback.add(USER, target, kind)
    assert item not in set(study.recommend_items(USER, 100)["item_id"])
    assert topic not in set(study.recommend(USER, 100)["node_id"])
    others = [user for user in study.users if user != USER]
    assert any(item in set(study.recommend_items(user, 100)["item_id"]) for user in others[:5])


def test_a_similar_user_can_be_hidden_and_nothing_else(study):
    neighbour = study.similar_users(USER)["user_id"][0]
    study.feedback.add(USER, neighbour, "hide")
    assert neighbour not in set(study.similar_users(USER, 60)["user_id"])
    assert len(study.similar_users(USER)) == 5
    assert USER in set(study.similar_users(neighbour, 60)["user_id"])
    with pytest.raises(FeedbackError, match="can be hidden"):
        study.feedback.add(USER, neighbour, "like")


def test_a_liked_item_brings_its_like_and_says_so(study):
    before = study.recommend_items(USER, 100)["item_id"].tolist()
    last = before[-1]
    siblings = [item for item in before if item.split("-")[0] == last.split("-")[0] and item != last]
    study.feedback.add(USER, last, "like")
    after = study.recommend_items(USER, 100)
    places = after["item_id"].tolist()
    assert all(places.index(item) < before.index(item) for item in siblings)
    lifted = after.set_index("item_id")["because"][siblings[0]]
    assert lifted.kind == "liked" and lifted.items == (last,)
    assert last in lifted.text(study.tree)


def test_a_liked_interest_brings_its_items(study):
    before = study.recommend_items(USER, 100)["item_id"].tolist()
    worst = study.catalogue.space.topics[study.catalogue.space.ids.get_loc(before[-1])]
    study.feedback.add(USER, worst, "like")
    assert study.recommend_items(USER, 100)["item_id"].tolist().index(before[-1]) < len(before) - 1


def test_undo_restores_the_former_ranking_exactly_and_redo_the_later_one(study):
    first = rankings(study)
    item, topic = study.recommend_items(USER)["item_id"][3], study.recommend(USER)["node_id"][1]
    study.feedback.add(USER, item, "dislike")
    second = rankings(study)
    study.feedback.add(USER, topic, "like")
    study.feedback.add("user001", "dogs-2", "hide")
    third = rankings(study)
    assert not same(first, second) and not same(second, third)
    study.feedback.undo()
    study.feedback.undo(USER, topic)
    assert same(rankings(study), second)
    study.feedback.undo()
    assert same(rankings(study), first)
    for _ in range(3):
        study.feedback.redo()
    assert same(rankings(study), third)


def test_without_feedback_everything_is_as_if_it_were_not_asked_for(study):
    for ask in (study.recommend, study.recommend_items):
        pd.testing.assert_frame_equal(ask(USER), ask(USER, use_feedback=False))
    study.feedback.add(USER, study.recommend_items(USER)["item_id"][0], "hide")
    assert len(study.recommend_items(USER, use_feedback=False)) == 10
    assert study.recommend_items(USER, 1, use_feedback=False)["item_id"][0] not in set(
        study.recommend_items(USER, 100)["item_id"]
    )


def test_it_is_saved_and_comes_back(study, fake_encoder, tmp_path):
    study.feedback.add(USER, study.recommend_items(USER)["item_id"][2], "like")
    study.feedback.add(USER, study.recommend(USER)["node_id"][0], "hide")
    opened = interest.open_study(study.save(tmp_path / "saved"), fake_encoder)
    assert opened.contents.judgements == study.contents.judgements
    assert same(rankings(opened), rankings(study))
    assert opened.feedback.to_frame().equals(study.feedback.to_frame())


def test_it_follows_edits_and_recuts_as_far_as_its_topics_are_there(study):
    topic = study.recommend(USER)["node_id"][0]
    study.feedback.add(USER, topic, "hide")
    study.feedback.add(USER, "dogs-0", "hide")
    study.edit.rename(topic, "Something else")
    assert topic not in set(study.recommend(USER, 100)["node_id"])
    other = study.recut(categories=3)
    assert other.feedback.to_frame()["target_id"].tolist()[1] == "dogs-0"
    hidden = other.feedback.to_frame()["target_id"][0]
    texts = [set(s.statements.loc[s.statements["topic"] == t, "text"]) for s, t in ((study, topic), (other, hidden))]
    assert texts[0] == texts[1]
    merged = study.edit.merge(topic, next(t.id for t in study.tree.level("topic") if t.id != topic))
    assert len(study.recommend_items(USER)) == 10 and merged in study.tree
    study.undo()
    assert topic not in set(study.recommend(USER, 100)["node_id"])


def test_how_much_was_learned(study):
    assert study.feedback.lessons(USER).judgements == 0
    item = study.recommend_items(USER)["item_id"][0]
    study.feedback.add(USER, item, "hide")
    study.feedback.add("user001", "dogs-2", "like")
    found = study.feedback.lessons(USER)
    assert (found.judgements, found.users, found.own, found.of) == (2, 2, 1, 10)
    assert found.changed >= 1
    assert study.feedback.lessons(USER, 5).of == 5


def test_feedback_on_what_is_taken_already_counts_too(study):
    study.feedback.add("taker", "dogs-0", "dislike")
    before = study.recommend_items("taker", 100, use_feedback=False)["item_id"].tolist()
    after = study.recommend_items("taker", 100)["item_id"].tolist()
    assert after.index("dogs-2") >= before.index("dogs-2")


def test_bad_feedback_is_refused(study):
    with pytest.raises(UnknownUserError):
        study.feedback.add("nobody", "dogs-0", "like")
    with pytest.raises(FeedbackError, match="no feedback 'love'"):
        study.feedback.add(USER, "dogs-0", "love")
    with pytest.raises(FeedbackError, match="no topic, item or user 'x'"):
        study.feedback.add(USER, "x", "like")
    category = study.tree.level("category")[0].id
    with pytest.raises(FeedbackError, match=category):
        study.feedback.add(USER, category, "like")
    with pytest.raises(FeedbackError, match="There is no interest 'dogs-0'"):
        study.feedback.add(USER, "dogs-0", "like", about="interest")
    assert len(study.feedback) == 0


def test_an_id_of_two_things_has_to_be_told(planted_frame, planted_items, fake_encoder):
    items = pd.concat([planted_items, pd.DataFrame({"item_id": [USER], "text": ["puppy leash"]})])
    study = interest.build(planted_frame(n_users=20), items=items, encoder=fake_encoder)
    with pytest.raises(FeedbackError, match="the id of an item and of a user"):
        study.feedback.add("user001", USER, "hide")
    assert study.feedback.add("user001", USER, "hide", about="item").about == "item"
