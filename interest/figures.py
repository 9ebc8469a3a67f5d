"""Plotly figures of a tree, a map and a profile, and the colours that all of them share.

Texts of users go into figures escaped: plotly would take their tags for formatting and their links for links.
"""

import html
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from interest.hierarchy.tree import InterestTree

if TYPE_CHECKING:
    import plotly.graph_objects as go

Shape = Literal["sunburst", "treemap", "icicle"]
Measure = Literal["statements", "users"]

FONT = "'Source Sans', 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"
INK, FAINT, PAPER = "#1f2d30", "#dbe3e3", "#ffffff"
ROOT = "all"
"""The id of the whole tree in figures; no node has it."""

# Petroff (2021), Accessible color sequences for data visualization: ten colours chosen to be told apart with any kind
# of colour vision. Further categories take the same hues darker, then lighter.
PALETTE = (
    "#3f90da", "#ffa90e", "#bd1f01", "#94a4a2", "#832db6", "#a96b59", "#e76300", "#b9ac70", "#717581", "#92dadd",
)  # fmt: skip
_SHADES = (0.0, -0.35, 0.35)
_MAP_LABELS = 40
_LABEL_WIDTH = 16  # Latin letters: longer names in one line become too small to read
_DIAMETER = 26  # pixels, of the circle of the largest topic
_SHOWN_LEVELS = 3  # the root of the view and two levels below: more would be too thin to read


def categorical(n: int) -> list[str]:
    """`n` colours that can be told apart, as far as that goes."""
    return [shade(PALETTE[i % 10], _SHADES[i // 10 % len(_SHADES)]) for i in range(n)]


def shade(colour: str, amount: float) -> str:
    """A colour (#rrggbb) lighter (amount up to 1: white) or darker (down to -1: black)."""
    rgb = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)])
    mixed = rgb + (255 - rgb) * amount if amount >= 0 else rgb * (1 + amount)
    return "#" + "".join(f"{round(part):02x}" for part in mixed)


def node_colours(tree: InterestTree) -> dict[str, str]:
    """The colour of every node by id: one a category, in the order of the tree, and tints of it for what it holds.

    Hidden nodes have theirs too, so that the others don't change when one is hidden.
    """
    categories = [node for node in tree.nodes.values() if node.level == "category"]
    colours = dict(zip((node.id for node in categories), categorical(len(categories)), strict=True))
    for node in tree.nodes.values():
        if node.parent:
            place = tree[node.parent].children.index(node.id)
            colours[node.id] = _tint(colours[node.parent], place)
    return colours


def _tint(colour: str, place: int) -> str:
    """A little lighter than the parent, siblings in turn a little more or less, so that borders show."""
    return shade(colour, (0.22, 0.38, 0.3)[place % 3])


def safe_text(text: str, width: int = 0, lines: int = 5) -> str:
    """A text for labels and hovers: escaped, without `$` (plotly takes what is between two for a formula), and wrapped.

    `width` is in Latin letters, of which a Chinese character takes two; 0 leaves the text in one line.
    """
    rows = _wrapped(" ".join(text.split()), width) if width else [text]
    if len(rows) > lines:
        rows = [*rows[: lines - 1], rows[lines - 1] + "…"]
    return "<br>".join(html.escape(row.replace("$", "＄")) for row in rows)


