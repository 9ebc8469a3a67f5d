"""The tree of interests as nodes and links: everything below one node side by side, with names that can be read."""

from typing import TYPE_CHECKING

import numpy as np

from interest.figures.style import EDGE, FAINT, INK, dressed, node_colours, safe_text, shade
from interest.figures.tree import ROOT, Measure
from interest.hierarchy.tree import InterestTree, Node

if TYPE_CHECKING:
    import plotly.graph_objects as go

_LINE = 24  # pixels a leaf: a line of text and some air
_LEAST_HEIGHT, _MARGIN = 620, 16
_LARGEST, _SMALLEST = 30, 7  # pixels, the diameters of the largest node and of one of next to nothing
_STEPS = 16  # points of a link's curve
_BELOW = 2  # levels shown below the root of the view
_NAME_WIDTH = 34  # Latin letters, of which longer names are cut


def branches_figure(
    tree: InterestTree,
    measure: Measure,
    selected: str = "",
    root: str = "",
    users: int = 0,
    hover: str = "",
) -> "go.Figure":
    """The tree from left to right; the area of a node says how many statements or users it has.

    As in `tree_figure`: the view opens at the selected node (a keyword: at its topic), which gets a border; `root`
    names the whole and `users` counts its users; `hover` is a template for statements and users; a click gives the
    node's id, `ROOT` for the whole. Raises `UnknownNodeError` for a selected node that is not there.
    """
    import plotly.graph_objects as go

    whole = Node(ROOT, "category", root, None, (), sum(node.size for node in tree.level("category")), users)
    top = whole if not selected else tree[selected] if tree[selected].children else tree.parent(selected)
    places = _places(tree, top)
    x, y = np.array(list(places.values()), dtype=float).T
    nodes = [whole if node_id == ROOT else tree[node_id] for node_id in places]
    colours = {ROOT: shade(FAINT, -0.3), **node_colours(tree)}
    counts = np.array([node.users if measure == "users" else node.size for node in nodes])
    deepest = x.max()
    figure = go.Figure()
    for node in nodes[1:]:
        parent = places[node.parent or ROOT]
        figure.add_scatter(
            **_link(parent, places[node.id]), mode="lines", hoverinfo="skip", opacity=0.5,
            line={"color": colours[node.id], "width": 1.5},
        )  # fmt: skip
    figure.add_scatter(
        x=x,
        y=y,
        ids=[node.id for node in nodes],
        customdata=[[node.size, node.users, node.id] for node in nodes],
        text=[safe_text(_cut(node.name)) for node in nodes],
        mode="markers+text",
        textposition=["bottom center" if node is top else "middle right" if place == deepest else "top center"
                      for place, node in zip(x, nodes, strict=True)],
        hovertext=[safe_text(node.name) for node in nodes],
        hovertemplate=f"<b>%{{hovertext}}</b><br>{hover}<extra></extra>",
        textfont={"shadow": "auto"},  # readable where a link passes behind
        cliponaxis=False,
        marker={
            "size": np.clip(_LARGEST * np.sqrt(counts / counts[1:].max(initial=1)), _SMALLEST, _LARGEST),
            "color": [colours[node.id] for node in nodes],
            "opacity": 1,
            "line": {"color": EDGE, "width": [3 if node.id == selected else 0 for node in nodes]},
        },
        unselected={"marker": {"opacity": 1}, "textfont": {"color": INK}},
    )  # fmt: skip
    leaves = sum(place == deepest for place in x)
    hidden = {"visible": False, "fixedrange": True}
    return dressed(
        figure, height=max(_LEAST_HEIGHT, _LINE * int(leaves) + 2 * _MARGIN), showlegend=False, dragmode=False,
        margin={"l": 24, "r": 24, "t": _MARGIN, "b": _MARGIN}, clickmode="event+select",
        xaxis={**hidden, "range": [-0.25, deepest + 0.75]}, yaxis={**hidden, "autorange": "reversed"},
    )  # fmt: skip


def _places(tree: InterestTree, top: Node) -> dict[str, tuple[float, float]]:
    """Where each shown node stands, by id: its depth, and leaves one below the other with parents at their middle."""
    places: dict[str, tuple[float, float]] = {top.id: (0.0, 0.0)}
    line = 0.0

    def place(node: Node, depth: int) -> float:
        nonlocal line
        children = [] if depth == _BELOW else tree.level("category") if node.id == ROOT else tree.children(node.id)
        places[node.id] = (depth, 0.0)  # parents first
        if children:
            middle = float(np.mean([place(child, depth + 1) for child in children][:: max(len(children) - 1, 1)]))
        else:
            middle, line = line, line + 1
        places[node.id] = (depth, middle)
        return middle

    place(top, 0)
    return places


def _link(start: tuple[float, float], end: tuple[float, float]) -> dict[str, np.ndarray]:
    """A curve that leaves and arrives level."""
    part = np.linspace(0, 1, _STEPS)
    bend = part * part * (3 - 2 * part)
    return {"x": start[0] + (end[0] - start[0]) * part, "y": start[1] + (end[1] - start[1]) * bend}


def _cut(name: str) -> str:
    return name if len(name) <= _NAME_WIDTH else f"{name[: _NAME_WIDTH - 1]}…"
