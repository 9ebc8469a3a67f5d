"""A small planted world: two categories, four topics, a keyword and an "other" in each."""

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
import pytest

from interest.hierarchy.tree import InterestTree, Node

PLANTED = {"c1": ("Sports", {"t1": "Running", "t2": "Tennis"}), "c2": ("Food", {"t3": "烘焙", "t4": "Coffee"})}
TOPIC_CATEGORY = {topic: category for category, (_, topics) in PLANTED.items() for topic in topics}


@pytest.fixture(scope="session")
def tree() -> InterestTree:
    """Keywords of topic t3 are k31 and k32; k32 is its "other"."""
    nodes = []
    for category, (name, topics) in PLANTED.items():
        nodes.append(Node(category, "category", name, None, tuple(topics)))
        for topic, topic_name in topics.items():
            keywords = tuple(f"k{topic[1:]}{i}" for i in (1, 2))
            nodes.append(Node(topic, "topic", topic_name, category, keywords))
            nodes += [Node(k, "keyword", f"{topic_name} {k}", topic, is_other=k.endswith("2")) for k in keywords]
    return InterestTree({node.id: node for node in nodes})


@pytest.fixture(scope="session")
def frame() -> Callable[..., pd.DataFrame]:
    """Makes statements from (user_id, keyword) pairs; other columns are given by name."""

    def make(pairs: Sequence[tuple[str, str]], **columns: object) -> pd.DataFrame:
        users, keywords = zip(*pairs, strict=True) if pairs else ((), ())
        topics = [f"t{keyword[1]}" for keyword in keywords]
        table = pd.DataFrame(
            {
                "statement_id": np.arange(len(pairs)),
                "user_id": pd.Series(users, dtype="str"),
                "text": pd.Series([f"text {i}" for i in range(len(pairs))], dtype="str"),
                "timestamp": pd.Series([pd.NaT] * len(pairs), dtype="datetime64[ns]"),
                "weight": np.ones(len(pairs)),
                "category": pd.Series([TOPIC_CATEGORY[topic] for topic in topics], dtype="str"),
                "topic": pd.Series(topics, dtype="str"),
                "keyword": pd.Series(keywords, dtype="str"),
                "strength": np.full(len(pairs), 0.8),
                "is_outlier": np.zeros(len(pairs), dtype=bool),
            }
        )
        for name, values in columns.items():
            table[name] = pd.to_datetime(pd.Series(values)) if name == "timestamp" else values
        return table

    return make
