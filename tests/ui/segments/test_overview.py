"""The members of a segment, and a comparison to take away."""

import pandas as pd
import pytest

from interest.study import Study
from interest.ui.segments.overview import handed_on, member_table


def test_a_comparison_to_take_away_is_rounded(small_study: Study) -> None:
    frame = pd.DataFrame(
        {
            "node_id": [small_study.tree.level("topic")[0].id], "level": ["topic"], "share_a": [1 / 3],
            "share_b": [2 / 3], "difference": [-1 / 3], "low": [-0.5], "high": [-0.1],
            "expected": [0.4], "lift": [0.512345678], "p": [1.23456e-7], "q": [0.9],
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
