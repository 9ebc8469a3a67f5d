"""How surely statements belong to their topics, and to which others nearly."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from interest.hierarchy.clustering.neighbours import largest

TEMPERATURE = 0.1
"""Softmax of cosines with the topics' centroids: a lead of .1 is worth a factor of e."""
BEST_FEW = 3
"""Topics kept of a statement's soft membership; the whole matrix would be what fills the memory."""
ROWS = 8192  # statements whose soft memberships are held at once


def soft_memberships(
    meaning: np.ndarray, center: np.ndarray, topic: np.ndarray, ids: Sequence[str]
) -> tuple[np.ndarray, pd.DataFrame]:
    """The strength (n,) of each statement in its own topic, and the best few topics as in `Cut.memberships`.

    `center` (n_topics, d) and `ids` are of the topics, `topic` (n,) says which one each statement has.
    """
    n, k = len(meaning), min(BEST_FEW, len(center))
    strength, best, weight = np.empty(n), np.empty((n, k), np.int64), np.empty((n, k), np.float32)
    for start in range(0, n, ROWS):
        part = slice(start, start + ROWS)
        soft = _softmax(meaning[part] @ center.T / TEMPERATURE)
        strength[part] = np.take_along_axis(soft, topic[part, None], axis=1)[:, 0]
        best[part] = largest(soft, k)
        weight[part] = np.take_along_axis(soft, best[part], axis=1)
    nodes = pd.array(list(ids), dtype="str").take(best.ravel())
    return strength, pd.DataFrame(
        {"statement_id": np.repeat(np.arange(n), k), "node_id": nodes, "weight": weight.ravel()}
    )


def _softmax(logits: np.ndarray) -> np.ndarray:
    exp = np.exp(logits - logits.max(axis=1, keepdims=True))
    return exp / exp.sum(axis=1, keepdims=True)
