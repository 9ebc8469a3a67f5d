"""How much more or less people speak of each node, and whether that can be chance. The unit is the user."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from interest.comparison.sides import Side
from interest.config import Progress, no_progress
from interest.hierarchy.tree import LEVELS, InterestTree, Level
from interest.inference import ALPHA, Shares, adjusted_within, differences, more_people

if TYPE_CHECKING:
    from scipy import sparse


def changes(
    tree: InterestTree,
    earlier: Side,
    later: Side,
    seed: int,
    progress: Progress = no_progress,
    level: Level | None = None,
) -> pd.DataFrame:
    """A row a node in sight of the tree, or of one level of it.

    Columns: node_id, level; statements_earlier, statements_later, users_earlier, users_later; share_earlier and
    share_later (the part of what somebody says that is about the node, by weight, as the mean over all users of the
    side: everybody counts the same, however much they write); difference (later − earlier), low and high (its 95%
    interval); p, q, significant (q ≤ 0.05); needed (how many more people it would take to be sure of such a difference,
    in the same proportion on both sides; NaN where there is none).

    People may be on one side or on both. The test and the interval, which agree, are those of
    `interest.inference.differences`; `q` is p after Benjamini and Hochberg (1995), over categories and topics together,
    as they are shown, and over keywords.
    """
    nodes = tree.level(level) if level else list(tree)
    ids = [node.id for node in nodes]
    shares = [user_shares(side, ids) for side in (earlier, later)]
    table = pd.DataFrame(
        {
            "node_id": pd.array(ids, dtype="str"),
            "level": pd.array([node.level for node in nodes], dtype="str"),
            **{f"statements_{when}": _statements(side, ids) for when, side in _named(earlier, later)},
            **{f"users_{w}": np.diff(s.tocsc().indptr) for w, s in zip(("earlier", "later"), shares, strict=True)},
            **{f"share_{w}": _mean(s) for w, s in zip(("earlier", "later"), shares, strict=True)},
        }
    )
    before, after = (Shares(own, _inverse_sizes(side)) for own, side in zip(shares, (earlier, later), strict=True))
    found = differences(before, after, _both(earlier.users, later.users), seed, progress)
    table = table.assign(difference=found.difference, low=found.low, high=found.high, p=found.p)
    table["needed"] = more_people(found.difference, found.error, sum(len(side.users) for side in (earlier, later)))
    seen = table["users_earlier"] + table["users_later"] > 0
    table["q"] = adjusted_within(table["p"], table["level"] == "keyword", seen)
    return table.assign(significant=table["q"] <= ALPHA)


def user_shares(side: Side, nodes: Sequence[str]) -> "sparse.csr_matrix":
    """The part of each user's statements, by weight, that each node has: (n_users, n_nodes), users as in `side.users`.

    Statements without a place count in the whole.
    """
    from scipy import sparse

    frame = side.statements
    user, ids = pd.factorize(frame["user_id"])
    weight = frame["weight"].to_numpy(np.float64)
    part = weight / np.bincount(user, weight, minlength=len(ids))[user]
    matrix = sparse.csr_matrix((len(ids), len(nodes)))
    for level in LEVELS:
        node = pd.Index(nodes).get_indexer(frame[level])
        here = node >= 0
        matrix = matrix + sparse.csr_matrix((part[here], (user[here], node[here])), shape=matrix.shape)
    return matrix


def _inverse_sizes(side: Side) -> np.ndarray:
    """1 / the number of statements of each user, by weight: Σw² / (Σw)², (n_users,)."""
    user, ids = pd.factorize(side.statements["user_id"])
    weight = side.statements["weight"].to_numpy(np.float64)
    total = np.bincount(user, weight, minlength=len(ids))
    return np.bincount(user, weight**2, minlength=len(ids)) / total**2


def _named(earlier: Side, later: Side) -> tuple[tuple[str, Side], ...]:
    return ("earlier", earlier), ("later", later)


def _statements(side: Side, nodes: Sequence[str]) -> np.ndarray:
    found = pd.concat([side.statements[level] for level in LEVELS]).value_counts()
    return found.reindex(nodes, fill_value=0).to_numpy(np.int64)


def _both(earlier: Sequence[str], later: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """The positions of the users who are on both sides, on each."""
    place = pd.Index(later).get_indexer(pd.Index(earlier))
    return np.flatnonzero(place >= 0), place[place >= 0]


def _mean(shares: "sparse.csr_matrix") -> np.ndarray:
    return np.asarray(shares.mean(axis=0)).ravel()
