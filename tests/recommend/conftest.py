"""A planted world: 3 categories × 2 topics, statements near their topic's direction, 12 users of known taste."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest

from interest.hierarchy.tree import InterestTree, Node
from interest.recommend.interests import TopicSpace
from interest.users import Crowd, Profiles, Queries
from interest.users.vectors import UserVectors, mean_vectors, unit

NAMES = {
    "c1": ("Sports", {"t1": ("Running", "marathon training"), "t2": ("Tennis", "racket strings")}),
    "c2": ("Food", {"t3": ("Baking", "sourdough bread"), "t4": ("Coffee", "espresso machine")}),
    "c3": ("科技", {"t5": ("机器学习", "神经网络 训练"), "t6": ("手机", "手机 屏幕")}),
}
TASTES = {
    "ann": ["t1", "t1", "t1", "t2"],
    "bea": ["t1", "t1", "t2", "t2"],
    "cem": ["t1", "t1", "t1"],
    "dan": ["t3", "t3", "t4", "t4"],
    "eva": ["t3", "t3", "t3", "t4"],
    "fay": ["t4", "t4", "t4"],
    "gus": ["t5", "t5", "t6"],
    "hua": ["t5", "t5", "t5", "t5"],
    "ivo": ["t6", "t6", "t5"],
    "jin": ["t1", "t3", "t5"],
    "kim": ["t2", "t2"],
    "lea": ["t1", "t1", "t4"],
}


@dataclass(frozen=True, eq=False, repr=False)
class World:
    tree: InterestTree
    statements: pd.DataFrame
    vectors: np.ndarray
    centroids: dict[str, np.ndarray]
    users: UserVectors
    profiles: Profiles

    @property
    def crowd(self) -> Crowd:
        return Crowd(self.users, self.profiles)

    @property
    def topics(self) -> TopicSpace:
        return TopicSpace.of(self.profiles, self.tree, self.centroids)

    def weights(self, user_id: str) -> pd.DataFrame:
        return self.profiles.of_user(user_id)

    def asking(self, vector: np.ndarray, weights: pd.DataFrame | None = None) -> Queries:
        """Somebody new; without weights one of whom only the vector is known."""
        known = pd.DataFrame({"node_id": [], "weight": []}) if weights is None else weights
        return Queries.of_somebody_new(vector, known, self.profiles)


def _tree() -> InterestTree:
    nodes = []
    for category, (name, topics) in NAMES.items():
        nodes.append(Node(category, "category", name, None, tuple(topics)))
        for topic, (topic_name, phrase) in topics.items():
            keyword = f"k{topic[1:]}"
            nodes.append(Node(topic, "topic", topic_name, category, (keyword,), keyphrases=(phrase,)))
            nodes.append(Node(keyword, "keyword", phrase, topic))
    return InterestTree({node.id: node for node in nodes})


def _directions() -> dict[str, np.ndarray]:
    """Topics of one category lean the same way: (category axis + topic axis), plus what all vectors have in common."""
    axes = np.eye(12)
    topics = [topic for _, topics in NAMES.values() for topic in topics]
    return {topic: 0.6 * axes[i // 2] + 0.8 * axes[3 + i] + 2 * axes[10] for i, topic in enumerate(topics)}


@pytest.fixture(scope="session")
def world() -> World:
    rng = np.random.default_rng(0)
    phrases = {topic: phrase for _, topics in NAMES.values() for topic, (_, phrase) in topics.items()}
    category = {topic: c for c, (_, topics) in NAMES.items() for topic in topics}
    directions = _directions()
    pairs = [(user, topic) for user, topics in TASTES.items() for topic in topics]
    topics = [topic for _, topic in pairs]
    statements = pd.DataFrame(
        {
            "statement_id": np.arange(len(pairs)),
            "user_id": [user for user, _ in pairs],
            "text": [f"{user} wrote about {phrases[topic]}, no. {i}" for i, (user, topic) in enumerate(pairs)],
            "timestamp": pd.Series([pd.NaT] * len(pairs), dtype="datetime64[ns]"),
            "weight": 1.0,
            "category": [category[topic] for topic in topics],
            "topic": topics,
            "keyword": [f"k{topic[1:]}" for topic in topics],
            "strength": 0.9,
            "is_outlier": False,
        }
    )
    vectors = unit(np.stack([directions[topic] for topic in topics]) + rng.normal(0, 0.05, (len(pairs), 12)))
    tree = _tree()
    return World(
        tree=tree,
        statements=statements,
        vectors=vectors,
        centroids={topic: unit(direction) for topic, direction in directions.items()},
        users=mean_vectors(statements, vectors),
        profiles=Profiles.of(statements, tree),
    )
