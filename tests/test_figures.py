"""Figures hold what the tree says, in colours that stay."""

import copy

import numpy as np
import pandas as pd
import pytest

from interest import figures
from interest.errors import UnknownNodeError
from interest.hierarchy.tree import InterestTree, Node
from interest.study import Study

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
POINTS = pd.DataFrame(
    {
        "id": ["1", "2", "3", "4"],
        "x": [0.0, 0.1, 5.0, 5.1],
        "y": [0.0, 0.1, 5.0, 5.1],
        "group": ["c1", "c1", "c2", "c2"],
        "place": ["c1", "c1", "c2", "c2"],
        "hover": ["a", "b", "c", "d"],
        "size": 8,
    }
)


@pytest.mark.parametrize("shape", ["sunburst", "treemap", "icicle"])
@pytest.mark.parametrize("measure", ["statements", "users"])
def test_children_fill_their_parents(shape, measure) -> None:
    trace = figures.tree_figure(TREE, shape, measure, root="All").data[0]
    areas = dict(zip(trace.ids, trace.values, strict=True))
    parents = dict(zip(trace.ids, trace.parents, strict=True))
    for node, area in areas.items():
        inside = [areas[child] for child in areas if parents[child] == node]
        assert not inside or sum(inside) == pytest.approx(area)
    assert set(trace.ids) == {figures.ROOT, *TREE.nodes}


def test_users_are_shown_as_they_are_though_they_don_t_add_up() -> None:
    trace = figures.tree_figure(TREE, "sunburst", "users", root="All", users=7).data[0]
    shown = dict(zip(trace.ids, trace.customdata, strict=True))
    assert list(shown["c1"]) == [10, 6]
    assert list(shown[figures.ROOT]) == [14, 7]
    areas = dict(zip(trace.ids, trace.values, strict=True))
    assert areas["c1"] == 6
    assert areas["t1"] == areas["t2"] == 3


def test_the_view_opens_at_the_selected_node() -> None:
    for selected, level in (("", figures.ROOT), ("c1", "c1"), ("t1", "t1"), ("k1", "t1")):
        trace = figures.tree_figure(TREE, "treemap", "statements", selected).data[0]
        assert trace.level == level
    widths = dict(zip(trace.ids, trace.marker.line.width, strict=True))
    assert widths["k1"] > widths["k2"]
    with pytest.raises(UnknownNodeError):
        figures.tree_figure(TREE, "treemap", "statements", "c9")


def test_names_are_shown_and_not_run() -> None:
    labels = figures.tree_figure(TREE, "sunburst", "statements").data[0].labels
    assert "Outdoor &amp;<br>&lt;b&gt;sport&lt;/b&gt;" in labels
    assert "boots ＄5" in labels


def test_a_category_has_one_colour_everywhere() -> None:
    colours = figures.node_colours(TREE)
    assert set(colours) == set(TREE.nodes)
    assert (colours["c1"], colours["c2"]) == (figures.PALETTE[0], figures.PALETTE[1])
    trace = figures.tree_figure(TREE, "sunburst", "statements").data[0]
    assert dict(zip(trace.ids, trace.marker.colors, strict=True))["c2"] == colours["c2"]
    assert len({colours["t1"], colours["t2"], colours["c1"]}) == 3


def test_parts_of_a_category_take_its_colour_and_free_ones() -> None:
    nodes = {node: Node(node, "category", node, None) for node in ("c1", "c3", "ce1_1", "ce1_2")}  # c2 was split
    colours = figures.node_colours(InterestTree(nodes))
    assert [colours[node] for node in nodes] == [figures.PALETTE[i] for i in (0, 2, 1, 3)]


def test_colours_stay_when_sizes_change(small_study: Study) -> None:
    study = copy.copy(small_study)
    before = figures.node_colours(study.tree)
    first, second = study.tree.level("category")[:2]
    for topic in study.tree.children(first.id)[1:]:
        study.edit.move(topic.id, second.id)
    order = [node.id for node in study.tree.level("category")]
    assert order.index(second.id) < order.index(first.id)
    after = figures.node_colours(study.tree)
    assert {node: after[node] for node in order} == {node: before[node] for node in order}


def test_thirty_colours_differ() -> None:
    assert len(set(figures.categorical(30))) == 30
    assert figures.shade("#808080", 1.0) == "#ffffff"
    assert figures.shade("#808080", -1.0) == "#000000"


