"""Topics of different categories that the same users speak of."""

import numpy as np
import pandas as pd

from interest.contents import Contents
from interest.findings.finding import FEWEST, LEAST_RATIO, Finding, Tested, best
from interest.inference import ALPHA, Configuration, wilson


def pairs(contents: Contents) -> Tested:
    """Surprising neighbours: more users in common than chance gives, by a Poisson test.

    The law of the overlap is Poisson-binomial (Saracco et al. 2017), whose tail the Poisson's bounds where it matters.
    """
    from scipy.stats import poisson

    frame = contents.tree.in_sight(contents.statements)
    if frame.empty:
        return Tested((), np.zeros(0))
    user, users = pd.factorize(frame["user_id"])
    topic, topics = pd.factorize(frame["topic"])
    touched = np.zeros((len(users), len(topics)), bool)
    touched[user, topic] = True
    expected = Configuration.of(touched).overlaps()
    both = touched.T.astype(np.float32) @ touched.astype(np.float32)
    category = np.array([contents.tree[node].parent for node in topics])
    one, other = np.triu_indices(len(topics), 1)
    apart = category[one] != category[other]
    one, other = one[apart], other[apart]
    p = poisson.sf(both[one, other] - 1, expected[one, other])
    found = []
    for i in np.flatnonzero((p <= ALPHA) & (both[one, other] >= FEWEST)):
        # the smaller topic comes first: a larger part of its users is in the other
        a, b = sorted((one[i], other[i]), key=lambda t: both[t, t])
        n, chance, n_a = int(both[a, b]), float(expected[a, b]), int(both[a, a])
        if n < LEAST_RATIO * chance:
            continue
        low, high = wilson(np.array([n]), np.array([n_a]))
        people = users[touched[:, a] & touched[:, b]]
        shown = frame[frame["user_id"].isin(people)]
        examples = [best(shown[shown["topic"] == topics[t]], 1)[0] for t in (a, b)]
        statements = int(shown["topic"].isin([topics[a], topics[b]]).sum())
        found.append(
            Finding(
                "pair", (topics[a], topics[b]), n, statements, n / n_a, chance / n_a,
                float(low[0]), float(high[0]), float(p[i]),
                strength=float(np.log2(n / chance)) * n / len(users), examples=tuple(examples),
                people=tuple(people),
            )
        )  # fmt: skip
    return Tested(tuple(found), p)
