"""What all figures share: colours that stay, and names and texts that can be shown."""

import html
import unicodedata
from collections.abc import Sequence
from itertools import count
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from interest.hierarchy.tree import InterestTree

if TYPE_CHECKING:
    import plotly.graph_objects as go

FONT = "'Source Sans', 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"
INK, FAINT, PAPER = "#1f2d30", "#dbe3e3", "#ffffff"
# Both stand out from light and from dark paper (3 to 1): the app shows figures on either.
EDGE, RING = "#7f8c8d", "#e76300"
NO_PLACE = "#c9cccb"
"""What belongs to no category, or has no number: a grey that is no category's colour, and on no scale."""
BASELINE = "#94a4a2"
"""What is shown only for others to be measured by it."""
HALO = ", ".join(["0 0 2px {paper}"] * 6)
"""Around names that lie on points, as a shadow in CSS of the colour of the paper: they can be read and hide little."""
BAR_EDGE = {"color": EDGE, "width": 1}
"""Around bars: some colours of the palette don't stand out from white."""

# Petroff (2021), Accessible color sequences for data visualization: ten colours chosen to be told apart with any kind
# of colour vision. The two greys come last here: a grey category looks as if it were switched off. Further categories
# take the same hues darker, then lighter.
PALETTE = (
    "#3f90da", "#ffa90e", "#bd1f01", "#832db6", "#a96b59", "#e76300", "#b9ac70", "#92dadd", "#717581", "#94a4a2",
)  # fmt: skip
_SHADES = (0.0, -0.35, 0.35)


def categorical(n: int) -> list[str]:
    """`n` colours that can be told apart, as far as that goes."""
    return [shade(PALETTE[i % 10], _SHADES[i // 10 % len(_SHADES)]) for i in range(n)]


def shade(colour: str, amount: float) -> str:
    """A colour (#rrggbb) lighter (amount up to 1: white) or darker (down to -1: black)."""
    rgb = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)])
    mixed = rgb + (255 - rgb) * amount if amount >= 0 else rgb * (1 + amount)
    return "#" + "".join(f"{round(part):02x}" for part in mixed)


def ink_on(colour: str) -> str:
    """Black or white, whichever can be read on a colour (#rrggbb): at least 4.5 to 1, by WCAG's relative luminance."""
    parts = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return "#000000" if linear @ (0.2126, 0.7152, 0.0722) > 0.179 else "#ffffff"


def node_colours(tree: InterestTree) -> dict[str, str]:
    """The colour of every node by id: one a category, and tints of it for what it holds.

    Edits change no colour: a category of the build has that of the number in its id, hidden or not; one that an edit
    made takes the first that is free.
    """
    categories = [node.id for node in tree.nodes.values() if node.level == "category"]
    built = {node_id: int(node_id[1:]) - 1 for node_id in categories if node_id[1:].isdigit()}
    made = sorted(set(categories) - set(built), key=lambda node_id: (len(node_id), node_id))
    free = (number for number in count() if number not in built.values())
    numbers = built | dict(zip(made, free, strict=False))
    palette = categorical(max(numbers.values(), default=-1) + 1)
    colours = {node_id: palette[number] for node_id, number in numbers.items()}
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
    if text_width(text) <= width:
        return [text]
    rows, start, break_at, used = [], 0, 0, 0
    for i, character in enumerate(text):
        wide = unicodedata.east_asian_width(character) in "WF"
        if wide or (i and text[i - 1] == " "):
            break_at = i
        used += 1 + wide
        if used > width:
            end = break_at if break_at > start else i
            rows.append(text[start:end].strip())
            start, used = end, text_width(text[end : i + 1])
    return [*rows, text[start:].strip()]


def text_width(text: str) -> int:
    """The length of a text in Latin letters, of which a Chinese character takes two."""
    if text.isascii():
        return len(text)
    return sum(1 + (unicodedata.east_asian_width(character) in "WF") for character in text)


def dressed(figure: "go.Figure", **layout: object) -> "go.Figure":
    """The figure in the app's font and colours."""
    title = {"font": {"size": 13}}  # of an axis, as large as what stands at its ticks
    figure.update_layout(
        font={"family": FONT, "size": 13, "color": INK},
        hoverlabel={"font": {"family": FONT, "size": 13}, "align": "left"},
        modebar={"bgcolor": "rgba(0,0,0,0)", "color": shade(INK, 0.5), "activecolor": INK},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        **layout,
    )
    return figure.update_xaxes(title=title).update_yaxes(title=title)


def told_of_sides(names: Sequence[str], rows: pd.DataFrame, titles: tuple[str, str]) -> list[list[object]]:
    """What can be said of rows in which two groups differ: name, both shares, both titles, and `chance`, if given."""
    heads = [safe_text(title) for title in titles]
    chances = rows["chance"] if "chance" in rows else [""] * len(rows)
    return [
        [name, a, b, *heads, chance]
        for name, a, b, chance in zip(names, rows["share_a"], rows["share_b"], chances, strict=True)
    ]


def head_sides(figure: "go.Figure", titles: tuple[str, str], most: float) -> None:
    """Titles over the two sides of a figure whose x goes from −most to most, and the line between them."""
    for side, title in zip((-1, 1), titles, strict=True):
        figure.add_annotation(
            text=f"<b>{safe_text(title, width=40, lines=1)}</b>", font={"size": 14}, showarrow=False,
            x=side * most / 2, y=1, yref="paper", yanchor="bottom",
        )  # fmt: skip
    figure.add_vline(0, line={"color": INK, "width": 1})
