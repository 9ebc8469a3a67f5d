"""What of a study may be handed on: who is named, whether texts are quoted, how few people may be told apart."""

import hmac
import secrets
from base64 import b32encode
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace

import pandas as pd

from interest.errors import InputError
from interest.hierarchy.tree import LEVELS, InterestTree, Node

OTHER = "other"
"""The id of the category that small ones are folded into; below a node, its id and this."""
_LETTERS = 10  # of a pseudonym, five bits each: among 100,000 users, two alike are as likely as 1 in 200,000


@dataclass(frozen=True)
class Privacy:
    """What of a study may be handed on; by default all of it.

    Pseudonyms come from ids by HMAC-SHA-256 (RFC 2104) with the `key`. It is drawn at random and kept nowhere else:
    whoever has a list of ids can't look them up, and another `Privacy` gives other pseudonyms. What is handed on under
    the same object fits together.
    """

    pseudonymous: bool = False
    """Whether users get pseudonyms for ids, times are cut to days, and contacts are hidden (`contacts`)."""
    quotes: bool = True
    """Whether texts of users are quoted."""
    min_users: int = 1
    """Nodes of fewer users are folded into "other", segments of fewer users left out."""
    key: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False, compare=False)

    def __post_init__(self) -> None:
        """Raises `InputError` for a number of users that makes no sense."""
        if self.min_users < 1:
            raise InputError(f"min_users must be at least 1, got {self.min_users}.")

    def called(self, user_ids: Iterable[str]) -> dict[str, str]:
        """What each user is called in what is handed on, by id."""
        return {user: self._pseudonym(user) if self.pseudonymous else user for user in user_ids}

    def _pseudonym(self, user_id: str) -> str:
        digest = hmac.digest(self.key, user_id.encode(), "sha256")
        return f"u-{b32encode(digest).decode()[:_LETTERS].lower()}"


def fold(statements: pd.DataFrame, min_users: int, others: Collection[str] = ()) -> pd.DataFrame:
    """The statements with small nodes folded: in place of the nodes of a parent that have fewer users, one "other".

    Where that has fewer, too, it takes in the smallest of the others, so that nobody can be told apart by subtraction.
    So do the nodes `others`, which gather what fits nowhere already. Every node that is left has `min_users` users or
    more, and every statement its place. Raises `InputError` where there are fewer users altogether.
    """
    found = statements["user_id"].nunique()
    if min_users == 1:
        return statements
    if found < min_users:
        raise InputError(f"There are only {found} users, but min_users is {min_users}; choose a smaller number.")
    folded = statements.copy()
    for depth, level in enumerate(LEVELS):
        above = LEVELS[depth - 1] if depth else None
        for parent, own in folded.groupby(above, sort=False) if above else [("", folded)]:
            small = _too_small(own, level, min_users)
            inside = own.index[own[level].isin([*small, *others] if small else [])]
            folded.loc[inside, level] = f"{parent}-{OTHER}" if parent else OTHER
    return folded


def _too_small(own: pd.DataFrame, level: str, min_users: int) -> list[str]:
    """The nodes of a level, of those that `own` statements lie in, that have to be folded."""
    people = own.groupby(level, sort=False)["user_id"].agg(set)
    people = people.sort_values(key=lambda sets: sets.map(len), kind="stable")
    folded: list[str] = []
    together: set[str] = set()
    for node, users in people.items():
        if len(users) >= min_users and (not folded or len(together) >= min_users):
            break
        folded.append(node)
        together |= users
    return folded


def common_phrases(statements: pd.DataFrame, mentions: pd.DataFrame, min_users: int) -> frozenset[str]:
    """The phrases that at least `min_users` users mention (`mentions` as in `Study.mentions`)."""
    users = statements.set_index("statement_id")["user_id"]
    by = mentions.assign(user_id=users.reindex(mentions["statement_id"]).to_numpy())
    count = by.groupby("phrase")["user_id"].nunique()
    return frozenset(count.index[count >= min_users])


def tree_of(statements: pd.DataFrame, former: InterestTree, other: str) -> InterestTree:
    """The tree that statements make with the nodes they lie in, named as in the former tree; new ones are `other`s.

    Siblings come by falling size, others last. Sizes and users are counted anew.
    """
    rank = {node_id: place for place, node_id in enumerate(former.nodes)}
    nodes: dict[str, Node] = {}
    children: dict[str, list[str]] = {}
    for depth, level in enumerate(LEVELS):
        parents = statements.groupby(level, sort=False)[LEVELS[depth - 1]].first() if depth else {}
        counts = statements.groupby(level, sort=False)["user_id"].agg(["size", "nunique"])
        for node_id, size, users in counts.itertuples():
            known = former.nodes.get(node_id) or Node(node_id, level, other, None, is_other=True)
            parent = parents[node_id] if depth else None
            nodes[node_id] = replace(known, parent=parent, children=(), size=int(size), users=int(users), hidden=False)
            children.setdefault(parent or "", []).append(node_id)

    def order(node_id: str) -> tuple[bool, int, int]:
        return nodes[node_id].is_other, -nodes[node_id].size, rank.get(node_id, len(rank))

    family = {parent: tuple(sorted(own, key=order)) for parent, own in children.items()}
    kept = {node_id: replace(node, children=family.get(node_id, ())) for node_id, node in nodes.items()}
    return InterestTree(_parents_first(kept, family))


def _parents_first(nodes: dict[str, Node], family: dict[str, tuple[str, ...]], below: str = "") -> dict[str, Node]:
    ordered: dict[str, Node] = {}
    for node_id in family.get(below, ()):
        ordered[node_id] = nodes[node_id]
        ordered |= _parents_first(nodes, family, node_id)
    return ordered
