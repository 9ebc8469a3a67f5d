"""Keywords: the keyphrases of a topic, grouped by meaning, each statement with the one that fits it best."""

import re
from dataclasses import dataclass
from itertools import pairwise
from os.path import commonprefix

import numpy as np

from interest.hierarchy.words import Words
from interest.language import is_han, stands_inside, stem

_WORD = re.compile(r"[^\W_\u4e00-\u9fff]+(?:['-][^\W_\u4e00-\u9fff]+)*")  # of alphabets

CANDIDATES = 40
"""Phrases of a topic that are looked at: more than its keywords will be, fewer than what is chance."""
LEAST_LIFT = 1.5
"""How much oftener a phrase is said in its topic than elsewhere to say something of the topic."""
SAME_MEANING = 0.72
"""Cosine of centred vectors from which two phrases are variants or synonyms; unrelated ones are near 0."""
RELATED = 0.6
"""Part of the longer word that two words have to begin with alike to be of one family."""
SMALLEST_SHARE = 0.04
"""Part of a topic below which a keyword is a detail,"""
ENOUGH = 8
"""but for keywords of so many statements: in a large topic a small part is many, and would be lost in its "other"."""


@dataclass(frozen=True, eq=False)
class TopicKeywords:
    """The keywords of one topic, the strongest first, and who belongs to them."""

    rows: np.ndarray
    """(n_topic_statements,) the positions of the topic's statements."""
    phrases: list[list[int]]
    """Of each keyword its phrases (positions in `Words.phrases`), the best first."""
    members: np.ndarray
    """(n_topic_statements,) the keyword of each of the topic's statements, or −1 for its "other"."""
    ranked: list[int]
    """All phrases that tell the topic from the others, the best first."""


def phrase_scores(words: Words, rows: np.ndarray, context: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray]:
    """The phrases said in `rows` that tell them from the rest of `context` (all): (positions, scores), best first.

    The score is the phrase's part of the Kullback–Leibler divergence, c·log(p/q), with p and q its smoothed shares of
    the statements inside and outside, lengthened for phrases of several words, which say more exactly what is meant.
    """
    inside = words.counts_in(rows)
    around, n_around = (words.counts, len(words.texts)) if context is None else (words.counts_in(context), len(context))
    found = np.flatnonzero(inside >= (2 if len(rows) >= 8 else 1))
    p = (inside[found] + 0.5) / (len(rows) + 1)
    q = (around[found] - inside[found] + 0.5) / (max(n_around - len(rows), 0) + 1)
    lift = p / q if n_around > len(rows) else np.full(len(found), np.e)
    lengths = np.array([_length(words.phrases.names[i]) for i in found])
    score = inside[found] * np.log(np.maximum(lift, 1e-9)) * (1 + 0.25 * np.minimum(lengths - 1, 2))
    keep = lift >= LEAST_LIFT
    order = np.argsort(-score[keep], kind="stable")
    return found[keep][order], score[keep][order]


def topic_keywords(
    words: Words, meaning: np.ndarray, rows: np.ndarray, context: np.ndarray | None = None
) -> TopicKeywords:
    """The keywords of the topic whose statements are `rows`, told from the other rows of `context` (all).

    `meaning` (n, d) is that of all statements.
    """
    ranked, scores = phrase_scores(words, rows, context)
    top, scores = ranked[:CANDIDATES], scores[:CANDIDATES]
    if len(top) == 0:
        return TopicKeywords(rows, [], np.full(len(rows), -1), [])
    vectors = words.phrase_vectors[top]
    groups = _synonyms(vectors)
    mentions = words.phrases.matrix[rows][:, top].toarray() > 0  # (n_rows, n_top)
    members, used = _assign(meaning[rows], vectors, mentions, groups, scores)
    phrases = [[int(top[i]) for i in np.flatnonzero(groups == group)] for group in used]
    return TopicKeywords(rows, phrases, members, [int(i) for i in ranked])


