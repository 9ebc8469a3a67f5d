"""What the pages show, computed: the facts of a node, the points of the map, newcomers."""

import copy

import numpy as np
import pandas as pd
import pytest

import interest
from interest.errors import InputError, UnknownNodeError
from interest.ingest import frame_table
from interest.study import Study
from interest.ui import newcomers
from interest.ui.map_points import SAMPLE, clicked_ids, drawn_points, point_colours, statement_points, user_points
from interest.ui.node_facts import node_facts, node_statements
from interest.ui.segment_form import split_ids
from interest.ui.segments import handed_on, member_table


def test_the_facts_of_a_node(small_study: Study) -> None:
    statements = small_study.statements
    for node in (small_study.tree.level(level)[0] for level in ("category", "topic", "keyword")):
        facts = node_facts(small_study, node.id)
        own = statements[statements[node.level] == node.id]
        assert facts.path[-1] == node
        assert facts.share == pytest.approx(node.size / len(statements))
        assert facts.outliers == pytest.approx(own["is_outlier"].mean())
        assert set(facts.examples["text"]) <= set(own["text"])
        counts = own["user_id"].value_counts()
        assert facts.top_users["statements"].tolist() == sorted(counts, reverse=True)[: len(facts.top_users)]
        assert facts.top_users["weight"].between(0, 1 + 1e-9).all()
    with pytest.raises(UnknownNodeError):
        node_facts(small_study, "c99")


def test_an_example_says_how_many_people_said_it(planted_frame, fake_encoder) -> None:
    """Six people say the same, one of them twice: one example, of six people."""
    frame = planted_frame()
    said = frame["text"][0]
    again = [("user001", said), *((f"new{number}", said) for number in range(5)), ("new0", f"{said}!")]
    more = pd.DataFrame(again, columns=["user_id", "text"])
    study = interest.build(pd.concat([frame[["user_id", "text"]], more]), encoder=fake_encoder)
    statements = study.statements
    topic = statements.loc[statements["text"] == said, "topic"].mode()[0]
    own = statements[statements["topic"] == topic]
    examples = node_facts(study, topic, own[own["text"].isin([said, own["text"].iloc[-1]])]).examples
    assert examples["text"].is_unique
    assert examples.set_index("text").loc[said, "people"] == own.loc[own["text"] == said, "user_id"].nunique() >= 6


def test_all_statements_of_a_node_can_be_read_the_most_fitting_first(small_study: Study) -> None:
    for node in small_study.tree:
        own = small_study.statements[small_study.statements[node.level] == node.id]
        read = node_statements(small_study, node.id)
        assert list(read.columns) == ["user_id", "text", "written"]  # one source, and no ratings
        assert sorted(read["text"]) == sorted(own["text"])
        assert read["text"].iloc[0] == own.loc[own["strength"].idxmax(), "text"]


def test_what_is_hidden_is_no_fact_of_what_is_above(small_study: Study) -> None:
    study = copy.copy(small_study)
    category = study.tree.level("category")[0]
    topic = study.tree.children(category.id)[0]
    study.edit.hide(topic.id)
    hidden = set(study.statements.loc[study.statements["topic"] == topic.id, "text"])
    assert hidden.isdisjoint(node_facts(study, category.id).examples["text"])
    assert hidden.isdisjoint(node_statements(study, category.id)["text"])
    assert len(node_statements(study, category.id)) == study.tree[category.id].size == category.size - topic.size


def test_the_parts_of_all_categories_make_the_whole(small_study: Study) -> None:
    shares = [node_facts(small_study, node.id).share for node in small_study.tree.level("category")]
    assert sum(shares) == pytest.approx(1)


@pytest.mark.parametrize("colour", ["category", "topic", "source"])
def test_a_point_a_statement(small_study: Study, colour) -> None:
    shown = statement_points(small_study, colour)
    statements = small_study.statements
    assert shown.points["id"].tolist() == [str(i) for i in statements["statement_id"]]
    assert shown.points["group"].tolist() == statements[colour].tolist()
    assert {group.id for group in shown.groups} == set(statements[colour])
    assert set(shown.points["topic"]) <= set(shown.labels)
    colours = point_colours(shown)
    first = next(group.colour for group in shown.groups if group.id == statements[colour].iloc[0])
    assert "#" + "".join(f"{part:02x}" for part in colours[0]) == first


