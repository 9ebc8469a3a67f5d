"""Names of labelled groups: does a name tell which group it is of? Ours, c-TF-IDF's and KeyBERT's in one run.

usage: python benchmarks/names.py FILE [FILE …] [--rows 2000]

Each FILE has the columns text and topic (category too, if it likes). Half of each topic's texts make the names, as if
the labels had been found as topics; the other half, which no method has seen, tests them. All names are embedded alike,
as they are written, by the encoder that a build would take:

- gold: the part of the names that are nearer to their own label, as the people who made the set wrote it, than to any
  other label;
- blind: the part of the unseen texts that are nearer to the name of their own topic than to those of its siblings and
  of the nearest others (`BlindTest.rivals`), each topic alike;
- all: the same among the names of all topics.

c-TF-IDF is BERTopic's formula (Grootendorst 2022), tf · log(1 + A / f), with its best word and with the four that
BERTopic makes a label of. KeyBERT takes of words and pairs of words the one nearest to the mean of the topic's texts,
and two by maximal marginal relevance (Grootendorst 2020). Tokens and stop words are the same for all.
"""

import argparse
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
import pandas as pd
from labelled import is_flat, read_labelled

from interest.encoders import Encoder, choose_encoder, encode_texts
from interest.hierarchy.clustering.features import Centers, unit
from interest.hierarchy.keywords import topic_keywords
from interest.hierarchy.naming import topic_names
from interest.hierarchy.naming.blind import BlindTest
from interest.hierarchy.words import Words
from interest.language import is_content, join_tokens, languages_of, tokenize

DIVERSITY = 0.5
"""Of KeyBERT's maximal marginal relevance."""
COLUMNS = ("gold", "blind", "all")


@dataclass(frozen=True, eq=False)
class Half:
    """Texts of one half of a labelled set."""

    texts: list[str]
    topic: np.ndarray
    """(n,) the topic of each text, 0 … k − 1."""
    tokens: list[list[str]]
    languages: list[str]
    vectors: np.ndarray
    """(n, d) float32, L2-normalised."""

    @classmethod
    def of(cls, texts: Sequence[str], topic: np.ndarray, encoder: Encoder) -> Self:
        languages = languages_of(texts)
        tokens = [tokenize(text, code) for text, code in zip(texts, languages, strict=True)]
        return cls(list(texts), topic, tokens, languages, encode_texts(encoder, list(texts)))

    @property
    def groups(self) -> list[np.ndarray]:
        """The positions of each topic's texts."""
        return [np.flatnonzero(self.topic == number) for number in range(self.topic.max() + 1)]


@dataclass(frozen=True, eq=False)
class Labelled:
    """A labelled set in two halves, and what is needed to judge names."""

    labels: list[str]
    """Of each topic, as words."""
    families: list[int]
    """(k,) topics of one number are siblings."""
    seen: Half
    unseen: Half
    encoder: Encoder

    @classmethod
    def read(cls, file: Path, rows: int) -> Self:
        """So many rows of a file; labels with fewer than four texts are left out."""
        gold = read_labelled(file, rows)
        gold = gold[gold.groupby("topic")["topic"].transform("size") >= 4].reset_index(drop=True)
        encoder = choose_encoder("auto", gold["text"].tolist(), languages_of(gold["text"].tolist()))
        topic, labels = pd.factorize(gold["topic"], sort=True)
        half = gold.groupby("topic").cumcount() % 2 == 0
        parts = [Half.of(gold["text"][part].tolist(), topic[part], encoder) for part in (half, ~half)]
        above = gold.drop_duplicates("topic").set_index("topic").loc[labels]
        families = [0] * len(labels) if is_flat(gold) else pd.factorize(above["category"])[0].tolist()
        words = [label.replace("_", " ").replace("/", " ") for label in labels]
        return cls(words, families, *parts, encoder)

    def score(self, names: Sequence[str]) -> list[float]:
        """The figures of `COLUMNS` for the names of the topics."""
        centers = Centers.of(self.seen.vectors, self.seen.languages)
        meaning = centers.center(self.unseen.vectors, self.unseen.languages)
        name, label = (encode_texts(self.encoder, list(texts)) for texts in (names, self.labels))
        name, label = (unit(part - part.mean(axis=0)) for part in (name, label))
        near = meaning @ name.T  # (n, k)
        own = near[np.arange(len(near)), self.unseen.topic]
        test = BlindTest.of(meaning, self.unseen.groups, self.families)
        among = np.eye(len(names), dtype=bool)
        for number, rivals in enumerate(test.rivals):
            among[number, rivals] = True
        right = {"blind": _first(own, np.where(among[self.unseen.topic], near, -1)), "all": _first(own, near)}
        found = (name @ label.T).argmax(axis=1) == np.arange(len(names))
        return [found.mean(), *(np.mean([part[rows].mean() for rows in self.unseen.groups]) for part in right.values())]


