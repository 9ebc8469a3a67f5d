"""Items for a user: by what they are about, by what people took, and by both with learned weights.

Four sources rank the items (`interest.recommend.fusion` says how they become one ranking):

    text      c = ½ near(statements) + ½ near(taken items) + 0.3 × interest, where near(·) is the mean of the three
              highest cosines (one part alone where the other is missing) and interest is 0.7 × the user's weight in
              the item's topic + 0.3 × the weight in its category; items with c ≤ 0 don't enter
    together  Σ over taken items i of weight_i × BM25 similarity of i and the item   (`interest.recommend.behaviour`)
    factors   x_u · y_i
    taken     how many people took it
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from interest.contents.fusion import SOURCES, Fusion
from interest.errors import InputError
from interest.evaluation.splits import random_holdout
from interest.hierarchy.tree import InterestTree
from interest.recommend.bandit import Arms, Personal, padded
from interest.recommend.because import Because
from interest.recommend.behaviour import Behaviour, learn_behaviour
from interest.recommend.diversity import diversify
from interest.recommend.fusion import FEWEST_USERS, choose, contributions, gains, mixtures, reciprocal_ranks
from interest.users.vectors import unit

if TYPE_CHECKING:
    from scipy import sparse

NEAREST = 3
"""An item is as near to somebody as to the three nearest of their statements and items: people have several interests,
and an item that suits one of them need not suit the rest."""
TOPIC_BONUS = 0.3
CATEGORY_PART = 0.3
"""What the same category counts beside the same topic."""
VALIDATION_SHARE = 0.2
MOST_USERS = 400
"""Users on whom weights are learned: enough that the standard error of their nDCG is about .015."""
MOST_TIMES = 5
"""With fewer users other items are held out up to five times: which ones they are then matters less."""


@dataclass(frozen=True, eq=False)
class Voice:
    """What a user says of themselves; both None for a user known by interactions alone."""

    vectors: np.ndarray | None = None
    """(m, d): the vectors of the user's statements minus `UserVectors.center`, or one row, the user's vector."""
    weights: pd.DataFrame | None = None
    """The user's part of a profile table: node_id, level, weight."""


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
    """(n_users, n_items): log(1 + the weights of a user's interactions with an item)."""

    def taken_by(self, user_id: str | None) -> pd.Series:
        """The user's items: their weights by the items' positions; empty for a user without interactions, or None."""
        if user_id not in self.users:
            return pd.Series(dtype="float64", index=pd.Index([], dtype="int64"))
        row = self.taken[[self.users.get_loc(user_id)]]
        return pd.Series(row.data, index=row.indices)

    def within(self, node: str, tree: InterestTree) -> pd.Index:
        """The ids of the items in a topic or category (for a keyword: in its topic). Raises `UnknownNodeError`."""
        above = tree[node].parent if tree[node].level == "keyword" else node
        inside = {topic for topic in {*self.topics} - {""} if above in (topic, tree[topic].parent)}
        return self.ids[[topic in inside for topic in self.topics]]

    @cached_property
    def takers(self) -> np.ndarray:
        """(n_items,): how many people took each item."""
        return np.asarray((self.taken > 0).sum(axis=0), dtype=np.float64).ravel()

    @cached_property
    def behaviour(self) -> Behaviour:
        """What is learned from who took what, when first asked for."""
        return learn_behaviour(self.taken)


def item_space(
    items: pd.DataFrame, item_vectors: np.ndarray, topics: Sequence[str], interactions: pd.DataFrame | None = None
) -> ItemSpace:
    """The catalogue `items` (item_id, text) with its vectors (n_items, d) and topics, and who took what.

    `item_vectors` are the encoder's, before centring; `topics` comes from `place(item_vectors, …)["topic"]`;
    `interactions` has user_id, item_id and, optionally, weight. A blank text gives no vector and no topic. Items that
    occur only in interactions can be recommended by who took them. Raises `InputError` for an item listed twice.
    """
    from scipy import sparse

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
        vectors[np.flatnonzero(described)] = unit(item_vectors[described] - item_vectors[described].mean(axis=0))
    placed = [topic if known else "" for topic, known in zip(topics, described, strict=True)]

    user, users = pd.factorize(interactions["user_id"])
    weight = interactions["weight"].to_numpy(np.float64) if "weight" in interactions else np.ones(len(user))
    place = (user, ids.get_indexer(pd.Index(interactions["item_id"], dtype="str")))
    taken = sparse.csr_matrix((np.maximum(weight, 0.0), place), shape=(len(users), len(ids)))
    taken.sum_duplicates()
    return ItemSpace(
        ids=ids,
        vectors=vectors,
        topics=placed + [""] * (len(ids) - len(placed)),
        users=pd.Index(users, dtype="str"),
        taken=taken.log1p(),
    )


