"""What one group of users speaks of more than another, and whether that can be chance."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from interest.errors import SegmentError
from interest.hierarchy.tree import InterestTree, Level
from interest.inference import ALPHA, adjusted_within, fisher
from interest.users import Profiles


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
) -> pd.DataFrame:
    """Two groups of users on the one tree, a row a node in sight.

    Columns: node_id, level; share_a and share_b (the part of each group's users, as far as they have a profile, whose
    profile has the node); difference (share_a − share_b); lift; p; q; significant (q ≤ 0.05); defining (whether it is
    one of the nodes `defining`, or above or below one).

    `lift` is the ratio of the shares with half a user added to each count, (x + ½) / (n + 1), which keeps it finite.
    `p` is that of Fisher's exact test, the smaller tail doubled. It takes independent groups, so that users who are in
    both have no say in it. `q` is p after Benjamini and Hochberg (1995), over the nodes of a level.
    """
    both = set(ours) & set(theirs)
    nodes = list(tree)
    ids = [node.id for node in nodes]
    (x_a, n_a), (x_b, n_b) = (_reach(profiles, ids, users) for users in (ours, theirs))
    share_a, share_b = x_a / max(n_a, 1), x_b / max(n_b, 1)
    alone = [_reach(profiles, ids, set(users) - both) for users in (ours, theirs)]
    table = pd.DataFrame(
        {
            "node_id": pd.array(ids, dtype="str"),
            "level": pd.array([node.level for node in nodes], dtype="str"),
            "share_a": share_a,
            "share_b": share_b,
            "difference": share_a - share_b,
            "lift": ((x_a + 0.5) / (n_a + 1)) / ((x_b + 0.5) / (n_b + 1)),
            "p": fisher(*alone[0], *alone[1]),
        }
    )
    table["q"] = adjusted_within(table["p"], table["level"], table["share_a"] + table["share_b"] > 0)
    table["significant"] = table["q"] <= ALPHA
    return table.assign(defining=table["node_id"].isin(_family(tree, defining)))


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

    Columns: group (the segment's name), node_id, level, share, share_else, difference, lift, p, q, significant,
    defining, as in `contrast`; but `q` is corrected over all segments and nodes of a level together, since who looks
    at six segments has made six times as many tests. Raises `SegmentError` for fewer than two different segments.
    """
    names = [profile.name for profile in profiles]
    if len(names) < 2 or len(set(names)) < len(names):
        given = ", ".join(names) or "none"
        raise SegmentError(f"Segments to compare must be two or more different ones, got: {given}.")
    table = pd.concat([profile.interests.assign(group=profile.name) for profile in profiles], ignore_index=True)
    table = table.rename(columns={"share_a": "share", "share_b": "share_else"})
    table["q"] = adjusted_within(table["p"], table["level"], table["share"] + table["share_else"] > 0)
    table["significant"] = table["q"] <= ALPHA
    return table[["group", *table.columns.drop("group")]]


def _reach(profiles: Profiles, nodes: list[str], users: Collection[str]) -> tuple[np.ndarray, int]:
    """How many of some users have each node, (n_nodes,), and how many of them have a profile."""
    rows = profiles.rows(set(users))
    own = profiles.weights[rows[rows >= 0]]
    counts = pd.Series(own.getnnz(axis=0), index=profiles.nodes).reindex(nodes, fill_value=0)
    return counts.to_numpy(np.int64), own.shape[0]


def _family(tree: InterestTree, nodes: Collection[str]) -> set[str]:
    """The nodes, and all that are above or below them."""
    chosen = set(nodes)
    above = {ancestor.id for node in chosen if node in tree for ancestor in tree.path(node)}
    below = {node.id for node in tree if chosen & {ancestor.id for ancestor in tree.path(node.id)}}
    return above | below
