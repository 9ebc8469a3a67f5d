"""The tree type: looking up, walking, and its written forms."""

import json
import re

import pytest

from interest.errors import InterestError, UnknownNodeError
from interest.hierarchy.tree import InterestTree, Node


@pytest.fixture
def tree() -> InterestTree:
    nodes = [
        Node("c1", "category", "Food & drink", None, ("t1", "t2"), 5, 3),
        Node("t1", "topic", 'The "best" tea', "c1", ("k1_1", "k1_2"), 3, 2, ("tea", "green tea"), (0, 2)),
        Node("k1_1", "keyword", "tea", "t1", (), 2, 2),
        Node("k1_2", "keyword", "other", "t1", (), 1, 1, is_other=True),
        Node("t2", "topic", "烘焙", "c1", ("k2_1",), 2, 2),
        Node("k2_1", "keyword", "面包", "t2", (), 2, 2),
        Node("c2", "category", "Cars", None, ("t3",), 1, 1),
        Node("t3", "topic", "Tyres", "c2", ("k3_1",), 1, 1),
        Node("k3_1", "keyword", "tyres", "t3", (), 1, 1),
    ]
    return InterestTree({node.id: node for node in nodes})


def test_walking(tree):
    assert [node.id for node in tree.level("topic")] == ["t1", "t2", "t3"]
    assert [node.id for node in tree.children("t1")] == ["k1_1", "k1_2"]
    assert [node.id for node in tree.path("k2_1")] == ["c1", "t2", "k2_1"]
    assert tree.path_name("k2_1") == "Food & drink › 烘焙 › 面包"
    assert [node.id for node in tree.siblings("t1")] == ["t2"]
    assert [node.id for node in tree.siblings("c1")] == ["c2"]
    assert "t1" in tree
    assert "t9" not in tree
    assert len(tree) == 9


def test_an_unknown_node_is_an_error_that_names_it(tree):
    with pytest.raises(UnknownNodeError, match="'t9'.*9 nodes") as caught:
        tree["t9"]
    assert isinstance(caught.value, InterestError)


def test_json_round_trip(tree):
    assert InterestTree.from_json(tree.to_json()) == tree
    assert "烘焙" in tree.to_json()
    assert [row["id"] for row in json.loads(tree.to_json())] == list(tree.nodes)


def test_json_round_trip_of_a_real_tree(small_study):
    assert InterestTree.from_json(small_study.tree.to_json()) == small_study.tree


def test_a_tree_from_before_names_were_judged_is_read(tree: InterestTree) -> None:
    rows = [{name: value for name, value in row.items() if name != "fit"} for row in json.loads(tree.to_json())]
    assert InterestTree.from_json(json.dumps(rows)) == tree


def test_frame(tree):
    frame = tree.to_frame()
    assert frame["node_id"].tolist() == list(tree.nodes)
    row = frame.set_index("node_id").loc["t1"]
    assert (row["level"], row["parent"], row["size"], row["users"]) == ("topic", "c1", 3, 2)
    assert row["keyphrases"] == "tea, green tea"
    assert row["path"] == 'Food & drink › The "best" tea'
    assert frame["parent"].isna().sum() == 2


@pytest.mark.parametrize("keywords", [False, True])
def test_mermaid_has_valid_ids_labels_and_edges(small_study, keywords):
    lines = small_study.tree.to_mermaid(keywords).splitlines()
    assert lines[0] == "flowchart LR"
    declared: set[str] = set()
    for line in lines[1:]:
        node = re.fullmatch(r'  ([a-z]\w*)\["([^"]+)"\]', line)
        edge = re.fullmatch(r"  (\w+) --> (\w+)", line)
        assert node or edge, line
        if node:
            declared.add(node[1])
        else:
            assert {edge[1], edge[2]} <= declared
    shown = [node for node in small_study.tree if keywords or node.level != "keyword"]
    assert declared == {node.id for node in shown}


def test_mermaid_labels_hold_no_quotes_that_end_them(tree):
    assert "  t1[\"The 'best' tea (3)\"]" in tree.to_mermaid().splitlines()


def test_text_for_a_terminal(tree):
    assert tree.to_text().splitlines() == [
        "Food & drink  (5 statements, 3 users)",
        '  The "best" tea  (3, 2): tea',
        "  烘焙  (2, 2): 面包",
        "Cars  (1 statements, 1 users)",
        "  Tyres  (1, 1): tyres",
    ]


def test_nodes_of_few_users_can_be_left_out(tree):
    assert tree.of_users(1) is tree
    shown = tree.of_users(2)
    assert [node.id for node in shown] == ["c1", "t1", "k1_1", "t2", "k2_1"]
    assert shown["t1"].size == 3  # what is left out still counts above
    assert len(tree.of_users(99)) == 0
    assert len(tree) == 9
