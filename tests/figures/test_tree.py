"""The tree as sectors, tiles and layers: parts fill their whole, and names are shown, not run."""

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


def test_long_texts_are_wrapped_in_both_writings() -> None:
    assert figures.safe_text("one two three four", width=9) == "one two<br>three<br>four"
    assert figures.safe_text("我想买一顶帐篷", width=6) == "我想买<br>一顶帐<br>篷"
    assert figures.safe_text("abcdefgh", width=3) == "abc<br>def<br>gh"
    assert figures.safe_text("aa bb cc dd", width=3, lines=2) == "aa<br>bb…"
    assert figures.safe_text('<a href="x">$y$</a>') == "&lt;a href=&quot;x&quot;&gt;＄y＄&lt;/a&gt;"


def test_long_names_break_into_even_lines() -> None:
    tree = InterestTree({"c1": Node("c1", "category", "python 脚本与爬虫工具", None, (), 1, 1)})
    assert figures.tree_figure(tree, "sunburst", "statements").data[0].labels[1] == "python 脚本与<br>爬虫工具"
    names = {"c1": "Bienen & Heckenschneiden", "c2": "Mitgliederversammlung"}
    tree = InterestTree({node: Node(node, "category", name, None, (), 1, 1) for node, name in names.items()})
    labels = figures.tree_figure(tree, "sunburst", "statements").data[0].labels
    assert {"Bienen &amp;<br>Heckenschneiden", "Mitgliederver<br>sammlung"} <= set(labels)
