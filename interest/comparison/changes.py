"""How much more or less people speak of each node, and whether that can be chance. The unit is the user."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from interest.comparison.sides import Side
from interest.config import Progress, no_progress
from interest.hierarchy.tree import LEVELS, InterestTree, Level
from interest.inference import ALPHA, adjusted_within

if TYPE_CHECKING:
    from scipy import sparse

PERMUTATIONS = 9999
"""The smallest p is 1 in 10,000, enough to stand out among some hundreds of nodes."""
CELLS = 4_000_000  # coefficients that are held at once
NORMAL = 1.96  # the standard errors to both sides that hold 95%


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
    interval); p, q, significant (q ≤ 0.05).

    People may be on one side or on both. `low` and `high` are difference ± 1.96 standard errors, with

        SE² = s²ₑ / nₑ + s²ₗ / nₗ − 2 n_b cov / (nₑ nₗ)

    where n_b people are on both sides and cov is the covariance of their shares. `p` is that of a permutation test,
    two-sided: 9,999 times people of one side only change sides at random, and those of both swap their two sides or
    don't. `q` is p after Benjamini and Hochberg (1995), over the nodes of a level.

    References:
        Derrick, B., Russ, B., Toher, D. and White, P. (2017). Test statistics for the comparison of means for two
        samples that include both paired and independent observations. Journal of Modern Applied Statistical Methods 16.
        Good, P. (2005). Permutation, Parametric and Bootstrap Tests of Hypotheses. Springer.
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
    both = _both(earlier.users, later.users)
    table["difference"] = table["share_later"] - table["share_earlier"]
    error = _standard_error(*shares, *both)
    table["low"], table["high"] = table["difference"] - NORMAL * error, table["difference"] + NORMAL * error
    table["p"] = _permuted(*shares, *both, np.random.default_rng(seed), progress)
    table["q"] = adjusted_within(table["p"], table["level"], table["users_earlier"] + table["users_later"] > 0)
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
        matrix += sparse.csr_matrix((part[here], (user[here], node[here])), shape=matrix.shape)
    return matrix


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


def _standard_error(
    earlier: "sparse.csr_matrix", later: "sparse.csr_matrix", in_earlier: np.ndarray, in_later: np.ndarray
) -> np.ndarray:
    """The standard error of the differences of means, (n_nodes,)."""
    variance = sum((_mean(x.multiply(x)) - _mean(x) ** 2) / max(x.shape[0] - 1, 1) for x in (earlier, later))
    n = len(in_earlier)
    if n:
        a, b = earlier[in_earlier], later[in_later]
        covariance = _mean(a.multiply(b)) - _mean(a) * _mean(b)
        variance = variance - 2 * n * covariance / (earlier.shape[0] * later.shape[0])
    return np.sqrt(np.maximum(variance, 0))


def _permuted(
    earlier: "sparse.csr_matrix",
    later: "sparse.csr_matrix",
    in_earlier: np.ndarray,
    in_later: np.ndarray,
    rng: np.random.Generator,
    progress: Progress,
) -> np.ndarray:
    """The p of each node, (n_nodes,): the part of the permutations that differ from their mean as much as the data."""
    from scipy import sparse

    n_earlier, n_later, n_both = earlier.shape[0], later.shape[0], len(in_earlier)
    alone = [np.delete(np.arange(n), place) for n, place in ((n_earlier, in_earlier), (n_later, in_later))]
    rows = sparse.vstack([earlier[alone[0]], later[alone[1]], earlier[in_earlier], later[in_later]], format="csr")
    there = np.repeat([False, True], [len(alone[0]), len(alone[1])])  # which of those of one side are on the later
    # A difference is a sum over rows: each counts 1 / n_later when it is on the later side, −1 / n_earlier else.
    on = lambda late: np.where(late, 1 / n_later, -1 / n_earlier)  # noqa: E731
    swap = lambda swapped: np.concatenate([on(swapped), on(~swapped)], axis=-1)  # noqa: E731
    found = np.concatenate([on(there), swap(np.zeros(n_both, bool))]) @ rows
    alike = on(there).mean() if len(there) else 0.0
    expected = np.repeat([alike, (1 / n_later - 1 / n_earlier) / 2], [len(there), 2 * n_both]) @ rows
    extreme, step = np.zeros(rows.shape[1], np.int64), max(1, CELLS // max(rows.shape[0], 1))
    for start in range(0, PERMUTATIONS, step):
        progress("testing", start / PERMUTATIONS)
        count = min(step, PERMUTATIONS - start)
        sides = rng.permuted(np.tile(there, (count, 1)), axis=1)
        swaps = rng.random((count, n_both)) < 0.5
        drawn = np.concatenate([on(sides), swap(swaps)], axis=1) @ rows  # (count, n_nodes)
        extreme += (np.abs(drawn - expected) >= np.abs(found - expected) - 1e-12).sum(axis=0)
    progress("testing", 1.0)
    return (1 + extreme) / (1 + PERMUTATIONS)
