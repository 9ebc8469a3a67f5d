"""Segments made one, parted where they are two, and put right by hand."""

import pandas as pd
import pytest
from conftest import FakeEncoder
from grouped import plant_groups

import interest
from interest.errors import SegmentError
from interest.segments import Combined, Ids, by_hand, from_json, to_json
from interest.segments.regrouping import adjusted, merged
from interest.study import Study


@pytest.fixture(scope="module")
def planted() -> pd.DataFrame:
    return plant_groups(n=180)


@pytest.fixture(scope="module")
def built(planted: pd.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> Study:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INTEREST_CACHE", str(tmp_path_factory.mktemp("cache")))
        data = planted.drop(columns="group")
        return interest.build(data, encoder=FakeEncoder(), name="grouped", columns={"label": None})


@pytest.fixture
def study(built: Study) -> Study:
    return Study(built.contents)


def of_groups(planted: pd.DataFrame, *groups: int) -> list[str]:
    return planted.loc[planted["group"].isin(groups), "user_id"].unique().tolist()


def test_two_planted_groups_are_parted_and_one_is_not(study: Study, planted: pd.DataFrame) -> None:
    segments = study.segments
    segments.add_ids("before", ["user000"])
    segments.add_ids("two", of_groups(planted, 0, 1))
    segments.add_ids("one", of_groups(planted, 2))
    parts = segments.split("two")
    assert [segment.name for segment in segments] == ["before", *(part.name for part in parts), "one"]
    whose = [set(segments.members(part.name)) for part in parts]
    planted_in = [set(of_groups(planted, group)) for group in (0, 1)]
    best = [max(len(own & group) / len(own | group) for group in planted_in) for own in whose]
    assert min(best) > 0.8
    assert whose[0] | whose[1] <= planted_in[0] | planted_in[1]
    assert from_json(to_json(segments)) == tuple(segments)
    assert not segments.halves("one").parts
    with pytest.raises(SegmentError, match="is not two groups"):
        segments.split("one")
    segments.add_ids("few", of_groups(planted, 0, 1)[:20])
    assert segments.halves("few").verdict == "few"


def test_a_found_group_is_one_and_can_be_merged(study: Study) -> None:
    segments = study.segments
    kept = [segments.keep_found(number) for number in (1, 2, 3)]
    assert not any(segments.halves(one.name).parts for one in kept)
    former = [set(segments.members(one.name)) for one in kept]
    one = segments.merge(kept[0].name, kept[1].name, name="both")
    assert [segment.name for segment in segments] == ["both", kept[2].name]
    assert set(segments.members("both")) == former[0] | former[1]
    all_of_them = segments.merge("both", kept[2].name)
    assert all_of_them.definition == merged([*one.definition.any, kept[2].definition])  # without layers
    with pytest.raises(SegmentError, match="two segments or more"):
        segments.merge("both + " + kept[2].name)


def test_people_are_put_in_and_out_by_hand(study: Study) -> None:
    segments = study.segments
    name = segments.keep_found(1).name
    former, definition = set(segments.members(name)), segments[name].definition
    insider, stranger = sorted(former)[0], sorted(set(study.users) - former)[0]
    segments.adjust(name, put_in=[stranger], taken_out=[insider])
    assert set(segments.members(name)) == former - {insider} | {stranger}
    assert by_hand(segments[name].definition) == (definition, (stranger,), (insider,))
    segments.adjust(name, put_in=[insider], taken_out=[stranger])  # the last word counts
    assert by_hand(segments[name].definition) == (definition, (insider,), (stranger,))
    with pytest.raises(SegmentError, match="no user 'x'"):
        segments.adjust(name, put_in=["x"])
    with pytest.raises(SegmentError, match="at once"):
        segments.adjust(name, [insider], [insider])
    before = tuple(segments)
    segments.remove(name)
    segments.put_back(before)
    assert tuple(segments) == before


def test_lists_stay_lists_and_nothing_by_hand_is_as_before() -> None:
    assert adjusted(Ids(("a", "b")), ["c"], ["a"]) == Ids(("b", "c"))
    rule = Combined(any=(Ids(("a",)), Ids(("b",))), all=(Ids(("c",)),))
    assert adjusted(rule) is rule
    assert by_hand(adjusted(rule, ["x"])) == (rule, ("x",), ())
    assert by_hand(adjusted(rule, (), ["x"])) == (rule, (), ("x",))
