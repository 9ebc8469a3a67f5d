"""interest feedback."""

import json

from interest.study import open_study

WRITER = "user007"


def test_feedback_is_given_listed_and_undone(ask, small_study, small_study_folder):
    item, topic = small_study.recommend_items(WRITER)["item_id"][0], small_study.recommend(WRITER)["node_id"][0]
    assert "nothing" in ask("feedback", small_study_folder)
    assert "hide" not in ask("feedback", small_study_folder, WRITER, item, "like")
    said = ask("feedback", small_study_folder, WRITER, small_study.tree[topic].name, "dislike")
    assert topic in said and "dislikes" in said
    assert item in ask("feedback", small_study_folder) and topic in ask("feedback", small_study_folder)
    assert topic not in [
        row["node_id"] for row in json.loads(ask("recommend", small_study_folder, WRITER, "--json"))["interests"]
    ]
    assert "Undone" in ask("feedback", small_study_folder, WRITER, item, "--undo")
    assert open_study(small_study_folder).feedback.to_frame()["target_id"].tolist() == [topic]
    ask("feedback", small_study_folder, "--redo")
    assert len(open_study(small_study_folder).feedback) == 2


def test_feedback_on_an_item_that_is_called_like_a_user(ask, complain, namesakes):
    folder, both = namesakes
    assert "--about" in complain("feedback", folder, WRITER, both, "hide")
    for about in ("user", "item"):
        assert f"the {about} {both}" in ask("feedback", folder, WRITER, both, "hide", "--about", about)
    assert f"the user {both}" in ask("feedback", folder, WRITER, both, "--undo", "--about", "user")
    assert open_study(folder).feedback.to_frame()["about"].tolist() == ["item"]
    assert "no feedback" in complain("feedback", folder, WRITER, both, "--undo", "--about", "user")
    assert "'love'" in complain("feedback", folder, WRITER, both, "hide", "--about", "love")


def test_feedback_that_can_not_be_given(complain, small_study_folder):
    assert "nobody" in complain("feedback", small_study_folder, "nobody", "dogs-0", "like")
    assert "love" in complain("feedback", small_study_folder, WRITER, "dogs-0", "love")
    assert "USER, TARGET" in complain("feedback", small_study_folder, WRITER)
    assert "no feedback" in complain("feedback", small_study_folder, "--undo")
