"""Over-indexing that was planted is found, chance is not called a finding, and the figures are those of the field."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import fisher_exact

from interest.errors import SegmentError
from interest.hierarchy.tree import InterestTree, Node
from interest.inference import ALPHA
from interest.segments.contrasts import SegmentProfile, contrast, findings, side_by_side, smallest_difference
from interest.users import Profiles

TOPICS = 20


def _tree() -> InterestTree:
    """Two categories of ten topics with a keyword each."""
    nodes = []
    for c in range(2):
        own = range(c * 10, c * 10 + 10)
        nodes.append(Node(f"c{c}", "category", f"c {c}", None, children=tuple(f"t{i}" for i in own)))
        for i in own:
            nodes.append(Node(f"t{i}", "topic", f"t {i}", f"c{c}", children=(f"k{i}",)))
            nodes.append(Node(f"k{i}", "keyword", f"k {i}", f"t{i}"))
    return InterestTree({node.id: node for node in nodes})


TREE = _tree()


@pytest.fixture
def tree() -> InterestTree:
    return TREE


def profiles_of(has: dict[str, set[int]]) -> Profiles:
    """Profiles of users who have these topics, in equal shares."""
    said = [(user, f"k{topic}") for user, topics in has.items() for topic in topics]
    statements = pd.DataFrame(said, columns=["user_id", "keyword"]).assign(
        weight=1.0, strength=1.0, is_outlier=False, timestamp=pd.NaT
    )
    return Profiles.of(statements.astype({"timestamp": "datetime64[ns]"}), TREE)


def at_random(users: int, seed: int, planted: int = 0) -> Profiles:
    """Users with three topics each; the first half of `planted` users has topic 7 too."""
    rng = np.random.default_rng(seed)
    has = {f"u{i}": set(rng.permutation(TOPICS)[:3].tolist()) for i in range(users)}
    for i in range(planted):
        has[f"u{i}"].add(7)
    return profiles_of(has)


def halves(users: int) -> tuple[list[str], list[str]]:
    names = [f"u{i}" for i in range(users)]
    return names[: users // 2], names[users // 2 :]


def test_a_planted_interest_is_found_and_nothing_else(tree):
    table = contrast(at_random(200, seed=1, planted=60), tree, *halves(200))
    more, less = findings(table, "topic", k=TOPICS)
    assert more["node_id"].tolist() == ["t7"]
    assert less.empty
    row = more.iloc[0]
    assert row["share_a"] > 0.6 > 0.3 > row["share_b"]
    assert row["lift"] == pytest.approx(row["share_a"] / row["share_b"], rel=0.05)
    assert row["difference"] == row["share_a"] - row["share_b"]


def test_random_halves_seldom_differ(tree):
    """With the false discovery rate at 5% and nothing to find, about 5 of 100 splits may show anything at a level."""
    alarms = sum(
        contrast(at_random(120, seed), tree, *halves(120)).query("level == 'topic'")["significant"].any()
        for seed in range(100)
    )
    assert alarms <= 10


def adjusted_by_hand(p: pd.Series) -> list[float]:
    ordered = p.sort_values()
    q = ordered * len(p) / np.arange(1, len(p) + 1)
    return q[::-1].cummin()[::-1].clip(upper=1).reindex(p.index).tolist()


def test_q_is_benjamini_hochbergs_over_categories_and_topics_together(tree):
    table = contrast(at_random(60, seed=3, planted=10), tree, *halves(60))
    shown = table[table["level"] != "keyword"]
    assert shown["q"].tolist() == pytest.approx(adjusted_by_hand(shown["p"]))
    assert (table["significant"] <= (table["q"] <= ALPHA)).all()


def test_p_of_what_defines_is_fishers(tree):
    table = contrast(at_random(60, seed=3, planted=10), tree, *halves(60), defining=["t7"])
    for row in table[table["defining"]].itertuples():
        counts = [round(row.share_a * 30), round(row.share_b * 30)]
        square = [[counts[0], counts[1]], [30 - counts[0], 30 - counts[1]]]
        tails = [fisher_exact(square, alternative=side).pvalue for side in ("less", "greater")]
        assert row.p == pytest.approx(min(1.0, 2 * min(tails)))


def test_who_writes_more_touches_more_and_that_is_no_difference(tree):
    """Halves of one crowd, of which the first touch eight topics and the others two, whichever."""
    rng = np.random.default_rng(0)
    popular = 1 / np.arange(2, TOPICS + 2)
    has = {
        f"u{i}": set(rng.choice(TOPICS, 8 if i < 60 else 2, replace=False, p=popular / popular.sum()).tolist())
        for i in range(120)
    }
    table = contrast(profiles_of(has), tree, *halves(120)).query("level == 'topic'")
    assert (table["low"] > 0).sum() > TOPICS / 2 and not table["significant"].any()
    assert table["expected"].to_numpy() == pytest.approx(table["share_a"].to_numpy(), abs=0.12)


def test_what_a_study_of_a_size_can_show(tree):
    profiles = at_random(200, seed=1, planted=60)
    table = contrast(profiles, tree, *halves(200))
    assert 0.1 < smallest_difference(table, "topic", 100, 100) < 0.2
    assert smallest_difference(table, "topic", 1000, 1000) < 0.05
    row = table.set_index("node_id").loc["t7"]
    assert row["needed"] == 0 and row["low"] > 0.3
    near = table[(table["level"] == "topic") & (table["difference"].abs().between(0.01, 0.03))]
    assert (near["needed"] > 500).all()


def test_nodes_that_define_a_segment_are_no_findings(tree):
    profiles = at_random(200, seed=1, planted=60)
    table = contrast(profiles, tree, *halves(200), defining=["t7"])
    assert set(table.loc[table["defining"], "node_id"]) == {"c0", "t7", "k7"}
    assert SegmentProfile("s", 100, 0, table).over_indexed("topic").empty
    assert findings(table, "topic", defining=True)[0]["node_id"].tolist() == ["t7"]
    assert SegmentProfile("s", 100, 0, table).top("topic", 1)["node_id"].tolist() == ["t7"]


def test_who_is_in_both_groups_has_no_say(tree):
    profiles = at_random(200, seed=1, planted=60)
    ours, theirs = halves(200)
    apart = contrast(profiles, tree, ours[:80], theirs)
    overlapping = contrast(profiles, tree, ours, [*theirs, *ours[80:]])
    assert overlapping["p"].tolist() == apart["p"].tolist()
    assert (contrast(profiles, tree, ours, ours)["p"] == 1).all()


@pytest.mark.parametrize("ours", [[], ["nobody"]])
def test_a_group_without_profiles(tree, ours):
    table = contrast(at_random(20, seed=0), tree, ours, ["u1", "u2"])
    assert (table["share_a"] == 0).all()
    assert np.isfinite(table["lift"]).all()
    assert not table["significant"].any()


def against_others(profiles: Profiles, tree: InterestTree, name: str, members: list[str]) -> SegmentProfile:
    others = sorted(set(profiles.users) - set(members))
    return SegmentProfile(name, len(members), 0, contrast(profiles, tree, members, others))


def test_of_several_segments_each_has_what_was_planted_in_it(tree):
    """Thirds of the users, of which the first has topic 7 too, and the second topic 15; nothing sets the last apart."""
    thirds = [[f"u{i}" for i in range(start, start + 80)] for start in (0, 80, 160)]
    rng = np.random.default_rng(2)
    has = {f"u{i}": set(rng.permutation(TOPICS)[:3].tolist()) for i in range(240)}
    for members, topic in zip(thirds, (7, 15), strict=False):
        for user in members[:60]:
            has[user].add(topic)
    profiles = profiles_of(has)
    table = side_by_side([against_others(profiles, tree, n, m) for n, m in zip("abc", thirds, strict=True)])
    topics = table[table["level"] == "topic"]
    more = topics[topics["significant"] & (topics["difference"] > 0)]
    assert set(zip(more["group"], more["node_id"], strict=True)) == {("a", "t7"), ("b", "t15")}
    row = more[more["group"] == "a"].iloc[0]
    assert row["share"] == sum(7 in has[user] for user in thirds[0]) / 80
    assert row["share_else"] == sum(7 in has[user] for user in thirds[1] + thirds[2]) / 160
    shown = table[table["level"] != "keyword"]  # over all 66 tests together
    assert shown["q"].tolist() == pytest.approx(adjusted_by_hand(shown["p"].reset_index(drop=True)))


@pytest.mark.parametrize("names", ["", "a", "aa"])
def test_nothing_to_set_side_by_side(tree, names):
    profiles = at_random(20, seed=0)
    with pytest.raises(SegmentError, match=f"two or more different.*{names[:1] or 'none'}"):
        side_by_side([against_others(profiles, tree, name, ["u1"]) for name in names])
