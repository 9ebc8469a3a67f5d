"""The points of the map: statements or users, with their colours, labels and hovers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from interest.figures import Group, categorical, node_colours, safe_text
from interest.hierarchy.tree import InterestTree
from interest.study import Study

Colour = Literal["category", "topic", "source"]
MOST_FOR_LASSO = 50_000
"""The browser sends every point within a lasso: more would exceed what a session may send."""
_HOVER_WIDTH = 56


@dataclass(frozen=True, eq=False)
class MapPoints:
    """What `interest.figures.map_figure` draws, and where its labels come from."""

    points: pd.DataFrame
    """id (statement or user), user_id, x, y, group, place (the node whose label is near), hover, size."""
    groups: list[Group]
    labels: Mapping[str, str]


def statement_points(study: Study, colour: Colour) -> MapPoints:
    """A point a statement, coloured by category, topic or source; none for statements in hidden nodes."""
    frame = study.tree.in_sight(study.statements)
    level = "topic" if colour == "topic" else "category"
    points = pd.DataFrame(
        {
            "id": frame["statement_id"].astype("str"),
            "user_id": frame["user_id"],
            "x": frame["x"],
            "y": frame["y"],
            "group": frame[colour],
            "place": frame[level],
            "hover": [
                f"{safe_text(text, _HOVER_WIDTH)}<br><b>{safe_text(study.tree[topic].name)}</b> · {safe_text(user)}"
                for text, topic, user in zip(frame["text"], frame["topic"], frame["user_id"], strict=True)
            ],
            "size": 6 if len(frame) > 3000 else 8,
        }
    )
    return MapPoints(points, _groups(study, colour), {node.id: node.name for node in study.tree.level(level)})


def user_points(study: Study, colour: Colour) -> MapPoints:
    """A point a user, at the mean of their statements by weight, coloured by what most of that weight is in.

    Statements in hidden nodes don't count.
    """
    frame = study.tree.in_sight(study.statements)
    weight = frame["weight"]
    sums = pd.DataFrame({"x": frame["x"] * weight, "y": frame["y"] * weight, "weight": weight})
    sums = sums.groupby(frame["user_id"], sort=False).sum()
    level = "topic" if colour == "topic" else "category"
    groups, places = (_heaviest(frame, column) for column in (colour, level))
    counts = frame["user_id"].value_counts().reindex(sums.index)
    points = pd.DataFrame(
        {
            "id": sums.index,
            "user_id": sums.index,
            "x": (sums["x"] / sums["weight"]).to_numpy(),
            "y": (sums["y"] / sums["weight"]).to_numpy(),
            "group": groups.reindex(sums.index).to_numpy(),
            "place": places.reindex(sums.index).to_numpy(),
            "hover": [
                f"<b>{safe_text(user)}</b><br>{safe_text(study.tree.path_name(place))}"
                for user, place in zip(sums.index, places.reindex(sums.index), strict=True)
            ],
            "size": np.clip(7 + 1.5 * np.sqrt(counts.to_numpy(np.float64)), 8, 22),
        }
    )
    return MapPoints(points, _groups(study, colour), {node.id: node.name for node in study.tree.level(level)})


def clicked_ids(shown: MapPoints, clicked: Sequence[Mapping[str, object]]) -> list[str]:
    """The ids of the points among plotly's selected ones that are in this map, each once."""
    known = set(shown.points["id"])
    found = []
    for point in clicked:
        data = point.get("customdata")
        found.append(str(data[0] if isinstance(data, list) else data))
    return [point for point in dict.fromkeys(found) if point in known]


def _heaviest(frame: pd.DataFrame, column: str) -> pd.Series:
    """The value of a column that has most of each user's weight, by user."""
    weights = frame.groupby(["user_id", column], sort=False)["weight"].sum().sort_values(kind="stable")
    return weights.reset_index(column)[column].groupby(level="user_id").last()


def _groups(study: Study, colour: Colour) -> list[Group]:
    tree: InterestTree = study.tree
    if colour == "source":
        sources = study.statements["source"].value_counts().index
        return [Group(name, name, shade) for name, shade in zip(sources, categorical(len(sources)), strict=True)]
    colours = node_colours(tree)
    return [Group(node.id, node.name, colours[node.id]) for node in tree.level(colour)]
