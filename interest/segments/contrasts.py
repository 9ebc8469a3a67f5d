"""What one group of users speaks of more than another, and whether that can be chance."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from interest.errors import SegmentError
from interest.hierarchy.tree import LEVELS, InterestTree, Level
from interest.inference import (
    ALPHA,
    NORMAL,
    Configuration,
    adjusted_within,
    detectable,
    difference_interval,
    fisher,
    more_people,
)
from interest.users import Profiles

if TYPE_CHECKING:
    from scipy import sparse


@dataclass(frozen=True, eq=False)
class SegmentProfile:
    """A segment against everybody else."""

    name: str
    users: int
    statements: int
    interests: pd.DataFrame
    """A row a node in sight, as in `contrast`, with a the segment and b everybody else."""

    def top(self, level: Level, k: int = 10) -> pd.DataFrame:
        """The nodes of a level that most of its users speak of."""
        own = self.interests[(self.interests["level"] == level) & (self.interests["share_a"] > 0)]
        return own.sort_values("share_a", ascending=False, kind="stable").head(k).reset_index(drop=True)

    def over_indexed(self, level: Level, k: int = 10) -> pd.DataFrame:
        """The nodes of a level that its users speak of significantly more than others do, the largest gap first.

        Nodes by which the segment is defined are left out: what was asked for is no finding.
        """
        return findings(self.interests, level, k)[0]


def contrast(
    profiles: Profiles,
    tree: InterestTree,
    ours: Collection[str],
    theirs: Collection[str],
    defining: Collection[str] = (),
    levels: Collection[Level] = LEVELS,
) -> pd.DataFrame:
    """Two groups of users on the one tree, a row a node in sight, of all levels or some.

    Columns: node_id, level; share_a and share_b (the part of each group's users, as far as they have a profile, whose
    profile has the node); difference (share_a − share_b), low and high (its 95% interval, Newcombe 1998); expected
    (what share_a would be if both groups kept to no node, but each user to as many as it has); lift; p; q; significant
    (q ≤ 0.05, and the difference on the side on which share_a is off what is expected); needed (how many more users it
    would take to be sure of such a difference, NaN where there is none); defining (whether it is one of the nodes
    `defining`, or above or below one).

    `lift` is the ratio of the shares with half a user added to each count, (x + ½) / (n + 1), which keeps it finite.
    `p` is that of `Configuration.leaning`, a level for itself: who writes much touches much, which is no difference in
    interests. The defining nodes are left out of it: what was asked for is no finding, and makes no other node one.
    Theirs is Fisher's, which only says that the definition holds. It takes independent groups, so that users who are
    in both have no say in it. `q` is p after Benjamini and Hochberg (1995), over categories and topics together, as
    they are shown, and over keywords.
    """
    both = set(ours) & set(theirs)
    nodes = [node for node in tree if node.level in levels]
    ids = [node.id for node in nodes]
    (x_a, n_a), (x_b, n_b) = (_reach(profiles, ids, users) for users in (ours, theirs))
    share_a, share_b = x_a / max(n_a, 1), x_b / max(n_b, 1)
    alone = [_reach(profiles, ids, set(users) - both) for users in (ours, theirs)]
    low, high = difference_interval(x_a, n_a, x_b, n_b)
    needed = more_people(share_a - share_b, (high - low) / (2 * NORMAL), n_a + n_b)
    table = pd.DataFrame(
        {
            "node_id": pd.array(ids, dtype="str"),
            "level": pd.array([node.level for node in nodes], dtype="str"),
            "share_a": share_a,
            "share_b": share_b,
            "difference": share_a - share_b,
            "low": low,
            "high": high,
            "expected": alone[0][0] / max(alone[0][1], 1),
            "lift": ((x_a + 0.5) / (n_a + 1)) / ((x_b + 0.5) / (n_b + 1)),
            "p": fisher(*alone[0], *alone[1]),
            "needed": needed,
        }
    )
    table["defining"] = table["node_id"].isin(_family(tree, defining))
    for level in levels:
        tested = ((table["level"] == level) & ~table["defining"]).to_numpy(bool)
        touched, inside = _touched(
            profiles, [ids[i] for i in np.flatnonzero(tested)], set(ours) - both, set(theirs) - both
        )
        if inside.any() and not inside.all():
            expected, p = Configuration.of(touched).leaning(inside)
            table.loc[tested, "expected"], table.loc[tested, "p"] = expected / inside.sum(), p
    return corrected(table, table["share_a"] + table["share_b"] > 0)


def corrected(table: pd.DataFrame, tested: pd.Series) -> pd.DataFrame:
    """With q, over what is shown together, and significant. What defines a group makes nothing else significant."""
    together = np.where(table["defining"], "defining", np.where(table["level"] == "keyword", "keyword", "shown"))
    q = adjusted_within(table["p"], pd.Series(together, index=table.index), tested)
    share = table["share_a"] if "share_a" in table else table["share"]
    agrees = table["defining"] | ((share > table["expected"]) == (table["difference"] > 0))
    return table.assign(q=q, significant=(q <= ALPHA) & agrees)


def findings(
    contrasted: pd.DataFrame, level: Level, k: int = 3, defining: bool = False
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The significant differences of a level: those of the first group and of the second, at most `k` each.

    The largest come first. Nodes by which a group is defined are left out; with `defining` there are only these.
    """
    asked = (contrasted["level"] == level) & contrasted["significant"] & (contrasted["defining"] == defining)
    sure = contrasted[asked].sort_values("difference", ascending=False, kind="stable")
    more, less = sure[sure["difference"] > 0], sure[sure["difference"] < 0].iloc[::-1]
    return more.head(k).reset_index(drop=True), less.head(k).reset_index(drop=True)


