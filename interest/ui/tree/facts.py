"""What the panel of a node shows."""

from dataclasses import dataclass

import pandas as pd

from interest.hierarchy.tree import Node
from interest.study import Study

_EXAMPLES = 3
_TOP_USERS = 12


@dataclass(frozen=True, eq=False)
class NodeFacts:
    """A node with what supports it."""

    node: Node
    path: list[Node]
    share: float
    """The part of all statements that the node holds."""
    user_share: float
    """The part of all users who have a statement in it."""
    outliers: float
    """The part of its statements that fit no topic well and were given to the nearest."""
    examples: pd.DataFrame
    """text, user_id, source, people (who said just that): typical statements, the most typical first."""
    top_users: pd.DataFrame
    """user_id, statements, weight (the node's share of the user's profile): by statements, then weight."""


def node_statements(study: Study, node_id: str, among: pd.DataFrame | None = None) -> pd.DataFrame:
    """All statements of a node in sight (or those `among` some), the most fitting first.

    user_id, text, and where the data have them: source (of two or more), written (the day) and rating.
    """
    statements = study.tree.in_sight(study.statements if among is None else among)
    own = statements[statements[study.tree[node_id].level] == node_id].sort_values(
        "strength", ascending=False, kind="stable"
    )
    columns = {"user_id": own["user_id"], "text": own["text"]}
    if study.statements["source"].nunique() > 1:
        columns["source"] = own["source"]
    if study.statements["timestamp"].notna().any():
        columns["written"] = own["timestamp"].dt.strftime("%Y-%m-%d").fillna("")
    if study.statements["rating"].notna().any():
        columns["rating"] = own["rating"].map("{:g}".format, na_action="ignore").fillna("")
    return pd.DataFrame(columns).reset_index(drop=True)


def node_facts(study: Study, node_id: str, among: pd.DataFrame | None = None) -> NodeFacts:
    """What is known of a node that is in sight, in all statements that are or `among` some of them.

    Raises `UnknownNodeError` for an unknown id.
    """
    statements = study.tree.in_sight(study.statements if among is None else among)
    node = (study.tree if among is None else study.tree.among(among))[node_id]
    own = statements[statements[node.level] == node_id]
    typical = [i for i in node.examples if i in own.index]
    examples = own.loc[[*typical, *own.nlargest(_EXAMPLES, "strength").index], ["text", "user_id", "source"]]
    examples = examples.drop_duplicates("text").head(_EXAMPLES).reset_index(drop=True)
    said = own[own["text"].isin(examples["text"])].groupby("text")["user_id"].nunique()
    users = own.groupby("user_id", sort=False).size().rename("statements").reset_index()
    profiles = study.contents.profiles
    weights = pd.Series(profiles.shares([node_id]), index=profiles.users)
    users["weight"] = weights.reindex(users["user_id"]).to_numpy()
    return NodeFacts(
        node=node,
        path=study.tree.path(node_id),
        share=len(own) / max(len(statements), 1),
        user_share=node.users / max(statements["user_id"].nunique(), 1),
        outliers=float(own["is_outlier"].mean()) if len(own) else 0.0,
        examples=examples.assign(people=examples["text"].map(said)),
        top_users=users.sort_values(["statements", "weight"], ascending=False).head(_TOP_USERS).reset_index(drop=True),
    )
