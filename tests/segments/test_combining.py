"""Definitions that nest, columns as conditions, days counted from the newest statement, and all of it as JSON."""

import pandas as pd
import pytest

import interest
from interest.errors import SegmentError
from interest.segments import Combined, Has, Rule, from_json, to_json
from interest.texts import translate
from interest.wording import definition_text


@pytest.fixture(scope="module")
def attributes(small_study: interest.Study) -> pd.DataFrame:
    """A table of users: plan, age, joined, active; one of them unknown."""
    users = [user for user in small_study.users if user != "taker"]
    n = len(users)
    return pd.DataFrame(
        {
            "user_id": users,
            "plan": ["pro" if i % 3 == 0 else "free" for i in range(n)],
            "age": [20 + i for i in range(n)],
            "joined": [f"2025-{1 + i % 12:02}-15" for i in range(n)],
            "active": ["yes" if i % 2 else "no" for i in range(n)],
        }
    )


@pytest.fixture
def study(planted_frame, attributes: pd.DataFrame, fake_encoder) -> interest.Study:
    return interest.build(planted_frame(n_users=24), users=attributes.head(24), encoder=fake_encoder)


def test_columns_as_conditions(study: interest.Study, attributes: pd.DataFrame) -> None:
    known = attributes.head(24).set_index("user_id")
    segments = study.segments
    cases = {
        "pro": (segments.having("plan", "pro"), known["plan"] == "pro"),
        "either": (segments.having("plan", "pro", "free"), known["plan"] != ""),
        "grown": (segments.having("age", low=30), known["age"] >= 30),
        "middle": (segments.having("age", low=25, high=30), known["age"].between(25, 30)),
        "oldest quarter": (segments.having("age", quantiles=(0.75, 1)), known["age"] > known["age"].quantile(0.75)),
        "active": (segments.having("active", "yes"), known["active"] == "yes"),
        "spring": (segments.having("joined", low="2025-03-01", high="2025-05-31"),
                   known["joined"].between("2025-03-01", "2025-05-31")),
    }  # fmt: skip
    for name, (definition, expected) in cases.items():
        segments.add(name, definition)
        assert segments.members(name) == known.index[expected].tolist(), name
    assert segments["middle"].description == "age from 25 to 30"
    assert from_json(to_json(segments)) == tuple(segments)


def test_what_the_data_do_not_have(study: interest.Study) -> None:
    with pytest.raises(SegmentError, match="no column 'colour'; there is plan, age, joined, active"):
        study.segments.having("colour", "red")
    with pytest.raises(SegmentError, match="holds numbers or days"):
        study.segments.having("age", "30")
    with pytest.raises(SegmentError, match="'old' is not a number"):
        study.segments.having("age", low="old")
    with pytest.raises(SegmentError, match="Give values of 'plan'"):
        study.segments.having("plan")
    with pytest.raises(SegmentError, match="two parts between 0 and 1"):
        study.segments.having("age", quantiles=(0.9, 0.2))
    assert Has("colour", ("red",)).members(study.segments._known) == frozenset()


def test_all_any_none(study: interest.Study, attributes: pd.DataFrame) -> None:
    known = attributes.head(24).set_index("user_id")
    segments = study.segments
    segments.add_having("pro", "plan", "pro")
    segments.add_having("active", "active", "yes")
    segments.add_having("old", "age", low=35)
    segments.add_combined("both", all=["pro", "active"])
    segments.add_combined("one", any=["pro", "active"], none=["old"])
    segments.add_combined("neither", none=["one"])
    pro, active, old = known["plan"] == "pro", known["active"] == "yes", known["age"] >= 35
    assert segments.members("both") == known.index[pro & active].tolist()
    assert segments.members("one") == known.index[(pro | active) & ~old].tolist()
    assert segments.members("neither") == known.index[~((pro | active) & ~old)].tolist()
    nested = segments["neither"].definition
    assert isinstance(nested, Combined)
    assert isinstance(nested.none[0], Combined)
    assert segments["one"].description == "any of (plan: pro; active: yes), none of (age from 35)"
    for language in ("en", "zh"):
        said = definition_text(segments["one"], lambda key, lang=language, **v: translate(lang, key, **v))
        assert "plan" in said
        assert "35" in said
    with pytest.raises(SegmentError, match="Nothing is combined"):
        segments.combined()


def test_a_part_follows_the_tree_and_is_missed(study: interest.Study) -> None:
    node = study.tree.level("topic")[0].id
    study.segments.add_node("about it", node)
    study.segments.add_having("pro", "plan", "pro")
    study.segments.add_combined("both", all=["about it", "pro"])
    assert study.segments["both"].nodes == (node,)
    study.edit.hide(node)
    assert study.segments.missing("both")
    study.undo()
    assert not study.segments.missing("both")


def test_json_into_another_study(study: interest.Study, planted_frame, attributes, fake_encoder) -> None:
    study.segments.add_having("pro", "plan", "pro")
    study.segments.add_rule("lately", days=14, statements=2)
    study.segments.add_combined("both", all=["pro", "lately"])
    other = interest.build(planted_frame(n_users=24, seed=3), users=attributes, encoder=fake_encoder)
    other.segments.add_having("Pro", "plan", "free")
    taken = other.segments.add_json(study.segments.to_json())
    assert [segment.name for segment in taken] == ["pro", "lately", "both"]
    assert len(other.segments) == 3
    assert other.segments["pro"].definition == Has("plan", ("pro",))
    for text in ("", "[1]", '{"name": "x"}', '[{"name": "x", "kind": "odd"}]'):
        with pytest.raises(SegmentError, match="no definitions of segments"):
            other.segments.add_json(text)


def test_days_are_counted_from_the_newest_statement(study: interest.Study) -> None:
    study.segments.add_rule("lately", days=7, statements=2)
    times = study.statements["timestamp"].dt.normalize()
    recent = study.statements[times > times.max() - pd.Timedelta(days=7)]["user_id"].value_counts()
    assert set(study.segments.members("lately")) == set(recent.index[recent >= 2])
    assert study.segments["lately"].description == "in the last 7 days, 2 statements or more"
    with pytest.raises(SegmentError, match="counted from 1"):
        Rule(days=-1).check()
