"""Every figure of the app is shown here: in its own colours, and with a button that saves it as a picture."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Literal

import streamlit as st

from interest.figures.style import PAPER
from interest.ui.frame.translations import t

if TYPE_CHECKING:
    import plotly.graph_objects as go
    from streamlit.delta_generator import DeltaGenerator
    from streamlit.elements.plotly_chart import SelectionMode

FORMATS = {"png": "PNG", "svg": "SVG"}
"""The kinds of pictures that a browser makes of a figure by itself, offline."""
_BAR_HEIGHT = 28  # pixels above a figure, for its buttons: else they would lie on it
_SCALE = 2  # pixels of a PNG for each on the screen: sharp on slides and in print
_LOCALES = {"en": "en", "zh": "zh-CN"}
_TOOLTIPS = {  # of plotly's buttons, as plotly calls them
    "Download plot": "figure.download", "Download plot as a PNG": "figure.download", "Zoom in": "figure.zoom_in",
    "Zoom out": "figure.zoom_out", "Zoom": "figure.zoom", "Pan": "figure.pan", "Autoscale": "figure.autoscale",
    "Reset axes": "figure.reset", "Lasso Select": "figure.lasso", "Box Select": "figure.box",
}  # fmt: skip


def chart(
    figure: "go.Figure",
    key: str,
    alt: str,
    name: str = "",
    place: "DeltaGenerator | None" = None,
    tools: Sequence[str] = (),
    on_select: Literal["ignore", "rerun"] | Callable[[], None] = "ignore",
    selection_mode: "SelectionMode | Sequence[SelectionMode]" = "points",
    always: bool = False,
    square: bool = False,
) -> None:
    """Show a figure; when the pointer is on it (or `always`), a button saves it as a file called by study and `name`.

    `alt` is for those who can't see it. `tools` are further buttons, as plotly calls them; with any, the wheel zooms.
    What is clicked comes by `on_select`, as in `st.plotly_chart`. A `square` figure is as high as its place is wide.
    """
    figure.update_layout(paper_bgcolor=PAPER)  # else a saved picture would have no background
    _leave_room(figure)
    where = place or (st.container(key=f"square-{key}") if square else st)
    where.plotly_chart(
        figure, theme=None, key=key, height="stretch" if square else "content", alt=alt, on_select=on_select,
        selection_mode=selection_mode, config=_config(name or key, tools, always),
    )  # fmt: skip


def _leave_room(figure: "go.Figure") -> None:
    """Make room above a figure for the buttons."""
    layout = figure.layout
    lacking = _BAR_HEIGHT - layout.margin.t if layout.margin.t is not None else 0
    if lacking > 0:
        figure.update_layout(margin_t=_BAR_HEIGHT, height=layout.height + lacking if layout.height else None)


def _config(name: str, tools: Sequence[str], always: bool) -> dict[str, Any]:
    locale = _LOCALES[st.session_state.lang]
    return {
        "displaylogo": False,
        "displayModeBar": True if always or tools else "hover",
        "scrollZoom": bool(tools),
        "modeBarButtons": [["toImage"], list(tools)] if tools else [["toImage"]],
        "toImageButtonOptions": {
            "format": st.session_state.get("figure_format", "png"),
            "filename": f"{st.session_state.study}-{name}",
            "scale": _SCALE,
        },
        "locale": locale,
        "locales": {locale: {"dictionary": {button: t(key) for button, key in _TOOLTIPS.items()}, "format": {}}},
    }
