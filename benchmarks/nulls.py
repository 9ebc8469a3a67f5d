"""How often a figure claims something where nothing is going on, and how often it finds what is.

    python benchmarks/nulls.py [--runs 300] [row …]

Each row simulates people who write by the same law on both sides (in both groups, at all times), and the same with an
effect of known size. Prints a Markdown table: the part of the runs in which something was called significant with
nothing there, what the part must be, and the part in which the effect was found. Of intervals it is how often they hold
the truth. tests/test_nulls.py runs a short form.
"""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
import pandas as pd
from simulations import changes, findings, intervals, outcomes, segments


@dataclass(frozen=True)
class Row:
    """One figure of the app."""

    simulate: Callable[[np.random.Generator, bool], dict[str, float]]
    before: str
    """What the former way of counting gave with nothing there."""
    must: dict[str, tuple[float, float]]
    """From where to where each share must lie."""


FALSE = (0.0, 0.07)
HELD = (0.93, 1.0)
ROWS = {
    "changes": Row(changes.change, "43%; 80% of runs", {"p ≤ .05": (0.03, 0.07), "any category": FALSE}),
    "a segment by topic": Row(segments.by_node, "topic 55%, category 65%", {"topic": FALSE, "category": FALSE}),
    "at least 5 statements": Row(segments.by_amount, "100%", {"topic": FALSE, "category": FALSE}),
    "the same of 3,000": Row(
        segments.by_amount_of_many, "without a margin: topic 58%, category 75%", {"topic": FALSE, "category": FALSE}
    ),
    "drivers, 60 people": Row(outcomes.drivers_of_60, "not adjusted, 56%", {"any": FALSE, "p ≤ .05": FALSE}),
    "drivers, 400 people": Row(outcomes.drivers_of_400, "not adjusted, 100%", {"any": FALSE, "p ≤ .05": FALSE}),
    "outcomes, 60 people": Row(outcomes.outcomes_of_60, "corrected a column, 17%", {"a card": FALSE}),
    "outcomes, 400 people": Row(outcomes.outcomes_of_400, "corrected a column, 15%", {"a card": FALSE}),
    "trends": Row(findings.trend, "45%", {"the busy topic, p ≤ .05": FALSE, "any": FALSE}),
    "share of a topic": Row(intervals.share, "44% held", {"holds the share": (0.93, 0.97)}),
    "hit rate": Row(intervals.hits, "54% held (5 people)", {"holds the rate": (0.93, 1.0)}),
    "guessed labels": Row(
        intervals.guessed, "macro-F1 86 to 93% held", {"holds accuracy": HELD, "holds macro-F1": HELD}
    ),
    "who moved": Row(changes.people, "37 to 43% “moved”", {"anybody sure": FALSE}),
    "dislikes": Row(findings.disliked, "none found at 79% low", {"any": FALSE}),
    "marks": Row(findings.marked, "all disliked (8 to 19 of 20)", {"any": FALSE, "of all marks, disliked": (0.0, 0.6)}),
    "carried by few": Row(findings.carried, "untested", {"any": FALSE}),
    "a page of findings": Row(findings.together, "corrected a kind", {"any": FALSE}),
    "appeared": Row(changes.appeared, "untested", {"a topic": FALSE}),
}

SLOW, SLOW_RUNS = ("appeared", "the same of 3,000"), 30
"""Rows of which fewer runs are made."""


def rates(name: str, runs: int, effect: bool, seed: int = 0) -> dict[str, float]:
    """The mean of each figure of a row over so many runs."""
    rng = np.random.default_rng([seed, sorted(ROWS).index(name), effect])
    return pd.DataFrame([ROWS[name].simulate(rng, effect) for _ in range(runs)]).astype(float).mean().to_dict()


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("rows", nargs="*", default=list(ROWS))
    parser.add_argument("--runs", type=int, default=300)
    arguments = parser.parse_args()
    print(f"{arguments.runs} runs a row ({SLOW_RUNS} of {', '.join(SLOW)}), {datetime.now(UTC):%Y-%m-%d}\n")
    print("| figure | with nothing there, before | now | must be | found, of what is there |\n|---|---|---|---|---|")
    for name in arguments.rows:
        row, runs = ROWS[name], min(arguments.runs, SLOW_RUNS) if name in SLOW else arguments.runs
        null, power = rates(name, runs, effect=False), rates(name, runs, effect=True)
        told = "; ".join(f"{figure} {value:.1%}" for figure, value in null.items())
        must = "; ".join(f"{figure} {low:.0%} to {high:.0%}" for figure, (low, high) in row.must.items())
        found = "; ".join(f"{figure} {value:.0%}" for figure, value in power.items())
        print(f"| {name} | {row.before} | {told} | {must} | {found} |", flush=True)


if __name__ == "__main__":
    main()