def test_long_texts_are_wrapped_in_both_writings() -> None:
    assert figures.safe_text("one two three four", width=9) == "one two<br>three<br>four"
    assert figures.safe_text("我想买一顶帐篷", width=6) == "我想买<br>一顶帐<br>篷"
    assert figures.safe_text("abcdefgh", width=3) == "abc<br>def<br>gh"
    assert figures.safe_text("aa bb cc dd", width=3, lines=2) == "aa<br>bb…"
    assert figures.safe_text('<a href="x">$y$</a>') == "&lt;a href=&quot;x&quot;&gt;＄y＄&lt;/a&gt;"


GROUPS = [figures.Group("c1", "Outdoor", "#111111"), figures.Group("c2", "厨房", "#222222")]
NAMES = {"c1": "Outdoor", "c2": "厨房"}
WHOLE = (-1.0, 6.0, -1.0, 6.0)


def test_map_has_a_trace_a_group_and_a_ring() -> None:
    labels = figures.place_labels(POINTS, NAMES, ["place"], WHOLE)
    figure = figures.map_figure(POINTS, GROUPS, labels, selected="3", focus="c2")
    assert [trace.name for trace in figure.data[:2]] == ["Outdoor", "厨房"]
    assert [list(trace.x) for trace in figure.data] == [[0.0, 0.1], [5.0, 5.1], [5.0]]
    assert figure.data[0].marker.opacity < 0.2 < figure.data[1].marker.opacity
    assert figure.data[1].customdata.tolist() == [["3"], ["4"]]
    assert [annotation.text for annotation in figure.layout.annotations] == ["<b>Outdoor</b>", "<b>厨房</b>"]


def test_a_map_of_numbers_has_a_scale_and_a_view() -> None:
    scale = figures.Scale({0.0: "low", 1.0: "high"}, "Fit <b>")
    points = POINTS.assign(value=[0.0, 0.5, 1.0, float("nan")])
    figure = figures.map_figure(points, GROUPS, [], scale=scale, view=(0, 2, 1, 3))
    unknown, known, ring = figure.data
    assert [len(trace.x) for trace in (unknown, known, ring)] == [1, 3, 0]
    assert known.marker.colorbar.ticktext == ("low", "high")
    assert known.marker.colorbar.title.text == "Fit &lt;b&gt;"
    assert (figure.layout.xaxis.range, figure.layout.yaxis.range) == ((0, 2), (1, 3))
    colours = figures.value_colours(points["value"].to_numpy())
    assert colours.shape == (4, 3)
    assert colours[0].sum() < colours[1].sum() < colours[2].sum()  # from dark to light
    assert "#{:02x}{:02x}{:02x}".format(*map(int, colours[3])) == unknown.marker.color  # no number: on no end of it
    assert colours[3].tolist() not in colours[:3].tolist()
    assert figures.value_colours(np.full(2, np.nan)).tolist() == [colours[3].tolist()] * 2


def test_labels_stand_at_medians_and_don_t_overlap() -> None:
    labels = figures.place_labels(POINTS, {"c1": "one", "c2": "two"}, ["place"], WHOLE)
    assert [(label.name, label.x) for label in labels] == [("one", 0.05), ("two", 5.05)]
    near = pd.DataFrame({"x": [0.0, 0.05, 9.0], "y": [0.0, 0.0, 9.0], "place": ["c1", "c2", "c3"]})
    names, view = {"c1": "one", "c2": "two", "c3": "three"}, (-1.0, 10.0, -1.0, 10.0)
    assert [label.name for label in figures.place_labels(near, names, ["place"], view)] == ["one", "three"]
    assert [label.name for label in figures.place_labels(near, names, ["place"], view, most=1)] == ["one"]


def test_the_closer_the_view_the_finer_the_names() -> None:
    points = POINTS.assign(category="c1", topic=["t1", "t2", "t3", "t3"])
    names = {"c1": "Outdoor", "t1": "tents", "t2": "boots", "t3": "coffee"}
    far = figures.place_labels(points, names, ["category", "topic"], WHOLE)
    near = figures.place_labels(points, names, ["category", "topic"], (-0.1, 0.2, -0.1, 0.2))
    assert [(label.name, label.level) for label in far] == [("Outdoor", 0), ("coffee", 1), ("tents", 1)]
    assert {label.name for label in near} == {"Outdoor", "tents", "boots"}


