"""Profiles: shares that sum to one, roll up exactly and favour what is new and sure."""

import math
import time

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interest.errors import InputError, UnknownNodeError
from interest.hierarchy.tree import InterestTree
from interest.users.profiles import Profile, Profiles, profile, statement_weights

QUICK = settings(deadline=None, max_examples=20)

KEYWORDS = ["k11", "k12", "k21", "k22", "k31", "k32", "k41", "k42"]
PAIRS = st.lists(st.tuples(st.sampled_from(["ann", "bob", "小明"]), st.sampled_from(KEYWORDS)), min_size=1, max_size=40)


def profile_table(statements: pd.DataFrame, tree: InterestTree) -> pd.DataFrame:
    return Profiles.of(statements, tree).to_frame()


def profile_of(user_id: str, statements: pd.DataFrame, tree: InterestTree) -> Profile:
    own = statements[statements["user_id"] == user_id]
    return profile(user_id, Profiles.of(statements, tree), own, tree)


def weights_of(table: pd.DataFrame, user_id: str, level: str) -> dict[str, float]:
    rows = table[(table["user_id"] == user_id) & (table["level"] == level)]
    return dict(zip(rows["node_id"], rows["weight"].round(9), strict=True))


def test_weights_without_times_are_the_given_ones(frame):
    statements = frame([("ann", "k11"), ("ann", "k21")], weight=[1.0, 3.0])
    assert statement_weights(statements).tolist() == [1.0, 3.0]


def test_a_statement_one_half_life_old_counts_half(frame):
    statements = frame([("ann", "k11")] * 3, timestamp=["2026-05-31", "2026-05-21", "2026-05-11"])
    assert statement_weights(statements, half_life=10).tolist() == [1.0, 0.5, 0.25]


def test_by_default_the_oldest_statement_counts_a_quarter(frame):
    statements = frame([("ann", "k11")] * 3, timestamp=["2026-01-01", "2026-03-02", "2026-05-01"])
    assert statement_weights(statements) == pytest.approx([0.25, 0.5, 1.0])


def test_an_infinite_half_life_switches_recency_off(frame):
    statements = frame([("ann", "k11")] * 2, timestamp=["2020-01-01", "2026-05-01"])
    assert statement_weights(statements, half_life=math.inf).tolist() == [1.0, 1.0]


def test_a_missing_time_gets_the_median_factor(frame):
    statements = frame([("ann", "k11")] * 4, timestamp=["2026-05-31", "2026-05-21", "2026-05-11", None])
    assert statement_weights(statements, half_life=10)[3] == 0.5


def test_very_old_statements_keep_a_weight(frame):
    statements = frame([("ann", "k11"), ("bob", "k21")], timestamp=["1971-01-01", "2026-05-01"])
    assert (statement_weights(statements, half_life=1) > 0).all()


def test_equal_times_are_equally_recent(frame):
    assert statement_weights(frame([("a", "k11")] * 2, timestamp=["2026-05-01"] * 2)).tolist() == [1.0, 1.0]


@pytest.mark.parametrize(("strength", "expected"), [(1.0, 0.5), (0.6, 0.3), (0.0, 0.05)])
def test_outliers_count_half_by_strength(frame, strength, expected):
    statements = frame([("ann", "k11")], is_outlier=[True], strength=[strength])
    assert statement_weights(statements) == pytest.approx([expected])


def test_strength_has_no_say_for_statements_that_are_no_outliers(frame):
    assert statement_weights(frame([("ann", "k11")], strength=[0.2])).tolist() == [1.0]


@pytest.mark.parametrize("half_life", [0, -3, math.nan])
def test_a_half_life_that_is_not_positive_is_refused(frame, half_life):
    with pytest.raises(InputError, match="half_life"):
        statement_weights(frame([("ann", "k11")]), half_life=half_life)


def test_a_literal_profile(frame, tree):
    table = profile_table(frame([("ann", "k11"), ("ann", "k12"), ("ann", "k21"), ("ann", "k31")]), tree)
    assert weights_of(table, "ann", "category") == {"c1": 0.75, "c2": 0.25}
    assert weights_of(table, "ann", "topic") == {"t1": 0.5, "t2": 0.25, "t3": 0.25}
    assert weights_of(table, "ann", "keyword") == {"k11": 0.25, "k12": 0.25, "k21": 0.25, "k31": 0.25}


def test_columns_and_order_of_rows(frame, tree):
    table = profile_table(frame([("bob", "k31"), ("bob", "k11"), ("bob", "k31"), ("ann", "k41")]), tree)
    assert table.columns.tolist() == ["user_id", "node_id", "level", "weight", "lift"]
    assert table["node_id"].tolist() == ["c2", "c1", "t3", "t1", "k31", "k11", "c2", "t4", "k41"]
    assert table["user_id"].tolist() == ["bob"] * 6 + ["ann"] * 3


