"""Own interests: what is planted is found, what is not there is not claimed, and they outlive another tree."""

import numpy as np
import pandas as pd
import pytest

import interest
from interest.contents.own import OwnInterest, OwnInterests
from interest.errors import OwnInterestError
from interest.guided import CHECKED
from interest.guided.literal import Literal

DOGS = ["puppy", "leash", "kennel", "poodle"]


def inside(study: interest.Study, topic: str) -> set[int]:
    """The statements that were written for a planted topic, which the study has as labels."""
    frame = study.statements
    return set(frame.loc[frame["label"] == topic, "statement_id"])


def rates(found: set[int], wanted: set[int]) -> tuple[float, float]:
    """Precision and recall."""
    return len(found & wanted) / max(len(found), 1), len(found & wanted) / len(wanted)


def test_planted_statements_are_found_by_words_that_most_of_them_do_not_have(study: interest.Study) -> None:
    found = study.own.add("Dogs", words=DOGS[:2])
    precision, recall = rates(set(found.statements["statement_id"]), inside(study, "dogs"))
    assert precision > 0.75
    assert recall > 0.8
    assert found.wrong.known == "estimated"
    assert found.wrong.share <= 0.2
    assert found.statements["certain"].is_monotonic_decreasing


def test_a_name_alone_finds_most_of_those_that_say_it(study: interest.Study) -> None:
    said = {row.statement_id for row in study.statements.itertuples() if "leash" in row.text.split()}
    found = set(study.own.add("leash").statements["statement_id"])
    assert rates(found, said)[1] > 0.9
    assert rates(found, inside(study, "dogs"))[0] > 0.75


def test_rare_words_of_a_name_say_more_than_frequent_ones() -> None:
    texts = ["my child sleeps badly", "the child plays", "a child at school", "my child eats", "who can sleep"]
    share = Literal.of(texts, ["en"] * 5).share("sleep of children")
    assert share[0] == 1
    assert 0 < share[1] < share[4] < 1
    chinese = Literal.of(["孩子不睡觉怎么办", "孩子上学", "孩子吃饭", "睡觉打呼"], ["zh"] * 4).share("孩子睡觉")
    assert chinese[0] == 1
    assert 0 < chinese[1] < chinese[3] < 1
    assert not Literal.of(texts, ["en"] * 5).share("submarines").any()


def test_what_nobody_speaks_of_is_not_claimed(study: interest.Study) -> None:
    found = study.own.add("Submarines", description="how sailors live below the sea", words=["periscope"])
    assert found.statements.empty
    assert found.wrong.known == "unknown"
    assert np.isnan(found.wrong.share)
    assert len(found.nearly)  # there is something to look at all the same


def test_a_statement_belongs_to_any_number_of_them(study: interest.Study) -> None:
    both = [set(study.own.add(name, words=DOGS).statements["statement_id"]) for name in ("Dogs", "Also dogs")]
    assert both[0] & both[1]


def test_answers_are_kept_to_and_teach(study: interest.Study) -> None:
    first = study.own.add("Dogs", words=DOGS[:2])
    outside = int(first.statements["statement_id"].iloc[0])
    study.own.judge("Dogs", outside, False)
    assert outside not in set(study.own.statements("Dogs")["statement_id"])
    parrots = sorted(inside(study, "parrots"))
    for statement in parrots[:4]:
        study.own.judge("Dogs", statement, True)
    after = set(study.own.statements("Dogs")["statement_id"])
    assert set(parrots[:4]) <= after
    before = set(first.statements["statement_id"])
    assert rates(after, set(parrots[4:]))[1] > rates(before, set(parrots[4:]))[1] + 0.3
    study.own.judge("Dogs", outside, None)
    assert study.own["Dogs"].doesnt == ()


def test_ten_answers_in_the_order_that_is_asked_measure_the_error(study: interest.Study) -> None:
    found = study.own.add("Dogs", words=DOGS[:2])
    wanted = inside(study, "dogs")
    for _ in range(4):
        if found.wrong.known == "measured":
            break
        for statement in found.ask:
            study.own.judge("Dogs", statement, statement in wanted)
        found = study.own.found("Dogs")
    assert found.wrong.known == "measured"
    assert found.wrong.answers >= min(CHECKED, len(found.statements))
    said = set(found.statements["statement_id"])
    assert found.wrong.low <= len(said - wanted) / len(said) <= found.wrong.high


def test_a_threshold_by_hand_and_another_share_change_how_many_belong(study: interest.Study) -> None:
    study.own.add("Dogs", words=DOGS)
    usual = len(study.own.statements("Dogs"))
    study.own.change("Dogs", wrong=0.6)
    assert len(study.own.statements("Dogs")) > usual
    study.own.change("Dogs", least=float(study.own.found("Dogs").ranked["score"].iloc[4]))
    assert len(study.own.statements("Dogs")) == 5
    with pytest.raises(OwnInterestError, match="between 0 and 1"):
        study.own.change("Dogs", wrong=1.2)


def test_everything_can_be_undone(study: interest.Study) -> None:
    study.own.add("Dogs", words=DOGS)
    before = study.own.statements("Dogs")
    study.own.judge("Dogs", int(before["statement_id"].iloc[0]), False)
    study.own.rename("Dogs", "Hounds")
    study.own.remove("Hounds")
    assert len(study.own) == 0
    for _ in range(3):
        study.own.undo()
    pd.testing.assert_frame_equal(study.own.statements("Dogs"), before)
    study.own.redo()
    assert study.own["Dogs"].doesnt
    study.own.add("Else")
    with pytest.raises(OwnInterestError, match="none to redo"):
        study.own.redo()


