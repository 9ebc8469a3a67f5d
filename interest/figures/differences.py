"""What one group speaks of more than another: on the tree, and for several groups beside each other."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from interest.figures.style import PAPER, dressed, ink_on, safe_text, text_width, told_of_sides
from interest.figures.tree import WHOLE, outline
from interest.hierarchy.tree import InterestTree

if TYPE_CHECKING:
    import plotly.graph_objects as go

MORE, EVEN, LESS = "#2166ac", "#eef0f0", "#c8590b"
"""Blue and orange, told apart with any kind of colour vision; a light grey where there is no difference."""
_STRONG = 0.5  # of the full colour has the smallest difference that is no chance
_PALE = 0.25  # of it has the largest that may be
_LEAST_GAP = 0.1  # a scale that ends below this would make much of little
_MOST_DOUBLINGS = 3.0  # of the lift, from where a cell has the full colour: eight times as much, or an eighth
_TITLES_WIDTH, _LEAST_TITLE = 84, 12  # Latin letters, of the names over all columns, and over one of many
_LETTER = 7  # pixels, of a label
_SMALL = 0.1  # with shares around this or less, all have a decimal
_CELL_FONT = 13  # given, since plotly would take the tags of a text for a part of its length


def _depth(difference: float, significant: bool) -> float:
    """How deep the colour of a difference from −1 to 1 is: strong where it is significant, however small, else pale."""
    size = min(abs(float(difference)), 1.0)
    return float(np.sign(difference)) * (_STRONG + (1 - _STRONG) * size if significant else _PALE * size)


def difference_colour(difference: float, significant: bool) -> str:
    """The colour of a difference from −1 (orange) over 0 (grey) to 1 (blue); what is not significant is pale."""
    return _coloured(_depth(difference, significant))


def _coloured(strength: float) -> str:
    """A colour on the way from grey to orange (−1) or blue (1)."""
    ends = [np.array([int(c[i : i + 2], 16) for i in (1, 3, 5)]) for c in (EVEN, MORE if strength >= 0 else LESS)]
    mixed = ends[0] + (ends[1] - ends[0]) * abs(strength)
    return "#" + "".join(f"{round(part):02x}" for part in mixed)


def difference_tree_figure(
    tree: InterestTree, compared: pd.DataFrame, titles: tuple[str, str], root: str = "", hover: str = "", unit: str = ""
) -> "go.Figure":
    """The tree as a sunburst by statements, each sector in the colour of the difference between two groups.

    `compared` is that of `interest.segments.contrasts.contrast`: blue where more of the first group have the node,
    orange where more of the second, grey where as many; what is not significant is pale. `titles` name the groups,
    `root` the whole. `hover` is a template in which `%{customdata[0]}` stands for the name, `[1]` and `[2]` for the
    shares, `[3]` and `[4]` for the groups, and `[5]` for the text in the column `chance`, where there is one; `unit`
    says how a difference is written, with a field `points`.
    """
    import plotly.graph_objects as go

    rows = compared.set_index("node_id").loc[[node.id for node in tree]]
    most = max(float(rows["difference"].abs().max()), _LEAST_GAP)
    colours = [
        WHOLE,
        *map(difference_colour, rows["difference"] / most, rows["significant"]),
    ]
    drawn = outline(tree, "statements", root)
    sunburst = go.Sunburst(
        **drawn,
        customdata=[[root, 0.0, 0.0, "", "", ""], *told_of_sides(drawn["labels"][1:], rows, titles)],
        hovertemplate=["%{label}<extra></extra>", *[f"{hover}<extra></extra>"] * len(rows)],
        marker={"colors": colours, "line": {"color": PAPER, "width": 1}},
        textfont={"color": [ink_on(colour) for colour in colours]},
        insidetextorientation="radial",
        leaf={"opacity": 1},
        domain={"y": [0.09, 1]},
    )
    figure = go.Figure([sunburst, _scale(most, titles, unit)])
    nothing = {"visible": False, "fixedrange": True}
    return dressed(figure, height=660, margin={"l": 4, "r": 4, "t": 8, "b": 8}, xaxis=nothing, yaxis=nothing)


def _scale(most: float, titles: tuple[str, str], unit: str) -> "go.Scatter":
    """The scale of the colours below a tree, as the bar of a trace that has no points."""
    import plotly.graph_objects as go

    gap = unit.format(points=100 * most)
    ends = [f"<b>{safe_text(title, width=30, lines=1)}</b><br>{gap}" for title in reversed(titles)]
    return go.Scatter(
        x=[None], y=[None], mode="markers", showlegend=False, hoverinfo="skip",
        marker={
            "color": [0], "cmin": -most, "cmax": most,
            "colorscale": [
                [0, LESS], [0.49, _coloured(-_STRONG)], [0.5, EVEN], [0.51, _coloured(_STRONG)], [1, MORE]
            ],
            "showscale": True,
            "colorbar": {
                "orientation": "h", "x": 0.5, "xanchor": "center", "y": 0.075, "yanchor": "top", "len": 300,
                "lenmode": "pixels", "thickness": 12, "outlinewidth": 0, "tickmode": "array",
                "tickvals": [-most, 0, most], "ticktext": [ends[0], "0", ends[1]],
            },
        },
    )  # fmt: skip


def heat_figure(
    cells: pd.DataFrame, rows: Mapping[str, str], columns: Mapping[str, str], hover: str = ""
) -> "go.Figure":
    """Shares of nodes in several groups as cells; those above or below the rest by more than chance are coloured.

    `cells` has the columns node_id, group, share, share_else, lift, q, significant; `rows` names nodes, the first on
    top, `columns` names groups from left to right. A significant cell is blue where the group has more of the node
    than all else and orange where it has less, the stronger the further its lift is from 1, and a higher one is bold.
    A cell gets a * where there is a column `defining` that says so. All shares have as many decimals.
    `hover` is a template in which `%{customdata[0]}` stands for the node, `[1]` for the group, `[2]` and `[3]` for the
    shares, `[4]` for the lift and `[5]` for the text in the column `chance`, where there is one.
    """
    import plotly.graph_objects as go

    names = [safe_text(name, width=34, lines=2) for name in rows.values()]
    width = max(_TITLES_WIDTH // max(len(columns), 1), _LEAST_TITLE)
    titles = [safe_text(title, width=width, lines=3) for title in columns.values()]
    found = cells.set_index(["node_id", "group"])
    digits = int(cells.loc[cells["share"] > 0, "share"].median() < _SMALL)
    heat, texts, said = [], [], []
    for node, name in zip(rows, names, strict=True):
        own = [found.loc[(node, group)] for group in columns]
        heat.append([_heat(cell) for cell in own])
        inks = [ink_on(_coloured(strength)) for strength in heat[-1]]
        texts.append(
            [f'<span style="color:{i}">{_written(cell, digits)}</span>' for i, cell in zip(inks, own, strict=True)]
        )
        said.append(
            [
                [name, title, *cell[["share", "share_else", "lift"]], cell.get("chance", "")]
                for title, cell in zip(titles, own, strict=True)
            ]
        )
    figure = go.Figure(
        go.Heatmap(
            z=heat, zmin=-1, zmax=1, colorscale=[[0, LESS], [0.5, EVEN], [1, MORE]], showscale=False, xgap=3, ygap=3,
            text=texts, texttemplate="%{text}", textfont={"size": _CELL_FONT},
            customdata=said, hovertemplate=f"{hover}<extra></extra>",
        )
    )  # fmt: skip
    return dressed(
        figure, height=_heading(titles) + 20 + 34 * len(rows), dragmode=False,
        margin={"l": _label_width(names), "r": 10, "t": _heading(titles), "b": 4},
        xaxis=_axis(titles) | {"side": "top", "tickangle": 0, "tickfont": {"size": 14}},
        yaxis=_axis([f"{name}  " for name in names]) | {"autorange": "reversed"},
    )  # fmt: skip


def _heat(cell: pd.Series) -> float:
    """How far a share is above or below the rest, −1 to 1; 0 where that may be chance."""
    return _depth(np.log2(cell["lift"]) / _MOST_DOUBLINGS, True) if cell["significant"] else 0.0


def _written(cell: pd.Series, digits: int) -> str:
    """A share, bold where it is surely more than elsewhere."""
    share = f"{cell['share']:.{digits}%}"
    share = f"{share} *" if cell.get("defining", False) else share
    return f"<b>{share}</b>" if cell["significant"] and cell["lift"] > 1 else share


def _heading(titles: Sequence[str]) -> int:
    """Pixels above the cells: lines of names."""
    return 20 + 18 * max((title.count("<br>") + 1 for title in titles), default=1)


def _label_width(names: Sequence[str]) -> int:
    """Pixels to the left of the cells."""
    return 16 + _LETTER * max((text_width(line) for name in names for line in name.split("<br>")), default=0)


def _axis(labels: Sequence[str]) -> dict[str, object]:
    """An axis that holds labels and nothing else."""
    return {
        "tickvals": list(range(len(labels))), "ticktext": list(labels), "fixedrange": True, "showgrid": False,
        "zeroline": False, "ticks": "",
    }  # fmt: skip
