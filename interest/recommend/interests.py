"""Which interests a user may have without having shown them.

With w the user's own topic weights, each topic t that the user has not shown gets

    neighbours  Σ_v score_v × weight_v(t) / Σ_v score_v, over the neighbours v
    near        Σ_o w(o) × max(0, cosine of the centred centroids of t and o), over the own topics o
    sibling     Σ_o w(o), over the own topics o in t's category
    popular     Σ_v weight_v(t), over all users v

each divided by its largest value; the score is their mean with the weights .45, .25, .2 and .1, of the sources that
have anything to say.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
import pandas as pd

from interest.findings.dislikes import mostly_disliked
from interest.hierarchy.tree import InterestTree
from interest.recommend.bandit import Arms, Personal, Target, padded
from interest.recommend.because import Because
from interest.users import Crowd, Neighbours, Profiles, Queries
from interest.users.vectors import unit

SOURCES = {"neighbours": 0.45, "near": 0.25, "sibling": 0.2, "popular": 0.1}
"""What each source is worth. What people alike care about says most; the tree and the content vouch for it;
popularity parts what is otherwise equal, and is all there is for somebody of whom nothing is known."""
MOST_NODES = 3


def unsuited_topics(statements: pd.DataFrame, tree: InterestTree) -> frozenset[str]:
    """The topics that nobody is recommended: those without a name that says anything, and those mostly disliked."""
    return mostly_disliked(statements, tree) | {node.id for node in tree.level("topic") if not node.named}


@dataclass(frozen=True, eq=False)
class TopicSpace:
    """What the sources go by, the same for everybody, of the n topics of a tree."""

    ids: np.ndarray
    """(n,) in the order of `Profiles.nodes`."""
    categories: np.ndarray
    """(n,) the category of each."""
    directions: np.ndarray
    """(n, d) float32: the centroids minus their mean, at length one; zeros where a topic has none."""
    popular: np.ndarray
    """(n,): the sum of all users' weights."""
    suited: np.ndarray
    """(n,) bool: whether it may be recommended to anybody."""

    @classmethod
    def of(
        cls, profiles: Profiles, tree: InterestTree, centroids: Mapping[str, np.ndarray], unsuited: Collection[str] = ()
    ) -> Self:
        """`centroids` (d,) are given by topic id, before centring; `unsuited` topics are recommended to nobody."""
        ids = profiles.nodes[profiles.columns("topic")].to_numpy(dtype=object)
        return cls(
            ids=ids,
            categories=np.array([tree[topic].parent for topic in ids], dtype=object),
            directions=_directions(centroids).reindex(ids, fill_value=0.0).to_numpy(np.float32),
            popular=np.asarray(profiles.level("topic").sum(axis=0)).ravel(),
            suited=~np.isin(ids, list(unsuited)),
        )

    @cached_property
    def near(self) -> np.ndarray:
        """(n, n): max(0, cosine of the directions)."""
        return np.maximum(self.directions @ self.directions.T, 0.0).astype(np.float64)

    @cached_property
    def family(self) -> np.ndarray:
        """(n, n): 1 where two topics lie in one category, else 0."""
        return (self.categories[:, None] == self.categories).astype(np.float64)

    @cached_property
    def rank(self) -> np.ndarray:
        """(n,): the rank of each id."""
        return np.argsort(np.argsort(self.ids))

    def evidence(self, own: np.ndarray, neighbours: np.ndarray) -> np.ndarray:
        """What each source says of each topic, (m, n, 4), from own weights and the neighbours' mean weights, (m, n)."""
        popular = np.broadcast_to(self.popular, own.shape)
        return np.stack([neighbours, own @ self.near, own @ self.family, popular], axis=-1)

    def arms(self, topics: np.ndarray, prior: np.ndarray, shared: np.ndarray) -> Arms:
        """Topics (their places, (m,)) as arms of the bandit."""
        ids = self.ids[topics]
        return Arms(prior, shared, ids, self.categories[topics], self.directions[topics], ids)


def share_of_largest(evidence: np.ndarray) -> np.ndarray:
    """What each source says of each topic, (…, n, 4), as a part of the largest that it says, or 0."""
    largest = evidence.max(axis=-2, initial=0.0, keepdims=True)
    return evidence / np.where(largest > 0, largest, 1.0)


def blend(known: np.ndarray) -> np.ndarray:
    """What each source gives to each topic's score, (…, n, 4), from `share_of_largest`.

    The sources that say nothing leave their part to the others.
    """
    worth = np.array(list(SOURCES.values())) * (known.max(axis=-2, initial=0.0, keepdims=True) > 0)
    total = worth.sum(axis=-1, keepdims=True)
    return known * worth / np.where(total > 0, total, 1.0)


