"""Experiments: a segment with a random hold-out group, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
import pandas as pd

from interest.errors import InputError, SegmentError
from interest.inference import NORMAL, difference_interval, more_people, welch
from interest.ingest import Attributes, RawTable, load_users
from interest.segments.outcomes import Outcome, askable_in, outcome_in

TREAT, HOLD_OUT = "treat", "hold out"
"""The groups: those with whom something is done, and those with whom it is not, in files of any language."""
FEWEST_A_GROUP = 10
"""People of either group of whom the outcome must be known."""


def held_out(user_ids: Sequence[str], share: float = 0.2, seed: int = 0) -> pd.DataFrame:
    """People with the group that each is in by chance alone: user_id, group (`TREAT` or `HOLD_OUT`), in their order.

    The same people, share and seed give the same groups. Raises `SegmentError` where a group would have nobody.
    """
    out = round(share * len(user_ids))
    if not 0 < out < len(user_ids):
        raise SegmentError(
            f"A hold-out of {share:.0%} of {len(user_ids)} people leaves a group without anybody; "
            "take another share or a larger segment."
        )
    group = np.full(len(user_ids), TREAT, dtype=object)
    group[np.random.default_rng(seed).choice(len(user_ids), size=out, replace=False)] = HOLD_OUT
    return pd.DataFrame({"user_id": list(user_ids), "group": group}, dtype="str")


@dataclass(frozen=True, eq=False)
class Uplift:
    """What came of an experiment, by person, everybody in the group that they were dealt to."""

    outcome: Outcome
    treated: int
    """People of whom the outcome is known, with whom something was done …"""
    held_out: int
    """… and with whom it was not."""
    unknown: int
    """People of both groups of whom it is not known."""
    with_it: float
    """The mean outcome of those who were treated …"""
    without: float
    """… and of those who were held out."""
    low: float
    high: float
    """The 95% interval of the difference: Newcombe's for a share, Welch's for a number."""
    needed: float
    """How many more people it would take to be sure, in the same proportion; 0 where the interval leaves out 0."""

    @property
    def difference(self) -> float:
        """The uplift: treated less held out."""
        return self.with_it - self.without

    @property
    def sure(self) -> bool:
        """Whether the interval leaves out 0."""
        return self.low > 0 or self.high < 0


Table: TypeAlias = str | Path | pd.DataFrame | RawTable | Attributes


def uplift(groups: Table, outcomes: Table | None = None, column: str = "", value: str = "") -> Uplift:
    """What came of an experiment: `groups` as `held_out` gave them, and the outcome from a column of another table of
    users, or of the same one.

    `column` may be left away where there is only one that can be meant; `value` is as in `outcome_of`. Raises
    `InputError` where groups or outcome are not there, or known of too few people.
    """
    dealt = _table(groups)
    group = _bare(dealt.users.set_index("user_id").get("group", pd.Series(dtype="str")))
    if not group.isin((TREAT, HOLD_OUT)).any():
        raise InputError(
            f"The file of groups needs a column “group” with “{TREAT}” and “{HOLD_OUT}”, as it was exported."
        )
    told = dealt if outcomes is None else _table(outcomes)
    asked = [name for name in askable_in(told) if name != "group"]
    if not column and len(asked) != 1:
        known = ", ".join(asked) or "none"
        raise InputError(f"Say which column is the outcome; what can be asked for: {known}.")
    outcome = outcome_in(told, column or asked[0], value)
    figures = _bare(outcome.figures).reindex(group.index)
    sides = [figures[group == name].dropna().to_numpy(float) for name in (TREAT, HOLD_OUT)]
    if min(map(len, sides)) < FEWEST_A_GROUP:
        raise InputError(
            f"The outcome is known of {len(sides[0])} treated and {len(sides[1])} held out people; "
            f"it takes {FEWEST_A_GROUP} of either at least. Look whether the ids agree."
        )
    low, high = _interval(outcome, *sides)
    means = [float(side.mean()) for side in sides]
    people = sum(map(len, sides))
    sure = low > 0 or high < 0
    more = more_people(np.array([means[0] - means[1]]), np.array([(high - low) / (2 * NORMAL)]), people)
    return Uplift(
        outcome=outcome,
        treated=len(sides[0]),
        held_out=len(sides[1]),
        unknown=int(group.isin((TREAT, HOLD_OUT)).sum()) - people,
        with_it=means[0],
        without=means[1],
        low=low,
        high=high,
        needed=0.0 if sure else float(more[0]),
    )


def _interval(outcome: Outcome, treated: np.ndarray, out: np.ndarray) -> tuple[float, float]:
    if not outcome.is_share:
        return welch(treated, out)
    low, high = difference_interval(treated.sum(), len(treated), out.sum(), len(out))
    return float(low), float(high)


def _table(table: Table) -> Attributes:
    return table if isinstance(table, Attributes) else load_users(table)


def _bare(values: pd.Series) -> pd.Series:
    """By ids without the ' that keeps a spreadsheet from taking one for a formula."""
    return values.set_axis([user.lstrip("'") for user in values.index])
