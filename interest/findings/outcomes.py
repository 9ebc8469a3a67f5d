"""What goes with an outcome of people, such as who churned or what they spend; never called a cause."""

import numpy as np
import pandas as pd

from interest.contents import Contents
from interest.findings.finding import LEAST_RATIO, Finding, Goes, best
from interest.inference import more_people
from interest.segments import asked, clearness


def outcomes(contents: Contents) -> list[Finding]:
    """The clearest interest that surely goes with each outcome, corrected for all columns and interests asked.

    It is a correction of its own: what stands on the page beside has no say in it. See `told` for what is large enough.
    """
    found = asked(contents)
    frame = contents.tree.in_sight(contents.statements)
    people = len(contents.profiles)
    findings = []
    for outcome in found.outcomes:
        rows = told(found.table[found.table["column"] == outcome.outcome.column], outcome.spread)
        if rows.empty:
            continue
        row = rows.loc[clearness(rows).idxmax()]
        said = frame[frame[row["kind"]] == row["node_id"]]
        needed = more_people(np.array([row["adjusted"]]), np.array([row["error"]]), outcome.people)
        goes = Goes(
            outcome.outcome.column, outcome.outcome.value, outcome.outcome.ticked, outcome.mean, outcome.people,
            row["adjusted"], row["adjusted_low"], row["adjusted_high"], len(found.outcomes), found.left,
            found.table["node_id"].nunique(),
        )  # fmt: skip
        findings.append(
            Finding(
                "outcome", (row["node_id"],), int(row["users"]), len(said), row["with_it"], row["without"],
                row["adjusted_low"], row["adjusted_high"], row["p"], row["q"], float(needed[0]),
                strength=row["times"] * row["users"] / people, examples=best(said), goes=goes,
            )
        )  # fmt: skip
    return findings


def told(rows: pd.DataFrame, spread: float) -> pd.DataFrame:
    """The rows of one outcome that are worth a sentence: hardly chance, alike as it is and adjusted, and odds half as
    large again; with `times`, how often the odds double.

    The odds ratio of a number is exp(π d / √3), d its difference in standard deviations, `spread` (Chinn 2000).
    """
    a, b = (rows[side].to_numpy(float) for side in ("with_it", "without"))
    if (rows["value"] != "").any():
        n_a = rows["users"].to_numpy(float)
        n_b = rows["people"].to_numpy(float) - n_a
        odds = ((a * n_a + 0.5) / (n_a - a * n_a + 0.5)) / ((b * n_b + 0.5) / (n_b - b * n_b + 0.5))
    else:
        odds = np.exp(np.pi * (a - b) / (np.sqrt(3) * spread))
    rows = rows.assign(times=np.abs(np.log2(odds)))
    agrees = np.sign(rows["difference"].astype(float)) == np.sign(rows["adjusted"].astype(float))
    return rows[rows["significant"].astype(bool) & agrees & (rows["times"] >= np.log2(LEAST_RATIO))]
