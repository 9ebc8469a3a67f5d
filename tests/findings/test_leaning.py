"""What leans is found, what doesn't is not, and nobody makes a finding alone."""

import numpy as np
import pandas as pd
import pytest

from interest.findings.leaning import far, lean
from interest.inference import adjusted

TOPICS = 20


def crowd(seed: int, users: int = 130, bursts: bool = False) -> pd.DataFrame:
    """Users with 1 to 4 of 20 topics and about 8 statements at times in [0, 1]; with `bursts`, each at one."""
    rng = np.random.default_rng(seed)
    rows = []
    for user in range(users):
        own, middle = rng.permutation(TOPICS)[: rng.integers(1, 5)], rng.uniform()
        for _ in range(max(1, rng.poisson(8))):
            time = np.clip(rng.normal(middle, 0.08), 0, 1) if bursts else rng.uniform()
            rows.append((f"u{user}", f"t{rng.choice(own)}", time))
    return pd.DataFrame(rows, columns=["user_id", "topic", "time"])


def sure(table: pd.DataFrame, a: str, b: str) -> pd.DataFrame:
    return far(table[adjusted(table["p"].to_numpy()) <= 0.05], a, b)


def rising(frame: pd.DataFrame) -> pd.DataFrame:
    return sure(lean(frame, (frame["time"] > 2 / 3).to_numpy()), "share_in", "share_out")


def with_late_topic(frame: pd.DataFrame, topic: str, part: float, seed: int = 0) -> pd.DataFrame:
    """The frame with this part of a topic's statements moved into the last third."""
    rng = np.random.default_rng(seed)
    moved = (frame["topic"] == topic) & (rng.uniform(size=len(frame)) < part)
    return frame.assign(time=frame["time"].where(~moved, 2 / 3 + frame["time"] / 3))


def test_a_planted_lean_is_found_and_nothing_else():
    found = rising(with_late_topic(crowd(1), "t3", 0.8))
    assert found.index.tolist() == ["t3"]
    row = found.iloc[0]
    assert row["inside"] > 0.7 > 0.4 > row["outside"]
    assert row["share_in"] > 2 * row["share_out"]
    assert row["ratio"] > 2


def test_a_lean_away_is_found_too():
    frame = crowd(2)
    frame.loc[frame["topic"] == "t5", "time"] *= 2 / 3
    found = rising(frame)
    assert found.index.tolist() == ["t5"]
    assert found.iloc[0]["ratio"] < 1


@pytest.mark.parametrize("bursts", [False, True])
def test_chance_is_seldom_called_a_lean(bursts):
    """With nothing to find, a false discovery rate of 5% allows for an alarm in one of twenty crowds."""
    alarms = sum(len(rising(crowd(seed, bursts=bursts))) > 0 for seed in range(60))
    assert alarms <= 3


@pytest.mark.parametrize("statements", [20, 100, 400])
def test_one_prolific_user_is_no_lean(statements):
    busy = pd.DataFrame({"user_id": "busy", "topic": "t0", "time": np.linspace(0.8, 1, statements)})
    frame = pd.concat([crowd(3), busy])
    table = lean(frame, (frame["time"] > 2 / 3).to_numpy())
    assert table.loc["t0", "share_in"] > 1.5 * table.loc["t0", "share_out"]
    assert rising(frame).empty


def test_a_topic_of_few_busy_people_does_not_lean():
    """Twelve people with forty statements each, all of one time: twelve observations."""
    alarms = 0
    for seed in range(60):
        rng = np.random.default_rng(seed)
        busy = pd.DataFrame({"user_id": np.repeat([f"b{i}" for i in range(12)], 40), "topic": "busy"})
        busy["time"] = np.clip(np.repeat(rng.uniform(size=12), 40) + rng.normal(0, 0.05, 480), 0, 1)
        frame = pd.concat([crowd(seed), busy])
        alarms += lean(frame, (frame["time"] > 2 / 3).to_numpy()).loc["busy", "p"] <= 0.05
    assert alarms <= 7  # of sixty at 5%; nine in ten series have fewer


def test_shares_and_counts_are_those_of_the_statements():
    frame = pd.DataFrame({"user_id": list("aabbc"), "topic": ["t1", "t1", "t1", "t2", "t2"]})
    table = lean(frame, np.array([1, 0, 1, 0, 1], bool))
    assert table.loc["t1", ["users", "users_in", "users_out", "statements"]].tolist() == [2, 2, 1, 3]
    assert table.loc["t1", "inside"] == pytest.approx(2 / 3)
    assert table.loc["t1", "outside"] == pytest.approx(1 / 2)
    assert table.loc["t1", "share_in"] == pytest.approx(2 / 3)
    assert table.loc["t1", "share_out"] == pytest.approx(1 / 2)


def test_the_order_of_rows_has_no_say():
    frame = with_late_topic(crowd(4), "t3", 0.8)
    mixed = frame.sample(frac=1, random_state=1)
    one, other = (lean(f, (f["time"] > 2 / 3).to_numpy()) for f in (frame, mixed))
    pd.testing.assert_frame_equal(one.sort_index(), other.sort_index())


@pytest.mark.parametrize("flag", [0, 1])
def test_flags_that_mark_all_or_nothing(flag):
    frame = crowd(5, users=20)
    table = lean(frame, np.full(len(frame), flag))
    assert (table["p"] == 1).all()
    assert sure(table, "share_in", "share_out").empty


def test_only_one_topic():
    frame = crowd(6, users=20).assign(topic="t0")
    assert sure(lean(frame, (frame["time"] > 0.5).to_numpy()), "share_in", "share_out").empty
