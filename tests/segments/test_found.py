"""Found segments: the planted ones, what is said of them, and that they can be kept."""

from pathlib import Path

import pandas as pd
import pytest
from conftest import FakeEncoder
from grouped import GROUPS, plant_groups

import interest
from interest.errors import SegmentError
from interest.findings import find
from interest.segments import Alike, from_json, to_json
from interest.segments import found as segments_found
from interest.segments.traits import contrasted, people_with, traits
from interest.study import Study
from interest.texts import translate
from interest.wording import definition_text, portrait_text

COLUMNS = {"label": None}


@pytest.fixture(scope="module")
def planted() -> pd.DataFrame:
    return plant_groups()


@pytest.fixture(scope="module")
def built(planted: pd.DataFrame, tmp_path_factory) -> Study:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INTEREST_CACHE", str(tmp_path_factory.mktemp("cache")))
        return interest.build(planted.drop(columns="group"), encoder=FakeEncoder(), name="grouped", columns=COLUMNS)


@pytest.fixture
def study(built: Study) -> Study:
    return Study(built.contents)


@pytest.fixture
def groups(planted: pd.DataFrame) -> pd.Series:
    return planted.drop_duplicates("user_id").set_index("user_id")["group"]


def test_planted_groups_are_found(study: Study, groups: pd.Series) -> None:
    found = study.segments.found
    assert (found.verdict, len(found)) == ("groups", len(GROUPS))
    seen = set()
    for segment in found.segments:
        own = groups[list(segment.users)].value_counts(normalize=True)
        assert own.iloc[0] > 0.9
        seen.add(own.index[0])
        assert segment.low < len(segment.users) / 120 < segment.high
        assert segment.stability > 0.8
        assert set(segment.typical) <= set(segment.users)
        assert segment.neighbour != segment.number
        spots = found.spots.loc[found.spots["group"] == segment.number, "user_id"]
        assert set(spots) <= set(segment.users)
        assert len(spots) > 0
    sizes = [len(segment.users) for segment in found.segments]
    assert sizes == sorted(sizes, reverse=True)
    assert seen == {0, 1, 2}
    assert len({segment.name for segment in found.segments}) == 3
    assert found[1] is found.segments[0]
    assert len(found.spots) == found.people == 120


def test_what_sets_a_group_apart_is_what_was_planted(study: Study, groups: pd.Series, planted: pd.DataFrame) -> None:
    planted_words = {0: "flights beaches dogs", 1: "guitars vinyl shares", 2: "lawns bonsai aquariums"}
    for segment in study.segments.found.segments:
        group = groups[list(segment.users)].mode()[0]
        more = segment.more()
        assert len(more) >= 2
        assert (more["q"] <= 0.05).all()
        texts = study.statements[study.statements["topic"].isin(more["node_id"])]
        speakers = groups[texts["user_id"]]
        assert (speakers == group).mean() > 0.7, planted_words[group]
        assert not set(segment.less()["node_id"]) & set(more["node_id"])


def test_attributes_that_go_with_a_group(study: Study, groups: pd.Series) -> None:
    first = next(one for one in study.segments.found.segments if groups[list(one.users)].mode()[0] == 0)
    told = first.told(own=False)
    assert told["column"].tolist()[0] == "tier"
    assert told["value"].tolist()[0] == "pro"
    assert set(told["column"]) == {"tier", "spent"}
    row = first.traits[first.traits["value"] == "pro"].iloc[0]
    assert row["low"] < 0.7 < row["high"]


def test_a_column_that_says_nothing_is_not_told(study: Study) -> None:
    found = study.segments.found
    dealt = contrasted(study.contents, [user for i, user in enumerate(sorted(study.users)) if i % 2])
    assert not dealt["significant"].any()
    assert not found.segments[0].traits.query("column == 'weekend'")["significant"].any()


def test_the_portrait_in_both_languages(study: Study) -> None:
    found = study.segments.found
    for language in ("en", "zh"):
        for segment in found.segments:
            more, known, less = portrait_text(
                segment, found, study.tree, lambda key, lang=language, **values: translate(lang, key, **values)
            )
            assert study.tree[segment.more().iloc[0]["node_id"]].name in more
            assert found[segment.neighbour].name in less
            assert known


