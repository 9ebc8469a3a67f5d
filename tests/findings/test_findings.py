"""What is planted is found, what is not there is not, and what the data can't say is named."""

from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd
import pytest

from interest.findings import KINDS, MOST, find, found_nothing, lacking
from interest.findings.dislikes import dislikes as disliking
from interest.findings.dislikes import mostly_disliked
from interest.findings.finding import FEWEST, LEAST_RATIO, Finding, surely
from interest.findings.pairs import pairs as neighbouring
from interest.findings.sources import across_sources
from interest.findings.sources import source_leanings as sourced
from interest.findings.spread import concentrated
from interest.findings.trends import trends as timed
from interest.findings.trends import turning_point
from interest.hierarchy.tree import InterestTree, Node
from interest.inference import Configuration, adjusted
from interest.recommend import unsuited_of
from interest.texts import translate
from interest.wording import finding_text


def told(search):
    """A search with its own tests alone corrected for."""
    return lambda contents: surely(contents.tree, search(contents))


dislikes, pairs = told(disliking), told(neighbouring)
source_leanings, trends = told(sourced), told(timed)


def found(findings, kind):
    return [finding for finding in findings if finding.kind == kind]


def test_a_plain_study_has_its_largest_categories_and_little_else(plain_study):
    first, *others = plain_study.findings()
    assert first.kind == "largest"
    sizes = [plain_study.tree[node].users for node in first.nodes]
    assert sizes == sorted(sizes, reverse=True)
    assert first.users == max(node.users for node in plain_study.tree.level("category"))
    assert first.share == pytest.approx(first.users / 130)
    assert 1 < first.against < 4
    assert not {finding.kind for finding in others} - {"pair", "concentrated"}
    assert lacking(plain_study.contents) == ("source", "rating", "outcome")
    assert found_nothing((), ()) == ("trend", "source", "disliked", "pair", "outcome")
    assert found_nothing((first,), lacking(plain_study.contents)) == ("trend", "pair")
    assert "pair" not in found_nothing((first, replace(first, kind="pair")), ())


def test_a_rising_and_a_fading_topic(plain_study, changed, topics, within, days):
    up, down = topics[0], topics[1]
    times = plain_study.contents.ingested.frame["timestamp"].to_numpy(copy=True)
    times[within(up)] = days(85, 119, within(up).sum())
    times[within(down)] = days(0, 60, within(down).sum())
    study = changed(plain_study, timestamp=times)
    said = trends(study.contents)
    assert {(finding.kind, finding.node) for finding in said} >= {("rising", up), ("fading", down)}
    rise = next(finding for finding in said if finding.node == up)
    assert rise.share > 3 * rise.against
    assert rise.users >= FEWEST and rise.q <= 0.05
    shown = study.statements.loc[list(rise.examples)]
    assert (shown["topic"] == up).all() and (shown["timestamp"] >= rise.since).all()
    fall = next(finding for finding in said if finding.node == down)
    assert (study.statements.loc[list(fall.examples), "timestamp"] < fall.since).all()
    # What is planted is what matters most; other topics only lose or gain a little by it.
    assert {up, down} >= {finding.node for finding in study.findings()[1:3]}


def test_shuffled_times_are_no_trend(plain_study, changed):
    times = plain_study.contents.ingested.frame["timestamp"]
    alarms = sum(bool(trends(changed(plain_study, timestamp=times.sample(frac=1, random_state=s).to_numpy()).contents))
                 for s in range(40))  # fmt: skip
    assert alarms <= 3


def test_one_prolific_user_is_no_trend(plain_study, changed, topics, within, days):
    """Somebody makes most of a topic's statements, all of them late."""
    own = within(topics[0])
    rows = np.flatnonzero(own)[: int(0.8 * own.sum())]
    times = plain_study.contents.ingested.frame["timestamp"].to_numpy(copy=True)
    users = plain_study.contents.ingested.frame["user_id"].to_numpy(copy=True)
    times[rows], users[rows] = days(90, 119, len(rows)), "busy"
    study = changed(plain_study, timestamp=times, user_id=users)
    assert topics[0] not in {finding.node for finding in trends(study.contents)}
    carried = found(find(study.contents), "concentrated")
    assert carried[0].people == ("busy",) and carried[0].node == topics[0]


