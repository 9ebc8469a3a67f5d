"""The tree of interests as a sunburst, a treemap or an icicle."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from interest.figures.style import FAINT, INK, PAPER, dressed, ink_on, node_colours, safe_text, shade, text_width
from interest.hierarchy.tree import InterestTree, Node

if TYPE_CHECKING:
    import plotly.graph_objects as go

Shape = Literal["sunburst", "treemap", "icicle"]
Measure = Literal["statements", "users"]

ROOT = "all"
"""The id of the whole tree in figures; no node has it."""
_LABEL_WIDTH = 16  # Latin letters: longer names in one line become too small to read, or are left out
_COLUMN_WIDTH, _HEAD_WIDTH = 26, 40  # in columns, which are broad and low, and over the tiles of what a node holds
_PAD = "\u00a0"  # around names, or they would fill a sector from border to border
WHOLE = shade(FAINT, 0.3)
"""The colour of the root."""
_SHOWN_LEVELS = 3  # the root of the view and two levels below: more would be too thin to read


def tree_figure(
    tree: InterestTree,
    shape: Shape,
    measure: Measure,
    selected: str = "",
    root: str = "",
    users: int = 0,
    hover: str = "",
    colours: Mapping[str, str] | None = None,
) -> "go.Figure":
    """The tree as sectors or tiles whose areas say how many statements or users a node has.

    The view opens at the selected node (a keyword: at its topic), which gets a border. `root` names the whole and
    `users` counts its users; `hover` is a template in which `%{customdata[0]}` stands for the statements and
    `%{customdata[1]}` for the users. `colours` are those of the nodes by id, by default `node_colours`.
    A click gives the node's id, `ROOT` for the whole. Raises `UnknownNodeError` for a selected node that is not there.
    """
    import plotly.graph_objects as go

    nodes = list(tree)
    colours = colours or node_colours(tree)
    level = ROOT if not selected else selected if tree[selected].children else tree[selected].parent
    chosen = [node.id == selected for node in nodes]
    shades = [WHOLE, *(colours[node.id] for node in nodes)]
    trace = {"sunburst": go.Sunburst, "treemap": go.Treemap, "icicle": go.Icicle}[shape](
        **outline(tree, measure, root, shape),
        customdata=[[sum(n.size for n in tree.level("category")), users], *([node.size, node.users] for node in nodes)],
        level=level,
        hovertemplate=f"<b>%{{label}}</b><br>{hover}<extra></extra>",
        marker={
            "colors": shades,
            "line": {
                "color": [PAPER, *(INK if c else PAPER for c in chosen)],
                "width": [1, *(3 if c else 1 for c in chosen)],
            },
        },
        textfont={"color": [ink_on(colour) for colour in shades]} | ({} if shape == "sunburst" else {"size": 14}),
        **_looks(shape),
    )
    # In tiles, small names would be specks; a sunburst turns its names, and all of them fit.
    small = {} if shape == "sunburst" else {"uniformtext": {"minsize": 11, "mode": "hide"}}
    return dressed(
        go.Figure(trace), height=620, **small, margin={"l": 4, "r": 4, "t": 34 if shape == "treemap" else 8, "b": 8}
    )


def outline(tree: InterestTree, measure: Measure, root: str, shape: Shape = "sunburst") -> dict[str, Any]:
    """What plotly needs to know of a tree but for its colours: `ROOT`, called `root`, and then each node in order."""
    nodes, values = list(tree), _areas(tree, measure)
    return {
        "ids": [ROOT, *(node.id for node in nodes)],
        "labels": (labels := [safe_text(root), *(_label(node, shape) for node in nodes)]),
        "text": ["<br>".join(f"{_PAD}{line}{_PAD}" for line in label.split("<br>")) for label in labels],
        "textinfo": "text",
        "parents": ["", *(node.parent or ROOT for node in nodes)],
        "values": [values[ROOT], *(values[node.id] for node in nodes)],
        "branchvalues": "total",
        "maxdepth": _SHOWN_LEVELS,
        "sort": False,
    }


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
            return {"insidetextorientation": "radial", "leaf": {"opacity": 1}}
        case "treemap":
            return {"pathbar": {"visible": True, "thickness": 26}, "tiling": {"pad": 2}}
        case "icicle":
            return {"pathbar": {"visible": False}, "tiling": {"orientation": "h"}, "leaf": {"opacity": 1}}


def _label(node: Node, shape: Shape) -> str:
    """A node's name in lines of about equal length, so that no single character is left over; words that fit into
    one stay whole."""
    heads = shape == "treemap" and node.level == "category"
    most = _HEAD_WIDTH if heads else _COLUMN_WIDTH if shape == "icicle" else _LABEL_WIDTH
    length = text_width(node.name)
    lines = -(-length // most)
    words = (len(word) for word in node.name.split() if text_width(word) == len(word) <= most)
    return safe_text(node.name, max(-(-length // max(lines, 1)) + 2, *words, 0))
