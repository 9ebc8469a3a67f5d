"""Is it right? A reader who is known: what is drawn, what follows from the answers, and what they hold for."""

import copy
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from interest.audit import population_of
from interest.audit.population import DOUBTFUL
from interest.contents.answers import Answer
from interest.errors import AuditError
from interest.study import Study, open_study

RIGHT = {False: 0.95, True: 0.5}
"""How likely a statement belongs: of those that are sure, and of the doubtful."""


@pytest.fixture
def study(small_study: Study) -> Study:
    return copy.copy(small_study)


def read(study: Study, n: int = 40, right: np.ndarray | None = None, node: str | None = None) -> None:
    """Answer n statements, all at once, which is quick; all belong, but for those that are not right."""
    log = study.contents.answers
    for said in study.audit.draw(n, node).itertuples():
        verdict = "yes" if right is None or right[said.statement_id] else "no"
        alone = node is not None and study.tree[node].level == "topic"
        log = log.add(Answer(said.user_id, said.text, said.topic, "", verdict, alone))
    study.audit.restore(log)


def whole(study: Study) -> pd.Series:
    return study.audit.figures().iloc[0]


def test_no_statement_twice_and_nobody_twice_where_it_can_be_avoided(study):
    drawn = study.audit.draw(40)
    assert len(drawn) == 40 and drawn["statement_id"].is_unique
    assert not drawn.duplicated(["topic", "text"]).any()
    assert drawn["user_id"].is_unique
    everything = study.audit.draw(10_000)
    assert everything["statement_id"].is_unique and len(everything) > 400


def test_the_draw_goes_by_category_and_certainty(study):
    frame = population_of(study.contents).frame.set_index("statement_id")
    assert frame["doubtful"].mean() == pytest.approx(DOUBTFUL, abs=0.03)
    drawn = study.audit.draw(40)
    assert frame.loc[drawn["statement_id"], "doubtful"].mean() == pytest.approx(0.5, abs=0.05)
    counts = drawn["category"].value_counts()
    assert len(counts) == len(study.tree.level("category")) and counts.max() - counts.min() <= 4


def test_who_stops_goes_on_where_they_were(study):
    first, more = study.audit.draw(10), study.audit.draw(30)
    assert more["statement_id"].head(10).tolist() == first["statement_id"].tolist()
    read(study, 10)
    assert study.audit.draw(20)["statement_id"].tolist() == more["statement_id"].tolist()[10:]
    last = study.audit.undo()
    assert last.text == first["text"].iloc[-1]
    assert study.audit.draw(1)["statement_id"].tolist() == [first["statement_id"].iloc[-1]]
    other = Study(study.contents.change(config=replace(study.config, seed=1)))
    assert set(other.audit.draw(10)["statement_id"]) != set(first["statement_id"])


def test_the_interval_holds_the_truth_and_a_naive_figure_is_biased(study):
    """A reader who says no at a known rate, by how sure a statement is: 100 readers, 100 draws."""
    frame = population_of(study.contents).frame
    held, off, naive = 0, [], []
    for seed in range(100):
        right = np.zeros(len(study.statements), bool)
        chance = frame["doubtful"].map(RIGHT)
        right[frame["statement_id"]] = np.random.default_rng(seed).random(len(frame)) < chance
        other = Study(study.contents.change(config=replace(study.config, seed=seed)))
        read(other, 40, right)
        found, truth = whole(other), right[frame["statement_id"]].mean()
        held += found["low"] <= truth <= found["high"]
        off.append(found["precision"] - truth)
        naive.append(found["belong"] / found["asked"] - truth)
    assert held >= 90
    assert abs(np.mean(off)) < 0.02
    assert np.mean(naive) < -0.05


def test_figures_roll_up_and_claim_nothing_of_what_hardly_anybody_read(study):
    read(study)
    rows = study.audit.figures().set_index("node_id")
    assert rows.loc["", ["level", "asked", "belong"]].tolist() == ["tree", 40, 40]
    assert rows.loc[rows["level"] == "category", "asked"].sum() == 40
    assert rows.loc[rows["level"] == "topic", "asked"].sum() == 40
    few = rows[rows["asked"] < 5]
    assert len(few) and few["precision"].isna().all() and (few["needed"] == 5 - few["asked"]).all()
    assert rows.loc["", "high"] == 1 and 0.85 < rows.loc["", "low"] < 1


def test_cannot_say_is_counted_and_left_out(study):
    drawn = study.audit.draw(12)["statement_id"].tolist()
    for place, statement in enumerate(drawn):
        study.audit.answer(statement, "unsure" if place < 4 else "yes")
    found = whole(study)
    assert (found["asked"], found["belong"], found["unsure"]) == (12, 8, 4)
    assert found["precision"] == 1
    assert not set(study.audit.draw(20)["statement_id"]) & set(drawn)


def test_the_last_answer_counts(study):
    statement = int(study.audit.draw(1)["statement_id"][0])
    study.audit.answer(statement, "yes")
    study.audit.answer(statement, "no")
    assert study.audit.to_frame()["verdict"].tolist() == ["no"]
    study.audit.undo()
    assert study.audit.to_frame()["verdict"].tolist() == ["yes"]


