"""A node from one side: its share over time, and what its ratings say."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

from interest.figures.style import FAINT, INK, dressed, safe_text, shade, text_width

if TYPE_CHECKING:
    import plotly.graph_objects as go

OPINION_COLOURS = {"liked": "#3f90da", "neutral": "#dbe3e3", "disliked": "#bd1f01"}
"""Blue, grey and red: told apart with any kind of colour vision, and red says what it says elsewhere."""
_ONE_YEAR = 320  # days, within which a day is told by its month
_LABEL_FROM = 0.08  # a narrower part of a bar has no room for its number


def timeline_figure(
    bins: pd.DataFrame, colour: str, since: pd.Timestamp | None = None, hover: str = "", days: str = "%-d %b"
) -> "go.Figure":
    """A share over time as a line in the band of its 95% intervals; what lies after `since` has a tinted ground.

    `bins` are those of `interest.findings.Timeline`. In `hover`, `%{x}` stands for the start of a bin, `%{y}` for the
    share, `%{customdata[0]}` for the statements and `%{customdata[1]}` for all of that time. `days` is how a day is
    written on the axis.
    """
    import plotly.graph_objects as go

    start = pd.to_datetime(bins["start"])
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    edge = {"x": start, "mode": "lines", "line": {"width": 0}, "hoverinfo": "skip", "showlegend": False}
    figure = go.Figure()
    figure.add_scatter(y=bins["low"], **edge)
    figure.add_scatter(y=bins["high"], fill="tonexty", fillcolor=f"rgba({red},{green},{blue},0.15)", **edge)
    figure.add_scatter(
        x=start, y=bins["share"], mode="lines+markers", line={"color": colour, "width": 2.5}, marker={"size": 6},
        customdata=bins[["statements", "of"]], hovertemplate=f"{hover}<extra></extra>", cliponaxis=False,
        showlegend=False,
    )  # fmt: skip
    if since is not None:
        figure.add_vrect(
            x0=max(since, start.iloc[0]), x1=start.iloc[-1], fillcolor=shade(INK, 0.6), opacity=0.12, line_width=0,
            layer="below",
        )  # fmt: skip
    short = (start.iloc[-1] - start.iloc[0]).days < _ONE_YEAR
    # Intervals of thin bins may reach far up: the line must stay what one sees.
    most = max(min(float(bins["high"].max()) * 1.05, float(bins["share"].max()) * 2.5), 0.01)
    return dressed(
        figure, height=170, margin={"l": 4, "r": 12, "t": 8, "b": 4}, dragmode=False,
        xaxis={
            "fixedrange": True, "showgrid": False, "automargin": True, "nticks": 6,
            "tickformat": days if short else "%Y-%m",
        },
        yaxis={
            "fixedrange": True, "gridcolor": FAINT, "zeroline": False, "automargin": True, "range": [0, most],
            "tickformat": ".0%" if most > 0.04 else ".1%", "nticks": 4,
        },
    )  # fmt: skip


def history_figure(
    bins: pd.DataFrame,
    names: Mapping[str, str],
    colours: Mapping[str, str],
    hover: str,
    axis: str = "",
    days: str = "%-d %b",
) -> "go.Figure":
    """How many statements of each category somebody made over time, as stacked bars.

    `bins` are those of `interest.findings.user_over_time`; `names` and `colours` are by category, in the order of the
    stack. In `hover`, `%{x}` stands for the start of a bin and `%{y}` for the statements; `axis` is the name of the
    upright axis, and `days` is how a day is written on the other.
    """
    import plotly.graph_objects as go

    figure = go.Figure()
    starts = bins["start"].drop_duplicates().sort_values()
    for category, name in names.items():
        counts = bins[bins["category"] == category].set_index("start")["statements"].reindex(starts, fill_value=0)
        figure.add_bar(
            x=starts, y=counts, name=safe_text(name), marker={"color": colours[category]},
            hovertemplate=f"<b>{safe_text(name)}</b><br>{hover}<extra></extra>",
        )  # fmt: skip
    short = (starts.iloc[-1] - starts.iloc[0]).days < _ONE_YEAR
    return dressed(
        figure, height=260, margin={"l": 4, "r": 12, "t": 8, "b": 4}, barmode="stack", dragmode=False,
        xaxis={
            "fixedrange": True, "showgrid": False, "automargin": True, "nticks": 8,
            "tickformat": days if short else "%Y-%m",
        },
        yaxis={
            "fixedrange": True, "gridcolor": FAINT, "zeroline": False, "automargin": True, "tickformat": ",d",
            "title": {"text": axis, "standoff": 8},
        },
        legend={"orientation": "h", "yanchor": "top", "y": -0.15, "traceorder": "normal"},
    )  # fmt: skip


def opinion_figure(rows: pd.DataFrame, names: dict[str, str]) -> "go.Figure":
    """What ratings say as bars of three parts, liked, neutral and disliked; the first row on top.

    `rows` has the columns name, and liked, neutral and disliked (shares that sum to one); `names` says what the three
    are called.
    """
    import plotly.graph_objects as go

    figure = go.Figure()
    labels = [safe_text(name, width=22, lines=2) for name in rows["name"]]
    for opinion, colour in OPINION_COLOURS.items():
        shares = rows[opinion]
        figure.add_bar(
            x=shares, y=list(range(len(rows))), orientation="h", name=names[opinion], marker={"color": colour},
            text=[f"{share:.0%}" if share >= _LABEL_FROM else "" for share in shares], textposition="inside",
            insidetextanchor="middle", textangle=0,
            textfont={"color": INK if opinion == "neutral" else "#ffffff"},
            hovertemplate=f"{safe_text(names[opinion])}: %{{x:.0%}}<extra></extra>",
        )  # fmt: skip
    widest = max((text_width(line) for label in labels for line in label.split("<br>")), default=0)
    return dressed(
        figure, height=70 + 40 * len(rows), margin={"l": 7 * widest + 12, "r": 10, "t": 4, "b": 4}, barmode="stack",
        bargap=0.35, dragmode=False, uniformtext={"minsize": 11, "mode": "hide"},
        xaxis={"visible": False, "range": [0, 1], "fixedrange": True},
        yaxis={
            "autorange": "reversed", "fixedrange": True, "showgrid": False, "zeroline": False,
            "tickvals": list(range(len(rows))), "ticktext": [f"{label}  " for label in labels],
        },
        legend={"orientation": "h", "yanchor": "top", "y": -0.05, "traceorder": "normal"},
    )  # fmt: skip
