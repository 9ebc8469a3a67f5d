"""Who is on both sides, and what they cared most about on each."""

import numpy as np
import pandas as pd

from interest.comparison.changes import user_shares
from interest.comparison.sides import Side
from interest.hierarchy.tree import InterestTree
from interest.inference import ALPHA, adjusted, main_shared, moves_by_chance

FEWEST_STATEMENTS = 2
"""On each side: what somebody said once is not what they care most about."""


def people_in_both(tree: InterestTree, earlier: Side, later: Side, seed: int = 0) -> pd.DataFrame:
    """Users with two or more statements on each side: those who surely changed first, then those who changed most.

    Columns: user_id, earlier and later (their main category by weight, "" for what has no place in the tree, such as a
    new interest), moved, shift (total variation distance of the two distributions over categories, 0 to 1), chance (how
    likely the main category would be another one by chance alone), p (of such a shift by chance; see
    `interest.inference.moves_by_chance`), q, sure (moved, and q ≤ 0.05), statements_earlier, statements_later. Of
    categories with the same weight one that is the main one on both sides is. `q` is p after Benjamini and Hochberg.
    """
    categories = [node.id for node in tree.level("category")]
    counts = [side.statements["user_id"].value_counts() for side in (earlier, later)]
    users = [u for u in earlier.users if min(c.get(u, 0) for c in counts) >= FEWEST_STATEMENTS]
    before, after = (_distributions(side, categories, users) for side in (earlier, later))
    ids = np.array([*categories, ""], dtype=object)
    shared = main_shared(before, after)
    moved = ~shared.any(axis=1)
    first, last = (np.where(moved, side.argmax(axis=1), shared.argmax(axis=1)) for side in (before, after))
    chance, p = moves_by_chance(_counts(earlier, categories, users), _counts(later, categories, users), seed)
    q = adjusted(p)
    table = pd.DataFrame(
        {
            "user_id": pd.array(users, dtype="str"),
            "earlier": pd.array(ids[first], dtype="str"),
            "later": pd.array(ids[last], dtype="str"),
            "moved": moved,
            "shift": np.abs(before - after).sum(axis=1) / 2,
            "chance": chance,
            "p": p,
            "q": q,
            "sure": moved & (q <= ALPHA),
            "statements_earlier": counts[0].reindex(users).to_numpy(np.int64),
            "statements_later": counts[1].reindex(users).to_numpy(np.int64),
        }
    )
    return table.sort_values(["sure", "moved", "shift"], ascending=False, kind="stable").reset_index(drop=True)


def _distributions(side: Side, categories: list[str], users: list[str]) -> np.ndarray:
    """Shares of the categories and, last, of what has no place: (n_users, n_categories + 1)."""
    rows = pd.Index(side.users).get_indexer(users)
    shares = user_shares(side, categories)[rows].toarray()
    return np.column_stack([shares, 1 - shares.sum(axis=1)]).round(9)


def _counts(side: Side, categories: list[str], users: list[str]) -> np.ndarray:
    """Statements of the categories and, last, of what has no place: (n_users, n_categories + 1)."""
    row = pd.Index(users).get_indexer(side.statements["user_id"])
    column = pd.Index(categories).get_indexer(side.statements["category"])  # −1 is the last column
    counts = np.zeros((len(users), len(categories) + 1))
    np.add.at(counts, (row[row >= 0], column[row >= 0]), 1)
    return counts
