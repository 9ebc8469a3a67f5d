"""What a comparison gives."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from interest.comparison.sides import Side
from interest.export import records
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
    """Topics of the later side's own tree most of whose statements have no like on the earlier side, large ones first:
    node_id, name (the path), statements, users, share (mean over users), new (the part that has no like)."""
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

    def to_json(self) -> dict[str, Any]:
        """Everything as what JSON knows."""
        return {
            "earlier": self.earlier.name,
            "later": self.later.name,
            "shared_users": self.shared_users,
            "nodes": records(self.to_frame()),
            "appeared": records(self.appeared),
            "vanished": records(self.vanished),
            "people": records(self.people),
            "moves": records(self.moves),
        }
