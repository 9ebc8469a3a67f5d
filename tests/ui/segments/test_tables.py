"""Which rows a table of cells shows, and in which order."""

import pandas as pd

from interest.study import Study
from interest.ui.segments.tables import handed_on, telling

GROUPS = ["a", "b"]


def cells(**nodes: tuple[tuple[float, float, bool, bool], ...]) -> pd.DataFrame:
    """A row a node and group, of share, share_else, significant and defining."""
    rows = [(node, group, *cell) for node, own in nodes.items() for group, cell in zip(GROUPS, own, strict=True)]
    return pd.DataFrame(rows, columns=["node_id", "group", "share", "share_else", "significant", "defining"])


def test_what_is_typical_of_the_first_group_comes_first() -> None:
    table = cells(
        even=((0.3, 0.3, False, False), (0.3, 0.3, False, False)),
        of_b=((0.1, 0.5, True, False), (0.9, 0.1, True, False)),
        small_of_a=((0.4, 0.2, True, False), (0.2, 0.3, False, False)),
        large_of_a=((0.7, 0.2, True, False), (0.2, 0.3, False, False)),
        nobody=((0.0, 0.0, False, False), (0.0, 0.0, False, False)),
    )
    assert telling(table, GROUPS) == ["large_of_a", "small_of_a", "of_b", "even"]
    assert telling(table, GROUPS, most=2) == ["large_of_a", "of_b"]


def test_sure_differences_are_shown_before_larger_ones_and_before_definitions() -> None:
    table = cells(
        chance=((0.9, 0.1, False, False), (0.1, 0.9, False, False)),
        defined=((1.0, 0.0, True, True), (0.0, 0.0, False, False)),
        sure=((0.4, 0.3, True, False), (0.3, 0.3, False, False)),
    )
    assert telling(table, GROUPS, most=1) == ["sure"]
    assert "defined" not in telling(table, GROUPS, most=2)
    assert telling(table.drop(columns="defining"), GROUPS, most=1) == ["defined"]


def test_cells_to_take_away(small_study: Study) -> None:
    node = small_study.tree.level("topic")[0]
    table = cells(**{node.id: ((1 / 3, 0.2, True, False), (2 / 3, 0.1, False, False))}).assign(level="topic")
    taken = handed_on(small_study, table, ["share"], "segment")
    assert taken["segment"].tolist() == GROUPS
    assert taken["share"].tolist() == [0.3333, 0.6667]
    assert set(taken["interest"]) == {small_study.tree.path_name(node.id)}
