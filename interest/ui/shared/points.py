"""The points of the map: statements or users, with their colours, labels and hovers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from interest.figures import (
    BASELINE,
    NO_PLACE,
    Group,
    Label,
    Scale,
    View,
    categorical,
    density_image,
    node_colours,
    place_labels,
    safe_text,
    value_colours,
    view_of,
)
from interest.hierarchy.tree import InterestTree
from interest.report import Handout
from interest.study import Study
from interest.ui.shared.columns import columns_of, said_of, value_text

if TYPE_CHECKING:
    from PIL.Image import Image

Show = Literal["statements", "users"]
Colour = Literal["category", "topic", "source", "strength", "time", "column", "own"]
OTHERS, UNKNOWN, NONE = "\0others", "\0unknown", "\0none"
"""The groups of what a column says seldom, of whom it says nothing, and of what is in no own interest."""
MOST_VALUES = 8
"""Values of a column that have a colour each: as many as the palette has besides its greys."""
MOST_DRAWN = 50_000
"""More points than these are drawn as a picture, and some of them as points: a browser moves so many smoothly, and what
it sends of a lasso around them stays below what a session may send."""
SAMPLE = 15_000
"""So many are drawn as points then."""
LEVELS = ("category", "topic", "keyword")
_HOVER_WIDTH = 56
_MARKS = 5  # on the scale of the colours


@dataclass(frozen=True, eq=False)
class MapPoints:
    """Everything that lies on the map, drawn as points or not, and what its colours and labels are."""

    points: pd.DataFrame
    """id (statement or user), user_id, x, y, group, value (strength, seconds, or the part of all that is as low),
    category, topic, keyword, size."""
    groups: list[Group]
    labels: Mapping[str, str]
    scale: Scale | None
    """Where colours stand for numbers."""

    @property
    def sampled(self) -> bool:
        """Whether only some of the points are drawn one by one."""
        return len(self.points) > MOST_DRAWN

    @property
    def unplaced(self) -> int:
        """How many points have no place on the scale of the colours."""
        return int(self.points["value"].isna().sum()) if self.scale else 0

    def of_node(self, node_id: str) -> pd.DataFrame:
        """The points that belong to a node."""
        return self.points[(self.points[list(LEVELS)] == node_id).any(axis=1)]


@dataclass(frozen=True, eq=False)
class Drawing:
    """A view of a map."""

    points: pd.DataFrame
    """Those that are drawn one by one, with their hovers."""
    labels: list[Label]
    behind: "tuple[Image, View] | None"
    """Where points are many, the picture of all, and where it lies."""


def colours_of(study: Study) -> list[Colour]:
    """What the points can be coloured by: time only where it is known, a column where there is one."""
    timed: list[Colour] = ["time"] if study.statements["timestamp"].notna().any() else []
    known: list[Colour] = ["column"] if columns_of(study) else []
    own: list[Colour] = ["own"] if len(study.own) else []
    return ["category", "topic", "source", "strength", *timed, *known, *own]


def statement_points(study: Study | Handout, colour: Colour, column: str = "") -> MapPoints:
    """A point a statement; none for statements in hidden nodes. Of a handout, no name that it does not show.

    `column` is that of the data which the colour "column" stands for, or the own interest to which "own" is narrowed.
    """
    frame, groups, scale = _coloured(study, colour, column)
    points = frame[["user_id", "x", "y", *LEVELS, "group", "value"]].assign(
        id=frame["statement_id"].astype("str"),
        size=8 if len(frame) <= 3000 else 6 if len(frame) <= 20_000 else 4,
    )
    return MapPoints(points, groups, _names(study), scale)


def user_points(study: Study | Handout, colour: Colour, column: str = "") -> MapPoints:
    """A point a user, at the mean of their statements by weight, coloured by what most of that weight is in.

    The strength of a user is that of the mean statement, the time that of the last. By own interests, somebody has the
    colour of the one that they speak of most, however little that is. Statements in hidden nodes don't count.
    """
    frame, groups, scale = _coloured(study, colour, column)
    weight = frame["weight"]
    sums = pd.DataFrame({"x": frame["x"] * weight, "y": frame["y"] * weight, "weight": weight})
    sums = sums.groupby(frame["user_id"], sort=False).sum()
    counts = frame["user_id"].value_counts().reindex(sums.index)
    told = _heaviest(frame[frame["group"] != NONE], "group").reindex(sums.index).fillna(NONE)
    values = frame["value"].groupby(frame["user_id"]).agg("max" if colour == "time" else "mean")
    points = pd.DataFrame(
        {
            "user_id": sums.index,
            "x": (sums["x"] / sums["weight"]).to_numpy(),
            "y": (sums["y"] / sums["weight"]).to_numpy(),
            **{level: _heaviest(frame, level).reindex(sums.index).to_numpy() for level in LEVELS},
            "id": sums.index,
            "group": told.to_numpy(),
            "value": values.reindex(sums.index).to_numpy(),
            "size": np.clip(7 + 1.5 * np.sqrt(counts.to_numpy(np.float64)), 8, 22),
        }
    )
    return MapPoints(points, groups, _names(study), scale)


def draw(study: Study | Handout, shown: MapPoints, view: View, show: str, node: str = "") -> Drawing:
    """What is drawn of a view; with a node, only what lies in it is named, and near by, keywords are named too."""
    near = view != view_of(shown.points)
    named = shown.of_node(node) if node else shown.points
    labels = place_labels(named, shown.labels, LEVELS if near else LEVELS[:2], view)
    picture = density_image(shown.points, point_colours(shown), view) if shown.sampled else None
    return Drawing(drawn_points(study, shown, view, show), labels, (picture, view) if picture else None)


def drawn_points(study: Study | Handout, shown: MapPoints, view: View, show: str) -> pd.DataFrame:
    """The points that are drawn one by one, with the column hover: all, or of many some of those within the view.

    The closer the view, the more of what is there is drawn.
    """
    points = shown.points
    if shown.sampled:
        left, right, low, high = view
        points = points[points["x"].between(left, right) & points["y"].between(low, high)]
        points = points.sample(min(SAMPLE, len(points)), random_state=0)
    if show == "users":
        places = [safe_text(study.tree.path_name(topic)) for topic in points["topic"]]
        hover = [f"<b>{safe_text(user)}</b><br>{place}" for user, place in zip(points["id"], places, strict=True)]
    else:
        names = {node.id: safe_text(node.name) for node in study.tree.level("topic")}
        rows = zip(study.statements.loc[points.index, "text"], points["topic"], points["user_id"], strict=True)
        hover = [
            f"{safe_text(text, _HOVER_WIDTH)}<br><b>{names[topic]}</b> · {safe_text(user)}"
            for text, topic, user in rows
        ]
    return points.assign(hover=hover)


def point_colours(shown: MapPoints) -> np.ndarray:
    """The colour of each point, N × 3, 0 to 255."""
    if shown.scale:
        return value_colours(shown.points["value"].to_numpy(np.float64))
    codes = {group.id: [int(group.colour[i : i + 2], 16) for i in (1, 3, 5)] for group in shown.groups}
    places = pd.Categorical(shown.points["group"], list(codes)).codes
    return np.array(list(codes.values()))[places]


def clicked_ids(shown: MapPoints, selection: Mapping[str, Sequence[Mapping[str, Any]]]) -> list[str]:
    """The ids of the points of this map in what plotly says is selected, each once.

    Where only some of the points are drawn, a lasso or a box takes all that lie in it.
    """
    areas = [*selection.get("lasso", ()), *map(_corners, selection.get("box", ()))]
    if shown.sampled and areas:
        x, y = (shown.points[axis].to_numpy(np.float64) for axis in ("x", "y"))
        inside = np.any([_within(x, y, area["x"], area["y"]) for area in areas], axis=0)
        return shown.points.loc[inside, "id"].tolist()
    known = set(shown.points["id"])
    found = []
    for point in selection.get("points", ()):
        data = point.get("customdata")
        found.append(str(data[0] if isinstance(data, list) else data))
    return [point for point in dict.fromkeys(found) if point in known]


def _corners(box: Mapping[str, Sequence[float]]) -> dict[str, list[float]]:
    (x0, x1), (y0, y1) = box["x"], box["y"]
    return {"x": [x0, x1, x1, x0], "y": [y0, y0, y1, y1]}


def _within(x: np.ndarray, y: np.ndarray, xs: Sequence[float], ys: Sequence[float]) -> np.ndarray:
    """Which points lie within a polygon: a ray to the right crosses an odd number of its sides (even–odd rule)."""
    inside = np.zeros(len(x), bool)
    for i in range(len(xs)):
        ax, ay, bx, by = xs[i - 1], ys[i - 1], xs[i], ys[i]
        if ay != by:
            inside ^= ((ay > y) != (by > y)) & (x < (bx - ax) * (y - ay) / (by - ay) + ax)
    return inside


def _coloured(study: Study | Handout, colour: Colour, column: str) -> tuple[pd.DataFrame, list[Group], Scale | None]:
    """The statements in sight with what tells their colours, group and value; all groups; the scale of the values."""
    frame = study.tree.in_sight(study.statements)
    if colour == "column" and isinstance(study, Study):
        return _by_column(study, frame, column)
    if colour == "own" and isinstance(study, Study):
        return _by_own(study, frame, column)
    seconds = (frame["timestamp"] - pd.Timestamp(0)).dt.total_seconds()
    value = seconds if colour == "time" else frame["strength"]
    group = frame[colour if colour in ("topic", "source") else "category"]
    scale = _scale(value, colour == "time") if colour in ("strength", "time") else None
    return frame.assign(group=group, value=value), _groups(study, colour), scale


def _by_column(study: Study, frame: pd.DataFrame, column: str) -> tuple[pd.DataFrame, list[Group], Scale | None]:
    """Words as groups; days as they are; numbers by their place among all, since few that are large would leave one
    colour to the others."""
    said, kind = said_of(study, frame, column), study.attributes.kinds[column]
    if kind == "date":
        return frame.assign(group=UNKNOWN, value=said), [], _scale(said, dated=True)
    if kind == "number":
        parts = np.linspace(0, 1, _MARKS)
        marks = dict(zip(parts.tolist(), (f"{mark:,.6g}" for mark in said.quantile(parts)), strict=True))
        place = (said.rank() - 1) / max(said.notna().sum() - 1, 1)
        return frame.assign(group=UNKNOWN, value=place), [], Scale(marks)
    frequent = said[said != ""].value_counts().index[:MOST_VALUES].tolist()
    group = said.where(said.isin(frequent), OTHERS).mask(said == "", UNKNOWN)
    groups = [replace(each, name=value_text(column, each.name, alone=True)) for each in _in_colours(frequent)]
    groups += [
        Group(each, "", shade) for each, shade in ((OTHERS, BASELINE), (UNKNOWN, NO_PLACE)) if (group == each).any()
    ]
    return frame.assign(group=group, value=np.nan), groups, None


def _by_own(study: Study, frame: pd.DataFrame, only: str) -> tuple[pd.DataFrame, list[Group], None]:
    """The largest own interests as groups, or `only` one; a statement in several of them is where it surely belongs."""
    names = [interest.name for interest in study.own if only in ("", interest.name)]
    found = {name: study.own.statements(name) for name in names}
    largest = sorted(found, key=lambda name: -len(found[name]))[:MOST_VALUES]
    rows = pd.concat([found[name].assign(group=name) for name in largest]).sort_values("certain", kind="stable")
    surest = rows.drop_duplicates("statement_id", keep="last").set_index("statement_id")["group"]
    group = surest.reindex(frame["statement_id"]).fillna(NONE).set_axis(frame.index)
    groups = [*_in_colours([name for name in largest if len(found[name])]), Group(NONE, "", NO_PLACE)]
    return frame.assign(group=group, value=np.nan), groups, None


def _names(study: Study | Handout) -> dict[str, str]:
    return {node.id: node.name for node in study.tree if not node.is_other}


def _scale(values: pd.Series, dated: bool) -> Scale:
    known = values.dropna()
    marks: list[float] = np.unique(np.linspace(known.min(), known.max(), _MARKS)).tolist() if len(known) else []
    if dated:
        return Scale({float(mark): f"{pd.Timestamp(mark, unit='s'):%Y-%m-%d}" for mark in marks})
    return Scale({float(mark): f"{mark:.2f}" for mark in marks})


def _heaviest(frame: pd.DataFrame, column: str) -> pd.Series:
    """The value of a column that has most of each user's weight, by user."""
    weights = frame.groupby(["user_id", column], sort=False)["weight"].sum().sort_values(kind="stable")
    return weights.reset_index(column)[column].groupby(level="user_id").last()


def _groups(study: Study | Handout, colour: Colour) -> list[Group]:
    tree: InterestTree = study.tree
    if colour == "source":
        return _in_colours(study.statements["source"].value_counts().index.tolist())
    colours = study.colours if isinstance(study, Handout) else node_colours(tree)
    return [
        Group(node.id, node.name, colours[node.id]) for node in tree.level("topic" if colour == "topic" else "category")
    ]


def _in_colours(names: Sequence[str]) -> list[Group]:
    return [Group(name, name, shade) for name, shade in zip(names, categorical(len(names)), strict=True)]
