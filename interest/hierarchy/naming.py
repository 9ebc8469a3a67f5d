"""Names for topics and categories: short, contrasting with their siblings, in the language of the data."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from interest.hierarchy.features import unit
from interest.hierarchy.keywords import TopicKeywords, distinct, phrase_scores
from interest.hierarchy.material import Material
from interest.language import as_heading, is_han, language, phrase_key

_NO_LETTER = re.compile(r"[\W_]+")

GENERIC_FIT = 0.22
"""Mean cosine with its topics from which a general name fits a category; unrelated names are near 0."""
UNFIT = 0.02
"""Likelihood that a general name is given in a topic that it doesn't fit at all: one stray topic of a category is no
reason to give up a name that fits the others."""
SURE = 0.8
"""A general name's part in a topic from which it may stand for the topic."""
TAKEN_IN = 0.15
"""A general name's part in a topic from which it says something of it: far more than chance among 300 names."""
MOST = 0.5
"""A name has to say something of more than this part of a category's topics, and of its statements, to be what they
share."""
STOCK = 0.9
"""The part of a topic that one sentence has to be to be its name. With more other statements than that, people repeat
it because it says what they all are after, and a phrase says that shorter."""
LEAST_PART = 0.2
"""A general name's part in a category below which it says more of others."""
DISTINCT = 0.5
"""Cosine from which a second phrase in a name adds nothing to the first."""
FITTING = 0.5
"""Part of the best phrase's cosine with the topic's middle that a phrase needs to be in the name: no chance words."""
SHARPNESS = 0.1
"""Softmax temperature of a phrase's cosines with its topic and the siblings: a lead of .1 is worth a factor of e."""
ADDS = 0.5
"""A second phrase stands in a name if it adds at least half as many statements as the first one has."""
HEADING = 0.5
"""How well a second phrase has to read as a heading: rather none than a verb."""
SAID = 0.2
"""The part of a topic's statements that a phrase has to be in to say something of the topic."""
LEAST_SAID = 0.1
"""The same for a topic that no phrase tells from the rest: what so few say is chance."""
LONGEST = 40
"""Letters of a name of two names; with more, the first one alone says it."""


def topic_names(
    material: Material, topics: Sequence[np.ndarray], keywords: Sequence[TopicKeywords], families: Sequence[int]
) -> list[str]:
    """A name for each topic (its statements' positions): its most telling phrase, or two if one leaves much unsaid.

    A phrase is good that many statements of the topic say and few others, siblings above all (topics of the same
    number in `families`), that lies near the topic's middle and not near a sibling's, and that reads as a heading. A
    second one is added if it brings in half as many statements again, or if a topic before has the same name. Where
    nearly all statements are one and the same sentence, that is the name.
    """
    centers = _centers(material, topics)
    counts = np.stack([np.asarray(material.phrases.matrix[rows].sum(axis=0)).ravel() for rows in topics])
    sizes = np.array([len(rows) for rows in topics])
    names: list[str] = []
    for number, (rows, found) in enumerate(zip(topics, keywords, strict=True)):
        siblings = [i for i, family in enumerate(families) if family == families[number] and i != number]
        ranked = _by_contrast(material, found.ranked, number, counts, sizes, siblings, centers)
        order = _in_language(material, ranked) or _of_one(material, ranked)
        order = order or _anything(material, rows, centers[number])
        name = unique_name(_stock_sentence(material, rows), names) or _topic_name(material, rows, order, names)
        names.append(name or unique_name(_untitled(material.language), names))
    return names


def _stock_sentence(material: Material, rows: np.ndarray) -> str:
    """The sentence that nearly all of the statements are, as a heading; "" where there is none or it is a phrase."""
    said = Counter(_letters(material.texts[row]) for row in rows)
    letters, count = said.most_common(1)[0]
    if count == 1 or count < STOCK * len(rows):
        return ""
    written = Counter(text for row in rows if _letters(text := material.texts[row]) == letters)
    text = written.most_common(1)[0][0]
    if phrase_key(text, material.language) in material.phrases.keys:
        return ""
    heading = as_heading(text)
    return heading if any(map(str.isalnum, heading)) else ""