def recommend_items(
    user_id: str | None,
    space: ItemSpace,
    tree: InterestTree,
    voice: Voice | None = None,
    k: int = 10,
    fusion: Fusion | None = None,
    among: Collection[str] | None = None,
    diversity: float = 0.0,
    personal: Personal | None = None,
) -> pd.DataFrame:
    """The `k` items that suit a user best: item_id, score in (0, 1], because (`Because`); ties by item id.

    `user_id` None is somebody new, of whom only the `voice` is known. An item once taken is never recommended. `among`
    are the items that may be, by default all. `diversity` in [0, 1] gives up some score for items that are unlike each
    other (`diversify`); the order is then no longer by score. `personal` is what feedback says.

    `because` is the source that gave most, popularity only where no other gave anything; what the user liked, where
    that gave more. Items for which nothing speaks are left out: there may be fewer than `k`.
    Raises `InputError` for a diversity outside [0, 1].
    """
    voice, personal = voice or Voice(), personal or Personal()
    offered = offer(user_id, space, tree, voice, fusion or Fusion())
    ranked = offered.ranked(personal, among)
    ranked = ranked.iloc[diversify(ranked["score"].to_numpy(), space.vectors[ranked.index], k, diversity)]
    mine = space.taken_by(user_id)
    own = _own_weights(space, mine, voice.weights)
    reasons = [
        offered.liked(item, score, personal) or _because(offered.kind(item), item, space, mine, own, tree)
        for item, score in ranked["score"].items()
    ]
    return ranked.reset_index(drop=True).assign(because=pd.Series(reasons, dtype="object"))


def rank_items(
    user_id: str,
    space: ItemSpace,
    tree: InterestTree,
    voice: Voice,
    k: int,
    fusion: Fusion,
    personal: Personal | None = None,
) -> list[str]:
    """The ids of `recommend_items` without the reasons."""
    return offer(user_id, space, tree, voice, fusion).ranked(personal or Personal())["item_id"].head(k).tolist()


@dataclass(frozen=True, eq=False)
class Offer:
    """The items that can be recommended to a user, by their positions in the space."""

    ids: pd.Series
    given: pd.DataFrame
    """What each source gives to each item's score; the sum is the score without feedback."""
    arms: Arms
    """The same items as arms of the bandit, in the same order."""

    def ranked(self, personal: Personal, among: Collection[str] | None = None) -> pd.DataFrame:
        """item_id and score above 0, the best first, ties by id; by position."""
        score = pd.Series(personal.scores(self.arms), index=self.ids.index).round(9)
        kept = (score > 0) & ~self.ids.isin(list(personal.withheld))
        if among is not None:
            kept &= self.ids.isin(list(among))
        table = pd.DataFrame({"item_id": self.ids, "score": score})[kept]
        return table.sort_values(["score", "item_id"], ascending=[False, True])

    def kind(self, item: int) -> str:
        """The source that gave most to an item, popularity only where no other gave anything."""
        most = self.given.loc[item, list(SOURCES[:-1])]
        return str(most.idxmax()) if most.gt(0).any() else "taken"

    def liked(self, item: int, score: float, personal: Personal) -> Because | None:
        """That the user liked such things, where that gave more to an item than any source."""
        given = self.given.loc[item]
        if score - given.sum() <= given.max():
            return None
        arm = self.arms.at(self.ids.index.get_loc(item))
        return Because.liked(personal.liked(arm, ("item", self.ids[item]), NEAREST))


