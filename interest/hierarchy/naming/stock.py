"""Stock sentences: what nearly all statements of a topic are word for word, such as a stamp under every message."""

import re
from collections import Counter

import numpy as np

from interest.hierarchy.words import Words
from interest.language import as_heading, phrase_key

STOCK = 0.9
"""The part of a topic that one sentence has to be to be its name. With more other statements than that, people repeat
it because it says what they all are after, and a phrase says that shorter."""

_NO_LETTER = re.compile(r"[\W_]+")


def stock_sentence(words: Words, rows: np.ndarray) -> str:
    """The sentence that nearly all of the statements are, as a heading; "" where there is none or it is a phrase."""
    texts = [words.texts[row] for row in rows]
    letters, count = Counter(map(_letters, texts)).most_common(1)[0]
    if count == 1 or count < STOCK * len(rows):
        return ""
    text = Counter(text for text in texts if _letters(text) == letters).most_common(1)[0][0]
    if phrase_key(text, words.language) in words.phrases.keys:
        return ""
    heading = as_heading(text)
    return heading if any(map(str.isalnum, heading)) else ""


def joined_sentences(words: Words, topic: np.ndarray) -> np.ndarray:
    """Topics (n,) of n statements, −1 for none, in which those that are one stock sentence are one topic, not several.

    A stamp stands under different messages, and so is clustered message by message.
    """
    sentences = [stock_sentence(words, np.flatnonzero(topic == number)) for number in range(topic.max() + 1)]
    first: dict[str, int] = {}
    into = [first.setdefault(_letters(text), number) if text else number for number, text in enumerate(sentences)]
    # The last place is that of none, which −1 points to, also where there is no topic at all.
    return np.append(np.unique(np.array(into, np.int64), return_inverse=True)[1], -1)[topic]


def _letters(text: str) -> str:
    """A text without case, spaces and punctuation."""
    return _NO_LETTER.sub("", text.casefold())
