"""The rules that every tree keeps."""

import numpy as np

from interest.hierarchy.tree import LEVELS
from interest.study import Study


def check(study: Study) -> None:
    """The rules that every tree keeps."""
    tree, statements = study.tree, study.statements
    nodes = list(tree.nodes.values())
    assert [node.id for node in nodes] == list(tree.nodes)
    assert statements[list(LEVELS)].notna().all(axis=None)
    for depth, level in enumerate(LEVELS):
        own = [node for node in nodes if node.level == level]
        assert {node.id for node in own} == set(statements[level])
        counted, shown = tree.in_sight(statements), [node for node in own if node.id in tree]
        sizes, users = counted[level].value_counts(), counted.groupby(level)["user_id"].nunique()
        assert {n.id: (n.size, n.users) for n in shown} == {n.id: (sizes[n.id], users[n.id]) for n in shown}
        assert all(0 < node.size <= (statements[level] == node.id).sum() for node in own)
        assert all(set(statements.loc[list(node.examples), level]) == {node.id} for node in own)
        assert all(0 < len(node.examples) <= min(node.size, 10) for node in own)
        names = [(node.parent, node.name) if level == "keyword" else node.name for node in own]
        assert len(set(names)) == len(names)
        assert all(node.name.strip() for node in own)
        if depth:
            above = statements.groupby(level)[LEVELS[depth - 1]].agg(set)
            assert all(above[node.id] == {node.parent} for node in own)
            assert all(node.id in tree[node.parent].children for node in own)
    seen: set[str | None] = {None}
    for node in nodes:
        assert node.parent in seen  # parents before children
        seen.add(node.id)
        inside = [tree[child] for child in node.children]
        shown = [child for child in inside if child.id in tree]
        assert node.size == sum(child.size for child in shown) or not shown
        assert bool(inside) == (node.level != "keyword")
        kept = [child.size for child in inside if not child.is_other]
        assert kept == sorted(kept, reverse=True)
        assert sum(child.is_other for child in inside) <= (node.level == "topic")
    topics = {node.id for node in nodes if node.level == "topic"}
    assert set(study.contents.cut.topic_vectors) == topics == set(study.memberships["node_id"]) | topics
    assert statements["strength"].between(0, 1).all()
    weights = study.profiles.groupby(["user_id", "level"])["weight"].sum()
    np.testing.assert_allclose(weights, 1)
    assert set(study.profiles["node_id"]) <= {node.id for node in tree}


def state(study: Study) -> tuple[str, str]:
    """All that an edit may change, as text."""
    cut = study.contents.cut
    vectors = {topic: vector.tolist() for topic, vector in cut.topic_vectors.items()}
    return cut.tree.to_json(), f"{cut.assignments.to_json()}{cut.memberships.to_json()}{vectors}"
