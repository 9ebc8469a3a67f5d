"""A segment with a random hold-out group, and the uplift that is read back."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from interest.errors import InputError, SegmentError
from interest.export import csv_bytes
from interest.inference import difference_interval, welch
from interest.report import Privacy
from interest.segments import HOLD_OUT, TREAT, held_out, uplift
from interest.study import Study

PEOPLE = [f"-p{i}" for i in range(200)]
"""Ids that a spreadsheet would take for formulas."""


def outcomes(effect: float, seed: int = 0, share: float = 0.5) -> pd.DataFrame:
    """Groups of people, of whom one in five bought, and so many more of those who were treated; and what they spent."""
    rng = np.random.default_rng(seed)
    table = held_out(PEOPLE, share, seed)
    treated = (table["group"] == TREAT).to_numpy()
    bought = rng.random(len(table)) < 0.2 + effect * treated
    return table.assign(
        bought=np.where(bought, "yes", "no"), spent=(rng.gamma(4, 10, 200) + 40 * effect * treated).round(2)
    )


def test_who_is_held_out_is_chance_and_repeats() -> None:
    table = held_out(PEOPLE, 0.2, 3)
    assert table["user_id"].tolist() == PEOPLE
    assert table["group"].value_counts().to_dict() == {TREAT: 160, HOLD_OUT: 40}
    assert table.equals(held_out(PEOPLE, 0.2, 3))
    often = np.mean([(held_out(PEOPLE, 0.2, seed)["group"] == HOLD_OUT) for seed in range(300)], axis=0)
    assert np.abs(often - 0.2).max() < 0.1  # nobody is held out for who they are
    with pytest.raises(SegmentError, match="0% of 200 people leaves a group without anybody"):
        held_out(PEOPLE, 0.001)


def test_an_uplift_is_found_with_its_interval() -> None:
    table = outcomes(0.3)
    found = uplift(table, column="bought")
    x = [(table.loc[table["group"] == name, "bought"] == "yes").sum() for name in (TREAT, HOLD_OUT)]
    assert found.difference == pytest.approx(x[0] / 100 - x[1] / 100)
    assert (found.low, found.high) == pytest.approx(difference_interval(x[0], 100, x[1], 100))
    assert (found.sure, found.needed, found.unknown) == (True, 0.0, 0)
    spent = uplift(table, column="spent")
    sides = [table.loc[table["group"] == name, "spent"].to_numpy() for name in (TREAT, HOLD_OUT)]
    assert (spent.low, spent.high) == pytest.approx(welch(*sides))
    assert spent.difference == pytest.approx(sides[0].mean() - sides[1].mean())


def test_without_an_effect_it_says_how_many_more_people_it_would_take() -> None:
    found = [uplift(outcomes(0.0, seed), column="bought") for seed in range(40)]
    assert np.mean([one.sure for one in found]) <= 0.125
    assert all(one.needed > 0 for one in found if not one.sure and one.difference)


def test_groups_and_outcome_from_two_files(tmp_path: Path) -> None:
    table = outcomes(0.3)
    (tmp_path / "groups.csv").write_bytes(csv_bytes(table[["user_id", "group"]]))
    told = table[["user_id", "bought"]].head(150).sample(frac=1, random_state=0)
    (tmp_path / "bought.csv").write_bytes(csv_bytes(told))
    found = uplift(tmp_path / "groups.csv", tmp_path / "bought.csv")
    assert (found.treated + found.held_out, found.unknown) == (150, 50)
    known = table.head(150)
    assert found.with_it == pytest.approx((known.loc[known["group"] == TREAT, "bought"] == "yes").mean())


def test_what_cannot_be_read_back_is_said() -> None:
    table = outcomes(0.0)
    with pytest.raises(InputError, match="needs a column “group”"):
        uplift(table.drop(columns="group"), column="bought")
    with pytest.raises(InputError, match="Say which column is the outcome; what can be asked for: bought, spent"):
        uplift(table)
    with pytest.raises(InputError, match="known of 0 treated and 0 held out people"):
        uplift(table, table.assign(user_id="x" + table["user_id"]), "bought")


def test_a_segment_is_dealt_under_a_privacy(study: Study) -> None:
    topic = study.tree.level("topic")[0].id
    study.segments.add_node("Speakers", topic)
    members = study.segments.members("Speakers")
    plain = study.hold_out("Speakers", 0.3, seed=1)
    assert plain["user_id"].tolist() == members
    privacy = Privacy(pseudonymous=True)
    private = study.hold_out("Speakers", 0.3, 1, privacy)
    assert not set(private["user_id"]) & set(members)
    assert private["user_id"].is_monotonic_increasing
    assert private.set_index("user_id")["group"].to_dict() == {
        privacy.called([user])[user]: group for user, group in plain.itertuples(index=False)
    }
    with pytest.raises(InputError, match="min_users is 1000"):
        study.hold_out("Speakers", privacy=Privacy(min_users=1000))


def test_the_outcome_may_be_a_column_of_a_study(study: Study) -> None:
    with pytest.raises(InputError, match="Say which column is the outcome; what can be asked for: none"):
        uplift(held_out(study.users, 0.5), study.attributes)