@dataclass(frozen=True, eq=False)
class Prospects:
    """The topics that one person has not shown, m of them."""

    space: TopicSpace
    own: np.ndarray
    """(n,): the person's own weights of all topics."""
    topics: np.ndarray
    """(m,): the places of the topics in the space."""
    known: np.ndarray
    """(m, 4): what each source says, as a part of the largest that it says."""
    given: np.ndarray
    """(m, 4): what each source gives to the score; the sum is the score without feedback."""

    @property
    def ids(self) -> list[str]:
        """The ids of the topics."""
        return self.space.ids[self.topics].tolist()

    @cached_property
    def arms(self) -> Arms:
        """The same topics as arms of the bandit."""
        shared = padded(np.column_stack([np.ones(len(self.known)), self.known]), "interest")
        return self.space.arms(self.topics, self.given.sum(axis=1), shared)

    def best(self, score: np.ndarray, k: int, withheld: Collection[str] = ()) -> np.ndarray:
        """Which of them, at most `k`, have the highest score (m,) above 0, ties by id; never what suits nobody."""
        score = score.round(9)
        kept = (score > 0) & self.space.suited[self.topics]
        if withheld:
            kept &= ~np.isin(self.space.ids[self.topics], list(withheld))
        order = np.lexsort((self.space.rank[self.topics], -score))
        return order[kept[order]][:k]

    def kind(self, place: int) -> str:
        """The source that gave most to one of them."""
        given = self.given[place]
        return list(SOURCES)[int(given.argmax())] if given.max() > 0 else "popular"

    def liked(self, place: int, score: float, personal: Personal) -> Because | None:
        """That the person liked such things, where that gave more than any source."""
        given = self.given[place]
        if score - given.sum() <= given.max():
            return None
        target: Target = ("interest", str(self.space.ids[self.topics[place]]))
        return Because.liked(personal.liked(self.arms.at(place), target, MOST_NODES))


def prospects(asked: Queries, found: Neighbours, crowd: Crowd, space: TopicSpace) -> Iterator[Prospects]:
    """All topics that each of some people has not shown, with what is known of each.

    `found` are those who are most like each of them, from `Crowd.nearest`. A topic in which somebody has any weight
    counts as shown.
    """
    own = asked.weights[:, crowd.profiles.columns("topic")].toarray()  # (m, n)
    scored = found.matrix(len(crowd))
    total = np.asarray(scored.sum(axis=1))  # (m, 1)
    theirs = (scored @ crowd.topics).toarray() / np.where(total > 0, total, 1.0)
    free = own == 0
    known = share_of_largest(space.evidence(own, theirs) * free[..., None])
    given = blend(known)
    for person, topics in enumerate(map(np.flatnonzero, free)):
        yield Prospects(space, own[person], topics, known[person, topics], given[person, topics])


def recommend_interests(
    asked: Queries,
    found: Neighbours,
    crowd: Crowd,
    space: TopicSpace,
    k: int = 5,
    personal: Sequence[Personal] | None = None,
) -> pd.DataFrame:
    """The `k` topics that fit each of some people best: person (the place in `asked`), node_id, score, because.

    The score is in [0, 1], ties go by id. A topic that somebody has shown is never recommended to them, nor one that
    their part of `personal` withholds or that suits nobody. `because` (`Because`) is the source that gave most, or what
    somebody liked, where that gave more.
    """
    rows = []
    for person, some in enumerate(prospects(asked, found, crowd, space)):
        mine = personal[person] if personal else Personal()
        score = mine.scores(some.arms).round(9)
        for place in some.best(score, k, mine.withheld):
            because = some.liked(place, score[place], mine)
            because = because or _because(some.kind(place), some, place, found, person, crowd)
            rows.append((person, space.ids[some.topics[place]], score[place], because))
    columns = list(zip(*rows, strict=True)) or [()] * 4
    return pd.DataFrame(
        {
            "person": np.array(columns[0], dtype=np.int64),
            "node_id": pd.array(columns[1], dtype="str"),
            "score": np.array(columns[2], dtype=np.float64),
            "because": pd.Series(columns[3], dtype="object"),
        }
    )


def _directions(node_vectors: Mapping[str, np.ndarray]) -> pd.DataFrame:
    """The centroids of the topics minus their mean, at length one, by topic id."""
    ids = pd.Index(list(node_vectors), dtype="str")
    centroids = np.array([node_vectors[topic] for topic in ids], dtype=np.float32)
    return pd.DataFrame(unit(centroids - centroids.mean(axis=0)) if len(ids) else np.zeros((0, 1)), index=ids)


def _because(kind: str, some: Prospects, place: int, found: Neighbours, person: int, crowd: Crowd) -> Because:
    """The reason of one kind for one topic, with what supports it."""
    space, topic = some.space, some.topics[place]
    match kind:
        case "neighbours":
            alike = found.rows[person][found.scores[person] > 0]
            users = tuple(crowd.vectors.ids[row] for row in alike if topic in crowd.topics_of(row))
            return Because("neighbours", users=users, count=len(users), of=int((found.rows[person] >= 0).sum()))
        case "near":
            return Because("near", nodes=_top_nodes(space.near[topic] * some.own, space))
        case "sibling":
            return Because("sibling", nodes=_top_nodes(space.family[topic] * some.own, space))
        case _:
            return Because("popular", count=int(crowd.holders[topic]), of=len(crowd.profiles))


def _top_nodes(importance: np.ndarray, space: TopicSpace) -> tuple[str, ...]:
    """The ids of the few topics of the largest values above 0, (n,), ties by id."""
    some = np.flatnonzero(importance > 0)
    order = np.lexsort((space.rank[some], -importance[some].round(9)))[:MOST_NODES]
    return tuple(space.ids[some[order]])