def test_the_picture_of_many_points_shows_where_they_are_and_their_colour() -> None:
    points = pd.DataFrame({"x": [0.5] * 9 + [9.5, 50.0], "y": [9.5] * 9 + [0.5, 50.0]})
    colours = np.array([[200, 0, 0]] * 9 + [[0, 0, 200]] * 2)
    image = np.asarray(figures.density_image(points, colours, (0.0, 10.0, 0.0, 10.0)))
    rows, columns = np.nonzero(image[..., 3])
    assert len(rows) == 2  # one lies outside
    (top, left), (bottom, right) = (rows[0], columns[0]), (rows[1], columns[1])
    assert top < image.shape[0] / 10 and left < image.shape[1] / 10  # up is up
    assert bottom > image.shape[0] * 0.9 and right > image.shape[1] * 0.9
    assert image[top, left].tolist()[:3] == [200, 0, 0]
    assert image[top, left, 3] > image[bottom, right, 3] > 0


def test_a_view_leaves_stray_points_out() -> None:
    x = [*range(100), 10_000]
    left, right, low, high = figures.view_of(pd.DataFrame({"x": x, "y": x}, dtype=float))
    assert left < 5 and 95 < right < 200
    assert (low, high) == (left, right)
    assert figures.view_of(POINTS.head(1))[0] < figures.view_of(POINTS.head(1))[1]


def test_names_can_be_read_on_every_colour() -> None:
    for colour in figures.categorical(30):
        assert contrast(colour, figures.ink_on(colour)) >= 4.5
    colours = figures.tree_figure(TREE, "treemap", "statements").data[0].textfont.color
    assert colours[1] == figures.ink_on(figures.PALETTE[0])


def contrast(a: str, b: str) -> float:
    """By WCAG 2."""
    lights = []
    for colour in (a, b):
        parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        lights.append(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2])
    return (max(lights) + 0.05) / (min(lights) + 0.05)


def test_bars() -> None:
    rows = pd.DataFrame(
        {"name": ["tents", "<x>"], "weight": [0.75, 0.25], "colour": ["#111111", "#222222"], "note": ["×2.0", ""]}
    )
    figure = figures.bars_figure(rows)
    assert list(figure.data[0].x) == [0.75, 0.25]
    assert figure.data[0].text[0] == "75%  ×2.0"
    assert "&lt;x&gt;" in figure.layout.yaxis.ticktext[1]
    assert len(figures.bars_figure(rows.head(0)).data[0].x) == 0


def test_long_names_break_into_even_lines() -> None:
    tree = InterestTree({"c1": Node("c1", "category", "python 脚本与爬虫工具", None, (), 1, 1)})
    assert figures.tree_figure(tree, "sunburst", "statements").data[0].labels[1] == "python 脚本与<br>爬虫工具"


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


def branch_nodes(tree: InterestTree, selected: str = "") -> dict[str, tuple[float, float]]:
    trace = figures.branches_figure(tree, "statements", selected, root="All").data[-1]
    return dict(zip(trace.ids, zip(trace.x, trace.y, strict=True), strict=True))


def test_branches_show_two_levels_with_parents_at_the_middle_of_their_children() -> None:
    places = branch_nodes(TREE)
    assert {node: x for node, (x, _) in places.items()} == {
        figures.ROOT: 0,
        "c1": 1,
        "c2": 1,
        "t1": 2,
        "t2": 2,
        "t3": 2,
    }
    assert places["c1"][1] == (places["t1"][1] + places["t2"][1]) / 2
    leaves = [y for x, y in places.values() if x == 2]
    assert sorted(leaves) == [0, 1, 2]


@pytest.mark.parametrize(("selected", "shown"), [("c1", 6), ("t1", 3), ("k1", 3)])
def test_branches_open_at_the_selected_node(selected, shown) -> None:
    figure = figures.branches_figure(TREE, "users", selected, root="All")
    nodes = figure.data[-1]
    assert len(nodes.ids) == shown
    assert len(figure.data) - 1 == shown - 1  # a link for each but the first
    assert [width > 0 for width in nodes.marker.line.width] == [node == selected for node in nodes.ids]


def test_branches_of_nothing_and_of_an_unknown_node() -> None:
    assert set(branch_nodes(InterestTree())) == {figures.ROOT}
    with pytest.raises(UnknownNodeError):
        figures.branches_figure(TREE, "users", "c9")


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
