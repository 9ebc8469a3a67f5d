"""What a segment is about more than others, and what sets two apart."""

import pytest
from defining_segments import planted_node


def test_a_planted_interest_is_over_indexed(study):
    """Who is called by those who speak of dogs: the profile tells dogs from the rest, and the opening is no finding."""
    node = planted_node(study, "dogs")
    users = study.profiles.query("node_id == @node")["user_id"]
    study.segments.add_ids("dog people", users)
    profile = study.segments.profile("dog people")
    assert (profile.users, profile.name) == (len(users), "dog people")
    best = profile.over_indexed("topic").iloc[0]
    assert best["node_id"] == node
    assert (best["share_a"], best["share_b"]) == (1.0, 0.0)
    study.segments.add_node("of the node", node)
    assert node not in set(study.segments.profile("of the node").over_indexed("topic")["node_id"])


def test_two_segments_compared(study):
    dogs, opera = (
        study.profiles.query("node_id == @node")["user_id"]
        for node in (planted_node(study, "dogs"), planted_node(study, "opera"))
    )
    study.segments.add_ids("dogs", dogs)
    study.segments.add_ids("opera", opera)
    table = study.segments.compare("dogs", "OPERA").set_index("node_id")
    assert list(table.columns[:6]) == ["level", "share_a", "share_b", "difference", "low", "high"]
    assert set(table.index) == {node.id for node in study.tree}
    mirrored = study.segments.compare("opera", "dogs").set_index("node_id")
    assert mirrored["p"].tolist() == pytest.approx(table["p"].tolist())
    assert mirrored["difference"].tolist() == pytest.approx((-table["difference"]).tolist())
    assert table.loc[planted_node(study, "dogs"), "significant"]
    assert table.loc[planted_node(study, "dogs"), "lift"] > 1 > table.loc[planted_node(study, "opera"), "lift"]