@pytest.mark.parametrize("points_of", [statement_points, user_points])
def test_strength_and_time_are_numbers_with_a_scale(small_study: Study, points_of) -> None:
    times = pd.date_range("2026-01-01", periods=len(small_study.statements), freq="h")
    study = with_statements(small_study, timestamp=times)
    shown = points_of(study, "time")
    assert pd.Timestamp(shown.points["value"].max(), unit="s") == times.max()
    marks = list(shown.scale.marks.values())
    assert (marks[0] <= "2026-01-31", marks[-1]) == (True, f"{times.max():%Y-%m-%d}")
    strength = points_of(study, "strength")
    assert (
        strength.points["value"].between(study.statements["strength"].min(), study.statements["strength"].max()).all()
    )
    assert list(strength.scale.marks) == sorted(strength.scale.marks)
    assert points_of(study, "category").scale is None


def test_points_without_a_time_are_counted_and_grey(small_study: Study) -> None:
    times = pd.Series(pd.date_range("2026-01-01", periods=len(small_study.statements), freq="h"))
    study = with_statements(small_study, timestamp=times.mask(times.index % 10 == 0))
    shown = statement_points(study, "time")
    assert shown.undated == 48
    grey = {tuple(colour) for colour in point_colours(shown)[::10]}
    assert len(grey) == 1
    assert not grey & {tuple(colour) for i, colour in enumerate(point_colours(shown)) if i % 10}
    assert statement_points(study, "category").undated == 0


def with_statements(study: Study, **columns) -> Study:
    changed = copy.copy(study)
    changed.__dict__["statements"] = study.statements.assign(**columns)
    return changed


def test_of_very_many_points_some_are_drawn_and_a_lasso_takes_all(small_study: Study) -> None:
    study = copy.copy(small_study)
    frame = small_study.statements.iloc[np.arange(60_000) % len(small_study.statements)].reset_index(drop=True)
    study.__dict__["statements"] = frame.assign(
        statement_id=np.arange(60_000), x=np.linspace(0, 10, 60_000), y=np.linspace(0, 10, 60_000)
    )
    shown = statement_points(study, "category")
    assert shown.sampled
    whole = drawn_points(study, shown, (-1, 11, -1, 11), "statements")
    assert len(whole) == SAMPLE
    near = drawn_points(study, shown, (0, 1, 0, 1), "statements")
    assert near["x"].max() <= 1
    assert 5_000 < len(near) < 7_000  # all of them
    triangle = {"x": [-1, 3, -1], "y": [-1, -1, 3]}  # below x + y = 2
    assert clicked_ids(shown, {"lasso": [triangle], "points": []}) == near.sort_index()["id"].tolist()
    box = {"x": [1, 0], "y": [0, 1]}
    assert clicked_ids(shown, {"box": [box]}) == near.sort_index()["id"].tolist()
    assert clicked_ids(shown, {"lasso": [{"x": [5, 6, 6], "y": [0, 0, 1]}]}) == []


def test_a_user_lies_at_the_weighted_mean_of_the_statements(small_study: Study) -> None:
    shown = user_points(small_study, "category")
    statements = small_study.statements
    assert set(shown.points["id"]) == set(statements["user_id"])
    user = shown.points.iloc[7]
    own = statements[statements["user_id"] == user["id"]]
    assert user["x"] == pytest.approx(np.average(own["x"], weights=own["weight"]), rel=1e-5)
    assert user["group"] in set(own.groupby("category")["weight"].sum().nlargest(1, keep="all").index)


