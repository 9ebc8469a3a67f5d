"""People who are not in the study: where their texts belong, who resembles them, what they may like."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from interest import apart
from interest.hierarchy.tree import InterestTree
from interest.ingest import RawTable, load, read_table
from interest.study import Study


@dataclass(frozen=True, eq=False)
class Newcomer:
    """What the study says about somebody new; nothing of them enters it."""

    user_id: str
    placed: pd.DataFrame
    """text, topic, category, strength"""
    neighbours: pd.DataFrame
    """user_id, score, shared, differs"""
    interests: pd.DataFrame
    """node_id, score, because"""


def texts_in(data: bytes, name: str) -> dict[str, list[str]]:
    """The statements of each user of a file, whose columns are guessed. Raises `InputError` for what can't be used."""
    return texts_by_user(apart.call(name, len(data), read_table, data, name))


def texts_by_user(table: RawTable) -> dict[str, list[str]]:
    """The same for a table that was read."""
    frame = load(table).frame
    return {user: list(texts) for user, texts in frame.groupby("user_id", sort=False)["text"]}


def meet(
    study: Study, people: Mapping[str, Sequence[str]], k: int, progress: Callable[[float], Any] | None = None
) -> list[Newcomer]:
    """The neighbours and interests of each of some new people, given their texts."""
    found = []
    for number, (user_id, texts) in enumerate(people.items()):
        found.append(
            Newcomer(
                user_id=user_id,
                placed=study.place(texts),
                neighbours=study.similar_to(texts, k),
                interests=study.recommend_for(texts, k),
            )
        )
        if progress:
            progress((number + 1) / len(people))
    return found


def summary(newcomers: Sequence[Newcomer], tree: InterestTree) -> pd.DataFrame:
    """A row a person: user_id, texts, interests (topics by number of texts), similar (user ids), recommended."""
    rows = []
    for person in newcomers:
        topics = person.placed["topic"].value_counts(sort=True).index[:3]
        rows.append(
            {
                "user_id": person.user_id,
                "texts": len(person.placed),
                "interests": [tree[topic].name for topic in topics],
                "similar": person.neighbours["user_id"].tolist(),
                "recommended": [tree[node].name for node in person.interests["node_id"]],
            }
        )
    return pd.DataFrame(rows, columns=["user_id", "texts", "interests", "similar", "recommended"])