def test_kept_it_is_a_segment_like_any_other(study: Study, tmp_path, fake_encoder) -> None:
    found = study.segments.found
    kept = study.segments.keep_found(2, "Band")
    assert kept.name == "Band"
    assert isinstance(kept.definition, Alike)
    assert study.segments.members("Band") == [user for user in study.users if user in found[2].users]
    assert study.segments.keep_found(1).name == found[1].name
    with pytest.raises(SegmentError, match="no found segment 9; they are 1 to 3"):
        study.segments.keep_found(9)
    assert from_json(to_json(study.segments)) == tuple(study.segments)
    again = interest.open_study(study.save(tmp_path / "kept"), fake_encoder)
    assert again.segments.members("Band") == study.segments.members("Band")
    study.segments.rename("Band", "Choir")
    assert study.segments.profile("Choir").users == len(found[2].users)
    said = definition_text(study.segments["Choir"], lambda key, **values: translate("en", key, **values))
    assert "found group" in said
    assert "found by" in study.segments["Choir"].description


def test_a_build_leaves_them_for_who_opens_the_study(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    study.save_assessed(tmp_path / "grouped", lambda stage, fraction: None)
    monkeypatch.setattr(segments_found, "find_groups", None)  # they are not looked for again
    opened = interest.open_study(tmp_path / "grouped", FakeEncoder())
    opened.edit.rename(opened.tree.level("topic")[0].id, "Renamed")
    found, former = opened.segments.found, study.segments.found
    assert [segment.users for segment in found.segments] == [segment.users for segment in former.segments]
    assert [segment.stability for segment in found.segments] == [segment.stability for segment in former.segments]
    assert found.grouping.separation == former.grouping.separation
    opened.edit.hide(opened.tree.level("topic")[-1].id)
    with pytest.raises(TypeError):
        _ = opened.segments.found


def test_it_follows_edits_and_new_data(study: Study, groups: pd.Series) -> None:
    kept = study.segments.keep_found(1, "First")
    before = set(study.segments.members("First"))
    a, b = (interest.node for interest in kept.definition.typical[:2])
    study.edit.merge(a, b)
    after = set(study.segments.members("First"))
    assert len(before & after) / len(before | after) > 0.9
    study.undo()
    group = groups[list(before)].mode()[0]
    more = plant_groups(n=60, seed=5)
    more["user_id"] = "new" + more["user_id"]
    study.add(more.drop(columns="group"), columns=COLUMNS)
    new = [user for user in study.segments.members("First") if user.startswith("new")]
    whose = more.drop_duplicates("user_id").set_index("user_id")["group"]
    assert (whose[new] == group).mean() > 0.8
    assert len(new) > 10


def test_lost_without_its_typical_topics(study: Study) -> None:
    kept = study.segments.keep_found(1, "First")
    for interest_ in kept.definition.typical:
        study.edit.hide(interest_.node)
    assert study.segments.missing("First")
    study.undo()


def test_no_groups_among_people_who_have_none(small_study: Study) -> None:
    found = small_study.segments.found
    assert found.verdict in ("chance", "continuum")
    assert len(found) == 0
    assert len(found.spots) == found.people > 0
    with pytest.raises(SegmentError, match="no groups were found"):
        Study(small_study.contents).segments.keep_found(1)
    assert "groups" not in [finding.kind for finding in find(small_study.contents)]


def test_findings_say_who_they_are(study: Study) -> None:
    second = find(study.contents)[1]
    assert second.kind == "groups"
    assert [part.name for part in second.groups] == [one.name for one in study.segments.found.segments]
    assert 0.9 < second.share <= 1


def test_traits_are_values_with_their_people(study: Study) -> None:
    pro = people_with(study.contents, "tier", "pro")
    assert set(study.attributes.users.query("tier == 'pro'")["user_id"]) == set(pro)
    assert people_with(study.contents, "tier", "none such") == []
    spent = [trait for trait in traits(study.contents) if trait.column == "spent"]
    assert len(spent) == 4
    assert sum(trait.has.sum() for trait in spent) == 120
    assert min(trait.has.sum() for trait in spent) >= 28
    assert set(study.segments.traits(study.segments.keep_found(1).name)["column"]) >= {"tier", "spent", "weekend"}
