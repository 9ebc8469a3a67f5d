"""The points of the map."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from interest.contents import Cuts
from interest.study import Study
from interest.ui.shared.points import SAMPLE, clicked_ids, drawn_points, point_colours, statement_points, user_points


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
