"""What goes with an outcome: the planted drivers, none where there is none, and what is said where nothing can be."""

import numpy as np
import pandas as pd
import pytest
from conftest import FakeEncoder
from driven import ALONG, CITIES, DRIVER, SPENT_ON, plant_outcomes, topic_of

import interest
from interest.errors import InputError
from interest.segments import askable
from interest.study import Study


@pytest.fixture(scope="module")
def planted() -> pd.DataFrame:
    return plant_outcomes()


def built_of(frame: pd.DataFrame) -> Study:
    return interest.build(frame, encoder=FakeEncoder(), columns={"label": None})


@pytest.fixture(scope="module")
def built(planted: pd.DataFrame, tmp_path_factory) -> Study:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INTEREST_CACHE", str(tmp_path_factory.mktemp("cache")))
        return built_of(planted)


@pytest.fixture
def study(built: Study) -> Study:
    return Study(built.contents)


def test_the_planted_driver_is_found_and_not_what_goes_along_with_it(study: Study, planted: pd.DataFrame) -> None:
    found = study.drivers("churned")
    assert (found.verdict, found.outcome.value) == ("told", "yes")
    people = planted.drop_duplicates("user_id")
    assert (found.people, found.unknown) == ((people["churned"] != "").sum(), (people["churned"] == "").sum())
    assert found.mean == pytest.approx((people["churned"] == "yes").sum() / found.people)
    topics = found.table[found.table["kind"] == "topic"].set_index("node_id")
    driver = topics.loc[topic_of(study, DRIVER)]
    assert driver["significant"]
    assert driver["needed"] == 0
    assert driver["adjusted_low"] < 0.4 < driver["adjusted_high"]
    assert driver["difference"] == pytest.approx(driver["with_it"] - driver["without"])
    along = topics.loc[topic_of(study, ALONG)]
    assert not along["significant"]
    assert along["low"] > 0  # as it is
    assert driver["name"] in along["beside"]
    assert found.sure["node_id"].tolist()[0] in (driver.name, study.tree[driver.name].parent)


def test_a_number_is_told_in_its_own_unit(study: Study, planted: pd.DataFrame) -> None:
    found = study.drivers("spend")
    assert (found.outcome.is_share, found.outcome.value) == (False, "")
    assert found.mean == pytest.approx(planted.drop_duplicates("user_id")["spend"].mean())
    first = found.table[found.table["kind"] == "topic"].iloc[0]
    assert first["node_id"] == topic_of(study, SPENT_ON)
    assert first["adjusted_low"] < 40 < first["adjusted_high"]


def test_where_nothing_goes_with_it_nothing_is_found(study: Study) -> None:
    for plan in ("free", "pro", "team"):
        found = study.drivers("plan", plan)
        assert found.verdict == "told"
        assert found.sure.empty
        assert (found.table["needed"] > 0).all()


def test_the_figures_are_of_the_people_who_speak_of_it(study: Study, planted: pd.DataFrame) -> None:
    row = study.drivers("churned").table.query("kind == 'topic'").iloc[0]
    churned = planted.drop_duplicates("user_id").set_index("user_id")["churned"]
    said = set(study.statements.loc[study.statements["topic"] == row["node_id"], "user_id"])
    known = churned[churned != ""]
    inside = known.index.isin(list(said))
    assert row["users"] == inside.sum()
    assert row["with_it"] == pytest.approx((known[inside] == "yes").mean())
    assert row["without"] == pytest.approx((known[~inside] == "yes").mean())


def test_kept_segments_are_judged_but_for_those_of_the_column_itself(study: Study) -> None:
    study.segments.add_node("Dog people", topic_of(study, DRIVER))
    study.segments.add_having("Gone", "churned", "yes")
    study.segments.add_combined("Gone dogs", all=["Dog people", "Gone"])
    found = study.drivers("churned")
    assert found.left_out == ("Gone", "Gone dogs")
    segment = found.table.query("kind == 'segment'").iloc[0]
    assert (segment["name"], segment["node_id"]) == ("Dog people", "")
    assert segment["significant"]
    assert set(study.drivers("spend").table.query("kind == 'segment'")["name"]) == {"Dog people", "Gone", "Gone dogs"}


def test_which_columns_can_be_asked(study: Study) -> None:
    asked = askable(study.contents)
    assert set(asked) == {"churned", "spend", "plan", "city"}
    assert asked["spend"] == ()
    assert set(asked["churned"]) == {"yes", "no"}
    assert len(asked["city"]) == 12


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("colour", "", "no column 'colour'.*: churned, spend, plan, city"),
        ("joined", "", "'joined' holds neither values nor numbers"),
        ("mood", "", "'mood' says several things of one person"),
        ("plan", "", "'plan' has several values; give one of these: (free|pro|team), "),
        ("plan", "gold", "'plan' has no value 'gold'"),
        ("city", "", "'city' has several values; .*…"),
        ("spend", "40", "'spend' holds numbers"),
    ],
)
def test_what_cannot_be_asked_is_said(study: Study, column: str, value: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        study.drivers(column, value)


def test_what_cannot_be_told_has_its_reason(study: Study) -> None:
    assert study.drivers("market", "home").verdict == "alike"
    values = study.attributes.users["city"].value_counts()
    assert len(values) > CITIES / 2
    rare = study.drivers("city", values.index[-1])
    assert (rare.verdict, len(rare.table)) == ("rare", 0)
    assert list(rare.table) == list(study.drivers("churned").table)


def test_of_too_few_people_nothing_is_said() -> None:
    found = built_of(plant_outcomes(n=36)).drivers("churned")
    assert found.verdict == "few"
    assert found.people < 40
    assert found.sure.empty


def test_each_row_a_person_can_be_asked_too() -> None:
    frame = plant_outcomes(n=120).drop_duplicates("user_id").drop(columns="user_id")
    study = built_of(frame)
    found = study.drivers("spend")
    assert found.people == len(study.users) == 120
    assert np.isfinite(found.mean)


def test_of_two_values_the_rarer_is_asked_for() -> None:
    frame = plant_outcomes(n=60)
    frame["tier"] = frame["user_id"].map(lambda user: "gold" if int(user[4:]) % 3 == 0 else "free")
    frame["left"] = frame["user_id"].map(lambda user: str(int(int(user[4:]) % 4 > 0)))
    study = built_of(frame)
    assert study.drivers("tier").outcome.value == "gold"
    assert study.drivers("left").outcome.value in ("1", "yes")