def offer(user_id: str | None, space: ItemSpace, tree: InterestTree, voice: Voice, fusion: Fusion) -> Offer:
    """All items that a user has not taken, with what is known of each."""
    mine = space.taken_by(user_id)
    free = np.setdiff1d(np.arange(len(space.ids)), mine.index)
    evidence = _evidence(user_id, space, tree, voice)[free]
    given = contributions(evidence, space.takers[free], fusion)
    agreement = _agreement(space, _own_weights(space, mine, voice.weights), tree)[free]
    known = np.column_stack([np.ones(len(free)), reciprocal_ranks(evidence), agreement])
    arms = item_arms(free, space, tree, given.sum(axis=1), padded(known, "item"))
    return Offer(
        ids=pd.Series(space.ids.take(free), index=free, dtype="str"),
        given=pd.DataFrame(given, index=free, columns=list(SOURCES)),
        arms=arms,
    )


def item_arms(items: np.ndarray, space: ItemSpace, tree: InterestTree, prior: np.ndarray, shared: np.ndarray) -> Arms:
    """Items (positions, (n,)) as arms of the bandit."""
    topics = np.array([space.topics[item] for item in items], dtype=object)
    categories = np.array([tree[topic].parent if topic else "" for topic in topics], dtype=object)
    return Arms(prior, shared, topics, categories, space.vectors[items])


