"""The points of the map."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from interest.contents import Cuts
from interest.ingest import Attributes
from interest.study import Study
from interest.ui.shared.points import (
    MOST_VALUES,
    NONE,
    OTHERS,
    SAMPLE,
    UNKNOWN,
    clicked_ids,
    colours_of,
    drawn_points,
    point_colours,
    statement_points,
    user_points,
)


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
    assert shown.unplaced == 48
    grey = {tuple(colour) for colour in point_colours(shown)[::10]}
    assert len(grey) == 1
    assert not grey & {tuple(colour) for i, colour in enumerate(point_colours(shown)) if i % 10}
    assert statement_points(study, "category").unplaced == 0


def with_columns(study: Study) -> Study:
    """Of users one of ten plans, or none, and what they spend; of statements whether they came by phone, and a day."""
    users = study.statements["user_id"].unique()
    of_users = {
        "plan": [f"plan {min(n % 12, 9)}" if n % 5 else "" for n in range(len(users))],
        "spend": [float(n**3) if n % 4 else np.nan for n in range(len(users))],
    }
    rows = len(study.statements)
    of_statements = {
        "phone": pd.array([n % 3 == 0 if n % 7 else None for n in range(rows)], dtype="boolean"),
        "day": pd.date_range("2026-01-01", periods=rows, freq="h"),
    }
    attributes = Attributes(
        pd.DataFrame({"user_id": users, **of_users}),
        pd.DataFrame({"statement_id": np.arange(rows), **of_statements}),
        {"plan": "category", "spend": "number", "phone": "yes/no", "day": "date"},
    )
    return Study(study.contents.change(ingested=replace(study.contents.ingested, attributes=attributes)))


@pytest.mark.parametrize("points_of", [statement_points, user_points])
def test_words_of_a_column_are_groups_and_the_rare_ones_are_together(small_study: Study, points_of) -> None:
    study = with_columns(small_study)
    shown = points_of(study, "column", "plan")
    plan = study.attributes.users.set_index("user_id")["plan"]
    told = {group.id for group in shown.groups} - {OTHERS, UNKNOWN}
    assert len(told) == MOST_VALUES < plan[plan != ""].nunique()
    for user, group in zip(shown.points["user_id"], shown.points["group"], strict=True):
        own = plan[user]
        assert group == (UNKNOWN if not own else own if own in told else OTHERS)
    assert {OTHERS, UNKNOWN} <= {group.id for group in shown.groups}
    assert shown.scale is None and shown.unplaced == 0
    assert len(point_colours(shown)) == len(shown.points)


def test_a_number_is_coloured_by_its_place_among_all(small_study: Study) -> None:
    study = with_columns(small_study)
    shown = user_points(study, "column", "spend")
    spend = shown.points["user_id"].map(study.attributes.users.set_index("user_id")["spend"])
    known = spend.notna()
    assert shown.unplaced == (~known).sum() > 0
    assert shown.points["value"][known].between(0, 1).all()
    assert shown.points["value"][known].rank().tolist() == spend[known].rank().tolist()
    assert list(shown.scale.marks) == [0, 0.25, 0.5, 0.75, 1]
    assert shown.scale.marks[1.0] == f"{spend.max():,.6g}"


def test_columns_of_statements(small_study: Study) -> None:
    study = with_columns(small_study)
    phone = statement_points(study, "column", "phone").points["group"]
    assert (
        phone.value_counts().to_dict()
        == study.attributes.statements["phone"].map({True: "yes", False: "no"}).fillna(UNKNOWN).value_counts().to_dict()
    )
    day = statement_points(study, "column", "day")
    assert pd.Timestamp(day.points["value"].iloc[5], unit="s") == pd.Timestamp("2026-01-01 05:00")
    assert next(iter(day.scale.marks.values())) == "2026-01-01"
    assert "column" in colours_of(study)


def with_statements(study: Study, **columns) -> Study:
    ingested = study.contents.ingested
    return Study(study.contents.change(ingested=replace(ingested, frame=ingested.frame.assign(**columns))))


def test_of_very_many_points_some_are_drawn_and_a_lasso_takes_all(small_study: Study) -> None:
    contents, rows = small_study.contents, np.arange(60_000) % len(small_study.statements)
    frame = contents.ingested.frame.iloc[rows].reset_index(drop=True).assign(statement_id=np.arange(60_000))
    cut = replace(
        contents.cut,
        assignments=contents.cut.assignments.iloc[rows].reset_index(drop=True),
        map=np.column_stack([np.linspace(0, 10, 60_000)] * 2),
    )
    study = Study(contents.change(ingested=replace(contents.ingested, frame=frame), cuts=Cuts.fresh(cut)))
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


def test_texts_in_hovers_are_escaped(small_study: Study) -> None:
    study = with_statements(small_study, text='<a href="http://x.example">$5</a>')
    shown = statement_points(study, "category")
    hovers = drawn_points(study, shown, (0, 1, 0, 1), "statements")["hover"]
    assert not hovers.str.contains("<a").any()
    assert not hovers.str.contains("$", regex=False).any()


def test_chosen_points_are_those_of_the_map_each_once(small_study: Study) -> None:
    shown = statement_points(small_study, "category")
    clicked = [{"customdata": ["3"]}, {"customdata": "5"}, {"customdata": ["3"]}, {"customdata": ["99999"]}, {}]
    assert clicked_ids(shown, {"points": clicked}) == ["3", "5"]


def test_own_interests_are_groups_and_the_surest_of_two_counts(small_study: Study) -> None:
    study = Study(small_study.contents)
    assert "own" not in colours_of(study)
    study.own.add("Dogs", words=["puppy", "leash"])
    study.own.add("Pets")
    assert "own" in colours_of(study)
    shown = statement_points(study, "own")
    certain = {name: study.own.statements(name).set_index("statement_id")["certain"] for name in ("Dogs", "Pets")}
    for statement, group in zip(shown.points["id"].astype(int), shown.points["group"], strict=True):
        sure = {name: found[statement] for name, found in certain.items() if statement in found.index}
        assert (group == NONE) if not sure else sure[group] == max(sure.values())
    assert {"Dogs", NONE} <= {group.id for group in shown.groups}
