"""Candidates for new topics: what people speak of since rows were added and that fits no topic."""

from itertools import permutations

import pandas as pd
import pytest

import interest
from interest.errors import EditError

CHESS = ["gambit", "endgame", "rook", "bishop", "castling", "pawn", "checkmate", "opening"]


def about(words: list[str], people: int, prefix: str, texts: int = 1) -> pd.DataFrame:
    """Texts about something that no planted topic is about: its first three words and two others of it."""
    pairs = [" ".join(pair) for pair in permutations(words[3:], 2)]
    first = " ".join(words[:3])
    rows = [
        (f"{prefix}{user}", f"my {first} with the {pairs[(user * texts + t) % len(pairs)]}")
        for user in range(people) for t in range(texts)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["user_id", "text"])


@pytest.fixture
def study(small_study_folder, fake_encoder):
    return interest.open_study(small_study_folder, encoder=fake_encoder)


@pytest.fixture
def grown(study, planted_frame):
    """With 60 texts of the planted topics, and 24 people who speak of chess."""
    usual = planted_frame(n_users=15, statements=4, seed=7)[["user_id", "text"]]
    return study.add(pd.concat([usual, about(CHESS, 24, "chess")], ignore_index=True))


def test_what_is_planted_is_found_and_the_usual_is_not(study, planted_frame):
    assert study.candidates() == ()
    study.add(planted_frame(n_users=15, seed=7)[["user_id", "text"]])
    assert study.candidates() == ()
    study.add(about(CHESS, 24, "chess"))
    (found,) = study.candidates()
    said = study.statements.loc[list(found.statements)]
    assert said["user_id"].str.startswith("chess").all() and found.size >= 20
    assert found.people == found.new == said["user_id"].nunique()
    assert found.chance < 0.05 and 0 < found.added < 0.5
    assert set(" ".join(found.keyphrases).split()) & set(CHESS) and found.name
    assert found.category in study.tree and set(found.examples) <= set(found.statements)


def test_one_person_who_says_much_is_no_candidate(study):
    study.add(about(CHESS, 1, "chess", texts=20))
    assert study.candidates() == ()


def test_who_accepts_gets_a_topic_and_can_undo_it(grown, tmp_path, fake_encoder):
    (found,) = grown.candidates()
    before, places = grown.tree.to_json(), grown.statements
    topic = grown.accept(found, name="Chess")
    node, statements = grown.tree[topic], grown.statements
    assert (node.name, node.size, node.users) == ("Chess", found.size, found.people)
    assert node.parent == found.category and node.children and node.named
    inside = statements[statements["topic"] == topic]
    assert inside["statement_id"].tolist() == list(found.statements) and not inside["is_outlier"].any()
    for level in ("category", "topic", "keyword"):
        assert {one.id: one.size for one in grown.tree.level(level)} == statements[level].value_counts().to_dict()
    assert grown.candidates() == ()
    assert grown.edits[-1].description == f"“Chess” is a new topic of “{grown.tree[found.category].name}”."
    again = interest.open_study(grown.save(tmp_path / "accepted"), encoder=fake_encoder)
    pd.testing.assert_frame_equal(again.statements, statements)
    again.undo()
    assert again.tree.to_json() == before and again.candidates() == (found,)
    pd.testing.assert_frame_equal(again.statements, places)
    again.redo()
    assert again.tree.to_json() == grown.tree.to_json()


def test_what_is_added_later_joins_what_was_accepted(grown):
    topic = grown.accept(grown.candidates()[0])
    grown.edit.rename(topic, "Chess")
    size = grown.tree[topic].size
    grown.add(about(CHESS, 12, "later"))
    assert grown.tree[topic].size >= size + 9 and grown.tree[topic].name == "Chess"
    grown.undo()  # the rename
    assert grown.tree[topic].size >= size + 9


def test_what_is_dismissed_is_shown_again_once_it_has_grown(grown, tmp_path, fake_encoder):
    (found,) = grown.candidates()
    before = grown.tree.to_json()
    grown.edit.dismiss(found.name)
    assert grown.candidates() == () and grown.tree.to_json() == before
    again = interest.open_study(grown.save(tmp_path / "dismissed"), encoder=fake_encoder)
    again.add(about(CHESS, 4, "few"))
    assert again.candidates() == ()
    again.add(about(CHESS, 24, "many"))
    assert again.candidates()[0].size > found.size * 1.5
    grown.undo()
    assert grown.candidates() == (found,)


def test_two_subjects_are_two_candidates(built_once, planted_frame):
    study = built_once(planted_frame(topics=9)[["user_id", "text"]])
    later = planted_frame(n_users=90, seed=3)
    two = later[later["planted_topic"].isin(["dogs", "shares"])]
    study.add(two[["user_id", "text"]].assign(user_id="new" + two["user_id"]))
    found = study.candidates()
    topic_of = dict(zip(two["text"], two["planted_topic"], strict=True))
    about = [set(study.statements.loc[list(one.statements), "text"].map(topic_of)) for one in found]
    assert len(found) == 2 and {"dogs"} in about and {"shares"} in about
    assert len({one.name for one in found}) == 2


def test_an_accepted_one_survives_another_cut_and_a_new_build(grown, fake_encoder, planted_frame):
    topic = grown.accept(grown.candidates()[0], name="Chess")
    size = grown.tree[topic].size
    recut = grown.recut(categories=3)
    assert {node.name: node.size for node in recut.tree.level("topic")}["Chess"] == size
    frame = pd.concat([planted_frame()[["user_id", "text"]], about(CHESS, 24, "chess")], ignore_index=True)
    anew = interest.build(frame, encoder=fake_encoder)
    assert anew.replay(grown) == ()
    chess = next(node for node in anew.tree.level("topic") if node.name == "Chess")
    assert abs(chess.size - 24) <= 4


def test_who_asks_for_none_that_there_is_is_told(study, grown):
    with pytest.raises(EditError, match="There is no candidate “Yachts”; there are “"):
        grown.accept("Yachts")
    grown.edit.dismiss(grown.candidates()[0])
    with pytest.raises(EditError, match="no candidates"):
        grown.accept("Yachts")


def test_a_person_is_forgotten_and_the_accepted_topic_stays(grown):
    topic = grown.accept(grown.candidates()[0], name="Chess")
    size = grown.tree[topic].size
    grown.forget("chess3")
    assert next(node for node in grown.tree.level("topic") if node.name == "Chess").size == size - 1
