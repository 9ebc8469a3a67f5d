"""The pictures of a report as SVG: small, sharp in print, in the colours of the page, and without a library to load."""

import math
from collections.abc import Callable, Iterable, Sequence

from markupsafe import Markup

from interest.figures.map import place_labels
from interest.figures.style import safe_text
from interest.hierarchy.tree import Node
from interest.report.handout import Handout

ROOT = "all"
"""The view of the whole tree."""
_HALF = 300.0  # of the side of the sunburst's square
_RINGS = ((86.0, 192.0), (194.0, 298.0))  # inner and outer radius
_LETTERS = 16  # Latin ones that fit into a ring
_LINE = 13.0  # height of a line of text
_LEAST_ARC = 0.004  # radians, below which a sector can't be seen
_MAP_WIDTH, _MAP_HEIGHT, _MARGIN = 1000, 620, 30
_DARK = 0.2  # relative luminance (WCAG 2) below which white has more contrast than ink: √(1.05 × 0.06) − 0.05

Hover = Callable[[Node], str]


def sunburst(handout: Handout, whole: str, hover: Hover) -> Markup:
    """The tree as rings, a view of the whole and one of each category; the page's script goes from one to another.

    `whole` names the tree; `hover` says of a node what shows when the pointer rests on it.
    """
    tree = handout.tree
    categories = tree.level("category")
    views = [_view(handout, ROOT, whole, categories, hover)]
    views += [_view(handout, node.id, node.name, tree.children(node.id), hover) for node in categories]
    return Markup("").join(views)


def _view(handout: Handout, view: str, title: str, inner: Sequence[Node], hover: Hover) -> Markup:
    """Nodes in the inner ring, their children in the outer one. Categories lead to their view, topics to their row."""
    total = sum(node.size for node in inner)
    parts, start = [], 0.0
    for node in inner:
        turn = 2 * math.pi * node.size / max(total, 1)
        parts.append(_sector(handout, node, 0, start, turn, hover))
        below = start
        for child in handout.tree.children(node.id):
            width = 2 * math.pi * child.size / max(total, 1)
            parts.append(_sector(handout, child, 1, below, width, hover))
            below += width
        start += turn
    hidden = "" if view == ROOT else " hidden"
    return Markup('<svg class="view" data-view="{}" viewBox="{} {} {} {}"{}>{}{}</svg>').format(
        view, -_HALF, -_HALF, 2 * _HALF, 2 * _HALF, Markup(hidden), Markup("").join(parts), _middle(view, title)
    )


def _middle(view: str, title: str) -> Markup:
    """What the view is of; in that of a category, the way back."""
    if view == ROOT:
        return Markup('<g class="middle">{}</g>').format(_lines(title, 0.0))
    return Markup('<a class="middle" href="#tree" data-to="{}"><circle r="{}"/>{}<text y="{}">↩</text></a>').format(
        ROOT, _RINGS[0][0] - 4, _lines(title, -8.0), 40
    )


def _sector(handout: Handout, node: Node, ring: int, start: float, turn: float, hover: Hover) -> Markup:
    if turn < _LEAST_ARC:
        return Markup("")
    shape = Markup('<path d="{}" fill="{}"><title>{}</title></path>{}').format(
        _arc(*_RINGS[ring], start, turn), handout.colours[node.id], f"{node.name}\n{hover(node)}",
        _label(node, ring, start + turn / 2, turn, handout.colours[node.id]),
    )  # fmt: skip
    if node.level == "keyword":
        return shape
    to = Markup(' data-to="{}"').format(node.id) if node.level == "category" else Markup("")
    return Markup('<a href="#{}"{}>{}</a>').format(node.id, to, shape)


def _arc(inner: float, outer: float, start: float, turn: float) -> str:
    """The path of a sector; angles in radians, clockwise from the top. A whole ring is left a hair open."""
    end = start + min(turn, 2 * math.pi - 1e-4)
    large = int(end - start > math.pi)
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = (
        (radius * math.sin(angle), -radius * math.cos(angle))
        for radius, angle in ((outer, start), (outer, end), (inner, end), (inner, start))
    )
    return (
        f"M{ax:.1f} {ay:.1f}A{outer:g} {outer:g} 0 {large} 1 {bx:.1f} {by:.1f}"
        f"L{cx:.1f} {cy:.1f}A{inner:g} {inner:g} 0 {large} 0 {dx:.1f} {dy:.1f}Z"
    )


def _label(node: Node, ring: int, middle: float, turn: float, colour: str) -> Markup:
    """The name along the radius, in as many lines as there is room for; none where there is no room."""
    radius = sum(_RINGS[ring]) / 2
    room = int(turn * radius // _LINE)
    if room < 1:
        return Markup("")
    degrees = math.degrees(middle) - 90
    if 90 < degrees < 270:
        degrees -= 180  # never upside down
        radius = -radius
    place = f"rotate({degrees:.1f}) translate({radius:.0f} 0)"
    dark = " light" if _luminance(colour) < _DARK else ""
    return Markup('<g class="name{}" transform="{}">{}</g>').format(dark, place, _lines(node.name, 0.0, room))


def _lines(text: str, y: float, most: int = 3) -> Markup:
    """A text in centred lines around a height."""
    lines = safe_text(text, _LETTERS, min(most, 3)).split("<br>")  # escaped
    top = y - _LINE * (len(lines) - 1) / 2
    return Markup("").join(
        Markup('<text y="{}">{}</text>').format(f"{top + i * _LINE:g}", Markup(line)) for i, line in enumerate(lines)
    )


def _luminance(colour: str) -> float:
    """The relative luminance of a colour (#rrggbb), 0 to 1 (WCAG 2)."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def map_picture(handout: Handout) -> Markup:
    """Every statement as a point, coloured by category, with the names of topics where they don't overlap."""
    points = handout.statements[["x", "y", "category", "topic"]].rename(columns={"topic": "place"})
    for axis, size in (("x", _MAP_WIDTH), ("y", _MAP_HEIGHT)):
        low, high = points[axis].min(), points[axis].max()
        scaled = (points[axis] - low) / max(high - low, 1e-9)
        points[axis] = (_MARGIN + (size - 2 * _MARGIN) * (scaled if axis == "x" else 1 - scaled)).round()
    paths = [
        Markup('<path d="{}" stroke="{}"/>').format(_dots(own[["x", "y"]].itertuples(index=False)), handout.colours[c])
        for c, own in points.groupby("category", sort=False)
    ]
    names = {node.id: node.name for node in handout.tree.level("topic") if not node.is_other}
    labels = [
        Markup('<text x="{:g}" y="{:g}">{}</text>').format(label.x, label.y, label.name)
        for label in place_labels(points, names, ["place"], (0, _MAP_WIDTH, 0, _MAP_HEIGHT))
    ]
    view = f"0 0 {_MAP_WIDTH} {_MAP_HEIGHT}"
    return Markup('<svg class="map" viewBox="{}">{}</svg>').format(view, Markup("").join([*paths, *labels]))


def _dots(places: Iterable[tuple[float, float]]) -> str:
    """Points as a path of lines without length, which round caps make dots; each place once."""
    return "".join(f"M{x:g} {y:g}h0" for x, y in dict.fromkeys(places))
