"""People as dots: who is near to whom by what they speak of."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from interest.figures.map import Group
from interest.figures.style import NO_PLACE, dressed, safe_text

if TYPE_CHECKING:
    import plotly.graph_objects as go

_MOST = 4000
"""Dots beyond which a picture gets no clearer, only slower."""


def crowd_figure(spots: pd.DataFrame, groups: Sequence[Group], nobody: str = "") -> "go.Figure":
    """Dots of people in the colours of their groups, grey for those in none (0), who are called `nobody` in the legend.

    `spots` has the columns user_id, x, y, group (a number, as text the `Group.id`; 0 for none).
    """
    import plotly.graph_objects as go

    shown = spots.iloc[:: max(1, -(-len(spots) // _MOST))]
    figure = go.Figure()
    for group in (Group("0", nobody, NO_PLACE), *groups):
        own = shown[shown["group"].astype("str") == group.id]
        if len(own):
            figure.add_scattergl(
                x=own["x"], y=own["y"], mode="markers", name=safe_text(group.name, width=30, lines=2),
                marker={"size": 6, "color": group.colour, "opacity": 0.75},
                text=[safe_text(user) for user in own["user_id"]], hovertemplate="%{text}<extra></extra>",
                showlegend=bool(groups),
            )  # fmt: skip
    nothing = {"visible": False, "fixedrange": True}
    return dressed(
        figure, height=380, margin={"l": 4, "r": 4, "t": 8, "b": 4}, dragmode=False, xaxis=nothing, yaxis=nothing,
        legend={"orientation": "h", "yanchor": "top", "y": -0.02, "itemsizing": "constant"},
    )  # fmt: skip
