"""What goes with an outcome: differences as they are and adjusted, beside each other."""

from typing import TYPE_CHECKING

import pandas as pd

from interest.figures.style import BAR_EDGE, BASELINE, FAINT, INK, dressed, safe_text, shade

if TYPE_CHECKING:
    import plotly.graph_objects as go

_APART = 0.17  # of a row, from its middle to either dot


def effects_figure(
    rows: pd.DataFrame, names: tuple[str, str], axis: str = "", hovers: tuple[str, str] = ("", ""), form: str = "+,"
) -> "go.Figure":
    """Differences with their intervals as dots on lines around 0, the first row on top: adjusted ones in colour, and
    below each, in grey, what it is without that.

    `rows` has the columns name, difference, low, high, adjusted, adjusted_low, adjusted_high (NaN where it can't be
    had), colour and significant: dots that are not are hollow. `names` are what the adjusted and the plain ones are
    called, `axis` is the name of the axis, `form` how its numbers are written. In `hovers`, of the adjusted and of the
    plain ones, `%{text}` stands for the name, `%{x}` for the difference, `%{customdata[0]}` and `[1]` for its interval.
    """
    import plotly.graph_objects as go

    figure = go.Figure()
    place = pd.Series(range(len(rows)), dtype=float)
    hollow = [
        colour if sure else shade(colour, 0.85)
        for colour, sure in zip(rows["colour"], rows["significant"], strict=True)
    ]
    looks = (
        (
            "adjusted",
            "adjusted_",
            -_APART,
            {"size": 12, "color": hollow, "line": {"width": 2.5, "color": rows["colour"]}},
            2.0,
        ),
        ("difference", "", _APART, {"size": 8, "color": BASELINE, "line": BAR_EDGE}, 1.2),
    )
    for (column, prefix, apart, marker, thickness), name, hover in zip(looks, names, hovers, strict=True):
        low, high = rows[f"{prefix}low"], rows[f"{prefix}high"]
        figure.add_scatter(
            x=rows[column], y=place + apart, mode="markers", marker=marker, name=safe_text(name), cliponaxis=False,
            error_x={
                "type": "data", "symmetric": False, "array": high - rows[column], "arrayminus": rows[column] - low,
                "color": shade(INK, 0.35) if prefix else BASELINE, "thickness": thickness, "width": 4,
            },
            text=[safe_text(name) for name in rows["name"]], customdata=list(zip(low, high, strict=True)),
            hovertemplate=f"{hover}<extra></extra>",
        )  # fmt: skip
    figure.add_vline(0, line={"color": INK, "width": 1})
    return dressed(
        figure, height=110 + 40 * max(len(rows), 1), margin={"l": 0, "r": 10, "t": 34, "b": 4}, dragmode=False,
        xaxis={
            "title": {"text": axis, "standoff": 10}, "tickformat": form, "gridcolor": FAINT, "zeroline": False,
            "fixedrange": True, "automargin": True,
        },
        yaxis={
            "range": [len(rows) - 0.5, -0.5], "automargin": True, "fixedrange": True, "showgrid": False,
            "zeroline": False, "tickvals": list(range(len(rows))),
            "ticktext": [f"{safe_text(name, width=26, lines=2)}  " for name in rows["name"]],
        },
        legend={"orientation": "h", "yanchor": "bottom", "y": 1, "x": 0, "itemclick": False, "itemdoubleclick": False},
    )  # fmt: skip
