"""What the answers speak for changing: found on one half of them, and judged on the other."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from interest.audit.figures import FEWEST_ANSWERS, answered, share_of
from interest.audit.population import population_of
from interest.contents import Contents, derived
from interest.errors import EditError
from interest.hierarchy.editing.splitting import clusters
from interest.inference import ALPHA, stratified_share

MOST = 0.5
"""A topic of which less than that belongs is better hidden than shown."""
DOUBTED = 0.7
"""Below it a topic is looked at: at what is measured, one statement in three is wrong."""
TELLING = 24
"""Answers on a topic, a dozen in each half, from which on parts that differ as right and wrong can be told apart."""
PARTS = 2

Change = Literal["split", "hide"]


@dataclass(frozen=True)
class Proposal:
    """A change of one topic that the answers speak for: `study.edit` makes it, `study.undo` takes it back."""

    change: Change
    node_id: str
    name: str
    answers: int
    """The answers it is judged on, which it was not found by."""
    precision: float
    """The share of the topic that belongs, by these answers."""
    low: float
    high: float
    p: float
    """How likely its parts would differ so much by chance; NaN where it is to be hidden."""


@dataclass(frozen=True)
class Doubt:
    """A topic of which much seems wrong, while nothing can be proposed yet."""

    node_id: str
    name: str
    precision: float
    needed: int
    """About how many more answers on it would tell."""


@dataclass(frozen=True)
class Proposals:
    """What the answers speak for changing, and where they are too few."""

    found: tuple[Proposal, ...] = ()
    doubts: tuple[Doubt, ...] = ()


@derived("ingested", "deferred_space", "cuts", "config", "answers")
def proposals(contents: Contents) -> Proposals:
    """What could be changed about topics of which much is wrong.

    Candidates are found by one half of the answers, and proposed only where the other half, which they were not found
    by, says so too. A topic is split where its wrong statements lie in one part of it: in the part where the first half
    has less that belongs, the second has less too (Fisher's exact test, one-sided, α shared among the candidates). It
    is hidden where by the second half surely less than `MOST` of it belongs.
    """
    answers, sizes, tree = answered(contents), population_of(contents).sizes("topic"), contents.tree
    answers = answers[answers["verdict"] != "unsure"].assign(yes=answers["verdict"] == "yes")
    # A random half of the statements, whatever was answered: digits of their random numbers that order nothing.
    answers = answers.assign(held_out=(answers["random"] * 2**40).astype("int64") % 2 == 1)
    doubted = []
    for topic, own in answers.groupby("topic"):
        if len(own) >= FEWEST_ANSWERS:
            share = share_of(own, sizes.loc[[topic]])[0]
            if share < DOUBTED:
                doubted.append((tree[str(topic)], sizes.loc[[topic]], own, share))
    found, doubts = [], []
    for node, part, own, share in doubted:
        told, judged = own[~own["held_out"]], own[own["held_out"]]
        if min(len(told), len(judged)) >= FEWEST_ANSWERS:
            value, low, high = share_of(judged, part)
            p = _parts_differ(contents, node.id, told, judged)
            change: Change | None = None
            if p <= ALPHA / len(doubted):
                change = "split"
            elif share_of(told, part)[0] < MOST and high < MOST:
                change = "hide"
            if change:
                seen = p if change == "split" else np.nan
                found.append(Proposal(change, node.id, node.name, len(judged), value, low, high, seen))
                continue
        if (needed := min(_needed(share), int(part.sum())) - len(own)) > 0:
            doubts.append(Doubt(node.id, node.name, share, needed))
    return Proposals(tuple(found), tuple(sorted(doubts, key=lambda doubt: doubt.precision)))


def _parts_differ(contents: Contents, node_id: str, told: pd.DataFrame, judged: pd.DataFrame) -> float:
    """The p of that what belongs is spread evenly over the parts that a split makes, by the answers held out.

    One-sided: the other answers say in which part there should be more. 1 where they don't.
    """
    from scipy.stats import fisher_exact

    rows = np.flatnonzero(contents.cut.assignments["topic"] == node_id)
    try:
        parts = clusters(contents.space.features, contents.tree[node_id].name, rows, PARTS)
    except EditError:
        return 1.0
    first = [said["statement_id"].isin(parts[0]).to_numpy(bool) for said in (told, judged)]
    shares = told["yes"].groupby(first[0]).mean()
    if len(shares) < PARTS or shares[True] == shares[False]:
        return 1.0
    yes, better = judged["yes"].to_numpy(bool), first[1] == (shares[True] > shares[False])
    table = [[np.sum(yes & part), np.sum(~yes & part)] for part in (better, ~better)]
    return float(fisher_exact(np.array(table), alternative="greater").pvalue)


def _needed(share: float) -> int:
    """About how many answers on a topic tell what to do about it, if what was measured holds."""
    one = np.zeros(1, np.int64)
    for half in range(FEWEST_ANSWERS, TELLING // 2):
        yes = np.arange(half) < round(share * half)
        if stratified_share(yes, np.zeros(half, np.int64), one + 10**6, one)[2] < MOST:
            return 2 * half
    return TELLING