def _letters(text: str) -> str:
    """A text without case, spaces and punctuation."""
    return _NO_LETTER.sub("", text.casefold())


def _topic_name(material: Material, rows: np.ndarray, order: Sequence[int], taken: Sequence[str]) -> str:
    """The first phrase, with a second one where that adds statements or tells it from a name that is taken."""
    if not order:
        return ""
    first, *_ = order
    said = material.phrases.matrix[rows][:, list(order)].toarray() > 0  # (n_rows, n_order)
    others = [i for i in order[1:] if material.phrases.headings[i] >= HEADING]
    others = [i for i in others if distinct([first, i], material, 2, DISTINCT) == [first, i]]
    new = {i: (said[:, order.index(i)] & ~said[:, 0]).sum() for i in others}
    second = next((i for i in others if new[i] >= ADDS * said[:, 0].sum()), None)
    chosen = [first] if second is None else [first, second]
    names = [_joined([material.phrases.titles[i] for i in part], material.language)
             for part in (chosen, *([first, i] for i in others))]  # fmt: skip
    return next((name for name in names if name not in taken), unique_name(names[0], taken))


def _by_contrast(
    material: Material,
    ranked: Sequence[int],
    number: int,
    counts: np.ndarray,
    sizes: np.ndarray,
    siblings: Sequence[int],
    centers: np.ndarray,
) -> list[int]:
    """The phrases that can name topic `number`, the best first; `ranked` tell it from all the others.

    `counts` (n_topics, n_phrases) says how many statements of each topic say each phrase, of `sizes` (n_topics,).

    The score is c·log(p/q), with p the phrase's share in the topic and q its share outside or in the sibling that says
    it most, whichever is larger; times its cosine with the topic's middle, the softmax of that against the siblings',
    and how well it reads as a heading.
    """
    if not ranked:
        return []
    phrases = np.array(ranked)
    counts = counts[:, phrases]
    outside = (counts.sum(axis=0) - counts[number] + 0.5) / (sizes.sum() - sizes[number] + 1)
    among = [(counts[i] + 0.5) / (sizes[i] + 1) for i in siblings]
    q = np.max([outside, *among], axis=0)
    told = counts[number] * np.log((counts[number] + 0.5) / (sizes[number] + 1) / q)
    nearness = material.phrase_vectors[phrases] @ centers[[number, *siblings]].T  # (n_phrases, 1 + n_siblings)
    own = np.exp(nearness[:, 0] / SHARPNESS) / np.exp(nearness / SHARPNESS).sum(axis=1)
    score = told * np.maximum(nearness[:, 0], 0.05) * own * material.phrases.headings[phrases]
    fits = nearness[:, 0] >= FITTING * nearness[:, 0].max()
    order = np.argsort(-score, kind="stable")
    return [int(phrases[i]) for i in order if fits[i] and score[i] > 0] or [int(phrases[i]) for i in order if fits[i]]


def _anything(material: Material, rows: np.ndarray, center: np.ndarray) -> list[int]:
    """Where no phrase tells a topic from the rest, those that are often said in it and lie near its middle."""
    said = np.flatnonzero(np.asarray(material.phrases.matrix[rows].mean(axis=0)).ravel() >= LEAST_SAID)
    nearness = material.phrase_vectors[said] @ center * material.phrases.headings[said]
    return _in_language(material, [int(said[i]) for i in np.argsort(-nearness, kind="stable")])


