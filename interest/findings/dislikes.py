"""Interests whose ratings are low more often than those of the rest."""

from typing import TYPE_CHECKING

import numpy as np

from interest.findings.facets import opinions
from interest.findings.finding import Finding, best
from interest.findings.leaning import leanings

if TYPE_CHECKING:
    from interest.study import Study


def dislikes(study: "Study") -> list[Finding]:
    """Categories and topics that are disliked: an interest with a negative sign."""
    frame = study.tree.in_sight(study.statements)
    said = opinions(frame)
    rated, low = frame[said != ""], (said[said != ""] == "disliked").to_numpy()
    if not low.any():
        return []
    n_users = frame["user_id"].nunique()
    findings = []
    for _, node, level, row in leanings(study.tree, rated, {"": low}, "inside", "outside"):
        if row["ratio"] > 1:
            shown = rated[low & (rated[level] == node).to_numpy()]
            findings.append(
                Finding(
                    "disliked", (node,), int(row["users_in"]), len(shown), row["inside"], row["outside"], row["q"],
                    np.log2(row["ratio"]) * row["users_in"] / n_users, best(shown),
                )
            )  # fmt: skip
    return findings