def test_what_is_asked_of_a_topic_alone_says_nothing_of_the_rest(study):
    topic = study.tree.level("topic")[0]
    read(study, 8, node=topic.id)
    rows = study.audit.figures().set_index("node_id")
    assert rows.loc[topic.id, "asked"] == 8 and rows.loc[topic.id, "precision"] == 1
    assert rows.loc["", "asked"] == 0 and np.isnan(rows.loc["", "precision"])
    read(study)
    assert study.audit.figures()["asked"].iloc[0] >= 40  # what both would have drawn is asked once


def test_wrong_input_is_refused_in_a_sentence(study):
    with pytest.raises(AuditError, match="no answer 'maybe'"):
        study.audit.answer(0, "maybe")  # type: ignore[arg-type]
    with pytest.raises(AuditError, match="can't be judged"):
        study.audit.answer(10**6, "yes")
    with pytest.raises(AuditError, match="no answer to take back"):
        study.audit.undo()
    with pytest.raises(AuditError, match="give 1 or more"):
        study.audit.draw(0)
    with pytest.raises(AuditError, match="Nothing can be asked about"):
        study.audit.draw(5, study.tree.level("keyword")[0].id)


def test_answers_hold_through_edits_as_long_as_the_statement_lies_there(study):
    read(study)
    one, two, *_ = study.tree.level("topic")
    inside = study.audit.figures().set_index("node_id")["asked"]
    merged = study.edit.merge(one.id, two.id)
    assert study.audit.figures().set_index("node_id").loc[merged, "asked"] == inside[one.id] + inside[two.id]
    parts = study.edit.split(merged)
    assert study.audit.figures().set_index("node_id").loc[list(parts), "asked"].sum() == inside[one.id] + inside[two.id]
    study.edit.hide(parts[0])
    assert len(study.audit) < 40
    for _ in range(3):
        study.undo()
    assert study.audit.figures().set_index("node_id")["asked"].equals(inside)


def test_answers_are_kept_recut_and_followed(study, tmp_path, fake_encoder):
    read(study)
    folder = study.save(tmp_path / "kept")
    assert open_study(folder).contents.answers == study.contents.answers
    assert whole(open_study(folder)).drop("name").equals(whole(study).drop("name"))
    again = study.recut(categories=4)
    assert len(again.contents.answers.given) == 40 and 0 < len(again.audit) <= 40
    assert len(study.recut(categories=len(study.tree.level("category"))).audit) >= 30
    before = study.audit.to_frame()
    more = pd.DataFrame({"user_id": ["new"] * 5, "text": [f"my puppy with the leash and the {i}" for i in range(5)]})
    grown = open_study(folder, fake_encoder).add(more)
    assert grown.audit.to_frame()["text"].tolist() == before["text"].tolist()


def test_nothing_of_who_is_forgotten_stays(study):
    read(study)
    user = study.audit.to_frame()["user_id"].iloc[0]
    study.forget(user)
    assert user not in {answer.user_id for answer in study.contents.answers.given}
    assert len(study.contents.answers.given) == 39 and len(study.audit) >= 30


def test_a_study_without_answers_says_so(study):
    found = whole(study)
    assert (found["asked"], found["needed"]) == (0, 5) and np.isnan(found["precision"])
    assert study.audit.proposals().found == study.audit.proposals().doubts == ()


def wrong_half(study: Study) -> tuple[str, np.ndarray]:
    """Two topics merged into one, and whether each statement is of the first of them, or elsewhere."""
    one, two = (study.tree.children(category.id)[0].id for category in study.tree.level("category")[:2])
    right = (study.statements["topic"] != two).to_numpy(bool)
    return study.edit.merge(one, two), right


def test_a_topic_of_two_is_split_on_answers_that_were_held_out(study):
    merged, right = wrong_half(study)
    read(study, 40, right, merged)
    (proposal,) = study.audit.proposals().found
    assert (proposal.change, proposal.node_id) == ("split", merged)
    assert proposal.answers < 40 and proposal.p < 0.05
    parts = study.edit.split(merged)
    shares = study.audit.figures().set_index("node_id").loc[list(parts), "precision"]
    assert shares.max() == pytest.approx(1) and shares.min() < 0.1
    study.undo()
    assert study.audit.proposals().found == (proposal,)


def test_a_topic_that_is_wrong_throughout_is_hidden(study):
    topic = study.tree.level("topic")[0].id
    read(study, 30, np.random.default_rng(0).random(480) < 0.1, topic)
    assert [(found.change, found.node_id) for found in study.audit.proposals().found] == [("hide", topic)]


def test_too_few_answers_are_a_doubt_with_how_many_would_tell(study):
    merged, right = wrong_half(study)
    read(study, 6, right, merged)
    found = study.audit.proposals()
    assert study.audit.figures().set_index("node_id").loc[merged, "precision"] < 0.7
    assert found.found == ()
    assert [(doubt.node_id, doubt.needed > 0) for doubt in found.doubts] == [(merged, True)]


def test_nothing_is_proposed_where_nothing_is_wrong(study):
    """A reader who slips once in ten, at random: no topic is wrong."""
    changed = 0
    for seed in range(20):
        other = Study(study.contents.change(config=replace(study.config, seed=seed)))
        read(other, 120, np.random.default_rng(seed).random(480) > 0.1)
        changed += bool(other.audit.proposals().found)
    assert changed <= 1