def category_names(
    material: Material,
    categories: Sequence[np.ndarray],
    topics_of: Sequence[Sequence[np.ndarray]],
    names_of: Sequence[Sequence[str]],
) -> list[str]:
    """A name for each category, given its statements, those of each of its topics, and the topics' names.

    A category of one topic is called as the topic is, unless a general name is next to certain. Otherwise first choice
    is a general name ("Travel") that takes in all topics and those of no other category; then a phrase that most of its
    topics often say; at last the names of its two largest topics ("Tents & stoves").
    """
    generic = _generic_names(material, topics_of)
    everything = np.concatenate(categories) if len(categories) else np.zeros(0, int)
    names: list[str] = []
    for number, rows in enumerate(categories):
        name, likelihood = generic.get(number, ("", 0.0))
        if len(topics_of[number]) == 1 and likelihood < SURE:
            name = names_of[number][0]
        name = name or _shared_phrase(material, rows, topics_of[number], everything)
        name = name or _largest_topics(material, topics_of[number], names_of[number], everything)
        names.append(unique_name(name or _untitled(material.language), names))
    return names


def _generic_names(material: Material, topics_of: Sequence[Sequence[np.ndarray]]) -> Mapping[int, tuple[str, float]]:
    """The general name of each category for which one fits well enough, and its part in it.

    Each topic shares itself among the general names by meaning (`GenericNames.likelihood`), or they are said in it. A
    name's part in a category, p, is the geometric mean over its statements, all of a topic alike, so that it has to fit
    all, large topics above all; q is what was to be
    expected, its part in the other categories and in the whole list. The names with the largest p·log(p/q), again the
    Kullback–Leibler divergence, are dealt out so that no two categories get the same one and the sum is largest
    (Hungarian method).
    """
    from scipy.optimize import linear_sum_assignment

    generic = material.generic
    if not generic.speak(material.language):
        return {}
    centers = [_centers(material, topics) for topics in topics_of]
    said = _said(material, topics_of)
    likely = [1 - (1 - generic.likelihood(center)) * (1 - part) for center, part in zip(centers, said, strict=True)]
    sizes = [np.array([len(rows) for rows in topics]) for topics in topics_of]
    weight = [size / size.sum() for size in sizes]
    p = np.stack([np.exp(w @ np.log(part + UNFIT)) - UNFIT for w, part in zip(weight, likely, strict=True)])
    mean = np.stack([part.mean(axis=0) for part in likely])
    others = (mean.sum(axis=0) - mean) / max(len(mean) - 1, 1)
    size = generic.holds.sum(axis=1) / len(generic.english)
    score = p * np.log((p + UNFIT) / (others + size + UNFIT))
    taken = [part >= TAKEN_IN for part in likely]
    most = [(part.mean(axis=0) > MOST) & (w @ part > MOST) for w, part in zip(weight, taken, strict=True)]
    score[~np.stack(most) | (p < LEAST_PART)] = -1  # it says what a part of them is
    category, name = linear_sum_assignment(-score)
    words = generic.names(material.language)
    return {
        int(c): (words[n], float(p[c, n]))
        for c, n in zip(category, name, strict=True)
        if _fits(material, centers[c], n, score[c, n])
    }


def _said(material: Material, topics_of: Sequence[Sequence[np.ndarray]]) -> list[np.ndarray]:
    """For each category the part of each topic's statements that say a word of each general name: (n_topics, n_names).

    A statement that says several words of a name counts more than once, but no part is above 1.
    """
    words = material.generic.said(material.phrases.names).astype(np.float32)  # (n_phrases, n_names)
    found = np.flatnonzero(words.any(axis=1))
    mentions = material.phrases.matrix[:, found]
    return [
        np.stack([np.minimum(np.asarray(mentions[rows].mean(axis=0)).ravel() @ words[found], 1) for rows in topics])
        for topics in topics_of
    ]


def _fits(material: Material, centers: np.ndarray, name: int, score: float) -> bool:
    """Whether the topics are near enough to a general name, or to the nearest of those in it."""
    inside = np.flatnonzero(material.generic.holds[name])
    nearness = (centers @ material.generic.vectors[inside].T).max(axis=1)
    return score > 0 and float(nearness.mean()) >= GENERIC_FIT


def _centers(material: Material, topics: Sequence[np.ndarray]) -> np.ndarray:
    """The mean directions of topics: (n_topics, d), L2-normalised."""
    return unit(np.stack([material.meaning[rows].mean(axis=0) for rows in topics]))


