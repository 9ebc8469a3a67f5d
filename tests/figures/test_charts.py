"""Bars, curves, intervals, bands and stacks."""

import pandas as pd
import pytest

from interest import figures
from interest.hierarchy.tree import InterestTree, Node

TREE = InterestTree(
    {
        node.id: node
        for node in (
            Node("c1", "category", "Outdoor & <b>sport</b>", None, ("t1", "t2"), 10, 6),
            Node("c2", "category", "厨房", None, ("t3",), 4, 3),
            Node("t1", "topic", "tents", "c1", ("k1", "k2"), 6, 4),
            Node("t2", "topic", "boots $5", "c1", ("k3",), 4, 4),
            Node("t3", "topic", "咖啡机", "c2", ("k4",), 4, 3),
            Node("k1", "keyword", "light tent", "t1", (), 4, 3),
            Node("k2", "keyword", "other", "t1", (), 2, 2, is_other=True),
            Node("k3", "keyword", "hiking boots", "t2", (), 4, 4),
            Node("k4", "keyword", "除垢", "t3", (), 4, 3),
        )
    }
)
BINS = pd.DataFrame(
    {
        "start": pd.to_datetime(["2026-05-01", "2026-05-15", "2026-05-29"]),
        "statements": [1, 2, 6],
        "of": [40, 40, 40],
        "share": [0.025, 0.05, 0.15],
        "low": [0.0, 0.01, 0.07],
        "high": [0.9, 0.17, 0.3],
    }
)


def test_bars() -> None:
    rows = pd.DataFrame(
        {"name": ["tents", "<x>"], "weight": [0.75, 0.25], "colour": ["#111111", "#222222"], "note": ["×2.0", ""]}
    )
    figure = figures.bars_figure(rows)
    assert list(figure.data[0].x) == [0.75, 0.25]
    assert figure.data[0].text[0] == "75%  ×2.0"
    assert "&lt;x&gt;" in figure.layout.yaxis.ticktext[1]
    small = figures.bars_figure(rows.assign(weight=[0.024, 0.018]))
    assert list(small.data[0].text) == ["2.4%  ×2.0", "1.8%"]
    assert len(figures.bars_figure(rows.head(0)).data[0].x) == 0
    narrow = figures.bars_figure(rows, narrow=True)
    assert list(narrow.data[0].text) == ["75%<br>×2.0", "25%"]
    assert narrow.layout.margin.r < figure.layout.margin.r


def nodes_of(tree: InterestTree, **figures_of: object) -> pd.DataFrame:
    rows = [{"node_id": n.id, "level": n.level, "name": n.name, "statements": n.size, "users": n.users} for n in tree]
    return pd.DataFrame(rows).assign(**figures_of)


def test_topics_stand_at_their_separation_and_stability() -> None:
    nodes = nodes_of(TREE, stability=0.9, separation=0.2, weak=False)
    nodes.loc[nodes["node_id"] == "t2", ["stability", "separation", "weak"]] = [0.3, 0.1, True]
    figure = figures.stability_figure(nodes, TREE, 0.6, selected="t3", hover="%{y}", axes=("apart", "found"))
    *both, ring = figure.data
    first, second = (trace for trace in both if trace.showlegend is False)
    named = [trace for trace in both if trace is not first and trace is not second]
    assert (list(first.x), list(first.y)) == ([0.2, 0.1], [0.9, 0.3])
    assert list(first.marker.symbol) == ["circle", "circle-open"]
    assert first.marker.size[0] > first.marker.size[1] == second.marker.size[0]  # 6, 4 and 4 statements
    assert list(first.customdata[0]) == ["t1", 6, 4]
    assert first.marker.color == figures.node_colours(TREE)["c1"] != second.marker.color
    assert list(first.text) == ["tents", "boots ＄5"]
    assert "&lt;b&gt;" in named[0].name
    assert [trace.marker.color for trace in named] == [first.marker.color, second.marker.color]
    assert not any(trace.marker.symbol for trace in named)  # a weak topic doesn't open the circle of its category
    assert (list(ring.x), list(ring.y)) == ([0.2], [0.9])
    low, high = figure.layout.yaxis.range
    assert low < 0.3 < 1 < high


def test_unknown_stability_leaves_the_axis_as_it_is() -> None:
    nodes = nodes_of(TREE, stability=float("nan"), separation=float("nan"), weak=False)
    low, high = figures.stability_figure(nodes, TREE, 0.6).layout.yaxis.range
    assert 0 < low < 0.6 < 1 < high