@QUICK
@given(pairs=PAIRS)
def test_weights_sum_to_one_a_user_and_level(frame, tree, pairs):
    sums = profile_table(frame(pairs), tree).groupby(["user_id", "level"])["weight"].sum()
    assert len(sums) == 3 * len({user for user, _ in pairs})
    np.testing.assert_allclose(sums, 1)


@QUICK
@given(pairs=PAIRS, data=st.data())
def test_a_node_weighs_as_much_as_its_children(frame, tree, pairs, data):
    size = len(pairs)
    weight = data.draw(st.lists(st.floats(0.1, 9), min_size=size, max_size=size))
    table = profile_table(frame(pairs, weight=weight), tree)
    children = table[table["level"] != "category"]
    rolled = children["weight"].groupby([children["user_id"], [tree[n].parent for n in children["node_id"]]]).sum()
    parents = table[table["level"] != "keyword"].set_index(["user_id", "node_id"])["weight"]
    np.testing.assert_allclose(rolled.reindex(parents.index), parents)


@QUICK
@given(pairs=PAIRS, seed=st.integers(0, 99))
def test_the_order_of_statements_is_irrelevant(frame, tree, pairs, seed):
    statements = frame(pairs)
    shuffled = statements.sample(frac=1, random_state=seed).reset_index(drop=True)
    one, other = (profile_table(s, tree).set_index(["user_id", "node_id"]).sort_index() for s in (statements, shuffled))
    pd.testing.assert_frame_equal(one, other)


@QUICK
@given(pairs=PAIRS)
def test_lift_is_above_one_exactly_where_the_share_is_above_the_mean(frame, tree, pairs):
    table = profile_table(frame(pairs), tree)
    mean = table["node_id"].map(table.groupby("node_id")["weight"].sum()) / len({user for user, _ in pairs})
    apart = (table["weight"] - mean).abs() > 1e-9
    assert ((table["lift"] > 1) == (table["weight"] > mean))[apart].all()
    np.testing.assert_allclose(table["lift"][~apart], 1)


def test_a_literal_lift(frame, tree):
    table = profile_table(frame([("ann", "k11"), ("ann", "k11"), ("bob", "k31"), ("bob", "k31")]), tree)
    lift = table.set_index(["user_id", "node_id"])["lift"]
    # m = .5, p = (2 × 1 + 2 × .5) / 4 = .75; two categories: (.75 + .5) / (.5 + .5)
    assert lift[("ann", "c1")] == pytest.approx(1.25)
    assert lift[("ann", "t1")] == pytest.approx((0.75 + 0.25) / (0.5 + 0.25))


def test_lift_grows_with_evidence_and_stays_finite_for_rare_nodes(frame, tree):
    crowd = [(f"u{i}", "k31") for i in range(200)]
    lifts = []
    for statements in (1, 10):
        table = profile_table(frame([*crowd, *[("ann", "k11")] * statements]), tree)
        lifts.append(table.set_index(["user_id", "node_id"])["lift"][("ann", "t1")])
    assert 1 < lifts[0] < lifts[1] <= 5


def test_newer_topics_outweigh_older_ones(frame, tree):
    statements = frame([("ann", "k11"), ("ann", "k31")], timestamp=["2026-01-01", "2026-06-01"])
    topics = weights_of(profile_table(statements, tree), "ann", "topic")
    assert topics["t3"] > topics["t1"]


def test_an_unknown_keyword_is_named(frame, tree):
    statements = frame([("ann", "k11")]).assign(keyword="k99")
    with pytest.raises(UnknownNodeError, match="k99"):
        profile_table(statements, tree)


def by_hand(statements: pd.DataFrame, tree: InterestTree) -> dict[tuple[str, str], float]:
    """The weights by user and node, added up one statement at a time."""
    mass, total = {}, {}
    for row, weight in zip(statements.itertuples(), statement_weights(statements), strict=True):
        total[row.user_id] = total.get(row.user_id, 0.0) + weight
        for node in tree.path(row.keyword):
            mass[row.user_id, node.id] = mass.get((row.user_id, node.id), 0.0) + weight
    return {(user, node): weight / total[user] for (user, node), weight in mass.items()}


@QUICK
@given(pairs=PAIRS, data=st.data())
def test_the_matrix_is_what_adding_up_by_hand_gives(frame, tree, pairs, data):
    size = len(pairs)
    statements = frame(pairs, weight=data.draw(st.lists(st.floats(0.1, 9), min_size=size, max_size=size)))
    profiles, expected = Profiles.of(statements, tree), by_hand(statements, tree)
    table = profiles.to_frame()
    assert table.set_index(["user_id", "node_id"])["weight"].to_dict() == pytest.approx(expected)
    for user in profiles.users:
        own = table[table["user_id"] == user].drop(columns="user_id").reset_index(drop=True)
        pd.testing.assert_frame_equal(profiles.of_user(user), own)
    for level in ("category", "topic", "keyword"):
        first = table[table["level"] == level].drop_duplicates("user_id").set_index("user_id")["node_id"]
        assert profiles.heaviest(level).to_dict() == first.to_dict()
    nodes = data.draw(st.sets(st.sampled_from([node.id for node in tree])))
    expected = table[table["node_id"].isin(nodes)].groupby("user_id")["weight"].sum()
    assert profiles.shares([*nodes, "not there"]) == pytest.approx(
        expected.reindex(profiles.users, fill_value=0.0).to_numpy()
    )


