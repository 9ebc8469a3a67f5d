"""Whether what users say of a node leans to some statements: late ones, those of a source, those with low ratings."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from interest.findings.finding import FEWEST, LEAST_RATIO
from interest.hierarchy.tree import InterestTree, Level
from interest.inference import ALPHA, adjusted, fisher

LEVELS_TESTED: tuple[Level, ...] = ("category", "topic")
LEAST_LIKENESS = 0.1
"""However independent the statements of a user look, the user counts for no more than 1 / this."""


def lean(statements: pd.DataFrame, flag: np.ndarray, level: Level = "topic") -> pd.DataFrame:
    """A row a node of a level, of statements (n, columns user_id and the level) of which `flag` (n,) marks some.

    Columns: node_id (the index); users, statements; users_in, users_out (who make marked ones in the node, and others);
    inside, outside (the marked part of the node's statements, and of all others); share_in, share_out (the node's part
    of the marked statements, and of the others); p; p_without (without the user who pulls most); agrees (whether users
    and statements lean the same way, without that user too).

    **Statements of one user are not independent.** Their likeness is the intraclass correlation ρ of the flag within
    the statements of a user in a node (the analysis-of-variance estimator; Donner 1986), at least `LEAST_LIKENESS`. A
    user with n of them counts for n / (1 + (n − 1)ρ), the effective sample size; `p` is that of Fisher's exact test of
    the counts so reduced (Rao and Scott 1992), inside the node against all else that is said.
    """
    rows = pd.DataFrame({"user": statements["user_id"].to_numpy(), "node": statements[level].to_numpy()})
    rows = rows.assign(n=1, k=np.asarray(flag, int))
    pairs = rows.groupby(["user", "node"], sort=False)[["n", "k"]].sum().reset_index()
    rho = likeness(pairs["k"].to_numpy(), pairs["n"].to_numpy())
    everything = rows.groupby("user", sort=False)[["n", "k"]].sum()
    total = everything.loc[pairs["user"]].reset_index(drop=True)
    parts = {
        "own": _effective(pairs["k"], pairs["n"], rho),
        "whole": _effective(total["k"], total["n"], rho),
        "rest": _effective(total["k"] - pairs["k"], total["n"] - pairs["n"], rho),
    }
    pairs = pairs.assign(users=1, users_in=pairs["k"] > 0, users_out=pairs["k"] < pairs["n"])
    for name, (x, n) in parts.items():
        pairs = pairs.assign(**{f"x_{name}": x, f"n_{name}": n})
    table = pairs.groupby("node").sum(numeric_only=True)
    all_x, all_n = (part.sum() for part in _effective(everything["k"], everything["n"], rho))
    x_b, n_b = all_x - table["x_whole"] + table["x_rest"], all_n - table["n_whole"] + table["n_rest"]
    n, k = len(rows), int(rows["k"].sum())
    found = pd.DataFrame(
        {
            **{name: table[name] for name in ("users", "users_in", "users_out")},
            "statements": table["n"],
            "inside": table["k"] / table["n"],
            "outside": (k - table["k"]) / (n - table["n"]).where(table["n"] < n),
            "share_in": table["k"] / max(k, 1),
            "share_out": (table["n"] - table["k"]) / max(n - k, 1),
        }
    ).rename_axis("node_id")
    usual = x_b / n_b.where(n_b > 0)
    up = found["inside"] > found["outside"]
    x_a, n_a = _without_strongest(pairs, usual, up)
    p, p_without = _cautious(table["x_own"], table["n_own"], x_b, n_b), _cautious(x_a, n_a, x_b, n_b)
    agrees = ((table["x_own"] / table["n_own"] > usual) == up) & ((x_a / n_a.where(n_a > 0) > usual) == up)
    return found.assign(p=p, p_without=p_without, agrees=agrees)


def likeness(k: np.ndarray, n: np.ndarray) -> float:
    """The intraclass correlation of yes and no in clusters of n statements, k of them yes; in [`LEAST_LIKENESS`, 1]."""
    clusters, total = len(n), n.sum()
    if total == clusters or clusters < 2:
        return 1.0
    share = k / n
    between = (n * (share - k.sum() / total) ** 2).sum() / (clusters - 1)
    within = (n * share * (1 - share)).sum() / (total - clusters)
    size = (total - (n**2).sum() / total) / (clusters - 1)
    spread = between + (size - 1) * within
    return float(np.clip((between - within) / spread if spread > 0 else 1.0, LEAST_LIKENESS, 1.0))


def _effective(k: pd.Series, n: pd.Series, rho: float) -> tuple[pd.Series, pd.Series]:
    """Effective counts of clusters: yes, and all."""
    size = n / (1 + (n - 1).clip(lower=0) * rho)
    return size * (k / n.where(n > 0)).fillna(0.0), size


def _without_strongest(pairs: pd.DataFrame, usual: pd.Series, up: pd.Series) -> tuple[pd.Series, pd.Series]:
    """The effective counts of each node without the user who pulls it most in the direction in which it leans."""
    pull = pairs["x_own"] - pairs["n_own"] * usual.reindex(pairs["node"]).to_numpy()
    pull = pull.where(up.reindex(pairs["node"]).to_numpy(), -pull).fillna(0.0)
    left = pairs.drop(index=pull.groupby(pairs["node"]).idxmax().dropna())
    counts = left.groupby("node")[["x_own", "n_own"]].sum().reindex(usual.index, fill_value=0.0)
    return counts["x_own"], counts["n_own"]


def _cautious(x_a: pd.Series, n_a: pd.Series, x_b: pd.Series, n_b: pd.Series) -> np.ndarray:
    """Fisher's p of counts that need not be whole: the yes are rounded towards what is common to both groups."""
    common = (x_a + x_b) / (n_a + n_b)
    sizes = [np.floor(n + 1e-9) for n in (n_a, n_b)]
    counts = []
    for x, n, size in zip((x_a, x_b), (n_a, n_b), sizes, strict=True):
        yes = (x / n.where(n > 0)).fillna(0.0) * size
        counts.append(np.where(yes > common * size, np.floor(yes + 1e-9), np.ceil(yes - 1e-9)))
    (k_a, k_b), (m_a, m_b) = ([part.astype(np.int64) for part in both] for both in (counts, sizes))
    return fisher(np.minimum(k_a, m_a), np.asarray(m_a), np.minimum(k_b, m_b), np.asarray(m_b))