def _first(own: np.ndarray, near: np.ndarray) -> np.ndarray:
    """(n,) 1 where a text's own name, with cosine `own` (n,), is the nearest of all (n, k); namesakes share it."""
    tied = (near >= own[:, None] - 1e-6).sum(axis=1)
    return (own >= near.max(axis=1) - 1e-6) / tied


def ours(data: Labelled) -> list[str]:
    seen = data.seen
    words = Words.of(seen.texts, seen.tokens, seen.languages, data.encoder)
    meaning = Centers.of(seen.vectors, seen.languages).center(seen.vectors, seen.languages)
    found = [topic_keywords(words, meaning, rows) for rows in seen.groups]
    return [title.name for title in topic_names(words, meaning, found, data.families)]


def class_words(data: Labelled, longest: int = 1) -> list[dict[str, float]]:
    """The words, and runs of up to `longest` words, of each topic with their c-TF-IDF, the best first."""
    counts = [Counter[str]() for _ in data.labels]
    for tokens, topic in zip(data.seen.tokens, data.seen.topic, strict=True):
        for length in range(1, longest + 1):
            runs = (tokens[i : i + length] for i in range(len(tokens) - length + 1))
            counts[topic].update(join_tokens(run) for run in runs if is_content(run[0]) and is_content(run[-1]))
    total = sum(counts, Counter[str]())
    average = sum(total.values()) / len(counts)
    scored = []
    for own in counts:
        size = own.total()
        score = {word: count / size * np.log(1 + average / total[word]) for word, count in own.items()}
        scored.append(dict(sorted(score.items(), key=lambda pair: (-pair[1], pair[0]))))
    return scored


def c_tf_idf(data: Labelled, many: int) -> list[str]:
    return [" ".join(list(words)[:many]) for words in class_words(data)]


def keybert(data: Labelled, many: int) -> list[str]:
    names = []
    for rows, words in zip(data.seen.groups, class_words(data, longest=2), strict=True):
        candidates = list(words)[:200]
        vectors = encode_texts(data.encoder, candidates)
        near = vectors @ unit(data.seen.vectors[rows].mean(axis=0, keepdims=True))[0]
        chosen = [int(near.argmax())]
        while len(chosen) < min(many, len(candidates)):
            gain = (1 - DIVERSITY) * near - DIVERSITY * (vectors @ vectors[chosen].T).max(axis=1)
            gain[chosen] = -np.inf
            chosen.append(int(gain.argmax()))
        names.append(" ".join(candidates[i] for i in chosen))
    return names


METHODS: dict[str, Callable[[Labelled], list[str]]] = {
    "interest": ours,
    "c-TF-IDF, 1 word": lambda data: c_tf_idf(data, 1),
    "c-TF-IDF, 4 words": lambda data: c_tf_idf(data, 4),
    "KeyBERT, 1 phrase": lambda data: keybert(data, 1),
    "KeyBERT, 2 phrases": lambda data: keybert(data, 2),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--rows", type=int, default=2000, help="rows of each file that are looked at")
    parser.add_argument("--show", type=int, default=0, help="print so many of the names")
    asked = parser.parse_args()
    print(f"{'set':14s} {'method':20s} " + " ".join(f"{column:>6s}" for column in COLUMNS))
    for file in asked.files:
        data = Labelled.read(file, asked.rows)
        made = {method: make(data) for method, make in METHODS.items()}
        for method, names in made.items():
            figures = " ".join(f"{value:6.3f}" for value in data.score(names))
            print(f"{file.stem:14s} {method:20s} {figures}", flush=True)
        for number in range(min(asked.show, len(data.labels))):
            print("  ", data.labels[number], "|", " | ".join(names[number] for names in made.values()))


if __name__ == "__main__":
    main()
