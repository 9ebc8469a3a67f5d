"""Whether what users say of a node leans to some statements: late ones, those of a source, those with low ratings."""

import numpy as np
import pandas as pd

from interest.findings.finding import FEWEST, LEAST_RATIO
from interest.hierarchy.tree import Level
from interest.inference import leanings, more_people, share_interval

LEVELS_TESTED: tuple[Level, ...] = ("category", "topic")


def lean(statements: pd.DataFrame, flag: np.ndarray, level: Level = "topic") -> pd.DataFrame:
    """A row a node of a level, of statements (n, columns user_id and the level) of which `flag` (n,) marks some.

    Columns: node_id (the index); users, statements; users_in, users_out (who make marked ones in the node, and others);
    inside, outside (the marked part of the node's statements, and of all others); share_in, share_out (the node's part
    of the marked statements, and of the others); people_in, people_out (inside and outside with everybody counted for
    their effective number of statements); p (of `interest.inference.leanings`: people are the unit); needed (how many
    more people it would take to be sure of such a lean, NaN where there is none); agrees (whether users and
    statements lean the same way).
    """
    from scipy import sparse

    flag = np.asarray(flag, bool)
    user, users = pd.factorize(statements["user_id"])
    node, nodes = pd.factorize(statements[level], sort=True)
    shape = len(users), len(nodes)
    of = sparse.csr_matrix((np.ones(len(user)), (user, node)), shape)
    yes = sparse.csr_matrix((flag.astype(float), (user, node)), shape)
    found = leanings(yes, of, np.bincount(user, flag, len(users)), np.bincount(user, minlength=len(users)))
    n, k = (np.asarray(part.sum(axis=0)).ravel() for part in (of, yes))
    total, marked = len(user), int(flag.sum())
    inside = k / np.maximum(n, 1)
    outside = np.divide(marked - k, total - n, out=np.full(len(n), np.nan), where=n < total)
    return pd.DataFrame(
        {
            "users": np.asarray((of > 0).sum(axis=0)).ravel(),
            "users_in": np.asarray((yes > 0).sum(axis=0)).ravel(),
            "users_out": np.asarray((of - yes > 0).sum(axis=0)).ravel(),
            "statements": n.astype(int),
            "inside": inside,
            "outside": outside,
            "share_in": k / max(marked, 1),
            "share_out": (n - k) / max(total - marked, 1),
            "people_in": found.inside,
            "people_out": found.outside,
            "p": found.p,
            "needed": more_people(found.inside - found.outside, found.error, len(users)),
            "agrees": (found.inside > found.outside) == (inside > outside),
        },
        index=pd.Index(nodes, name="node_id"),
    )


def far(table: pd.DataFrame, a: str, b: str) -> pd.DataFrame:
    """The rows of a table of `lean` whose share `a` is by far larger than `b`, or smaller, with `ratio`.

    That is the ratio of their odds, with half a statement added to each count. So far are those that enough people
    carry, and that lean the same way by people as by statements.
    """
    half = 0.5 / max(table["statements"].sum(), 1)
    odds = [(table[share] + half) / (1 - table[share] + half) for share in (a, b)]
    table = table.assign(ratio=odds[0] / odds[1])
    far = (table["ratio"] >= LEAST_RATIO) | (table["ratio"] <= 1 / LEAST_RATIO)
    enough = np.where(table["ratio"] > 1, table["users_in"], table["users_out"]) >= FEWEST
    return table[far & enough & table["agrees"]]


def leaning(
    statements: pd.DataFrame, flag: np.ndarray, a: str, b: str
) -> tuple[list[tuple[str, Level, pd.Series]], np.ndarray]:
    """What leans by far to marked statements, or away: node, level and the row of `far`; and the p of all tests."""
    tables = {level: lean(statements, flag, level) for level in LEVELS_TESTED}
    found = [(str(node), level, row) for level, table in tables.items() for node, row in far(table, a, b).iterrows()]
    return found, np.concatenate([table["p"].to_numpy() for table in tables.values()])


def people_interval(users: pd.Series, own: np.ndarray) -> tuple[float, float]:
    """The 95% interval of the part of some statements that is `own`, (n,) bool, given whose they are; people count."""
    counts = pd.Series(own).groupby(users.to_numpy()).agg(["sum", "size"])
    return share_interval(counts["sum"].to_numpy(), counts["size"].to_numpy())
