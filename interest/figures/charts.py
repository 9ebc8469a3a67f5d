"""Bars, intervals, curves and dots: what a page says beside the tree."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from interest.figures.style import (
    BAR_EDGE,
    EDGE,
    FAINT,
    INK,
    PALETTE,
    RING,
    dressed,
    head_sides,
    node_colours,
    safe_text,
    shade,
    text_width,
    told_of_sides,
)
from interest.hierarchy.tree import InterestTree

if TYPE_CHECKING:
    import plotly.graph_objects as go

_LETTER = 6.5  # pixels, of a label
_BROAD, _NARROW = 26, 16  # Latin letters of a name in a line
_SMALL = 0.1  # where all shares are below it they have a decimal: unlike bars that all say 2% look like a mistake
_LEAST_WIDTH = 40  # pixels that bars keep where names and notes are long; plotly cuts names sooner by itself
_DIAMETER = 26  # pixels, of the circle of the largest topic


def curves_figure(
    curves: pd.DataFrame, column: str, names: tuple[str, str], axes: tuple[str, str] = ("", "")
) -> "go.Figure":
    """Learning curves: `column` against the epoch, a line a run; the last run is the one that is kept, and stands out.

    `curves` are those of `interest.users.Learning`; `names` are what the tests and the last run are called, `axes` what
    the axes are.
    """
    import plotly.graph_objects as go

    figure = go.Figure()
    runs = curves["run"].unique().tolist()
    for number, run in enumerate(runs):
        own = curves[(curves["run"] == run) & curves[column].notna()]
        last = run == runs[-1]
        name = safe_text(names[last])
        figure.add_scatter(
            x=own["epoch"], y=own[column], mode="lines", name=name, legendgroup=name, showlegend=last or number == 0,
            line={"color": PALETTE[0], "width": 3} if last else {"color": EDGE, "width": 1.5},
            hovertemplate=f"<b>{name}</b><br>%{{x}}: %{{y:.3f}}<extra></extra>",
        )  # fmt: skip
    grid = {"gridcolor": FAINT, "zeroline": False, "fixedrange": True, "automargin": True}
    return dressed(
        figure, height=300, margin={"l": 4, "r": 10, "t": 10, "b": 4}, dragmode=False,
        xaxis={**grid, "title": {"text": axes[0], "standoff": 10}},
        yaxis={**grid, "title": {"text": axes[1], "standoff": 14}},
        showlegend=True, legend={"orientation": "h", "yanchor": "top", "y": -0.35},
    )  # fmt: skip


def bars_figure(rows: pd.DataFrame, hover: str = "", narrow: bool = False) -> "go.Figure":
    """Shares as horizontal bars, the first row on top.

    `rows` has the columns name, weight (0 to 1), colour and note (written behind the bar); `hover` is a template
    with `%{y}`, `%{x}` and `%{customdata[0]}` (the note). `narrow` is for a card: names are broken sooner, and notes
    stand in a line of their own, so that something is left for the bars.
    """
    import plotly.graph_objects as go

    names = [safe_text(name, width=_NARROW if narrow else _BROAD, lines=3) for name in rows["name"]]
    between = "<br>" if narrow else "  "
    most = float(rows["weight"].max()) if len(rows) else 1.0
    form = ".0%" if most >= _SMALL else ".1%"
    texts = [
        f"{weight:{form}}{between}{note}" if note else f"{weight:{form}}"
        for weight, note in zip(rows["weight"], rows["note"], strict=True)
    ]
    bars = go.Bar(
        x=rows["weight"],
        y=list(range(len(rows))),
        orientation="h",
        marker={"color": rows["colour"], "cornerradius": 4, "line": BAR_EDGE},
        text=texts,
        textposition="outside",
        cliponaxis=False,
        customdata=[[name, note] for name, note in zip(names, rows["note"], strict=True)],
        hovertemplate=hover or "%{customdata[0]}<br>%{x:.1%}<extra></extra>",
    )
    lines = (line for text in texts for line in text.split("<br>"))
    behind = 10 + _LETTER * max(map(text_width, lines), default=0)  # the longest bar may end here
    return dressed(
        go.Figure(bars), height=60 + 36 * max(len(rows), 1), margin={"l": 0, "r": behind, "t": 4, "b": 4}, bargap=0.35,
        minreducedwidth=_LEAST_WIDTH,
        xaxis={"visible": False, "range": [0, most], "fixedrange": True},
        yaxis={
            "autorange": "reversed", "automargin": True, "fixedrange": True, "ticks": "", "tickmode": "array",
            "tickvals": list(range(len(rows))), "ticktext": [f"{name}  " for name in names],
        },
    )  # fmt: skip


def butterfly_figure(rows: pd.DataFrame, titles: tuple[str, str], hover: str = "") -> "go.Figure":
    """Shares of two groups as bars to both sides, the first row on top; rows that are not `significant` are pale.

    `rows` has the columns name, share_a and share_b (0 to 1), colour and significant; `titles` name the two groups.
    `hover` is a template in which `%{customdata[0]}` stands for the name, `[1]` and `[2]` for the shares, `[3]` and
    `[4]` for the titles, and `[5]` for the text in the column `chance`, where there is one.
    """
    import plotly.graph_objects as go

    names = [safe_text(name, width=34, lines=2) for name in rows["name"]]
    most = max(rows[["share_a", "share_b"]].to_numpy().max(initial=0.0), 0.01)
    figure = go.Figure()
    for side, column in ((-1, "share_a"), (1, "share_b")):
        figure.add_bar(
            x=side * rows[column], y=list(range(len(rows))), orientation="h", cliponaxis=False,
            marker={
                "color": rows["colour"], "cornerradius": 4, "line": BAR_EDGE,
                "opacity": np.where(rows["significant"], 1.0, 0.3),
            },
            text=[f"{share:.0%}" for share in rows[column]], textposition="outside", textfont={"color": INK},
            customdata=told_of_sides(names, rows, titles),
            hovertemplate=f"{hover}<extra></extra>",
        )  # fmt: skip
    head_sides(figure, titles, most)
    labels = [
        f"<b>{name}</b>  " if sure else f"{name}  " for name, sure in zip(names, rows["significant"], strict=True)
    ]
    return dressed(
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
    return dressed(
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


def gaps_figure(rows: pd.DataFrame, axis: str = "", hover: str = "") -> "go.Figure":
    """Differences of shares with their intervals as dots on lines around 0, the first row on top.

    `rows` has the columns name, difference, low, high (-1 to 1), share_a, share_b and colour. `hover` is a template in
    which `%{text}` stands for the name, `%{customdata[0]}` and `[1]` for the shares; `axis` is the name of the axis.
    """
    import plotly.graph_objects as go

    dots = go.Scatter(
        x=rows["difference"], y=list(range(len(rows))), mode="markers", cliponaxis=False,
        marker={"size": 11, "color": rows["colour"], "line": BAR_EDGE},
        error_x={
            "type": "data", "symmetric": False, "array": rows["high"] - rows["difference"],
            "arrayminus": rows["difference"] - rows["low"], "color": shade(INK, 0.5), "thickness": 1.5, "width": 5,
        },
        text=[safe_text(name) for name in rows["name"]], customdata=rows[["share_a", "share_b"]],
        hovertemplate=f"{hover}<extra></extra>",
    )  # fmt: skip
    figure = go.Figure(dots)
    figure.add_vline(0, line={"color": INK, "width": 1})
    return dressed(
        figure, height=90 + 30 * max(len(rows), 1), margin={"l": 0, "r": 10, "t": 4, "b": 4}, dragmode=False,
        xaxis={
            "title": {"text": axis, "standoff": 10}, "tickformat": "+.0%", "gridcolor": FAINT, "zeroline": False,
            "fixedrange": True, "automargin": True,
        },
        yaxis={
            "range": [len(rows) - 0.5, -0.5], "automargin": True, "fixedrange": True, "showgrid": False,
            "zeroline": False, "tickvals": list(range(len(rows))),
            "ticktext": [f"{safe_text(name, width=34)}  " for name in rows["name"]],
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
        figure.add_scatter(  # the legend would take the symbol of the first topic, which may be weak
            x=[None], y=[None], mode="markers", name=safe_text(category.name), legendgroup=category.id,
            marker={"color": colours[category.id], "size": 12},
        )  # fmt: skip
        figure.add_scatter(
            x=own["separation"], y=own["stability"], mode="markers", legendgroup=category.id, showlegend=False,
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
        marker={"size": ring["diameter"] + 10, "symbol": "circle-open", "color": RING, "line": {"width": 2.5}},
    )  # fmt: skip
    figure.add_hline(threshold, line={"color": shade(INK, 0.5), "dash": "dot", "width": 1.5})
    grid = {"gridcolor": FAINT, "zeroline": False, "fixedrange": True, "automargin": True}
    lowest = min([threshold, *topics["stability"].dropna()])
    return dressed(
        figure, height=480, margin={"l": 4, "r": 10, "t": 10, "b": 4}, clickmode="event+select", dragmode=False,
        xaxis={**grid, "title": {"text": axes[0], "standoff": 10}},
        yaxis={**grid, "title": axes[1], "tickformat": ".0%", "range": [lowest - 0.07, 1.05]},
        showlegend=len(tree.level("category")) <= 20,
        legend={"orientation": "h", "yanchor": "top", "y": -0.26, "itemsizing": "constant", "font": {"size": 13}},
    )  # fmt: skip
