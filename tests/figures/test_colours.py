"""A category has one colour everywhere, and names can be read on all of them."""

import copy

from interest import figures
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