def _shared_phrase(material: Material, rows: np.ndarray, topics: Sequence[np.ndarray], everything: np.ndarray) -> str:
    """The most telling phrase that is often said in most of the topics; "" where there is none."""
    ranked, scores = phrase_scores(material, rows, everything)
    ranked = ranked[np.argsort(-scores * material.phrases.headings[ranked], kind="stable")]
    part = np.stack([np.asarray(material.phrases.matrix[topic][:, ranked].mean(axis=0)).ravel() for topic in topics])
    size = np.array([len(topic) for topic in topics])
    often = part >= SAID  # (n_topics, n_ranked)
    shared = (often.mean(axis=0) > MOST) & (size @ often > MOST * size.sum())
    order = _in_language(material, [int(i) for i in ranked[shared]])
    return _joined([material.phrases.titles[i] for i in order[:1]], material.language)


def _largest_topics(
    material: Material, topics: Sequence[np.ndarray], names: Sequence[str], everything: np.ndarray
) -> str:
    """The names of the two largest topics that are something else than a stock sentence; of the largest, else."""
    telling = [len(phrase_scores(material, rows, everything)[0]) > 0 and not _stock_sentence(material, rows)
               for rows in topics]  # fmt: skip
    order = sorted(range(len(topics)), key=lambda i: (not telling[i], -len(topics[i])))
    if sum(telling) < 2:
        return names[order[0]]
    first, second = (re.split(_parts(material.language), names[i])[0].strip() for i in order[:2])
    both = _joined([first, _inside(second, material)], material.language)
    return both if len(both) <= LONGEST else names[order[0]]


def _parts(code: str) -> str:
    """Matches what stands between the two parts of a name."""
    return "|".join(re.escape(joint) for joint in (" & ", language(code).joint))


def _inside(name: str, material: Material) -> str:
    """A name as it is written inside of another one: tents, but Python."""
    small = name[:1].lower() + name[1:]
    return small if small in material.phrases.titles else name


def _in_language(material: Material, phrases: Sequence[int]) -> list[int]:
    """Those phrases that are of the language of the names. Chinese takes in what Chinese statements write in Latin."""
    return [i for i in phrases if _is_in(material, i)]


def _is_in(material: Material, phrase: int) -> bool:
    names, own = material.language, material.phrases.languages[phrase]
    has_han = any(map(is_han, material.phrases.names[phrase]))
    if names.startswith("zh"):
        return own == "zh" or (has_han and own != "ja")
    if names == "en":
        return not has_han and own in ("en", "zh", "other", "")
    return names == "other" or own in (names, "")


def _of_one(material: Material, phrases: Sequence[int]) -> list[int]:
    """Those phrases that are of the language of the first one."""
    languages = material.phrases.languages
    return [i for i in phrases if languages[i] in (languages[phrases[0]], "")]


def _joined(phrases: Sequence[str], code: str) -> str:
    """As a person would write a heading: `Trail running & hydration`, `猫粮与猫砂`, `Python 与爬虫`."""
    joint = language(code).joint
    if not code.startswith("zh"):
        text = joint.join(phrases)
        first, *_ = text.split(" ")
        return text[:1].upper() + text[1:] if first.islower() else text  # iPhone stays as it is
    text = phrases[0] if phrases else ""
    for phrase in phrases[1:]:
        text += (joint if is_han(text[-1]) else f" {joint}") + ("" if is_han(phrase) else " ") + phrase
    return text


def unique_name(name: str, taken: Sequence[str]) -> str:
    """The name with a number where a sibling or cousin has it already."""
    if not name or name not in taken:
        return name
    return next(f"{name} {number}" for number in range(2, len(taken) + 3) if f"{name} {number}" not in taken)


def _untitled(code: str) -> str:
    return language(code).mixed


def keyword_name(material: Material, phrases: Sequence[int]) -> str:
    """A keyword has the name of its best phrase, in the language of the data where there is one."""
    best = (_in_language(material, phrases) or list(phrases))[0]
    return material.phrases.names[best]


def other_name(code: str) -> str:
    """The name of the keyword for what fits none."""
    return language(code).other
