"""Figures for a whole clustering: against labels that are known, against its words, against its geometry."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from interest.language import is_content, stem

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

TOP_WORDS = 10
"""Words that stand for a topic in coherence and diversity, as in Lau et al. (2014)."""
LEAST_LIFT = 1.5
"""How much oftener a word is said in its topic than elsewhere to stand for it."""
SILHOUETTE_SAMPLE = 4000
"""Statements whose distances are all compared: enough for two digits, few enough for the memory."""


@dataclass(frozen=True)
class Agreement:
    """How far clusters agree with known labels; 1 is complete agreement in all of them."""

    ami: float
    """Adjusted mutual information (Vinh, Epps and Bailey 2010): 0 by chance."""
    ari: float
    """Adjusted Rand index (Hubert and Arabie 1985), over pairs of statements: 0 by chance."""
    v_measure: float
    """Harmonic mean of the next two (Rosenberg and Hirschberg 2007); not adjusted for chance."""
    homogeneity: float
    """1 where each cluster holds one label only."""
    completeness: float
    """1 where each label lies in one cluster only."""


def agreement(labels: Sequence[object] | np.ndarray, gold: Sequence[object] | np.ndarray) -> Agreement:
    """Clusters `labels` against the known labels `gold`, both of shape (n,).

    Raises `ValueError` where they differ in length or are empty.
    """
    from sklearn import metrics

    if len(labels) != len(gold) or len(labels) == 0:
        raise ValueError(f"labels and gold must be of one length, at least 1; got {len(labels)} and {len(gold)}")
    homogeneity, completeness, v_measure = metrics.homogeneity_completeness_v_measure(gold, labels)
    return Agreement(
        ami=float(metrics.adjusted_mutual_info_score(gold, labels)),
        ari=float(metrics.adjusted_rand_score(gold, labels)),
        v_measure=float(v_measure),
        homogeneity=float(homogeneity),
        completeness=float(completeness),
    )


def hierarchical_f1(clusters: Sequence[Sequence[object]], gold: Sequence[Sequence[str]]) -> float:
    """Hierarchical F1 of nested clusters against nested labels, both coarse to fine, each level of shape (n,).

    2·hP·hR/(hP + hR) with hP = Σ|P̂ ∩ T̂| / Σ|P̂| and hR = Σ|P̂ ∩ T̂| / Σ|T̂| over the statements, where T̂ is the true
    label with its ancestors and P̂ the predicted one with its own (Kiritchenko et al. 2006; Silla and Freitas 2011).
    Clusters have no names in the gold labels, so that first each cluster of a level is mapped to the label of that
    level which most of its statements have (the first in order of the alphabet where two are equally frequent); a
    statement's P̂ are the labels of its clusters, from the coarsest down. A label "" is missing: it is not in T̂, and
    has no vote. As with purity, more clusters reach higher values: read it beside the adjusted figures.

    Raises `ValueError` where the numbers of levels differ.
    """
    found = right = true = 0
    for labels, known in zip(clusters, gold, strict=True):
        mapped = _majority(labels, known)
        found += sum(name != "" for name in mapped)
        true += sum(name != "" for name in known)
        right += sum(name == other != "" for name, other in zip(mapped, known, strict=True))
    return 2 * right / (found + true) if found + true else float("nan")


def _majority(labels: Sequence[object], gold: Sequence[str]) -> list[str]:
    """For each statement the known label that is commonest in its cluster, "" where the cluster has none."""
    import pandas as pd

    pairs = pd.DataFrame({"cluster": np.asarray(labels), "gold": np.asarray(gold, dtype=object)})
    counts = (
        pairs[pairs["gold"] != ""].value_counts().reset_index().sort_values(["count", "gold"], ascending=[False, True])
    )
    name = counts.drop_duplicates("cluster").set_index("cluster")["gold"]
    return pairs["cluster"].map(name).fillna("").tolist()


def silhouette(vectors: np.ndarray, labels: Sequence[object] | np.ndarray, seed: int = 0) -> float:
    """Mean silhouette (Rousseeuw 1987) by cosine distance of vectors (n, d), over at most 4,000 statements, in [−1, 1].

    NaN where there are not at least two clusters, or each statement is a cluster of its own.
    """
    from sklearn.metrics import silhouette_score

    labels = np.asarray(labels)
    if len(labels) > SILHOUETTE_SAMPLE:
        rows = np.random.default_rng(seed).choice(len(labels), SILHOUETTE_SAMPLE, replace=False)
        vectors, labels = vectors[rows], labels[rows]
    if not 2 <= len(np.unique(labels)) < len(labels):
        return float("nan")
    return float(silhouette_score(vectors, labels, metric="cosine"))


def word_matrix(
    token_lists: Sequence[Sequence[str]], languages: Sequence[str] | None = None
) -> tuple["csr_matrix", list[str]]:
    """Which statement says which content word (inflections are one): 0/1 of shape (n, n_words), and the words."""
    from scipy.sparse import csr_matrix

    position: dict[str, int] = {}
    indices, starts = [], [0]
    for tokens, code in zip(token_lists, languages or [""] * len(token_lists), strict=True):
        words = {stem(token, code) for token in tokens if is_content(token, code)}
        indices += sorted(position.setdefault(word, len(position)) for word in sorted(words))
        starts.append(len(indices))
    shape = (len(starts) - 1, len(position))
    return csr_matrix((np.ones(len(indices), np.float32), indices, starts), shape), list(position)


def top_words(words: "csr_matrix", labels: Sequence[object] | np.ndarray, count: int = TOP_WORDS) -> list[np.ndarray]:
    """The columns of `words` (n, n_words) that tell each cluster from the rest, best first; clusters in sorted order.

    The score is the word's part of the Kullback–Leibler divergence, c·log(p/q), with c the cluster's statements that
    say it and p and q its smoothed shares inside and outside, as for the tree's keyphrases. What is said once only, or
    hardly oftener than elsewhere, is left out, so that there may be fewer than `count`.
    """
    total = np.asarray(words.sum(axis=0)).ravel()
    n = words.shape[0]
    best = []
    labels = np.asarray(labels)
    for label in np.unique(labels):
        rows = np.flatnonzero(labels == label)
        inside = np.asarray(words[rows].sum(axis=0)).ravel()
        p = (inside + 0.5) / (len(rows) + 1)
        q = (total - inside + 0.5) / (n - len(rows) + 1)
        score = np.where((inside >= 2) & (p >= LEAST_LIFT * q), inside * np.log(p / q), 0)
        order = np.argsort(-score, kind="stable")[:count]
        best.append(order[score[order] > 0])
    return best


def npmi(words: "csr_matrix", first: int, second: int) -> float:
    """Normalised pointwise mutual information of two columns of `words` (Bouma 2009), in [−1, 1].

    log(p(a,b) / (p(a)·p(b))) / −log p(a,b), p being shares of the rows: 1 where the words are only said together, 0 by
    chance, −1 where they never are.
    """
    a, b = words[:, [first]], words[:, [second]]
    return float(_npmi(np.array([a.sum()]), np.array([b.sum()]), np.array([a.multiply(b).sum()]), words.shape[0])[0])


def _npmi(a: np.ndarray, b: np.ndarray, together: np.ndarray, n: int) -> np.ndarray:
    joint = np.maximum(together, 1) / n
    value = np.log(joint * n * n / np.maximum(a * b, 1)) / np.maximum(-np.log(joint), 1e-12)
    return np.where(together == 0, -1.0, np.where(together == n, 1.0, value))


def coherence(words: "csr_matrix", topics: Sequence[np.ndarray]) -> list[float]:
    """For each topic the mean NPMI of all pairs of its top words over the rows of `words` (n, n_words).

    Lau, Newman and Baldwin (2014), with the study's own statements in the place of a reference corpus. NaN for a topic
    with fewer than two words.
    """
    counts = np.asarray(words.sum(axis=0)).ravel()
    values = []
    for top in topics:
        pairs = np.array(list(combinations(range(len(top)), 2)), int).reshape(-1, 2)
        if len(pairs) == 0:
            values.append(float("nan"))
            continue
        said = words[:, top]
        together = (said.T @ said).toarray()[pairs[:, 0], pairs[:, 1]]
        own = counts[top]
        values.append(float(_npmi(own[pairs[:, 0]], own[pairs[:, 1]], together, words.shape[0]).mean()))
    return values


def diversity(topics: Sequence[np.ndarray]) -> float:
    """The part of all top words that is unique (Dieng, Ruiz and Blei 2020): 1 where no two topics share a word.

    NaN where no topic has words.
    """
    everything = np.concatenate(list(topics)) if len(topics) else np.array([], int)
    return len(np.unique(everything)) / len(everything) if len(everything) else float("nan")
