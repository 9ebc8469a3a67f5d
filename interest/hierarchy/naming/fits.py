"""How well names fit that are there already: those of people and of language models, and all after an edit."""

from collections.abc import Mapping, Sequence

import numpy as np

from interest.encoders import Encoder, encode_texts
from interest.hierarchy.clustering.features import Centers, unit
from interest.hierarchy.naming.blind import BlindTest, passes
from interest.hierarchy.naming.titles import parts_of
from interest.hierarchy.words import Words
from interest.language import is_content, languages_of, phrase_key, tokenize


def vector_of(words: Words, name: str) -> np.ndarray | None:
    """The vector of a name, (d,): that of the general name, phrase, two phrases or words that it is.

    None where a word of it is not known; the encoder would have to be asked.
    """
    generic = words.generic.names(words.language)
    if name in generic:
        return words.generic.vectors[generic.index(name)]
    parts = [_part(words, part) for part in parts_of(name, words.language)]
    known = [part for part in parts if part is not None]
    return unit(np.sum(known, axis=0)[None])[0] if known and len(known) == len(parts) else None


def _part(words: Words, part: str) -> np.ndarray | None:
    whole = words.number.get(phrase_key(part, words.language))
    if whole is not None:
        return words.phrase_vectors[whole]
    content = [token for token in tokenize(part, words.language) if is_content(token, words.language)]
    known = [words.number[key] for token in content if (key := phrase_key(token, words.language)) in words.number]
    return unit(words.phrase_vectors[known].sum(axis=0)[None])[0] if known and len(known) == len(content) else None


def fits(
    words: Words, meaning: np.ndarray, names: Sequence[str], groups: Sequence[np.ndarray], families: Sequence[int]
) -> list[float | None]:
    """How often each name alone picks a statement of its group (`BlindTest`); None for a name that is not known.

    `groups` are the positions of the statements; groups of one number in `families` are siblings.
    """
    test = BlindTest.of(meaning, groups, families, words.lots)
    vectors = (vector_of(words, name) for name in names)
    return [None if vector is None else test.fit(group, vector) for group, vector in enumerate(vectors)]


def passing(
    test: BlindTest, encoder: Encoder, now: Sequence[str], new: Mapping[int, str], others: Sequence[str]
) -> set[int]:
    """Which groups' new names pick well enough beside those that they have now (`passes`).

    `now` are the names of all groups. All are encoded alike, and centred by what they and `others` have in common.
    """
    names = [*dict.fromkeys([*now, *new.values(), *others])]
    languages = languages_of(names)
    vectors = encode_texts(encoder, names)
    vector = dict(zip(names, Centers.of(vectors, languages).center(vectors, languages), strict=True))
    return {group for group, name in new.items()
            if passes(test.fit(group, vector[name]), test.fit(group, vector[now[group]]))}  # fmt: skip