def _wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most `width`, broken at spaces and between Chinese characters, else anywhere."""
    rows, start, break_at, used = [], 0, 0, 0
    for i, character in enumerate(text):
        wide = unicodedata.east_asian_width(character) in "WF"
        if wide or (i and text[i - 1] == " "):
            break_at = i
        used += 1 + wide
        if used > width:
            end = break_at if break_at > start else i
            rows.append(text[start:end].strip())
            start, used = end, _width(text[end : i + 1])
    return [*rows, text[start:].strip()]


def _label(name: str) -> str:
    """A node's name in lines of about equal length, so that no single character is left over."""
    length = _width(name)
    lines = -(-length // _LABEL_WIDTH)
    return safe_text(name, -(-length // max(lines, 1)) + 2)


def _width(text: str) -> int:
    """The length of a text in Latin letters, of which a Chinese character takes two."""
    return sum(1 + (unicodedata.east_asian_width(character) in "WF") for character in text)


def tree_figure(
    tree: InterestTree,
    shape: Shape,
    measure: Measure,
    selected: str = "",
    root: str = "",
    users: int = 0,
    hover: str = "",
) -> "go.Figure":
    """The tree as sectors or tiles whose areas say how many statements or users a node has.

    The view opens at the selected node (a keyword: at its topic), which gets a border. `root` names the whole and
    `users` counts its users; `hover` is a template in which `%{customdata[0]}` stands for the statements and
    `%{customdata[1]}` for the users.
    A click gives the node's id, `ROOT` for the whole. Raises `UnknownNodeError` for a selected node that is not there.
    """
    import plotly.graph_objects as go

    nodes = list(tree)
    values = _areas(tree, measure)
    colours = node_colours(tree)
    level = ROOT if not selected else selected if tree[selected].children else tree[selected].parent
    chosen = [node.id == selected for node in nodes]
    trace = {"sunburst": go.Sunburst, "treemap": go.Treemap, "icicle": go.Icicle}[shape](
        ids=[ROOT, *(node.id for node in nodes)],
        labels=[safe_text(root), *(_label(node.name) for node in nodes)],
        parents=["", *(node.parent or ROOT for node in nodes)],
        values=[values[ROOT], *(values[node.id] for node in nodes)],
        customdata=[[sum(n.size for n in tree.level("category")), users], *([node.size, node.users] for node in nodes)],
        branchvalues="total",
        level=level,
        maxdepth=_SHOWN_LEVELS,
        sort=False,
        hovertemplate=f"<b>%{{label}}</b><br>{hover}<extra></extra>",
        marker={
            "colors": [shade(FAINT, 0.3), *(colours[node.id] for node in nodes)],
            "line": {
                "color": [PAPER, *(INK if c else PAPER for c in chosen)],
                "width": [1, *(3 if c else 1 for c in chosen)],
            },
        },
        **_looks(shape),
    )
    # In tiles, small names would be specks; a sunburst turns its names, and all of them fit.
    small = {} if shape == "sunburst" else {"uniformtext": {"minsize": 11, "mode": "hide"}}
    return _dressed(
        go.Figure(trace), height=620, **small, margin={"l": 4, "r": 4, "t": 34 if shape == "treemap" else 8, "b": 8}
    )


def _areas(tree: InterestTree, measure: Measure) -> dict[str, float]:
    """The area of every node, children filling their parent.

    Users don't add up, since one may have several interests: they divide the area of the parent in proportion.
    """
    categories = tree.level("category")
    areas: dict[str, float] = {}
    if measure == "statements":
        areas = {node.id: float(node.size) for node in tree}
    else:
        areas |= {node.id: float(node.users) for node in categories}
        for node in tree:
            children = tree.children(node.id)
            total = sum(child.users for child in children)
            areas |= {child.id: areas[node.id] * child.users / total for child in children if total}
    return {ROOT: sum(areas[node.id] for node in categories), **areas}


def _looks(shape: Shape) -> dict[str, object]:
    """What each shape needs besides: readable labels, and a path bar that can be clicked."""
    match shape:
        case "sunburst":
            return {"insidetextorientation": "radial"}
        case "treemap":
            return {"pathbar": {"visible": True, "thickness": 26}, "tiling": {"pad": 2}, "textfont": {"size": 14}}
        case "icicle":
            return {"pathbar": {"visible": False}, "tiling": {"orientation": "h"}, "textfont": {"size": 14}}


def _dressed(figure: "go.Figure", **layout: object) -> "go.Figure":
    """The figure in the app's font and colours."""
    return figure.update_layout(
        font={"family": FONT, "size": 13, "color": INK},
        hoverlabel={"font": {"family": FONT, "size": 13}, "align": "left"},
        modebar={"bgcolor": "rgba(0,0,0,0)", "color": shade(INK, 0.5), "activecolor": INK},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        **layout,
    )


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
    return _dressed(
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
        half = _width(label.name) / 130 / 2
        clear = all(
            abs(label.x - other.x) / span_x > half + wide or abs(label.y - other.y) / span_y > 1 / 22
            for other, wide in placed
        )
        if clear and len(placed) < most:
            placed.append((label, half))
    return [label for label, _ in placed]


def curves_figure(
    curves: pd.DataFrame, column: str, names: Mapping[str, str], axes: tuple[str, str] = ("", "")
) -> "go.Figure":
    """Learning curves: `column` against the epoch, a line a run; the last run is the one that is kept, and stands out.

    `curves` are those of `interest.users.Learning`; `names` says what each run is called, `axes` what the axes are.
    """
    import plotly.graph_objects as go

    figure = go.Figure()
    runs = curves["run"].unique().tolist()
    for run in runs:
        own = curves[(curves["run"] == run) & curves[column].notna()]
        line = {"color": PALETTE[0], "width": 3} if run == runs[-1] else {"color": shade(INK, 0.6), "width": 1.5}
        figure.add_scatter(
            x=own["epoch"], y=own[column], mode="lines", name=safe_text(names[run]), line=line,
            hovertemplate=f"<b>{safe_text(names[run])}</b><br>%{{x}}: %{{y:.3f}}<extra></extra>",
        )  # fmt: skip
    grid = {"gridcolor": FAINT, "zeroline": False, "fixedrange": True, "automargin": True}
    return _dressed(
        figure, height=300, margin={"l": 4, "r": 10, "t": 10, "b": 4}, dragmode=False,
        xaxis={**grid, "title": axes[0]}, yaxis={**grid, "title": axes[1]},
        showlegend=True, legend={"orientation": "h", "yanchor": "top", "y": -0.25},
    )  # fmt: skip


def bars_figure(rows: pd.DataFrame, hover: str = "", room: float = 0.35) -> "go.Figure":
    """Shares as horizontal bars, the first row on top.

    `rows` has the columns name, weight (0 to 1), colour and note (written behind the bar); `hover` is a template
    with `%{y}`, `%{x}` and `%{customdata[0]}` (the note). `room` is what notes take, in parts of the longest bar.
    """
    import plotly.graph_objects as go

    names = [safe_text(name, width=34, lines=2) for name in rows["name"]]
    bars = go.Bar(
        x=rows["weight"],
        y=list(range(len(rows))),
        orientation="h",
        marker={"color": rows["colour"], "cornerradius": 4},
        text=[f"{weight:.0%}  {note}" for weight, note in zip(rows["weight"], rows["note"], strict=True)],
        textposition="outside",
        cliponaxis=False,
        customdata=[[name, note] for name, note in zip(names, rows["note"], strict=True)],
        hovertemplate=hover or "%{customdata[0]}<br>%{x:.1%}<extra></extra>",
    )
    most = float(rows["weight"].max()) if len(rows) else 1.0
    return _dressed(
        go.Figure(bars), height=60 + 36 * max(len(rows), 1), margin={"l": 0, "r": 10, "t": 4, "b": 4}, bargap=0.35,
        xaxis={"visible": False, "range": [0, most * (1 + room)], "fixedrange": True},
        yaxis={
            "autorange": "reversed", "automargin": True, "fixedrange": True, "ticks": "", "tickmode": "array",
            "tickvals": list(range(len(rows))), "ticktext": [f"{name}  " for name in names],
        },
    )  # fmt: skip


def butterfly_figure(rows: pd.DataFrame, titles: tuple[str, str], hover: str = "") -> "go.Figure":
    """Shares of two groups as bars to both sides, the first row on top; rows that are not `significant` are pale.

    `rows` has the columns name, share_a and share_b (0 to 1), colour and significant; `titles` name the two groups.
    `hover` is a template in which `%{customdata[0]}` stands for the name, `[1]` and `[2]` for the shares.
    """
    import plotly.graph_objects as go

    names = [safe_text(name, width=34, lines=2) for name in rows["name"]]
    most = max(rows[["share_a", "share_b"]].to_numpy().max(initial=0.0), 0.01)
    figure = go.Figure()
    for side, column in ((-1, "share_a"), (1, "share_b")):
        figure.add_bar(
            x=side * rows[column], y=list(range(len(rows))), orientation="h", cliponaxis=False,
            marker={"color": rows["colour"], "cornerradius": 4, "opacity": np.where(rows["significant"], 1.0, 0.3)},
            text=[f"{share:.0%}" for share in rows[column]], textposition="outside", textfont={"color": INK},
            customdata=list(zip(names, rows["share_a"], rows["share_b"], strict=True)),
            hovertemplate=f"{hover}<extra></extra>",
        )  # fmt: skip
    for side, title in zip((-1, 1), titles, strict=True):
        figure.add_annotation(
            text=f"<b>{safe_text(title, width=40, lines=1)}</b>", font={"size": 14}, showarrow=False,
            x=side * most / 2, y=1, yref="paper", yanchor="bottom",
        )  # fmt: skip
    figure.add_vline(0, line={"color": INK, "width": 1})
    labels = [
        f"<b>{name}</b>  " if sure else f"{name}  " for name, sure in zip(names, rows["significant"], strict=True)
    ]
    return _dressed(
        figure, height=90 + 34 * max(len(rows), 1), margin={"l": 0, "r": 10, "t": 34, "b": 4}, bargap=0.35,
        barmode="overlay", showlegend=False,
        xaxis={"visible": False, "range": [-most * 1.25, most * 1.25], "fixedrange": True},
        yaxis={
            "autorange": "reversed", "automargin": True, "fixedrange": True, "ticks": "", "tickmode": "array",
            "tickvals": list(range(len(rows))), "ticktext": labels, "zeroline": False,
        },
    )  # fmt: skip


def intervals_figure(rows: pd.DataFrame, axis: str = "") -> "go.Figure":
    """Values with their intervals as dots on lines, the first row on top.

    `rows` has the columns name, value, low and high (0 to 1) and `colour`; `axis` is the name of the axis.
    """
    import plotly.graph_objects as go

    dots = go.Scatter(
        x=rows["value"], y=list(range(len(rows))), mode="markers", cliponaxis=False,
        marker={"size": 12, "color": rows["colour"]},
        error_x={
            "type": "data", "symmetric": False, "array": rows["high"] - rows["value"],
            "arrayminus": rows["value"] - rows["low"], "color": shade(INK, 0.5), "thickness": 1.5, "width": 5,
        },
        text=[safe_text(name) for name in rows["name"]],
        customdata=rows[["low", "high"]],
        hovertemplate="%{text}: %{x:.0%} (%{customdata[0]:.0%} – %{customdata[1]:.0%})<extra></extra>",
    )  # fmt: skip
    return _dressed(
        go.Figure(dots), height=90 + 36 * max(len(rows), 1), margin={"l": 0, "r": 10, "t": 4, "b": 4}, dragmode=False,
        xaxis={
            "title": axis, "range": [-0.01, 1.0], "tickformat": ".0%", "gridcolor": FAINT, "zeroline": False,
            "fixedrange": True, "automargin": True,
        },
        yaxis={
            "range": [len(rows) - 0.5, -0.5], "automargin": True, "fixedrange": True,
            "showgrid": False, "zeroline": False,
            "tickvals": list(range(len(rows))), "ticktext": [f"{safe_text(name, width=34)}  " for name in rows["name"]],
        },
    )  # fmt: skip


def stability_figure(
    nodes: pd.DataFrame,
    tree: InterestTree,
    threshold: float,
    selected: str = "",
    hover: str = "",
    axes: tuple[str, str] = ("", ""),
) -> "go.Figure":
    """Topics as circles: how far apart from others against how surely found again, area by size, colour by category.

    `nodes` are those of `interest.evaluation.Quality`; weak ones are open circles, and the line is the `threshold` of
    stability. `hover` is a template in which `%{x}` stands for the separation, `%{y}` for the stability,
    `%{customdata[1]}` for the statements and `%{customdata[2]}` for the users; `axes` are the names of the axes. A
    click gives the node's id as `customdata[0]`; the topic `selected` gets a ring.
    """
    import plotly.graph_objects as go

    colours = node_colours(tree)
    topics = nodes[nodes["level"] == "topic"]
    largest = max(topics["statements"].max(), 1)
    topics = topics.assign(diameter=_DIAMETER * (0.3 + 0.7 * np.sqrt(topics["statements"] / largest)))
    figure = go.Figure()
    for category in tree.level("category"):
        own = topics[topics["node_id"].isin(category.children)]
        figure.add_scatter(
            x=own["separation"], y=own["stability"], mode="markers", name=safe_text(category.name),
            marker={
                "size": own["diameter"], "color": colours[category.id], "opacity": 0.8,
                "line": {"width": 3, "color": colours[category.id]},
                "symbol": ["circle-open" if weak else "circle" for weak in own["weak"]],
            },
            customdata=[[row.node_id, row.statements, row.users] for row in own.itertuples(index=False)],
            text=[safe_text(name) for name in own["name"]],
            hovertemplate=f"<b>%{{text}}</b><br>{hover}<extra></extra>",
            unselected={"marker": {"opacity": 0.8}},
        )  # fmt: skip
    ring = topics[topics["node_id"] == selected]
    figure.add_scatter(
        x=ring["separation"], y=ring["stability"], mode="markers", showlegend=False, hoverinfo="skip",
        marker={"size": ring["diameter"] + 10, "symbol": "circle-open", "color": INK, "line": {"width": 2.5}},
    )  # fmt: skip
    figure.add_hline(threshold, line={"color": shade(INK, 0.5), "dash": "dot", "width": 1.5})
    grid = {"gridcolor": FAINT, "zeroline": False, "fixedrange": True, "automargin": True}
    lowest = min([threshold, *topics["stability"].dropna()])
    return _dressed(
        figure, height=480, margin={"l": 4, "r": 10, "t": 10, "b": 4}, clickmode="event+select", dragmode=False,
        xaxis={**grid, "title": axes[0]},
        yaxis={**grid, "title": axes[1], "tickformat": ".0%", "range": [lowest - 0.07, 1.05]},
        showlegend=len(tree.level("category")) <= 20,
        legend={"orientation": "h", "yanchor": "top", "y": -0.2, "itemsizing": "constant", "font": {"size": 13}},
    )  # fmt: skip
