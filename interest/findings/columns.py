"""Any column as a question to the tree: which of its values go with an interest, and with which interests a value."""

from collections.abc import Iterator
from itertools import groupby

import numpy as np
import pandas as pd

from interest.contents import Contents
from interest.contents.derived import derived
from interest.findings.leaning import LEVELS_TESTED, lean
from interest.hierarchy.tree import Level
from interest.inference import ALPHA, Configuration, adjusted
from interest.segments.traits import Trait, people_with, statement_traits, traits

_COLUMNS = (
    "node_id", "level", "column", "value", "people", "fewest", "share_a", "share_b", "reach_a", "reach_b", "agrees",
    "p",
)  # fmt: skip

_LEANS = {
    "users_in": "people", "inside": "share_a", "outside": "share_b", "share_in": "reach_a", "share_out": "reach_b",
    "agrees": "agrees", "p": "p",
}  # fmt: skip
"""What columns of `lean` are called here."""


@derived("ingested", "cuts")
def by_columns(contents: Contents) -> pd.DataFrame:
    """How each value of the data's further columns goes with each category and topic: a row a value and node.

    Columns: node_id, level, column, value (as `interest.segments.traits.Trait` has them: numbers and days by quarters);
    people (behind the node, with the value); fewest (the fewest of those, of the people behind the node without the
    value, and of both elsewhere, since all four follow from the shares); share_a (of the people who speak of the node,
    the part with the value) and share_b (of all others); reach_a (of those with the value, the part who speak of the
    node), reach_b (of all others); difference (share_a − share_b); p; q; significant. Of a column of statements all
    four shares are parts of statements.

    People are the unit. p of a column of people is that of `Configuration.leaning` among those of whom the column says
    anything: who writes more speaks of more, which is no leaning. That of a column of statements is as in `lean`. q is
    p after Benjamini and Hochberg (1995) over all values and nodes, since all of them can be looked at; `significant`
    (q ≤ 0.05) is only what leans the same way by shares as by what is expected.
    """
    rows = [*_of_people(contents), *_of_statements(contents)]
    table = pd.concat(rows, ignore_index=True) if rows else pd.DataFrame(columns=list(_COLUMNS))
    q = adjusted(table["p"].to_numpy(np.float64))
    return table.drop(columns="agrees").assign(
        difference=table["share_a"] - table["share_b"], q=q, significant=table["agrees"].astype(bool) & (q <= ALPHA)
    )


def _of_people(contents: Contents) -> Iterator[pd.DataFrame]:
    """A table a level and column of people."""
    known_of = set(contents.ingested.attributes.of_users)
    asked = [trait for trait in traits(contents) if not trait.own and trait.column in known_of]
    for _, group in groupby(asked, key=lambda trait: trait.column):
        values = list(group)
        for level in LEVELS_TESTED:
            yield from _against_nodes(contents, values, level)


def _against_nodes(contents: Contents, values: list[Trait], level: Level) -> Iterator[pd.DataFrame]:
    """The values of one column, which is known of the same people, and the nodes of a level."""
    known = values[0].known
    touched = (contents.profiles.level(level)[known] > 0).astype(np.float64)
    model, of_node = Configuration.of(touched), np.asarray(touched.sum(axis=0)).ravel()
    nodes = [node.id for node in contents.tree.level(level)]
    for trait in values:
        has = trait.has[known]
        expected, p = model.leaning(has)
        both = np.asarray(touched[has].sum(axis=0)).ravel()
        cells = both, of_node - both, has.sum() - both, len(has) - has.sum() - of_node + both
        share_a, share_b = _parts(both, of_node, has.sum(), len(has))
        reach_a, reach_b = _parts(both, np.full(len(nodes), has.sum()), of_node, len(has))
        yield pd.DataFrame(
            {
                "node_id": nodes, "level": level, "column": trait.column, "value": trait.value,
                "people": both.astype(int), "fewest": np.min(cells, axis=0).astype(int), "share_a": share_a,
                "share_b": share_b, "reach_a": reach_a, "reach_b": reach_b,
                "agrees": (share_a > share_b) == (both > expected), "p": p,
            }
        )  # fmt: skip


def _parts(
    both: np.ndarray, inside: np.ndarray, wanted: "np.ndarray | int", total: int
) -> tuple[np.ndarray, np.ndarray]:
    """The part of those inside who are wanted, and of all others."""
    return both / np.maximum(inside, 1), (wanted - both) / np.maximum(total - inside, 1)


def _of_statements(contents: Contents) -> Iterator[pd.DataFrame]:
    """A table a level and value of a column of statements."""
    frame = contents.tree.in_sight(contents.statements)
    for column, value, marked, known in statement_traits(contents):
        own = frame[frame["statement_id"].isin(known)]
        flag = own["statement_id"].isin(marked).to_numpy(bool)
        if not flag.any() or flag.all():
            continue
        for level in LEVELS_TESTED:
            nodes = [node.id for node in contents.tree.level(level)]
            found = lean(own, flag, level).reindex(nodes)
            found["agrees"], found["p"] = found["agrees"].eq(True), found["p"].fillna(1.0)
            found = found[list(_LEANS)].fillna(0.0).rename(columns=_LEANS).astype({"people": int})
            found["fewest"] = _fewest(own["user_id"], own[level], flag).reindex(nodes, fill_value=0)
            yield found.reset_index().assign(level=level, column=column, value=value)


def _fewest(users: pd.Series, nodes: pd.Series, flag: np.ndarray) -> pd.Series:
    """Of some statements, (n,) each: the fewest people by node behind the marked, the others, and both elsewhere."""
    frame = pd.DataFrame({"user": users.to_numpy(), "node": nodes.to_numpy(), "flag": flag})
    cells = []
    for _, part in frame.groupby("flag"):
        inside = part.groupby(["node", "user"]).size()
        alone = inside == part.groupby("user").size().reindex(inside.index.get_level_values("user")).to_numpy()
        cells += [inside.groupby("node").size(), part["user"].nunique() - alone.groupby("node").sum()]
    return pd.concat(cells, axis=1).fillna(0).min(axis=1).astype(int)


def statements_with(contents: Contents, column: str, value: str) -> pd.DataFrame:
    """The statements in sight with a value of a column, or of the people who have it, as `by_columns` names both."""
    frame = contents.tree.in_sight(contents.statements)
    if column in contents.ingested.attributes.of_users:
        return frame[frame["user_id"].isin(people_with(contents, column, value))]
    marked = [own for name, word, own, _ in statement_traits(contents) if (name, word) == (column, value)]
    return frame[frame["statement_id"].isin(marked[0] if marked else ())]