@pytest.mark.parametrize("times", ["none", "few days", "one import"])
def test_times_that_say_nothing(times, plain_study, changed, days):
    n = len(plain_study.contents.ingested)
    stamps = {
        "none": np.full(n, np.datetime64("NaT", "ns")),
        "few days": days(0, 10, n),
        "one import": np.where(np.arange(n) % 20 == 0, days(0, 100, n), np.datetime64("2026-04-11", "ns")),
    }[times]
    study = changed(plain_study, timestamp=stamps)
    assert turning_point(study.contents) is None
    assert trends(study.contents) == []
    assert "timestamp" in lacking(study.contents)


def test_a_topic_of_one_source(plain_study, changed, topics, within):
    rng = np.random.default_rng(0)
    source = rng.choice(["forum", "客服", "survey"], len(plain_study.contents.ingested))
    even = changed(plain_study, source=pd.array(source, dtype="str"))
    assert source_leanings(even.contents) == []
    assert "source" not in lacking(even.contents)
    source[within(topics[2]) & (rng.uniform(size=len(source)) < 0.8)] = "客服"
    study = changed(plain_study, source=pd.array(source, dtype="str"))
    said = source_leanings(study.contents)
    assert [(finding.node, finding.source) for finding in said] == [(topics[2], "客服")]
    assert said[0].share > LEAST_RATIO * said[0].against
    assert said[0].against < said[0].low < said[0].share < said[0].high < 1
    assert said[0].needed == 0  # there are enough to find it again
    assert (study.statements.loc[list(said[0].examples), "source"] == "客服").all()


def test_answers_to_questions_are_told_as_such_and_do_not_fill_the_page(plain_study, changed, topics, within):
    questions = ["What do you like most?", "What should we improve?"]
    source = np.array(questions)[np.arange(len(plain_study.contents.ingested)) % 2].astype(object)
    for number, topic in enumerate(topics[:6]):
        source[within(topic)] = questions[number % 2]
    study = changed(plain_study, source=pd.array(source, dtype="str"))
    assert len(source_leanings(study.contents)) > 2
    said = found(find(study.contents), "source")
    assert {finding.source for finding in said} == set(questions) and len(said) == 2
    headline, _ = finding_text(said[0], study.tree, partial(translate, "en"))
    assert f"in the answers to “{said[0].source}”" in headline


def test_what_each_source_speaks_of(plain_study, changed, topics, within):
    rng = np.random.default_rng(0)
    source = rng.choice(["forum", "客服", "survey"], len(plain_study.contents.ingested))
    even = across_sources(changed(plain_study, source=pd.array(source, dtype="str")).contents)
    assert set(even["group"]) == {"forum", "客服", "survey"}
    assert not even["significant"].any()
    assert even[even["level"] == "topic"].groupby("group")["share"].sum().tolist() == pytest.approx([1, 1, 1])
    source[within(topics[2]) & (rng.uniform(size=len(source)) < 0.8)] = "客服"
    study = changed(plain_study, source=pd.array(source, dtype="str"))
    table = across_sources(study.contents)
    more = table[(table["level"] == "topic") & table["significant"] & (table["lift"] > 1)]
    assert more[["node_id", "group"]].to_numpy().tolist() == [[topics[2], "客服"]]
    frame = study.statements
    own = frame[frame["source"] == "客服"]
    assert more.iloc[0]["share"] == pytest.approx((own["topic"] == topics[2]).mean())
    assert more.iloc[0]["share_else"] == pytest.approx((frame[frame["source"] != "客服"]["topic"] == topics[2]).mean())
    assert more.iloc[0]["users"] == own.loc[own["topic"] == topics[2], "user_id"].nunique()
    some = study.users[:40]
    there = across_sources(study.contents, some).query("node_id == @topics[2] and group == '客服'").iloc[0]
    assert there["statements"] == ((own["topic"] == topics[2]) & own["user_id"].isin(some)).sum()


def test_one_person_alone_makes_no_source_speak_of_a_topic(plain_study, changed, topics, within):
    """Somebody whose statements of a topic all come from one source, where others speak of it as everywhere."""
    frame = plain_study.statements
    counts = frame[within(topics[0])]["user_id"].value_counts()
    rng = np.random.default_rng(1)
    source = rng.choice(["forum", "客服"], len(frame))
    source[within(topics[0]) & (frame["user_id"] == counts.index[0]).to_numpy()] = "客服"
    table = across_sources(changed(plain_study, source=pd.array(source, dtype="str")).contents)
    assert not table["significant"].any()


