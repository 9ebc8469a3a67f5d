"""Differences between groups: the colour says who has more and whether that can be chance."""

import re

import numpy as np
import pandas as pd
import pytest

from interest import figures
from interest.figures.differences import EVEN, LESS, MORE, difference_colour
from interest.hierarchy.tree import InterestTree, Node

TREE = InterestTree(
    {
        node.id: node
        for node in (
            Node("c1", "category", "Outdoor", None, ("t1", "t2"), 10, 6),
            Node("t1", "topic", "tents <b>", "c1", (), 6, 4),
            Node("t2", "topic", "boots", "c1", (), 4, 4),
        )
    }
)
COMPARED = pd.DataFrame(
    {
        "node_id": ["t2", "c1", "t1"], "level": ["topic", "category", "topic"],
        "share_a": [0.1, 0.5, 0.6], "share_b": [0.5, 0.5, 0.2], "difference": [-0.4, 0.0, 0.4],
        "lift": [0.2, 1.0, 3.0], "p": [0.2, 1.0, 0.001], "q": [0.3, 1.0, 0.002], "significant": [False, False, True],
    }
)  # fmt: skip


def rgb(colour: str) -> np.ndarray:
    return np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)])


def test_colours_go_from_orange_over_grey_to_blue() -> None:
    assert [difference_colour(strength, True) for strength in (-1, 0, 1, 9)] == [LESS, EVEN, MORE, MORE]
    for strength in (-1.0, 1.0):  # what may be chance is nearer to grey
        pale, strong = (rgb(difference_colour(strength, sure)) for sure in (False, True))
        assert 0 < np.abs(pale - rgb(EVEN)).sum() < np.abs(strong - rgb(EVEN)).sum() / 2
        small = rgb(difference_colour(strength / 20, True))  # and what is not, is strong, however small
        assert np.abs(small - rgb(EVEN)).sum() > 1.8 * np.abs(pale - rgb(EVEN)).sum()


def test_a_tree_of_differences_has_the_areas_of_the_tree_and_the_colours_of_the_differences() -> None:
    told = COMPARED.assign(chance=["maybe", "surely", "hardly"])
    figure = figures.difference_tree_figure(TREE, told, ("A", "B <i>"), "All", unit="+{points:.0f}")
    trace = figure.data[0]
    place = {node: i for i, node in enumerate(trace.ids)}
    assert dict(zip(trace.ids, trace.values, strict=True)) == {figures.ROOT: 10, "c1": 10, "t1": 6, "t2": 4}
    colours = {node: trace.marker.colors[i] for node, i in place.items()}
    assert (colours["t1"], colours["c1"]) == (MORE, EVEN)
    assert colours["t2"] == difference_colour(-1.0, False)
    assert list(trace.customdata[place["t1"]]) == ["tents &lt;b&gt;", 0.6, 0.2, "A", "B &lt;i&gt;", "hardly"]
    assert trace.labels[place["t1"]] == "tents &lt;b&gt;"
    bar = figure.data[1].marker.colorbar
    assert list(bar.ticktext) == ["<b>B &lt;i&gt;</b><br>+40", "0", "<b>A</b><br>+40"]
    assert list(bar.tickvals) == pytest.approx([-0.4, 0, 0.4])


def test_cells_are_coloured_where_they_are_no_chance() -> None:
    cells = pd.DataFrame(
        {
            "node_id": ["t1", "t1", "t2", "t2"], "group": ["a", "b", "a", "b"],
            "share": [0.8, 0.2, 0.05, 0.0], "share_else": [0.2, 0.8, 0.01, 0.0],
            "lift": [8.0, 0.5, 5.0, 1.0], "q": [0.01, 0.04, 0.2, 1.0], "significant": [True, True, False, False],
            "defining": [False, True, False, False], "chance": ["hardly", "hardly", "maybe", "maybe"],
        }
    )  # fmt: skip
    figure = figures.heat_figure(cells, {"t2": "boots", "t1": "tents"}, {"a": "A & co", "b": "B"})
    trace = figure.data[0]
    assert np.asarray(trace.z) == pytest.approx(np.array([[0, 0], [1, -2 / 3]]))
    written = [[re.sub("</?span[^>]*>", "", text) for text in row] for row in trace.text]
    assert written == [["5%", "0%"], ["<b>80%</b>", "20% *"]]
    assert "#ffffff" in trace.text[1][0]  # read on strong blue
    assert "#000000" in trace.text[0][0]  # and on grey
    assert list(trace.customdata[1][0]) == ["tents", "A &amp; co", 0.8, 0.2, 8.0, "hardly"]
    assert list(figure.layout.xaxis.ticktext) == ["A &amp; co", "B"]
    assert figure.layout.yaxis.autorange == "reversed"
    small = figures.heat_figure(cells.assign(share=cells["share"] / 8), {"t1": "tents"}, {"a": "A"}).data[0]
    assert "10.0%" in small.text[0][0]  # as many decimals as those beside it


def test_no_category_looks_like_what_belongs_to_none() -> None:
    for colour in figures.categorical(30):
        for shown in (colour, *(figures.shade(colour, amount) for amount in (0.22, 0.3, 0.38))):
            assert shown != figures.NO_PLACE
    assert min(np.abs(rgb(figures.NO_PLACE) - rgb(colour)).max() for colour in figures.PALETTE) > 20