def test_curves_are_a_line_a_run_and_the_last_stands_out():
    curves = pd.DataFrame(
        {
            "run": ["test 1", "test 1", "test 2", "test 2", "final", "final"], "epoch": [0, 1] * 3,
            "loss": [None, 2.0, None, 3.0, None, 1.0], "mrr": [0.1] * 6,
        }
    ).astype({"loss": float})  # fmt: skip
    figure = figures.curves_figure(curves, "loss", ("<Tests>", "Kept"), ("Epoch", "Loss"))
    assert [(list(line.x), list(line.y)) for line in figure.data] == [([1], [2.0]), ([1], [3.0]), ([1], [1.0])]
    assert [line.name for line in figure.data if line.showlegend] == ["&lt;Tests&gt;", "Kept"]
    assert figure.data[2].line.width > figure.data[0].line.width
    assert figure.layout.xaxis.title.text == "Epoch"


def test_a_butterfly_has_both_groups_and_marks_what_is_sure():
    rows = pd.DataFrame(
        {
            "name": ["<b>Tents</b>", "猫"],
            "share_a": [0.6, 0.1],
            "share_b": [0.2, 0.15],
            "colour": ["#3f90da", "#ffa90e"],
            "significant": [True, False],
        }
    )
    figure = figures.butterfly_figure(rows, ("A $1", "B"), "%{customdata[0]}")
    left, right = figure.data
    assert list(left.x) == [-0.6, -0.1]
    assert list(right.x) == [0.2, 0.15]
    assert list(left.text) == ["60%", "10%"]
    assert left.marker.opacity[0] > left.marker.opacity[1]
    assert figure.layout.yaxis.ticktext[0].strip() == "<b>&lt;b&gt;Tents&lt;/b&gt;</b>"
    assert figure.layout.yaxis.ticktext[1].strip() == "猫"
    assert "$" not in figure.layout.annotations[0].text
    assert figures.butterfly_figure(rows.head(0), ("A", "B")).data[0].x is not None


def test_intervals_lie_around_their_values():
    rows = pd.DataFrame(
        {
            "name": ["<b>both</b>", "随机"],
            "value": [0.5, 0.1],
            "low": [0.4, 0.05],
            "high": [0.7, 0.2],
            "colour": "#000000",
        }
    )
    (dots,) = figures.intervals_figure(rows, "nDCG").data
    assert list(dots.x) == [0.5, 0.1]
    assert list(dots.error_x.array) == pytest.approx([0.2, 0.1])
    assert list(dots.error_x.arrayminus) == pytest.approx([0.1, 0.05])
    assert "<b>" not in dots.text[0] and dots.text[1] == "随机"


def test_a_line_in_its_band_with_the_recent_part_on_a_ground() -> None:
    figure = figures.timeline_figure(BINS, figures.PALETTE[1], pd.Timestamp("2026-05-15"))
    low, high, line = figure.data
    assert list(line.y) == BINS["share"].tolist()
    assert (list(low.y), list(high.y)) == (BINS["low"].tolist(), BINS["high"].tolist())
    assert figure.layout.shapes[0].x0 == pd.Timestamp("2026-05-15")
    assert 0.15 < figure.layout.yaxis.range[1] < 0.9  # one thin bin must not press the line to the ground
    assert not figures.timeline_figure(BINS, figures.PALETTE[1]).layout.shapes
    assert figures.timeline_figure(BINS, figures.PALETTE[1], days="%-m月%-d日").layout.xaxis.tickformat == "%-m月%-d日"


def test_a_history_is_a_stack_of_all_that_was_said() -> None:
    start = pd.to_datetime(["2026-05-01", "2026-05-08", "2026-05-08"])
    bins = pd.DataFrame({"start": start, "category": ["c1", "c1", "c2"], "statements": [2, 1, 4]})
    colours = {"c1": "#112233", "c2": "#445566"}
    figure = figures.history_figure(bins, {"c1": "Travel", "c2": "<b>Food"}, colours, "%{y}", "Statements")
    assert figure.layout.yaxis.title.text == "Statements"
    assert [list(bar.y) for bar in figure.data] == [[2, 1], [0, 4]]
    assert [bar.marker.color for bar in figure.data] == list(colours.values())
    assert figure.layout.barmode == "stack" and "<b>Food" not in figure.data[1].name


def test_opinions_fill_their_bars() -> None:
    rows = pd.DataFrame({"name": ["Here <b>", "$ all"], "liked": [0.7, 0.5], "neutral": [0.05, 0.3]})
    rows["disliked"] = 1 - rows["liked"] - rows["neutral"]
    figure = figures.opinion_figure(rows, {"liked": "Liked", "neutral": "一般", "disliked": "Disliked"})
    assert [trace.name for trace in figure.data] == ["Liked", "一般", "Disliked"]
    assert sum(trace.x[0] for trace in figure.data) == pytest.approx(1)
    assert list(figure.data[1].text) == ["", "30%"]
    assert list(figure.layout.yaxis.ticktext) == ["Here &lt;b&gt;  ", "＄ all  "]
