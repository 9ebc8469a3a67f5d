"""A catalogue with what is known of its items: what they are about, and who took them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Self

import numpy as np
import pandas as pd

from interest.errors import InputError
from interest.hierarchy.tree import InterestTree
from interest.ingest import NO_LIKING
from interest.recommend.items.scorers import Ease, Factors, Popularity, Spectrum, Together
from interest.users.vectors import unit

if TYPE_CHECKING:
    from scipy import sparse


@dataclass(frozen=True, eq=False)
class Voice:
    """What a user says of themselves; all None for a user known by interactions alone."""

    vectors: np.ndarray | None = None
    """(m, d): the vectors of the user's statements, centred by language, or one row, the user's vector."""
    weights: pd.DataFrame | None = None
    """The user's part of a profile table: node_id, level, weight."""
    topics: np.ndarray | None = None
    """(m,): the topic ids of the statements."""


@dataclass(frozen=True, eq=False)
class ItemSpace:
    """A catalogue and who took what, prepared once for many recommendations."""

    ids: pd.Index
    """The catalogue's items in order, then those seen only in interactions."""
    vectors: np.ndarray
    """(n_items, d) float32, centred and L2-normalised; zeros where an item has no text."""
    topics: list[str]
    """The topic id of each item; "" where it has no text."""
    users: pd.Index
    taken: "sparse.csr_matrix"
    """(n_users, n_items): R of `interest.recommend.items.scorers`; what was rated low is −1."""
    times: "sparse.csr_matrix | None" = None
    """(n_users, n_items): when, in seconds since 1970; None where most are not known."""

    def __len__(self) -> int:
        return len(self.ids)

    def rows(self, user_ids: Sequence[str | None]) -> "sparse.csr_matrix":
        """The rows of R of some users, (m, n_items), empty for those who took nothing; None is somebody new."""
        from scipy import sparse

        places = self.users.get_indexer(pd.Index([user or "" for user in user_ids], dtype="str"))
        places[[user is None for user in user_ids]] = -1
        pick = sparse.csr_matrix(
            (np.ones((places >= 0).sum()), (np.flatnonzero(places >= 0), places[places >= 0])),
            (len(places), len(self.users)),
        )
        return (pick @ self.taken).tocsr()

    def taken_by(self, user_id: str | None) -> pd.Series:
        """What the user liked: the weights by the items' positions; empty without interactions, or for None."""
        row = self.rows([user_id])
        return pd.Series(row.data, index=row.indices).pipe(lambda found: found[found > 0])

    def with_taken(self, taken: "sparse.csr_matrix") -> Self:
        """The same catalogue, where R is another."""
        return replace(self, taken=taken)

    def within(self, node: str, tree: InterestTree) -> pd.Index:
        """The ids of the items in a topic or category (for a keyword: in its topic). Raises `UnknownNodeError`."""
        above = tree[node].parent if tree[node].level == "keyword" else node
        inside = {topic for topic in {*self.topics} - {""} if above in (topic, tree[topic].parent)}
        return self.ids[[topic in inside for topic in self.topics]]

    @cached_property
    def described(self) -> np.ndarray:
        """(n_items,) bool: which items have a text."""
        return np.asarray(self.vectors.any(axis=1))

    @cached_property
    def topic_codes(self) -> tuple[np.ndarray, list[str]]:
        """(n_items,) the place of each item's topic in the list of topics, −1 without one; and that list."""
        codes, names = pd.factorize(np.array(self.topics, dtype=object), sort=True)
        blank = int((names[:1] == "").any())
        return codes - blank, [str(name) for name in names[blank:]]

    @cached_property
    def rank_of_id(self) -> np.ndarray:
        """(n_items,): the rank of each item's id."""
        return np.argsort(np.argsort(self.ids.to_numpy(object)))

    # What is learned from who took what, each when it is first asked for

    @cached_property
    def liked(self) -> "sparse.csr_matrix":
        """R without what was rated low."""
        liked = self.taken.maximum(0).tocsr()
        liked.eliminate_zeros()
        return liked

    @property
    def any_low(self) -> bool:
        """Whether anything was rated low."""
        return bool(self.taken.nnz > self.liked.nnz)

    @cached_property
    def popularity(self) -> Popularity:
        """How many people liked each item."""
        return Popularity.fit(self.liked)

    @cached_property
    def together(self) -> Together:
        """Neighbours of items."""
        return Together.fit(self.liked)

    @cached_property
    def spectrum(self) -> Spectrum:
        """What EASE is made of."""
        return Spectrum.of(self.liked)

    @cached_property
    def _eases(self) -> dict[float, Ease]:
        return {}

    @cached_property
    def _factors(self) -> dict[float, Factors]:
        return {}

    def ease(self, ridge: float) -> Ease:
        """EASE with λ = `ridge`."""
        if ridge not in self._eases:
            self._eases[ridge] = self.spectrum.ease(ridge)
        return self._eases[ridge]

    def factors(self, hold: float) -> Factors:
        """Factors with λ = `hold`."""
        if hold not in self._factors:
            self._factors[hold] = Factors.fit(self.liked, hold)
        return self._factors[hold]