def test_texts_in_hovers_are_escaped(small_study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    frame = small_study.statements.assign(text='<a href="http://x.example">$5</a>')
    monkeypatch.setitem(small_study.__dict__, "statements", frame)
    shown = statement_points(small_study, "category")
    hovers = drawn_points(small_study, shown, (0, 1, 0, 1), "statements")["hover"]
    assert not hovers.str.contains("<a").any()
    assert not hovers.str.contains("$", regex=False).any()


def test_newcomers_are_met_and_leave_no_trace(small_study: Study) -> None:
    before = small_study.statements.copy()
    table = frame_table(
        pd.DataFrame({"user_id": ["a", "a", "b"], "text": ["puppy and leash", "kennel and fetch", "guitar chords"]})
    )
    people = newcomers.texts_by_user(table)
    assert people == {"a": ["puppy and leash", "kennel and fetch"], "b": ["guitar chords"]}
    seen: list[float] = []
    found = newcomers.meet(small_study, people, 3, seen.append)
    assert seen == [0.5, 1.0]
    assert [len(person.placed) for person in found] == [2, 1]
    assert all(len(person.neighbours) == 3 for person in found)
    table = newcomers.summary(found, small_study.tree)
    assert table["user_id"].tolist() == ["a", "b"]
    assert table["similar"][0] == found[0].neighbours["user_id"].tolist()
    pd.testing.assert_frame_equal(small_study.statements, before)


def test_a_file_without_texts_is_refused() -> None:
    with pytest.raises(InputError):
        newcomers.texts_by_user(frame_table(pd.DataFrame({"number": ["1", "2"]})))


def test_pasted_ids_are_parted_but_known_ones_stay_whole() -> None:
    known = ["Smith, J", "u1", "用户二"]
    assert split_ids("Smith, J\nu1; u2,u1\n\n 用户二、用户三，u4\t u5 ", known) == (
        "Smith, J", "u1", "u2", "用户二", "用户三", "u4", "u5",
    )  # fmt: skip
    assert split_ids(" \n ,", known) == ()


def test_chosen_points_are_those_of_the_map_each_once(small_study: Study) -> None:
    shown = statement_points(small_study, "category")
    clicked = [{"customdata": ["3"]}, {"customdata": "5"}, {"customdata": ["3"]}, {"customdata": ["99999"]}, {}]
    assert clicked_ids(shown, {"points": clicked}) == ["3", "5"]


def test_a_comparison_to_take_away_is_rounded(small_study: Study) -> None:
    frame = pd.DataFrame(
        {
            "node_id": [small_study.tree.level("topic")[0].id], "level": ["topic"], "share_a": [1 / 3],
            "share_b": [2 / 3], "difference": [-1 / 3], "lift": [0.512345678], "p": [1.23456e-7], "q": [0.9],
            "significant": [True], "defining": [False],
        }
    )  # fmt: skip
    row = handed_on(small_study, frame).iloc[0]
    assert row[["share_a", "share_b", "difference", "lift", "p", "q"]].tolist() == [
        0.3333, 0.6667, -0.3333, 0.5123, 1.235e-07, 0.9,
    ]  # fmt: skip
    assert row["interest"] == small_study.tree.path_name(frame["node_id"][0])


def test_the_members_of_a_segment_as_a_table(small_study: Study) -> None:
    table = member_table(small_study, ["user003", "taker", "user001"])
    assert set(table["user_id"]) == {"user001", "user003", "taker"}
    assert table["statements"].tolist() == sorted(table["statements"], reverse=True)
    assert table.iloc[-1].tolist() == ["taker", 0, ""]
    heaviest = small_study.profile(table["user_id"][0]).top("topic", 1)["node_id"][0]
    assert table["main_topic"][0] == small_study.tree.path_name(heaviest)


def test_members_come_by_what_the_segment_is_about(small_study: Study) -> None:
    topic = small_study.tree.level("topic")[0]
    own = small_study.profiles.query("node_id == @topic.id").set_index("user_id")["weight"]
    whole = small_study.profiles.query("node_id == @topic.parent").set_index("user_id")["weight"]
    table = member_table(small_study, [*own.index, "taker"], [topic.id])
    assert list(table) == ["user_id", "about_segment", "statements", "main_topic"]
    assert table["about_segment"].tolist() == pytest.approx([*sorted(own, reverse=True), 0.0], abs=1e-4)
    both = member_table(small_study, list(own.index), [topic.id, topic.parent]).set_index("user_id")["about_segment"]
    assert both.to_dict() == pytest.approx(whole[own.index].to_dict(), abs=1e-4)  # nothing counts twice