@pytest.mark.parametrize(("name", "message"), [("", "needs a name"), ("dogs", "already"), ("x" * 200, "too long")])
def test_names_that_can_not_be_taken(study: interest.Study, name: str, message: str) -> None:
    study.own.add("Dogs")
    with pytest.raises(OwnInterestError, match=message):
        study.own.add(name)


def test_an_unknown_name_and_statement(study: interest.Study) -> None:
    with pytest.raises(OwnInterestError, match="none yet"):
        study.own.statements("Cats")
    study.own.add("Dogs")
    with pytest.raises(OwnInterestError, match="“Dogs”"):
        study.own.judge("Cats", 0, True)
    with pytest.raises(OwnInterestError, match="no statement 99999"):
        study.own.judge("Dogs", 99999, True)


def test_it_outlives_saving_cutting_editing_and_another_build(study: interest.Study, fake_encoder, tmp_path) -> None:
    study.own.add("Dogs", words=DOGS)
    study.own.judge("Dogs", 3, False)
    own, statements = study.contents.own, study.own.statements("Dogs")
    study.save(tmp_path / "kept")
    again = interest.open_study(tmp_path / "kept", fake_encoder)
    assert again.contents.own == own
    pd.testing.assert_frame_equal(again.own.statements("Dogs"), statements)
    again.edit.rename(again.tree.level("topic")[0].id, "Renamed")
    assert again.own.statements("Dogs") is not None and again.contents.own == own
    assert again.recut(categories=3).contents.own == own
    pd.testing.assert_frame_equal(again.recut(categories=3).own.statements("Dogs"), statements)
    assert again.built_with(fake_encoder).contents.own == own
    assert {"Dogs"} == {one.name for one in again.add(pd.DataFrame({"user_id": ["n"], "text": ["my puppy"]})).own}
    again.own.undo()
    again.save(tmp_path / "kept")
    assert interest.open_study(tmp_path / "kept", fake_encoder).own["Dogs"].doesnt == ()


def test_examples_of_somebody_who_is_forgotten_are_gone(study: interest.Study) -> None:
    frame = study.statements
    text = frame.loc[~frame["text"].duplicated(keep=False), "text"].iloc[0]
    user = frame.loc[frame["text"] == text, "user_id"].iloc[0]
    study.own.add("Dogs", words=DOGS, belong=[text, "a text of nobody"])
    study.forget(user)
    assert study.own["Dogs"].belong == ("a text of nobody",)
    assert text not in study.contents.own.to_json()


def test_where_it_lies_and_who_speaks_of_it(study: interest.Study) -> None:
    study.own.add("Dogs", words=DOGS)
    where = study.own.where("Dogs")
    assert where["statements"].sum() == len(study.own.statements("Dogs"))
    assert where["share"].sum() == pytest.approx(1)
    (row,) = study.own.to_frame().to_dict("records")
    assert row["users"] == len(study.own.users("Dogs"))
    assert study.own.users("Dogs", 3) < study.own.users("Dogs")


def test_json_of_something_else_is_refused() -> None:
    one = OwnInterests().change([OwnInterest("Dogs", "of all kinds", ("leash",), least=2.0)])
    assert OwnInterests.from_json(one.to_json()) == one
    for text in ('{"interests": [], "states": [[0]], "at": 0}', '{"interests": [], "states": [[]], "at": 4}', "[]"):
        with pytest.raises((ValueError, KeyError, TypeError)):
            OwnInterests.from_json(text)


def test_a_segment_goes_along_when_what_it_asks_for_is_called_something_else(study: interest.Study) -> None:
    study.own.add("Dogs", words=DOGS)
    study.own.add("Else")
    study.segments.add_own("Dog people", "Dogs")
    study.segments.add_combined("Only they", all=["Dog people"])
    study.own.rename("Dogs", "Hounds")
    assert set(study.segments.members("Dog people")) == study.own.users("Hounds")
    assert set(study.segments.members("Only they")) == study.own.users("Hounds") != set()
    study.own.undo()
    assert set(study.segments.members("Dog people")) == study.own.users("Dogs") != set()
    study.own.remove("Else")
    assert "Dogs" in study.segments["Dog people"].description


def test_what_is_nearer_to_another_counts_less_but_not_to_one_that_takes_it_in(study: interest.Study) -> None:
    study.own.add("Pets", words=["puppy"])
    wide = set(study.own.statements("Pets")["statement_id"])
    parrots = inside(study, "parrots")
    study.own.add("Birds", words=["parrot", "feather", "perch"])
    narrow = set(study.own.statements("Pets")["statement_id"])
    assert len(narrow & parrots) < len(wide & parrots)
    study.own.rename("Birds", "Pets that are birds")
    assert set(study.own.statements("Pets")["statement_id"]) == wide


def test_a_few_answers_leave_most_of_what_was_found(study: interest.Study) -> None:
    found = study.own.add("Dogs", words=DOGS)
    for statement, belongs in zip(found.ask[:3], (False, True, False), strict=True):
        study.own.judge("Dogs", statement, belongs)
    assert len(study.own.statements("Dogs")) > 0.5 * len(found.statements)
