"""Statements or users in the plane, with the names of what lies where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from interest.figures.style import EDGE, HALO, NO_PLACE, PAPER, RING, dressed, safe_text, text_width

if TYPE_CHECKING:
    import plotly.graph_objects as go
    from PIL.Image import Image

View = tuple[float, float, float, float]
"""The part of the plane that is looked at: its left and right, lower and upper end."""

_MAP_LABELS = 40
_RASTER = (600, 900)  # rows and columns of the picture of all points
_FONT_SIZES = (14, 12, 11)  # of the names of categories, topics and keywords


@dataclass(frozen=True)
class Group:
    """The points of a map that share a colour and a line of the legend."""

    id: str
    name: str
    colour: str


@dataclass(frozen=True)
class Scale:
    """What the colours mean where they stand for numbers: marks at some of the values, and the name of all."""

    marks: Mapping[float, str]
    name: str = ""


@dataclass(frozen=True)
class Label:
    """A name at a place of the map; level 0 is the coarsest."""

    name: str
    x: float
    y: float
    level: int = 0


def map_figure(
    points: pd.DataFrame,
    groups: Sequence[Group],
    labels: Sequence[Label],
    selected: str = "",
    focus: str = "",
    *,
    scale: Scale | None = None,
    view: View | None = None,
    behind: "tuple[Image, View] | None" = None,
) -> "go.Figure":
    """Points in the plane, one trace a group, or, with a `scale`, grey ones without a number and those with one.

    `points` has the columns id, x, y, group (a `Group.id`), hover (safe already), size, and for a scale value. The
    point with the id `selected` gets a ring; with `focus`, points of other groups fade. `behind` is a picture of more
    points (`density_image`) and where it lies.
    """
    import plotly.graph_objects as go

    figure = go.Figure()
    if scale:
        known = points["value"].notna()
        _add_points(figure, points[~known], {"color": NO_PLACE}, name="", faded=False)
        marker = {"color": points["value"][known], "colorscale": _colour_scale(), "colorbar": _colour_bar(scale)}
        _add_points(figure, points[known], marker, name="", faded=False)
    else:
        by_group = dict(list(points.groupby("group")))
        for group in groups:
            own = by_group.get(group.id, points.head(0))
            _add_points(figure, own, {"color": group.colour}, safe_text(group.name), focus not in ("", group.id))
    ring = points[points["id"] == selected]
    figure.add_scattergl(
        x=ring["x"], y=ring["y"], mode="markers", showlegend=False, hoverinfo="skip",
        marker={"size": 18, "color": "rgba(0,0,0,0)", "line": {"color": RING, "width": 3}},
    )  # fmt: skip
    figure.update_layout(annotations=[_annotation(label) for label in labels])
    if behind:
        _lay_behind(figure, *behind)
    axis = {"visible": False, "showgrid": False, "zeroline": False}
    ranges = ({"range": list(view[:2])}, {"range": list(view[2:])}) if view else ({}, {})
    return dressed(
        figure, height=640, margin={"l": 0, "r": 0, "t": 8, "b": 0}, xaxis=axis | ranges[0], yaxis=axis | ranges[1],
        dragmode="pan", clickmode="event+select", showlegend=not scale and len(groups) <= 20,
        uirevision=str(view),  # what was zoomed by hand stays so until the view is another
        legend={"orientation": "h", "yanchor": "top", "y": -0.02, "itemsizing": "constant", "font": {"size": 13}},
    )  # fmt: skip


def _annotation(label: Label) -> dict[str, object]:
    name = safe_text(label.name)
    return {
        "x": label.x, "y": label.y, "text": name if label.level else f"<b>{name}</b>", "showarrow": False,
        "font": {"size": _FONT_SIZES[label.level], "shadow": HALO.format(paper=PAPER)}, "captureevents": False,
    }  # fmt: skip


def _add_points(figure: "go.Figure", own: pd.DataFrame, marker: dict[str, object], name: str, faded: bool) -> None:
    opacity = 0.12 if faded else 0.8
    figure.add_scattergl(
        x=own["x"], y=own["y"], mode="markers", name=name, showlegend=bool(name),
        marker={**marker, "size": own["size"], "opacity": opacity, "line": {"color": EDGE, "width": 0.5}},
        customdata=own[["id"]].to_numpy(),
        text=own["hover"],
        hovertemplate="%{text}<extra></extra>",
        # Chosen points keep their looks: the ring shows the choice.
        unselected={"marker": {"opacity": opacity}},
    )  # fmt: skip


def _colour_bar(scale: Scale) -> dict[str, object]:
    return {
        "title": {"text": safe_text(scale.name), "side": "top"}, "tickvals": list(scale.marks), "thickness": 12,
        "ticktext": list(scale.marks.values()), "orientation": "h", "y": -0.02, "yanchor": "top", "len": 0.6,
    }  # fmt: skip


def _lay_behind(figure: "go.Figure", image: "Image", view: View) -> None:
    left, right, low, high = view
    figure.add_layout_image(
        source=image, xref="x", yref="y", x=left, y=high, sizex=right - left, sizey=high - low, sizing="stretch",
        layer="below",
    )  # fmt: skip


def density_image(points: pd.DataFrame, colours: np.ndarray, view: View) -> "Image":
    """All points within a view as a picture: their mean colour, and the more there are, the less it lets through.

    `colours` are the points' own, an N × 3 array of 0 to 255. This is what datashader does by `count_cat`.
    """
    from PIL import Image

    rows, columns = _RASTER
    left, right, low, high = view
    x = ((points["x"].to_numpy(np.float64) - left) / (right - left) * columns).astype(int)
    y = ((high - points["y"].to_numpy(np.float64)) / (high - low) * rows).astype(int)
    inside = (x >= 0) & (x < columns) & (y >= 0) & (y < rows)
    cell = y[inside] * columns + x[inside]
    counts = np.bincount(cell, minlength=rows * columns)
    sums = [np.bincount(cell, weights=colours[inside, i], minlength=rows * columns) for i in range(3)]
    means = np.stack(sums, axis=1) / np.maximum(counts, 1)[:, None]
    alpha = np.log1p(counts) / np.log1p(max(counts.max(initial=0), 1))
    alpha = np.where(counts > 0, 70 + 160 * alpha, 0)  # a single point can be seen as well
    pixels = np.concatenate([means, alpha[:, None]], axis=1).round().astype(np.uint8)
    return Image.fromarray(pixels.reshape(rows, columns, 4))


def _colour_scale() -> list[str]:
    """Cividis, made for all kinds of colour vision (Nuñez and others 2018), without the end that dark paper hides."""
    from plotly.colors import sample_colorscale

    return sample_colorscale("Cividis", np.linspace(0.25, 1, 64))


def value_colours(values: np.ndarray) -> np.ndarray:
    """The colours (N × 3, 0 to 255) that a map's scale gives to numbers, and grey for what is none (NaN)."""
    from plotly.colors import hex_to_rgb, unlabel_rgb

    steps = np.array([unlabel_rgb(colour) for colour in _colour_scale()])
    known = ~np.isnan(values)
    found = np.tile(np.array(hex_to_rgb(NO_PLACE), steps.dtype), (len(values), 1))
    if known.any():
        parts = (values[known] - values[known].min()) / max(float(np.ptp(values[known])), 1e-12)
        found[known] = steps[(parts * (len(steps) - 1)).round().astype(int)]
    return found


