"""Who is on both sides, and what they cared most about on each."""

import numpy as np
import pandas as pd

from interest.comparison.changes import user_shares
from interest.comparison.sides import Side
from interest.hierarchy.tree import InterestTree

FEWEST_STATEMENTS = 2
"""On each side: what somebody said once is not what they care most about."""


def people_in_both(tree: InterestTree, earlier: Side, later: Side) -> pd.DataFrame:
    """Users with two or more statements on each side: those who changed most first.

    Columns: user_id, earlier and later (their main category by weight, "" for what has no place in the tree, such as a
    new interest), moved, shift (total variation distance of the two distributions over categories, 0 to 1),
    statements_earlier, statements_later. Of categories with the same weight the one of the other side is the main one.
    """
    categories = [node.id for node in tree.level("category")]
    counts = [side.statements["user_id"].value_counts() for side in (earlier, later)]
    users = [u for u in earlier.users if min(c.get(u, 0) for c in counts) >= FEWEST_STATEMENTS]
    before, after = (_distributions(side, categories, users) for side in (earlier, later))
    ids = np.array([*categories, ""], dtype=object)
    first = before.argmax(axis=1)
    stays = _tied(after)[np.arange(len(users)), first]
    last = np.where(stays, first, after.argmax(axis=1))
    first = np.where(_tied(before)[np.arange(len(users)), last], last, first)
    table = pd.DataFrame(
        {
            "user_id": pd.array(users, dtype="str"),
            "earlier": pd.array(ids[first], dtype="str"),
            "later": pd.array(ids[last], dtype="str"),
            "moved": first != last,
            "shift": np.abs(before - after).sum(axis=1) / 2,
            "statements_earlier": counts[0].reindex(users).to_numpy(np.int64),
            "statements_later": counts[1].reindex(users).to_numpy(np.int64),
        }
    )
    return table.sort_values(["moved", "shift"], ascending=False, kind="stable").reset_index(drop=True)


def _distributions(side: Side, categories: list[str], users: list[str]) -> np.ndarray:
    """Shares of the categories and, last, of what has no place: (n_users, n_categories + 1)."""
    rows = pd.Index(side.users).get_indexer(users)
    shares = user_shares(side, categories)[rows].toarray()
    return np.column_stack([shares, 1 - shares.sum(axis=1)]).round(9)


def _tied(shares: np.ndarray) -> np.ndarray:
    """Which of the categories have the largest share, (n_users, n_categories + 1) bool."""
    return shares == shares.max(axis=1, keepdims=True)
