"""Statements or users in the plane, with the names of what lies where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from interest.figures.style import INK, dressed, safe_text, text_width

if TYPE_CHECKING:
    import plotly.graph_objects as go

_MAP_LABELS = 40


@dataclass(frozen=True)
class Group:
    """The points of a map that share a colour and a line of the legend."""

    id: str
    name: str
    colour: str


def map_figure(
    points: pd.DataFrame, groups: Sequence[Group], labels: Mapping[str, str], selected: str = "", focus: str = ""
) -> "go.Figure":
    """Points in the plane, one trace a group.

    `points` has the columns id, x, y, group (a `Group.id`), hover (safe already), and size. `labels` maps the values of
    the column `place` to the names that are written at the medians of its points, as far as they don't overlap. The
    point with the id `selected` gets a ring; with `focus`, points of other groups fade.
    """
    import plotly.graph_objects as go

    figure = go.Figure()
    by_group = dict(list(points.groupby("group")))
    for group in groups:
        own = by_group.get(group.id, points.head(0))
        figure.add_scattergl(
            x=own["x"],
            y=own["y"],
            mode="markers",
            name=safe_text(group.name),
            marker={
                "color": group.colour,
                "size": own["size"],
                "opacity": 0.12 if focus not in ("", group.id) else 0.75,
            },
            customdata=own[["id"]].to_numpy(),
            text=own["hover"],
            hovertemplate="%{text}<extra></extra>",
            # Chosen points keep their looks: the ring below shows the choice.
            unselected={"marker": {"opacity": 0.12 if focus not in ("", group.id) else 0.75}},
        )
    ring = points[points["id"] == selected]
    figure.add_scattergl(
        x=ring["x"], y=ring["y"], mode="markers", showlegend=False, hoverinfo="skip",
        marker={"size": 18, "color": "rgba(0,0,0,0)", "line": {"color": INK, "width": 2.5}},
    )  # fmt: skip
    for label in place_labels(points, labels):
        figure.add_annotation(
            x=label.x, y=label.y, text=f"<b>{safe_text(label.name)}</b>", showarrow=False, font={"size": 13},
            bgcolor="rgba(255,255,255,0.78)", borderpad=2, captureevents=False,
        )  # fmt: skip
    axis = {"visible": False, "showgrid": False, "zeroline": False}
    return dressed(
        figure, height=640, margin={"l": 0, "r": 0, "t": 8, "b": 0}, xaxis=axis, yaxis=axis,
        dragmode="pan", clickmode="event+select", showlegend=len(groups) <= 20,
        legend={"orientation": "h", "yanchor": "top", "y": -0.02, "itemsizing": "constant", "font": {"size": 13}},
    )  # fmt: skip


@dataclass(frozen=True)
class Label:
    """A name at a place of the map."""

    name: str
    x: float
    y: float


def place_labels(points: pd.DataFrame, names: Mapping[str, str], most: int = _MAP_LABELS) -> list[Label]:
    """The names at the medians of their points (column `place`), the largest first; what would overlap is left out."""
    placed: list[tuple[Label, float]] = []
    span_x, span_y = (max(float(np.ptp(points[axis])), 1e-6) if len(points) else 1.0 for axis in ("x", "y"))
    for place in points["place"].value_counts().index:
        own = points[points["place"] == place]
        label = Label(names[place], float(own["x"].median()), float(own["y"].median()))
        # In parts of the whole: a Latin letter of this size takes about 1/130 of the width, a line 1/22 of the height.
        half = text_width(label.name) / 130 / 2
        clear = all(
            abs(label.x - other.x) / span_x > half + wide or abs(label.y - other.y) / span_y > 1 / 22
            for other, wide in placed
        )
        if clear and len(placed) < most:
            placed.append((label, half))
    return [label for label, _ in placed]