def test_nothing_to_compare_sources_by(plain_study, changed):
    assert across_sources(plain_study.contents).empty
    two = changed(plain_study, source=pd.array(["a", "b"] * (len(plain_study.contents.ingested) // 2), dtype="str"))
    assert not across_sources(two.contents).empty
    assert across_sources(two.contents, []).empty


def test_a_disliked_topic(plain_study, changed, topics, within):
    rng = np.random.default_rng(0)
    rating = rng.choice([1.0, 2, 3, 4, 5], len(plain_study.contents.ingested), p=[0.1, 0.1, 0.1, 0.3, 0.4])
    assert dislikes(changed(plain_study, rating=rating).contents) == []
    rating[within(topics[3])] = rng.choice([1.0, 2, 4], within(topics[3]).sum())
    study = changed(plain_study, rating=rating)
    said = dislikes(study.contents)
    assert [finding.node for finding in said] == [topics[3]]
    assert said[0].share == pytest.approx(2 / 3, abs=0.15)
    assert (study.statements.loc[list(said[0].examples), "rating"] < 3).all()
    assert "rating" not in lacking(study.contents)


def test_a_complaint_is_not_recommended(plain_study, changed, topics, within):
    own, few = within(topics[0]), within(topics[1])
    rng = np.random.default_rng(0)
    rating = np.where(own, rng.choice([1, 2, 5], len(own)), rng.choice([2, 4, 4, 5, 5], len(own))).astype(float)
    rating[few] = np.nan
    rating[np.flatnonzero(few)[:3]] = 1.0  # three ratings are few
    study = changed(plain_study, rating=rating)
    assert mostly_disliked(study.statements, study.tree) == {topics[0]} == unsuited_of(study.contents)
    assert mostly_disliked(plain_study.statements, plain_study.tree) == frozenset()
    strangers = [user for user in study.users if topics[0] not in set(study.contents.weights(user)["node_id"])]
    before, after = ([set(s.recommend(user, 99)["node_id"]) for user in strangers] for s in (plain_study, study))
    assert any(topics[0] in found for found in before)
    assert [found - {topics[0]} for found in before] == after


def test_a_hundred_ratings_are_one_voice(plain_study, changed, topics, within):
    """Somebody rates a topic low a hundred times; it is neither disliked nor kept from anybody."""
    own = np.flatnonzero(within(topics[0]))
    rating = np.random.default_rng(0).choice([2.0, 4, 4, 5], len(plain_study.contents.ingested))
    users = plain_study.contents.ingested.frame["user_id"].to_numpy(copy=True)
    rows = own[: int(0.7 * len(own))]
    rating[rows], users[rows] = 1.0, users[own[0]]
    study = changed(plain_study, rating=rating, user_id=users)
    assert dislikes(study.contents) == [] and not mostly_disliked(study.statements, study.tree)


def test_where_most_is_disliked_something_is_disliked_most(plain_study, changed, topics, within):
    """Four of five ratings are low, and those of one topic all: no ratio of 1.5 could say so."""
    rating = np.random.default_rng(0).choice([1.0, 5.0], len(plain_study.contents.ingested), p=[0.79, 0.21])
    rating[within(topics[0])] = 1.0
    study = changed(plain_study, rating=rating)
    assert [finding.node for finding in dislikes(study.contents)] == [topics[0]]
    assert topics[0] in mostly_disliked(study.statements, study.tree) != set(topics)


def test_ratings_that_are_high_everywhere(plain_study, changed):
    assert dislikes(changed(plain_study, rating=5.0).contents) == []


def test_neighbours_of_different_categories(plain_study, changed, topics, within):
    assert not any(finding.users > 25 for finding in pairs(plain_study.contents))
    tree = plain_study.tree
    one = topics[0]
    other = next(topic for topic in topics[1:] if tree[topic].parent != tree[one].parent)
    people = plain_study.statements.loc[within(one), "user_id"].unique()
    users = plain_study.contents.ingested.frame["user_id"].to_numpy(copy=True)
    rows = np.flatnonzero(within(other))
    users[rows] = np.resize(people, len(rows))
    study = changed(plain_study, user_id=users)
    said = next(finding for finding in pairs(study.contents) if set(finding.nodes) == {one, other})
    assert said.users == len(set(people) & set(users[rows])) == len(said.people)
    assert said.share > LEAST_RATIO * said.against
    assert said.against < said.low < said.share == said.high == 1  # all of them, and yet not sure of all
    assert study.statements.loc[list(said.examples), "topic"].tolist() == list(said.nodes)
    for finding in pairs(study.contents):
        assert len({tree[node].parent for node in finding.nodes}) == 2


def test_expected_overlaps_keep_what_users_and_topics_have():
    rng = np.random.default_rng(0)
    touched = rng.uniform(size=(300, 12)) < rng.choice([0.1, 0.9], (300, 1)) * rng.uniform(0.5, 1, 12)
    touched = touched[touched.any(axis=1)]
    expected = Configuration.of(touched).overlaps()
    seen = touched.T.astype(int) @ touched
    apart = ~np.eye(12, dtype=bool)
    assert expected[apart].sum() == pytest.approx(seen[apart].sum())
    # Users differ in how much they touch: as if all were alike, fewer would be expected.
    alike = np.outer(touched.mean(axis=0), touched.mean(axis=0)) * len(touched)
    assert alike[apart].sum() < 0.9 * seen[apart].sum()


def test_busy_users_make_no_neighbours():
    """Users take topics at random, some very many; few pairs may look like neighbours."""
    from scipy.stats import poisson

    alarms = 0
    for seed in range(40):
        rng = np.random.default_rng(seed)
        touched = rng.uniform(size=(200, 20)) < np.where(rng.uniform(size=(200, 1)) < 0.2, 0.6, 0.1)
        touched = touched[touched.any(axis=1)]
        both, upper = touched.T.astype(int) @ touched, np.triu_indices(20, 1)
        alarms += bool(
            (adjusted(poisson.sf(both[upper] - 1, Configuration.of(touched).overlaps()[upper])) <= 0.05).any()
        )
    assert alarms <= 4


def test_topics_of_many_are_not_concentrated(plain_study):
    assert concentrated(plain_study.contents) == []


def test_how_sure_a_finding_is_said_interval_first():
    finding = Finding("pair", ("t1", "t2"), 40, 90, 0.4, 0.1, 0.31, 0.5, p=0.001, q=0.004, needed=137.0)
    tree = InterestTree(
        {"c1": Node("c1", "category", "Pets", None, ("t1", "t2"))}
        | {t: Node(t, "topic", name, "c1", ()) for t, name in (("t1", "Dogs"), ("t2", "Cats"))}
    )
    _, detail = finding_text(finding, tree, partial(translate, "en"))
    assert detail.index("31% to 50%") < detail.index("p = 0.004") < detail.index("140 more people")
    _, detail = finding_text(replace(finding, p=np.nan), tree, partial(translate, "en"))
    assert "31%" not in detail


def test_weak_branches_once_the_quality_is_known(plain_study, changed, monkeypatch):
    study = changed(plain_study)
    assert not found(study.findings(), "weak")
    monkeypatch.setattr("interest.evaluation.quality.FEWEST_USERS", 1000)  # so that all are weak
    study.quality()
    said = found(study.findings(), "weak")
    assert said[0].share == 1.0
    assert len(said[0].nodes) == len(study.tree.level("topic")) + len(study.tree.level("category"))


def test_few_and_ranked(plain_study, changed, topics, within, days):
    """However much there is to say, it stays short, and each kind has its turn."""
    rng = np.random.default_rng(0)
    n = len(plain_study.contents.ingested)
    times, rating = days(0, 60, n), rng.choice([1.0, 5], n, p=[0.2, 0.8])
    source = rng.choice(["a", "b"], n)
    for rank, topic in enumerate(topics):
        if rank % 2:
            times[within(topic)] = days(50, 119, within(topic).sum(), rank)
            source[within(topic)] = "a"
        if rank % 5 == 0:
            rating[within(topic)] = 1
    study = changed(plain_study, timestamp=times, rating=rating, source=pd.array(source, dtype="str"))
    said = study.findings()
    assert len(said) <= MOST
    strengths = [finding.strength for finding in said[1:]]
    assert strengths == sorted(strengths, reverse=True)
    assert {"rising", "source", "disliked"} <= {finding.kind for finding in said} <= set(KINDS)
    assert study.findings() == said


def test_hidden_nodes_are_no_findings(plain_study, changed, topics, within, days):
    times = plain_study.contents.ingested.frame["timestamp"].to_numpy(copy=True)
    times[within(topics[0])] = days(85, 119, within(topics[0]).sum())
    study = changed(plain_study, timestamp=times)
    assert topics[0] in {finding.node for finding in trends(study.contents)}
    study.edit.hide(topics[0])
    assert topics[0] not in {node for finding in study.findings() for node in finding.nodes}