def _synonyms(vectors: np.ndarray) -> np.ndarray:
    """Groups of phrases that mean the same: (n,) numbers, in the order of each group's best phrase."""
    from scipy.cluster.hierarchy import fcluster

    if len(vectors) < 2:
        return np.zeros(len(vectors), int)
    groups = fcluster(_average_linkage(vectors), 1 - SAME_MEANING, criterion="distance")
    first_seen = {group: number for number, group in enumerate(dict.fromkeys(groups.tolist()))}
    return np.array([first_seen[group] for group in groups.tolist()])


def _average_linkage(vectors: np.ndarray) -> np.ndarray:
    """SciPy's linkage matrix of L2-normalised vectors (n, d), n ≥ 2, by cosine; a row of zeros is far from all."""
    from scipy.cluster.hierarchy import linkage
    from scipy.spatial.distance import squareform

    distances = np.maximum(1 - vectors @ vectors.T, 0).astype(np.float64)
    return linkage(squareform(distances, checks=False), method="average")


def _assign(
    statements: np.ndarray, vectors: np.ndarray, mentions: np.ndarray, groups: np.ndarray, scores: np.ndarray
) -> tuple[np.ndarray, list[int]]:
    """The keyword of each statement (n,), −1 for none, and the groups that became keywords, in their order.

    What a statement says comes before what it is near to: it goes to the group it mentions (the nearest of several),
    and only one that mentions none goes by nearness, if it is as near as the statements that do mention it are.
    Groups that too few statements choose are given up, the weakest first, and their statements choose again.
    """
    fewest = min(max(2, round(SMALLEST_SHARE * len(statements))), ENOUGH)
    spoken = np.stack([mentions[:, groups == g].any(axis=1) for g in range(groups.max() + 1)], axis=1)
    center = np.stack([_mean(vectors[groups == g], scores[groups == g]) for g in range(groups.max() + 1)])
    nearness = statements @ center.T  # (n, n_groups)
    strength = np.array([scores[groups == g].sum() for g in range(groups.max() + 1)])
    usual = np.array(
        [np.median(nearness[spoken[:, g], g]) if spoken[:, g].any() else 1.0 for g in range(len(strength))]
    )
    alive = [g for g in range(len(strength)) if spoken[:, g].sum() >= fewest]
    # The strongest phrase of a topic is often in most of its statements; the rarer one tells more of the statement.
    rarity = np.log(len(statements) / np.maximum(spoken.sum(axis=0), 1))
    while alive:
        fit = np.where(spoken[:, alive], 1 + nearness[:, alive] + rarity[alive], nearness[:, alive] - usual[alive])
        best = fit.argmax(axis=1)
        members = np.where(fit[np.arange(len(fit)), best] >= 0, best, -1)
        sizes = np.bincount(members[members >= 0], minlength=len(alive))
        small = [i for i in range(len(alive)) if sizes[i] < fewest]
        if not small:
            return members, alive
        weakest = min(small, key=lambda i: (sizes[i], strength[alive[i]]))
        alive.pop(weakest)
    return np.full(len(statements), -1), []


def _mean(vectors: np.ndarray, weights: np.ndarray) -> np.ndarray:
    mean = weights @ vectors
    return mean / max(float(np.linalg.norm(mean)), 1e-12)


def _length(name: str) -> int:
    """Words of a phrase; Chinese counts two characters a word."""
    han = sum("\u4e00" <= letter <= "\u9fff" for letter in name)
    foreign = [word for word in name.split() if not any("\u4e00" <= letter <= "\u9fff" for letter in word)]
    return len(foreign) + (han + 1) // 2


def overlaps(one: str, other: str) -> bool:
    """Whether two phrases share a word, in whatever inflection or derivation, or two Chinese characters in a row."""
    first, second = _WORD.findall(one.lower()), _WORD.findall(other.lower())
    if any(_related(a, b) for a in first for b in second):
        return True
    pairs = [{a + b for a, b in pairwise(name) if is_han(a) and is_han(b)} for name in (one, other)]
    return not pairs[0].isdisjoint(pairs[1]) or one in other or other in one


def _related(one: str, other: str) -> bool:
    """Whether two words have the same stem or most of their letters in common (pregnant, pregnancy)."""
    if stands_inside(one) or stands_inside(other):
        return False
    if stem(one) == stem(other):
        return True
    common = len(commonprefix((one, other)))
    return common >= 4 and common >= RELATED * max(len(one), len(other))