def place_labels(
    points: pd.DataFrame, names: Mapping[str, str], columns: Sequence[str], view: View, most: int = _MAP_LABELS
) -> list[Label]:
    """Names at the medians of their points within a view, as many as there is room for.

    `columns` of the points hold the ids that `names` knows, from coarse to fine: coarse ones and, among them, those
    with most points come first, and what would overlap is left out. The closer the view, the finer what finds room.
    """
    left, right, low, high = view
    points = points[points["x"].between(left, right) & points["y"].between(low, high)]
    placed: list[tuple[Label, float]] = []
    for level, column in enumerate(columns):
        groups = points.groupby(column, sort=False)
        medians = groups[["x", "y"]].median().assign(n=groups.size()).sort_values("n", ascending=False, kind="stable")
        for place, x, y, _ in medians.itertuples():
            if place not in names:
                continue
            # In parts of the whole: a Latin letter takes about 1/85 of the width, a line 1/22 of the height.
            half = (text_width(names[place]) + 2) / (85 + 15 * level) / 2
            x = min(max(x, left + half * (right - left)), right - half * (right - left))  # at an edge, moved in
            clear = all(
                other.name != names[place]
                and (abs(x - other.x) / (right - left) > half + wide or abs(y - other.y) / (high - low) > 1 / 22)
                for other, wide in placed
            )
            if clear and len(placed) < most:
                placed.append((Label(names[place], x, y, level), half))
    return [label for label, _ in placed]


def view_of(points: pd.DataFrame) -> View:
    """The part of the plane in which points lie, but for a few stray ones, with some room around them."""
    if points.empty:
        return (0.0, 1.0, 0.0, 1.0)
    sides: list[float] = []
    stray = 0.02 if len(points) > 50 else 0.0
    for axis in ("x", "y"):
        low, high = np.quantile(points[axis], [stray, 1 - stray])
        room = max(0.12 * (high - low), 1e-3)
        sides += [float(low - room), float(high + room)]
    return (sides[0], sides[1], sides[2], sides[3])