def test_people_are_looked_up_in_the_order_in_which_they_are_asked_for(frame, tree):
    profiles = Profiles.of(frame([("ann", "k11"), ("bob", "k31"), ("cat", "k41")]), tree)
    assert len(profiles) == 3
    assert profiles.rows(["cat", "nobody", "ann"]).tolist() == [2, -1, 0]
    found = profiles.of_people(["cat", "nobody", "ann"])
    assert found[0].toarray().tolist() == profiles.weights[2].toarray().tolist()
    assert found[1].nnz == 0
    assert profiles.nodes[found[2].indices].tolist() == ["c1", "t1", "k11"]


def test_a_profile_from_elsewhere_becomes_a_row(frame, tree):
    profiles = Profiles.of(frame([("ann", "k11"), ("ann", "k31")]), tree)
    row = profiles.row_of(pd.DataFrame({"node_id": ["t3", "gone", "c1"], "weight": [0.7, 0.2, 0.1]}))
    assert dict(zip(profiles.nodes[row.indices], row.data, strict=True)) == {"t3": 0.7, "c1": 0.1}


def test_no_statements_no_rows(frame, tree):
    table = profile_table(frame([]), tree)
    assert table.empty
    assert table.columns.tolist() == ["user_id", "node_id", "level", "weight", "lift"]


def test_a_profile_names_and_ranks_its_nodes(frame, tree):
    statements = frame([("ann", "k31"), ("ann", "k31"), ("ann", "k11"), ("bob", "k41")])
    ann = profile_of("ann", statements, tree)
    assert ann.n_statements == 3
    assert ann.weights.columns.tolist() == ["node_id", "level", "name", "weight", "lift"]
    assert ann.top("topic")["name"].tolist() == ["烘焙", "Running"]
    assert ann.top("topic", 1)["node_id"].tolist() == ["t3"]


def test_breadth_is_the_effective_number_of_topics(frame, tree):
    statements = frame([("one", "k11"), ("one", "k12"), *[("four", f"k{i}1") for i in (1, 2, 3, 4)]])
    assert profile_of("one", statements, tree).breadth == pytest.approx(1)
    assert profile_of("four", statements, tree).breadth == pytest.approx(4)


def test_evidence_is_ones_own_and_the_surest_first(frame, tree):
    statements = frame(
        [("ann", "k11"), ("bob", "k11"), ("ann", "k11"), ("ann", "k11"), ("ann", "k31")],
        strength=[0.3, 0.99, 0.7, 0.9, 0.5],
        is_outlier=[False, False, False, True, False],
    )
    evidence = profile_of("ann", statements, tree).evidence
    assert evidence.columns.tolist() == ["node_id", "statement_id", "text", "strength"]
    assert evidence.loc[evidence["node_id"] == "t1", "statement_id"].tolist() == [2, 0, 3]
    assert evidence["node_id"].drop_duplicates().tolist() == ["c1", "c2", "t1", "t3", "k11", "k31"]


def test_evidence_is_a_handful_a_node(frame, tree):
    statements = frame([("ann", "k11")] * 30)
    evidence = profile_of("ann", statements, tree).evidence
    assert evidence["node_id"].value_counts().to_dict() == {"c1": 5, "t1": 5, "k11": 5}


def test_first_and_last_time(frame, tree):
    statements = frame([("ann", "k11")] * 3, timestamp=["2026-05-02", None, "2026-05-01"])
    ann = profile_of("ann", statements, tree)
    assert (ann.first, ann.last) == (pd.Timestamp("2026-05-01"), pd.Timestamp("2026-05-02"))


def test_a_user_without_statements_has_an_empty_profile(frame, tree):
    statements = frame([("ann", "k11")])
    nobody = profile_of("nobody", statements, tree)
    assert (nobody.n_statements, nobody.breadth, nobody.first, nobody.last) == (0, 0.0, None, None)
    assert nobody.weights.empty and nobody.evidence.empty and nobody.top("topic").empty
    assert nobody.evidence.columns.tolist() == ["node_id", "statement_id", "text", "strength"]


def test_a_hundred_thousand_statements_take_about_a_second(frame, tree):
    rng = np.random.default_rng(0)
    users, keywords = rng.integers(0, 5_000, 100_000), rng.choice(KEYWORDS, 100_000)
    statements = frame([(f"u{user}", str(keyword)) for user, keyword in zip(users, keywords, strict=True)])
    start = time.perf_counter()
    table = profile_table(statements, tree)
    assert time.perf_counter() - start < 5
    assert table["user_id"].nunique() == 5_000