def item_space(
    items: pd.DataFrame, item_vectors: np.ndarray, topics: Sequence[str], interactions: pd.DataFrame | None = None
) -> ItemSpace:
    """The catalogue `items` (item_id, text) with its vectors (n_items, d) and topics, and who took what.

    `item_vectors` are the encoder's, before centring; `topics` comes from `place(item_vectors, …)["topic"]`;
    `interactions` has user_id, item_id and, optionally, weight. A blank text gives no vector and no topic. Items that
    occur only in interactions can be recommended by who took them. Raises `InputError` for an item listed twice.
    """
    twice = items.loc[items["item_id"].duplicated(), "item_id"]
    if len(twice):
        raise InputError(f"Item {twice.iloc[0]!r} is listed more than once; keep one row an item.")
    if interactions is None:
        interactions = pd.DataFrame({"user_id": [], "item_id": []}, dtype="str")
    described = items["text"].str.strip().ne("").to_numpy(bool)
    catalogue = pd.Index(items["item_id"], dtype="str")
    ids = catalogue.append(pd.Index(interactions["item_id"].drop_duplicates(), dtype="str")).drop_duplicates()
    vectors = np.zeros((len(ids), item_vectors.shape[1]), np.float32)
    if described.any():
        vectors[np.flatnonzero(described)] = _centred(item_vectors[described])
    placed = [topic if known else "" for topic, known in zip(topics, described, strict=True)]
    users, taken = _taken(interactions, ids)
    times = _times(interactions, users, ids)
    return ItemSpace(ids, vectors, placed + [""] * (len(ids) - len(placed)), users, taken, times)


def _centred(vectors: np.ndarray) -> np.ndarray:
    """The vectors (n, d) minus their mean, at length one; one or two as they are: their mean says nothing."""
    return unit(vectors - vectors.mean(axis=0) if len(vectors) > 2 else vectors)


def _taken(interactions: pd.DataFrame, ids: pd.Index) -> tuple[pd.Index, "sparse.csr_matrix"]:
    """The users, and R: ln(1 + weight) as a part of its mean; −1 for a low rating, or no weight."""
    from scipy import sparse

    user, users = pd.factorize(interactions["user_id"], sort=True)
    weight = interactions["weight"].to_numpy(np.float64) if "weight" in interactions else np.ones(len(user))
    place = (user, ids.get_indexer(pd.Index(interactions["item_id"], dtype="str")))
    taken = sparse.csr_matrix((np.maximum(weight, 0.0), place), shape=(len(users), len(ids)))
    taken.sum_duplicates()
    low = (taken.data == NO_LIKING) | (taken.data == 0)
    taken.data = np.log1p(taken.data)
    if (~low).any():
        taken.data /= taken.data[~low].mean()
    taken.data[low] = -1.0
    return pd.Index(users, dtype="str"), taken


def _times(interactions: pd.DataFrame, users: pd.Index, ids: pd.Index) -> "sparse.csr_matrix | None":
    """When each user took each item, in seconds since 1970, 0 where that is not known; None where it is for most."""
    from scipy import sparse

    if "timestamp" not in interactions or not interactions["timestamp"].notna().mean() > 0.5:
        return None
    pairs = interactions[["user_id", "item_id"]].astype("str").assign(
        seconds=(interactions["timestamp"].astype("datetime64[s]").astype("int64")).where(
            interactions["timestamp"].notna(), 0
        )
    )  # fmt: skip
    pairs = pairs.groupby(["user_id", "item_id"], sort=False)["seconds"].max().reset_index()
    place = (users.get_indexer(pd.Index(pairs["user_id"])), ids.get_indexer(pd.Index(pairs["item_id"])))
    return sparse.csr_matrix((pairs["seconds"].to_numpy(np.float64), place), (len(users), len(ids)))