def side_by_side(profiles: Sequence[SegmentProfile]) -> pd.DataFrame:
    """Several segments on the one tree, each against everybody who is not in it: a row a segment and node in sight.

    Columns: group (the segment's name), node_id, level, share, share_else, and all others as in `contrast`; but `q` is
    corrected over all segments and nodes that are shown together, since who looks at six segments has made six times
    as many tests. Raises `SegmentError` for fewer than two different segments.
    """
    names = [profile.name for profile in profiles]
    if len(names) < 2 or len(set(names)) < len(names):
        given = ", ".join(names) or "none"
        raise SegmentError(f"Segments to compare must be two or more different ones, got: {given}.")
    table = pd.concat([profile.interests.assign(group=profile.name) for profile in profiles], ignore_index=True)
    table = table.rename(columns={"share_a": "share", "share_b": "share_else"})
    table = corrected(table, table["share"] + table["share_else"] > 0)
    return table[["group", *table.columns.drop("group")]]


def smallest_difference(contrasted: pd.DataFrame, level: Level, n_a: int, n_b: int) -> float:
    """The least difference between two groups that would be found in four of five studies, for the middle node.

    That is the node with the median share among those of a level of which anybody speaks; NaN without any.
    """
    own = contrasted[(contrasted["level"] == level) & (contrasted[["share_a", "share_b"]].max(axis=1) > 0)]
    if own.empty:
        return float("nan")
    share = (own["share_a"] * n_a + own["share_b"] * n_b) / max(n_a + n_b, 1)
    return float(detectable(share.median(), n_a, n_b))


def _reach(profiles: Profiles, nodes: list[str], users: Collection[str]) -> tuple[np.ndarray, int]:
    """How many of some users have each node, (n_nodes,), and how many of them have a profile."""
    rows = profiles.rows(set(users))
    own = profiles.weights[rows[rows >= 0]]
    counts = pd.Series(own.getnnz(axis=0), index=profiles.nodes).reindex(nodes, fill_value=0)
    return counts.to_numpy(np.int64), own.shape[0]


def _touched(
    profiles: Profiles, nodes: list[str], ours: Collection[str], theirs: Collection[str]
) -> tuple["sparse.csr_matrix", np.ndarray]:
    """Who of two groups has which of some nodes, (n_users, n_nodes), and who is in the first one, (n_users,) bool."""
    from scipy import sparse

    groups = [np.sort(rows[rows >= 0]) for rows in map(profiles.rows, (set(ours), set(theirs)))]
    own = profiles.weights[np.concatenate(groups)]
    nobody = sparse.csr_matrix((own.shape[0], 1))  # the column −1: of a node that no profile has
    touched = sparse.hstack([own, nobody], format="csr")[:, profiles.nodes.get_indexer(nodes)]
    return touched, np.repeat([True, False], [len(rows) for rows in groups])


def _family(tree: InterestTree, nodes: Collection[str]) -> set[str]:
    """The nodes, and all that are above or below them."""
    chosen = set(nodes)
    above = {ancestor.id for node in chosen if node in tree for ancestor in tree.path(node)}
    below = {node.id for node in tree if chosen & {ancestor.id for ancestor in tree.path(node.id)}}
    return above | below
