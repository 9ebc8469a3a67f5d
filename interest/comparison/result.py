"""What a comparison gives."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from interest.comparison.sides import Side
from interest.hierarchy.tree import InterestTree, Level
from interest.segments import findings


@dataclass(frozen=True, eq=False)
class Comparison:
    """Two sides on the one tree."""

    tree: InterestTree
    """The tree that both are compared on: that of the earlier study."""
    earlier: Side
    later: Side
    nodes: pd.DataFrame
    """A row a node in sight: see `interest.comparison.changes.changes`."""
    appeared: pd.DataFrame
    """Topics of the later side's own tree most of whose statements have no like on the earlier side, and of which
    people speak significantly more, large ones first: node_id, name (the path), statements, users, new (the part that
    has no like), and share_earlier, share_later, difference, low, high, q as in `nodes`, but on that tree."""
    vanished: pd.DataFrame
    """The same the other way round, of the earlier side's tree."""
    people: pd.DataFrame
    """Users of both sides: see `interest.comparison.people.people_in_both`."""
    undated: int = 0
    """Statements that could not be compared since their time is not known."""

    def grew(self, level: Level, k: int = 5) -> pd.DataFrame:
        """The rows of `nodes` of a level that people speak of significantly more, the largest differences first.

        Topics that appeared are not among them.
        """
        return self._found(level, k)[0]

    def shrank(self, level: Level, k: int = 5) -> pd.DataFrame:
        """The same for less; without topics that vanished."""
        return self._found(level, k)[1]

    def _found(self, level: Level, k: int) -> tuple[pd.DataFrame, pd.DataFrame]:
        told = [self.appeared["node_id"]] if self.later.tree is self.tree else []
        told.append(self.vanished["node_id"])
        rows = self.nodes[~self.nodes["node_id"].isin(pd.concat(told))]
        return findings(rows.assign(defining=False), level, k)

    def themes(self, which: Literal["appeared", "vanished"]) -> pd.DataFrame:
        """The topics that appeared or vanished, those of one category as one row: what is new is often more than one.

        Columns: node_id (of the category, or of the topic that is alone), topics (ids), statements, users,
        share_earlier, share_later. Those of most users come first.
        """
        found, side = (self.appeared, self.later) if which == "appeared" else (self.vanished, self.earlier)
        rows = []
        for category, part in found.groupby([side.tree[node].parent for node in found["node_id"]], sort=False):
            topics = tuple(part["node_id"])
            rows.append(
                {
                    "node_id": topics[0] if len(topics) == 1 else category,
                    "topics": topics,
                    "statements": int(part["statements"].sum()),
                    "users": side.statements.loc[np.isin(side.topics.astype(str), topics), "user_id"].nunique(),
                    "share_earlier": part["share_earlier"].sum(),
                    "share_later": part["share_later"].sum(),
                }
            )
        columns = ["node_id", "topics", "statements", "users", "share_earlier", "share_later"]
        return pd.DataFrame(rows, columns=columns).sort_values("users", ascending=False, kind="stable")

    def differences(self, level: Level) -> pd.DataFrame:
        """The rows of `nodes` of a level of which anybody speaks, with those of another tree that appeared (`new`)."""
        seen = self.nodes[["users_earlier", "users_later"]].max(axis=1) > 0
        rows = self.nodes[(self.nodes["level"] == level) & seen].assign(new=False)
        if level != "topic" or self.later.tree is self.tree:
            return rows
        columns = ["node_id", "share_earlier", "share_later", "difference", "low", "high", "q"]
        more = self.appeared[columns].assign(significant=True, needed=0.0, new=True)
        return pd.concat([rows[more.columns], more], ignore_index=True)

    @property
    def nothing(self) -> bool:
        """Whether there is no change at all that can be told from chance."""
        return not (self.nodes["significant"].any() or len(self.appeared) or len(self.vanished))

    @property
    def shared_users(self) -> int:
        """How many people are on both sides."""
        return len(set(self.earlier.users) & set(self.later.users))

    @property
    def moved(self) -> pd.DataFrame:
        """The people whose main category changed."""
        return self.people[self.people["moved"]].reset_index(drop=True)

    @property
    def moved_by_chance(self) -> float:
        """How many of `people` would have another main category if nobody had changed: they wrote only so much."""
        return float(self.people["chance"].sum())

    @property
    def moves(self) -> pd.DataFrame:
        """How many people went from which main category to which: earlier, later, users; also those who stayed."""
        pairs = self.people.groupby(["earlier", "later"]).size()
        return pairs.rename("users").sort_values(ascending=False, kind="stable").reset_index()

    @property
    def backwards(self) -> bool:
        """Whether the times say that the later side is the earlier one."""
        before, after = self.earlier.middle, self.later.middle
        return before is not None and after is not None and after < before

    def to_frame(self) -> pd.DataFrame:
        """`nodes` with the path of each as `interest`, for others to read."""
        table = self.nodes.assign(interest=[self.tree.path_name(node) for node in self.nodes["node_id"]])
        return table[["interest", *self.nodes.columns]]
