"""What tests of segments share: planted interests, their speakers, and a segment of each kind."""

from datetime import date


def planted_node(study, topic: str, level: str = "topic") -> str:
    """The node that holds most of the statements of a planted topic."""
    frame = study.statements
    vocabulary = {"dogs": "puppy|leash|kennel|retriever|poodle", "opera": "soprano|aria|libretto|tenor|baritone"}
    return frame.loc[frame["text"].str.contains(vocabulary[topic]), level].mode()[0]


def defined(study) -> None:
    """One segment of each kind."""
    study.segments.add_node("node", study.tree.level("topic")[0].id, above=0.25)
    study.segments.add_rule("规则", since=date(2026, 1, 5), until=date(2026, 3, 1), statements=3)
    study.segments.add_ids("ids", ["user001", "user002"])
    study.segments.add_statements("lasso", [0, 5, 17])


def speakers(study, *nodes: str) -> list[str]:
    """Everybody who speaks of any of some nodes."""
    frame = study.statements
    found = set(frame.loc[frame[["category", "topic", "keyword"]].isin(nodes).any(axis=1), "user_id"])
    return [user for user in study.users if user in found]
