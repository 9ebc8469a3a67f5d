"""Summaries of studies: planted points are found again, with their people."""

import copy
import json
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import interest
from interest.errors import UnknownNodeError
from interest.language import is_content, tokenize
from interest.study import Study
from interest.summaries import Point, Summary

PLANTED = {  # what is said, and by how many; each in its own topic or beside another in one
    "the airline lost my luggage": 14,
    "turbulence above the runway": 9,
    "tomato seedlings in the greenhouse": 12,
    "the tenant owes my landlord the deposit": 7,
}


@pytest.fixture(scope="module")
def voiced(fake_encoder_class, planted_frame) -> Study:
    """The planted study with sentences in it that several people say, each in words of their own around it."""
    frame = planted_frame(n_users=60)[["user_id", "text"]]
    rows = [
        (f"voice{number:02}", f"{opening} {said}")
        for said, people in PLANTED.items()
        for number, opening in zip(range(people), ["again", "so", "well", "now", "oh", "yes", "no"] * 2, strict=False)
    ]
    return interest.build(
        pd.concat([frame, pd.DataFrame(rows, columns=frame.columns)], ignore_index=True),
        encoder=fake_encoder_class(), name="voiced",
    )  # fmt: skip


def all_summaries(study: Study) -> dict[str, Summary]:
    return {"": study.summary(), **{node.id: study.summary(node.id) for node in study.tree}}


def test_what_was_planted_is_found_with_its_people(voiced: Study) -> None:
    texts = voiced.statements["text"]
    for said, people in PLANTED.items():
        rows = texts.index[texts.str.endswith(said)]
        topics = voiced.statements.loc[rows, "topic"].unique()
        assert len(topics) == 1
        points = voiced.summary(topics[0]).points
        point = next(point for point in points if point.text.endswith(said))
        assert set(rows) <= set(point.statements)
        assert people <= point.people
    assert any(point.text.endswith("lost my luggage") for point in voiced.summary().points)


def test_points_are_what_they_say_they_are(voiced: Study, small_study: Study) -> None:
    for study in (voiced, small_study):
        frame = study.statements
        for node, summary in all_summaries(study).items():
            assert (summary.silence is None) == bool(summary.points)
            assert summary.node == node
            inside = frame if not node else frame[frame[study.tree[node].level] == node]
            heard = Counter(one for point in summary.points for one in point.statements)
            assert max(heard.values(), default=1) == 1  # no statement is in two points
            assert [point.people for point in summary.points] == sorted(
                (point.people for point in summary.points), reverse=True
            )
            for point in summary.points:
                assert set(point.statements) <= set(inside["statement_id"])
                own = frame.iloc[list(point.statements)]
                assert (own[study.tree[point.node].level] == point.node).all()
                assert point.people == own["user_id"].nunique() >= 3
                left = [part.strip() for part in point.text.split("…") if part.strip()]
                assert all(part in own["text"].iloc[0] for part in left)
                assert any(is_content(token) for token in tokenize(point.text))


def test_a_summary_of_all_speaks_of_different_topics(voiced: Study) -> None:
    for node in [None, *(category.id for category in voiced.tree.level("category"))]:
        points = voiced.summary(node).points
        parents = {voiced.tree[point.node].parent for point in points}
        assert len({point.node for point in points}) > 1 or len(points) == 1 or len(parents) == 1


def test_a_node_where_all_say_something_else_has_no_points(fake_encoder) -> None:
    frame = pd.DataFrame({"user_id": ["a", "b"] * 10, "text": [f"word{chr(97 + i)} alone" for i in range(20)]})
    summary = interest.build(frame, encoder=fake_encoder, name="few").summary()
    assert summary == Summary("", (), "scattered")


def test_talk_is_not_summed_up(fake_encoder, planted_frame) -> None:
    frame = planted_frame(n_users=40)[["user_id", "text"]]
    praise = pd.DataFrame({"user_id": frame["user_id"].unique()[:30], "text": "very good, thank you"})
    study = interest.build(pd.concat([frame, praise], ignore_index=True), encoder=fake_encoder, name="talk")
    (category,) = [node for node in study.tree.level("category") if node.talk]
    assert study.summary(category.id) == Summary(category.id, (), "talk")
    for node in study.tree.children(category.id):
        assert study.summary(node.id).silence == "talk"
        assert all(study.summary(keyword.id).silence == "talk" for keyword in study.tree.children(node.id))
    assert not any("thank" in point.text for point in study.summary().points)


def test_contacts_are_masked(fake_encoder, planted_frame) -> None:
    frame = planted_frame(n_users=40)[["user_id", "text"]]
    said = [f"the airline lost luggage of anna.b{i}@mail.example" for i in range(12)]
    more = pd.DataFrame({"user_id": [f"voice{i}" for i in range(12)], "text": said})
    study = interest.build(pd.concat([frame, more], ignore_index=True), encoder=fake_encoder, name="contacts")
    points = [point for summary in all_summaries(study).values() for point in summary.points]
    masked = [point for point in points if study.statements["text"][point.statement].startswith("the airline lost")]
    assert masked
    assert all(point.text == "the airline lost luggage of […]" for point in masked)


def test_edits_and_hiding_make_it_anew(voiced: Study) -> None:
    study = copy.copy(voiced)
    first = study.summary().points[0]
    assert study.summary() is not None and study.summary().points[0] is first  # kept
    study.edit.hide(first.node)
    assert all(point.node != first.node for point in study.summary().points)
    study.undo()
    assert study.summary().points[0] == first


def test_an_unknown_node_is_an_error(small_study: Study) -> None:
    with pytest.raises(UnknownNodeError, match="no node 'nowhere'"):
        small_study.summary("nowhere")


def test_it_is_the_same_in_any_order(fake_encoder_class, voiced: Study) -> None:
    """The study is the same up to the order of its statements, and so is what is said most."""
    again = interest.build(voiced.statements[["user_id", "text"]], encoder=fake_encoder_class(), name="again")
    assert [point.text for point in again.summary().points] == [point.text for point in voiced.summary().points]


def test_rows_count_where_nobody_is_known(fake_encoder, tmp_path: Path, planted_frame) -> None:
    file = tmp_path / "reviews.csv"
    texts = [*planted_frame(n_users=40)["text"], *[f"the airline lost my luggage {i}" for i in range(9)]]
    pd.DataFrame({"text": texts}).to_csv(file, index=False)
    study = interest.build(file, encoder=fake_encoder)
    assert not study.contents.has_people
    for point in study.summary().points:
        assert point.people == len(np.unique(study.statements["row"].iloc[list(point.statements)]))


def test_on_the_command_line(voiced: Study, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from interest.cli import main

    folder = str(voiced.save(tmp_path / "voiced"))
    first: Point = voiced.summary().points[0]
    assert main(["summary", folder]) == 0
    assert first.text in " ".join(capsys.readouterr().out.split())
    assert main(["summary", folder, first.node, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["node"], told["silence"]) == (first.node, None)
    point = next(point for point in told["points"] if point["text"] == first.text)
    assert (point["people"], point["statements"]) == (first.people, list(first.statements))
    assert point["texts"] == voiced.statements["text"].iloc[list(first.statements)].tolist()
    assert main(["summary", folder, "nowhere"]) == 2
