"""How good the recommended interests are, on interests held out.

A user and a topic that the user wrote about are an interaction, at the time of the first statement. What is held out
goes with all of its statements: profiles, user vectors, neighbours, and which topics are complaints, are computed anew
from the statements that remain. Split by time, nobody's statements after the moment of the split remain.

The evaluation is transductive in one respect: the tree (its topics, their names and centroids, the centring of the
languages) is that of all statements. It stands for the interests that there are; which of them a user has is what is
foretold. Users are vectors in closed form here (by default the plain mean), also in a study that learned vectors: the
model that learned them has seen what is held out.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from interest.config import Progress, no_progress
from interest.errors import InputError
from interest.evaluation.recommendation import Ranker, Recommender, measure
from interest.evaluation.splits import BY_TIME, SPLITS, Fold, Split, has_repeat_takers
from interest.hierarchy.tree import InterestTree
from interest.recommend.interests import SOURCES, TopicSpace, prospects, unsuited_topics
from interest.recommend.users import NEIGHBOURS
from interest.users import ClosedUsers, Crowd, Profiles, Recipe

INTEREST_SPLITS = ("random", "time", "folds", "replay")
"""Without "new": a topic that nobody wrote about is none."""
PARTS = {"recommended": tuple(SOURCES), "neighbours": ("neighbours",), "related": ("near", "sibling")}
"""What is compared: all sources, as they are shown, and two parts of them: people, and the tree with its content."""
MOST_TESTED = 2000
"""Users who are tested; of more, so many at random. They give recall to about 0.02."""


def shown_interests(statements: pd.DataFrame, tree: InterestTree) -> pd.DataFrame:
    """Who wrote about which topics, each once: user_id, item_id (the topic), timestamp (of the first statement).

    Hidden topics, and those that nobody is recommended (`unsuited_topics`), are left out.
    """
    seen = tree.in_sight(statements)
    seen = seen[~seen["topic"].isin(list(unsuited_topics(statements, tree)))]
    pairs = seen.groupby(["user_id", "topic"], sort=False)["timestamp"].min()
    return pairs.reset_index().rename(columns={"topic": "item_id"})


def measure_interests(
    statements: pd.DataFrame,
    vectors: np.ndarray,
    tree: InterestTree,
    topic_vectors: Mapping[str, np.ndarray],
    split: str = "random",
    k: int = 5,
    seed: int = 0,
    progress: Progress = no_progress,
    closed: ClosedUsers | None = None,
) -> pd.DataFrame:
    """The table of `interest.evaluation.measure` for recommended interests, two parts of them, popularity and chance.

    `statements` are those of a study, `vectors` (n, d) theirs, centred by language; users become vectors as in
    `closed`, by default by their means. Raises `InputError` for another
    split, where nobody wrote about two topics, and where a split by time finds no times.
    """
    if split not in INTEREST_SPLITS:
        raise InputError(f"There is no split {split!r}; choose one of {', '.join(INTEREST_SPLITS)}.")
    pairs = shown_interests(statements, tree)
    if not has_repeat_takers(pairs):
        raise InputError(
            f"Recommended interests can't be evaluated: none of {statements['user_id'].nunique()} users wrote about "
            "two topics, one to learn from and one to hold out."
        )
    if split in BY_TIME and pairs["timestamp"].isna().all():
        raise InputError("No statement has a time; give a column timestamp, or use a random hold-out or folds.")
    recommenders = interest_recommenders(pairs, statements, vectors, tree, topic_vectors, split in BY_TIME, closed)
    topics = sorted({node.id for node in tree.level("topic")} - unsuited_topics(statements, tree))
    return measure(recommenders, pairs, _of_some(SPLITS[split]), k, seed, topics, progress)


def _of_some(split: Split, most: int = MOST_TESTED) -> Split:
    """The split with at most so many users tested in each fold."""

    def of_some(interactions: pd.DataFrame, seed: int) -> list[Fold]:
        return [Fold(fold.train, _some(fold.test, most, seed)) for fold in split(interactions, seed)]

    return of_some


def _some(test: pd.DataFrame, most: int, seed: int) -> pd.DataFrame:
    users = np.sort(test["user_id"].unique())
    return test[test["user_id"].isin(np.random.default_rng(seed).permutation(users)[:most])]


def interest_recommenders(
    pairs: pd.DataFrame,
    statements: pd.DataFrame,
    vectors: np.ndarray,
    tree: InterestTree,
    topic_vectors: Mapping[str, np.ndarray],
    by_time: bool = False,
    closed: ClosedUsers | None = None,
) -> dict[str, Recommender]:
    """Recommenders for `interest.evaluation.measure`, by the names of `PARTS`.

    Given some of the `pairs` (of `shown_interests`), they learn from what `remaining` leaves of the statements. The
    other arguments are those of `measure_interests`.
    """

    def learned(sources: Sequence[str]) -> Recommender:
        chosen = [list(SOURCES).index(source) for source in sources]

        def learn(interactions: pd.DataFrame) -> Ranker:
            rest = remaining(statements, pairs, interactions, by_time)
            crowd, space = _known(statements[rest], vectors[rest], tree, topic_vectors, closed)

            def rank(user_ids: Sequence[str], k: int) -> list[list[str]]:
                asked = crowd.queries(user_ids)
                found = prospects(asked, crowd.nearest(asked, NEIGHBOURS), crowd, space)
                return [
                    [some.ids[place] for place in some.best(some.given[:, chosen].sum(axis=1), k)] for some in found
                ]

            return rank

        return learn

    return {name: learned(sources) for name, sources in PARTS.items()}


def _known(
    statements: pd.DataFrame,
    vectors: np.ndarray,
    tree: InterestTree,
    topic_vectors: Mapping[str, np.ndarray],
    closed: ClosedUsers | None,
) -> tuple[Crowd, TopicSpace]:
    """What some statements tell of their users and of the topics."""
    profiles = Profiles.of(statements, tree)
    space = TopicSpace.of(profiles, tree, topic_vectors, unsuited_topics(statements, tree))
    recipe, anchors = (Recipe(), vectors[:0]) if closed is None else (closed.recipe, closed.anchors)
    return Crowd(ClosedUsers.of(statements, vectors, recipe, anchors).vectors, profiles), space


def remaining(statements: pd.DataFrame, pairs: pd.DataFrame, learned: pd.DataFrame, by_time: bool) -> np.ndarray:
    """Which statements may be learned from, (n,) bool: none of the `pairs` that are not among those `learned`.

    With `by_time`, none after the last time of those learned; statements without a time remain, as in the splits.
    """
    index = pd.MultiIndex.from_frame(pairs[["user_id", "item_id"]])
    held = index[~index.isin(pd.MultiIndex.from_frame(learned[["user_id", "item_id"]]))]
    rest = ~pd.MultiIndex.from_frame(statements[["user_id", "topic"]]).isin(held)
    if by_time:
        rest &= ~(statements["timestamp"] > learned["timestamp"].max()).to_numpy()
    return rest