def sure(table: pd.DataFrame, a: str, b: str) -> pd.DataFrame:
    """The rows of a table of `lean` whose share `a` is surely and by far larger than `b`, or smaller, with q and ratio.

    q is p after Benjamini and Hochberg over all rows; the ratio a/b has half a statement added to both sides. Nobody
    makes a finding alone: without the user who pulls most, p must still be at most 5%.
    """
    half = 0.5 / max(table["statements"].sum(), 1)
    table = table.assign(q=adjusted(table["p"].to_numpy()), ratio=(table[a] + half) / (table[b] + half))
    far = (table["ratio"] >= LEAST_RATIO) | (table["ratio"] <= 1 / LEAST_RATIO)
    enough = np.where(table["ratio"] > 1, table["users_in"], table["users_out"]) >= FEWEST
    shared = table["agrees"] & (table["p_without"] <= ALPHA)
    return table[(table["q"] <= ALPHA) & far & shared & enough]


def leanings(
    tree: InterestTree, statements: pd.DataFrame, flags: dict[str, np.ndarray], a: str, b: str
) -> Iterator[tuple[str, str, Level, pd.Series]]:
    """What leans surely to one of several flags: flag, node, level, the row of `sure`; each level corrected for itself.

    A category is left out where one of its topics leans the same way: that one tells more.
    """
    kept: set[tuple[str, str | None, bool]] = set()
    for level in reversed(LEVELS_TESTED):
        tables = [lean(statements, flag, level).assign(flag=name) for name, flag in flags.items()]
        found = sure(pd.concat(tables), a, b).sort_values("ratio", ascending=False, kind="stable")
        for node, row in found.iterrows():
            if (row["flag"], node, row["ratio"] > 1) not in kept:
                kept.add((row["flag"], tree[node].parent, row["ratio"] > 1))
                yield row["flag"], node, level, row
