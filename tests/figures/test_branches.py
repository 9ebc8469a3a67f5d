"""The tree as branches: two levels at a time."""

import pytest

from interest import figures
from interest.errors import UnknownNodeError
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
