"""Names for topics and categories: short, contrasting with their siblings, in the language of the data."""

from collections.abc import Mapping, Sequence

import numpy as np

from interest.hierarchy.keywords import TopicKeywords, distinct, phrase_scores
from interest.hierarchy.material import Material

GENERIC_FIT = 0.22
"""Mean cosine with its topics from which a general name fits a category; unrelated names are near 0."""
BROAD_BONUS = 0.12
"""A category joins several topics, so that of two names that fit about as well the broader one is the right one."""
DISTINCT = 0.5
"""Cosine from which a second phrase in a name adds nothing to the first."""
FITTING = 0.5
"""Part of the best phrase's cosine with the topic's middle that a phrase needs to be in the name: no chance words."""
SHARED_BY = 0.5
"""Part of a category's topics in which a phrase has to occur to be what they share."""


def topic_names(material: Material, topics: Sequence[np.ndarray], keywords: Sequence[TopicKeywords]) -> list[str]:
    """A name for each topic (its statements' positions): its one or two most telling phrases.

    A phrase is good that many statements of the topic say and few others, and that lies near the topic's middle.
    """
    names: list[str] = []
    for rows, found in zip(topics, keywords, strict=True):
        ranked = _by_fit(material, rows, found.ranked)
        chosen = distinct(_in_language(material, ranked), material, 2, DISTINCT) or distinct(
            ranked, material, 2, DISTINCT
        )
        names.append(unique_name(_joined([material.phrases.names[i] for i in chosen], material.language), names))
    return [name or _untitled(number, material.language) for number, name in enumerate(names, 1)]


def category_names(
    material: Material,
    categories: Sequence[np.ndarray],
    topics_of: Sequence[Sequence[np.ndarray]],
    names_of: Sequence[Sequence[str]],
) -> list[str]:
    """A name for each category, given its statements, those of each of its topics, and the topics' names.

    A category of one topic is called as the topic is. Otherwise first choice is a general name ("Travel") that fits
    all topics and no other category as well; then a phrase that its topics share; at last its own most telling phrase.
    General names are dealt out so that no two categories get the same one and the fit is best on the whole (Hungarian
    method).
    """
    generic = _generic_names(material, topics_of)
    everything = np.concatenate(categories) if len(categories) else np.zeros(0, int)
    names: list[str] = []
    for number, rows in enumerate(categories):
        if len(topics_of[number]) == 1:
            name = names_of[number][0]
        else:
            name = generic.get(number) or _shared_phrase(material, rows, topics_of[number], everything)
        names.append(unique_name(name or _untitled(number + 1, material.language), names))
    return names


def _generic_names(material: Material, topics_of: Sequence[Sequence[np.ndarray]]) -> Mapping[int, str]:
    """The general name of each category for which one fits well enough."""
    from scipy.optimize import linear_sum_assignment

    fit = np.stack([_topic_fit(material, topics).mean(axis=0) for topics in topics_of])  # (n_categories, n_names)
    # A name that fits every category says nothing of one.
    contrast = fit - (fit.sum(axis=0) - fit) / (len(fit) - 1) if len(fit) > 1 else fit
    category, name = linear_sum_assignment(-(fit + contrast + BROAD_BONUS * material.generic.broad))
    words = material.generic.names(material.language)
    return {int(c): words[n] for c, n in zip(category, name, strict=True) if fit[c, n] >= GENERIC_FIT}


def _topic_fit(material: Material, topics: Sequence[np.ndarray]) -> np.ndarray:
    """Cosine of each topic's centroid with each general name: (n_topics, n_names)."""
    centers = np.stack([material.meaning[rows].mean(axis=0) for rows in topics])
    centers /= np.maximum(np.linalg.norm(centers, axis=1, keepdims=True), 1e-12)
    return centers @ material.generic.vectors.T


def _shared_phrase(material: Material, rows: np.ndarray, topics: Sequence[np.ndarray], everything: np.ndarray) -> str:
    """The most telling phrase that occurs in half of the topics, or else the most telling one."""
    ranked, _ = phrase_scores(material, rows, everything)
    said = np.stack([np.asarray(material.phrases.matrix[topic][:, ranked].sum(axis=0)).ravel() > 0 for topic in topics])
    shared = [int(i) for i, part in zip(ranked, said.mean(axis=0), strict=True) if part >= SHARED_BY]
    order = _in_language(material, shared) or _in_language(material, [int(i) for i in ranked]) or shared
    return _joined([material.phrases.names[i] for i in distinct(order, material, 1, DISTINCT)], material.language)


def _by_fit(material: Material, rows: np.ndarray, ranked: Sequence[int]) -> list[int]:
    """Ranked phrases that lie near the middle of the topic, reordered by rank score × nearness."""
    if not len(ranked):
        return []
    center = material.meaning[rows].mean(axis=0)
    center /= max(float(np.linalg.norm(center)), 1e-12)
    order = np.arange(len(ranked))
    nearness = np.maximum(material.phrase_vectors[list(ranked)] @ center, 0.05)
    score = nearness / np.log2(order + 2)
    return [ranked[i] for i in np.argsort(-score, kind="stable") if nearness[i] >= FITTING * nearness.max()]


def _in_language(material: Material, phrases: Sequence[int]) -> list[int]:
    """Those phrases that are written in the language of the data."""
    if material.language == "other":
        return list(phrases)
    chinese = material.language == "zh"
    return [i for i in phrases if _has_han(material.phrases.names[i]) == chinese]


def _has_han(text: str) -> bool:
    return any("\u4e00" <= letter <= "\u9fff" for letter in text)


def _joined(phrases: Sequence[str], language: str) -> str:
    """As a person would write a heading: `Trail running & hydration`, `猫粮与猫砂`."""
    if language == "zh":
        return "与".join(phrases)
    text = " & ".join(phrases)
    return text[:1].upper() + text[1:]


def unique_name(name: str, taken: Sequence[str]) -> str:
    """The name with a number where a sibling or cousin has it already."""
    if not name or name not in taken:
        return name
    return next(f"{name} {number}" for number in range(2, len(taken) + 3) if f"{name} {number}" not in taken)


def _untitled(number: int, language: str) -> str:
    return f"其他话题 {number}" if language == "zh" else f"Mixed {number}"


def keyword_name(material: Material, phrases: Sequence[int]) -> str:
    """A keyword has the name of its best phrase, in the language of the data where there is one."""
    best = (_in_language(material, phrases) or list(phrases))[0]
    return material.phrases.names[best]


def other_name(language: str) -> str:
    """The name of the keyword for what fits none."""
    return "其他" if language == "zh" else "other"
