"""What changed between two sides: differences with their intervals, and people who moved."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from interest.figures.style import BAR_EDGE, FAINT, INK, dressed, head_sides, safe_text, shade
from interest.wording import percent

if TYPE_CHECKING:
    import plotly.graph_objects as go

_MOST_TICKS = 4  # on each side
_PALE, _STAYED, _MOVED = 0.3, 0.12, 0.5  # opacities


def changes_figure(rows: pd.DataFrame, titles: tuple[str, str], hover: str = "") -> "go.Figure":
    """Differences of shares, in percentage points, as bars from the middle with their intervals, the first row on top.

    `rows` has the columns name, share_earlier, share_later, difference, low, high, colour and significant; those that
    are not significant are pale. `titles` stand over the two sides (less, more). `hover` is a template in which
    `%{customdata[0]}` stands for the name, `[1]` and `[2]` for the shares, `[3]` to `[5]` for the difference and its
    interval in percentage points, `[6]` for the column chance, if there is one: whether it may be chance.
    """
    import plotly.graph_objects as go

    names = [safe_text(name, width=34, lines=2) for name in rows["name"]]
    points = rows[["difference", "low", "high"]] * 100
    chance = rows["chance"] if "chance" in rows else [""] * len(rows)
    most = max(np.abs(points.to_numpy(float)).max(initial=0.0), 0.5)
    figure = go.Figure(
        go.Bar(
            x=points["difference"], y=list(range(len(rows))), orientation="h", cliponaxis=False,
            marker={
                "color": rows["colour"], "cornerradius": 4, "line": BAR_EDGE,
                "opacity": np.where(rows["significant"], 1.0, _PALE),
            },
            error_x={
                "type": "data", "symmetric": False, "array": points["high"] - points["difference"],
                "arrayminus": points["difference"] - points["low"], "color": shade(INK, 0.35), "thickness": 1.2,
                "width": 4,
            },
            customdata=list(
                zip(names, rows["share_earlier"], rows["share_later"], *points.to_numpy().T, chance, strict=True)
            ),
            hovertemplate=f"{hover}<extra></extra>",
        )
    )  # fmt: skip
    head_sides(figure, titles, most)
    shares = [
        f"{f'<b>{name}</b>' if sure else name}  {percent(before, after)} → {percent(after, before)} "
        for name, before, after, sure in zip(
            names, rows["share_earlier"], rows["share_later"], rows["significant"], strict=True
        )
    ]
    return dressed(
        figure, height=100 + 34 * max(len(rows), 1), margin={"l": 0, "r": 10, "t": 34, "b": 4}, bargap=0.4,
        showlegend=False, dragmode=False,
        xaxis={
            "range": [-most * 1.05, most * 1.05], "fixedrange": True, "gridcolor": FAINT, "zeroline": False,
            "automargin": True, **_ticks(most),
        },
        yaxis={
            "range": [len(rows) - 0.5, -0.5], "automargin": True, "fixedrange": True, "ticks": "", "showgrid": False,
            "tickmode": "array", "tickvals": list(range(len(rows))), "ticktext": shares, "zeroline": False,
        },
    )  # fmt: skip


def _ticks(most: float) -> dict[str, list[float] | list[str]]:
    """At round numbers up to `most`, with their signs; plotly would write +0."""
    step = next(step for step in (0.25, 0.5, 1, 2, 5, 10, 20, 50) if most / step <= _MOST_TICKS)
    values = [step * number for number in range(-int(most / step), int(most / step) + 1)]
    return {"tickvals": values, "ticktext": [f"{value:+g}".replace("-", "−") if value else "0" for value in values]}


def moves_figure(
    moves: pd.DataFrame, names: Mapping[str, str], colours: Mapping[str, str], hover: str = ""
) -> "go.Figure":
    """People by their main category before and after, as bands from left to right.

    `moves` has the columns earlier, later (ids) and users; those who stayed are pale. `names` and `colours` are by id.
    `hover` is a template in which `%{source.label}`, `%{target.label}` and `%{value}` stand for both and the number.
    """
    import plotly.graph_objects as go

    sides = [list(dict.fromkeys(moves[side])) for side in ("earlier", "later")]
    order = {node: rank for rank, node in enumerate(names)}
    left, right = (sorted(side, key=lambda node: order.get(node, len(order))) for side in sides)
    labels = [safe_text(names[node], width=30, lines=1) for node in [*left, *right]]
    figure = go.Figure(
        go.Sankey(
            node={
                "label": labels, "color": [colours[node] for node in [*left, *right]], "pad": 14, "thickness": 14,
                "line": {"width": 0}, "hovertemplate": "%{label}: %{value}<extra></extra>",
            },
            link={
                "source": [left.index(node) for node in moves["earlier"]],
                "target": [len(left) + right.index(node) for node in moves["later"]],
                "value": moves["users"],
                "color": [
                    _clear(colours[before], _STAYED if before == after else _MOVED)
                    for before, after in zip(moves["earlier"], moves["later"], strict=True)
                ],
                "hovertemplate": f"{hover}<extra></extra>",
            },
        )
    )  # fmt: skip
    return dressed(figure, height=max(260, 44 * max(len(left), len(right))), margin={"l": 4, "r": 4, "t": 10, "b": 10})


def _clear(colour: str, opacity: float) -> str:
    """A colour (#rrggbb) that lets through what lies behind."""
    return "rgba({},{},{},{})".format(*(int(colour[i : i + 2], 16) for i in (1, 3, 5)), opacity)
