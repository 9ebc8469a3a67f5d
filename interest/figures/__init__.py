"""Plotly figures of a tree, a map, a profile and a comparison, in the colours that all of them share.

Texts of users go into figures escaped: plotly would take their tags for formatting and their links for links.
"""

from interest.figures.branches import branches_figure
from interest.figures.changes import changes_figure, moves_figure
from interest.figures.charts import (
    bars_figure,
    butterfly_figure,
    curves_figure,
    gaps_figure,
    intervals_figure,
    stability_figure,
)
from interest.figures.crowd import crowd_figure
from interest.figures.differences import difference_tree_figure, heat_figure
from interest.figures.effects import effects_figure
from interest.figures.facets import OPINION_COLOURS, history_figure, opinion_figure, timeline_figure
from interest.figures.map import (
    Group,
    Label,
    Scale,
    View,
    density_image,
    map_figure,
    place_labels,
    value_colours,
    view_of,
)
from interest.figures.style import (
    BASELINE,
    FAINT,
    INK,
    NO_PLACE,
    PALETTE,
    categorical,
    ink_on,
    node_colours,
    safe_text,
    shade,
)
from interest.figures.tree import ROOT, Measure, Shape, tree_figure

__all__ = [
    "BASELINE",
    "FAINT",
    "INK",
    "NO_PLACE",
    "OPINION_COLOURS",
    "PALETTE",
    "ROOT",
    "Group",
    "Label",
    "Measure",
    "Scale",
    "Shape",
    "View",
    "bars_figure",
    "branches_figure",
    "butterfly_figure",
    "categorical",
    "changes_figure",
    "crowd_figure",
    "curves_figure",
    "density_image",
    "difference_tree_figure",
    "effects_figure",
    "gaps_figure",
    "heat_figure",
    "ink_on",
    "intervals_figure",
    "map_figure",
    "moves_figure",
    "node_colours",
    "opinion_figure",
    "place_labels",
    "safe_text",
    "shade",
    "stability_figure",
    "history_figure",
    "timeline_figure",
    "tree_figure",
    "value_colours",
    "view_of",
]