def learn_fusion(
    space: ItemSpace,
    tree: InterestTree,
    voice: Callable[[str], Voice],
    allowed: Sequence[str] = SOURCES,
    seed: int = 0,
) -> Fusion:
    """The weights of the sources that foretell best which items users took; `voice` gives what a user says.

    See `interest.recommend.fusion`. Only the `allowed` sources get weight.
    """
    mixed = mixtures(allowed)
    entries = space.taken.tocoo()
    pairs = pd.DataFrame({"user_id": entries.row, "item_id": entries.col, "weight": entries.data})
    several = np.flatnonzero((space.taken > 0).sum(axis=1) > 1)
    users = np.sort(np.random.default_rng(seed).permutation(several)[:MOST_USERS])
    voices = {position: voice(space.users[position]) for position in users}
    times = min(max(MOST_USERS // max(len(users), 1), 1), MOST_TIMES) if len(users) >= FEWEST_USERS else 0
    tables = [_held_out_gains(pairs, voices, space, tree, mixed, seed + time) for time in range(times)]
    return choose(np.mean(tables, axis=0) if tables else np.zeros((0, len(mixed))), mixed)


def _held_out_gains(
    pairs: pd.DataFrame,
    voices: Mapping[int, Voice],
    space: ItemSpace,
    tree: InterestTree,
    mixed: Sequence[Fusion],
    seed: int,
) -> np.ndarray:
    """The nDCG of each mixture for users (by their positions, n) on items held out of `pairs`: (n, m)."""
    from scipy import sparse

    (fold,) = random_holdout(pairs, seed, VALIDATION_SHARE)
    place = (fold.train["user_id"], fold.train["item_id"])
    known = replace(space, taken=sparse.csr_matrix((fold.train["weight"], place), shape=space.taken.shape))
    held = fold.test.groupby("user_id")["item_id"].agg(list)
    rows = []
    for position, voice in voices.items():
        user_id = space.users[position]
        free = np.setdiff1d(np.arange(len(space.ids)), known.taken_by(user_id).index)
        evidence = _evidence(user_id, known, tree, voice)[free]
        rows.append(gains(evidence, known.takers[free], np.searchsorted(free, held[position]), mixed))
    return np.array(rows)


def _evidence(user_id: str | None, space: ItemSpace, tree: InterestTree, voice: Voice) -> np.ndarray:
    """What the sources say of each item for one user, (n_items, 4); 0 or less where nothing."""
    mine = space.taken_by(user_id)
    own = _own_weights(space, mine, voice.weights)
    factors = np.zeros(len(space.ids))
    if len(mine):
        factors = space.behaviour.items @ space.behaviour.users[space.users.get_loc(user_id)]
    text = _content(space, mine, voice.vectors, own, tree)
    return np.column_stack([text, _together(space, mine).sum(axis=1), factors, space.takers])


def _own_weights(space: ItemSpace, mine: pd.Series, user_weights: pd.DataFrame | None) -> pd.Series:
    """The user's topic weights by node id: what they said, else what they took."""
    if user_weights is not None and len(user_weights):
        topics = user_weights[user_weights["level"] == "topic"]
        return topics.set_index("node_id")["weight"]
    topics = pd.Series([space.topics[item] for item in mine.index], index=mine.index, dtype="str")
    weights = mine[topics != ""].groupby(topics[topics != ""]).sum()
    return weights / weights.sum()


def _content(
    space: ItemSpace, mine: pd.Series, statement_vectors: np.ndarray | None, own: pd.Series, tree: InterestTree
) -> np.ndarray:
    """How near each item is to what the user wrote and took, of shape (n_items,); 0 without a text on either side."""
    sides = [] if statement_vectors is None else [unit(np.atleast_2d(statement_vectors))]
    sides = [side[side.any(axis=1)] for side in [*sides, space.vectors[mine.index]]]
    near = [_nearest(space.vectors, side) for side in sides if len(side)]
    interest = _agreement(space, own, tree) @ (1 - CATEGORY_PART, CATEGORY_PART)
    return (np.mean(near, axis=0) if near else 0.0) + TOPIC_BONUS * interest


def _agreement(space: ItemSpace, own: pd.Series, tree: InterestTree) -> np.ndarray:
    """The user's weight in each item's topic and category, (n_items, 2)."""
    parents = pd.Series([tree[topic].parent for topic in own.index], index=own.index, dtype="str")
    families = own.groupby(parents).sum()
    weights = {"": (0.0, 0.0)}
    for topic in {*space.topics} - {""}:
        weights[topic] = (own.get(topic, 0.0), families.get(tree[topic].parent, 0.0))
    return np.array([weights[topic] for topic in space.topics]).reshape(-1, 2)


def _nearest(vectors: np.ndarray, side: np.ndarray) -> np.ndarray:
    """The mean of the three highest cosines of each vector with the rows of `side`."""
    cosine = vectors @ side.T  # (n_items, m)
    few = min(NEAREST, cosine.shape[1])
    return np.partition(cosine, -few, axis=1)[:, -few:].mean(axis=1, dtype=np.float64)


def _together(space: ItemSpace, mine: pd.Series) -> np.ndarray:
    """What each of the user's items gives each item, (n_items, n_mine): weight × BM25 similarity."""
    if mine.empty:
        return np.zeros((len(space.ids), 0))
    return space.behaviour.similarity[mine.index].toarray().T * mine.to_numpy()


def _because(kind: str, item: int, space: ItemSpace, mine: pd.Series, own: pd.Series, tree: InterestTree) -> Because:
    """The reason of one kind for one item (a position in the space), with what supports it."""
    match kind:
        case "together" | "factors":
            # Factors can bring what nobody took with any of these items: then none may be named.
            items = tuple(space.ids[i] for i in _taken_with(item, space, mine))
            return Because("together", items=items) if items else Because("factors")
        case "taken":
            return Because("taken", count=int((space.taken[:, [item]] > 0).sum()), of=len(space.users))
        case _:
            topic = space.topics[item]
            if topic in own.index:
                return Because("topic", nodes=(topic,))
            category = tree[topic].parent if topic else None
            if category and category in {tree[node].parent for node in own.index}:
                return Because("topic", nodes=(category,))
            return Because("text")


def _taken_with(item: int, space: ItemSpace, mine: pd.Series) -> list[int]:
    """The user's items (positions) that somebody took who took this one too: those that speak most for it, by BM25."""
    strength = space.behaviour.similarity[mine.index][:, [item]].toarray().ravel() * mine.to_numpy()
    order = np.lexsort((space.ids.take(mine.index), -strength.round(9)))
    return [int(mine.index[i]) for i in order[:NEAREST] if strength[i] > 0]
