"""Scores the names of saved studies: do they tell their nodes apart, say what is in them, and not repeat themselves?

usage: python benchmarks/names.py STUDY_FOLDER [STUDY_FOLDER …]

For topics and categories:
- found: the part of the nodes that their name finds: embedded (each part, centred by language, mean), it is nearer to
  the node's own middle than to that of any sibling (of any other category);
- rank: the mean reciprocal rank of the node among all nodes of its level when sought by its name;
- said: the mean part of a node's statements that say a word of its name, in any inflection (categories: no measure of
  quality, as general names needn't be said);
- repeats: the part of names with two parts that share a stem or mean the same (cosine of .5);
- twice: the part of names that another node of the level has or that ends in a number;
- two: the part of names with two parts.
"""

import re
import sys
from pathlib import Path

import numpy as np

import interest
from interest.encoders import choose_encoder, encode_texts
from interest.hierarchy.clustering.features import unit
from interest.hierarchy.keywords import overlaps
from interest.hierarchy.tree import Level, Node
from interest.language import language, languages_of, stem, tokenize

COLUMNS = ("found", "rank", "said", "repeats", "twice", "two")


def parts(name: str) -> list[str]:
    """`Trail running & hydration` → both phrases."""
    return [part.strip() for part in re.split(r"\s&\s|与", name)]


def stems(text: str) -> set[str]:
    return {stem(token) for token in tokenize(text)} - language("en").stop_words - language("zh").stop_words


class Names:
    """One study with what is needed to judge its names."""

    def __init__(self, folder: Path) -> None:
        self.study = interest.open_study(folder)
        self.encoder = choose_encoder(self.study.encoder_name, [])
        self.statements = self.study.statements
        phrases = list({part for node in self.study.tree for part in parts(node.name)})
        vectors = encode_texts(self.encoder, phrases)
        languages = languages_of(phrases, among=("en", "zh"))
        for code in set(languages):
            rows = np.flatnonzero(np.array(languages) == code)
            vectors[rows] -= vectors[rows].mean(axis=0)
        self.vectors = dict(zip(phrases, unit(vectors), strict=True))
        self.stems = [stems(text) for text in self.statements["text"]]

    def score(self, level: Level) -> dict[str, float]:
        nodes = self.study.tree.level(level)
        rows = [np.flatnonzero(self.statements[level] == node.id) for node in nodes]
        centers = unit(np.stack([self.study.contents.space.meaning[part].mean(axis=0) for part in rows]))
        names = unit(np.stack([np.mean([self.vectors[p] for p in parts(node.name)], axis=0) for node in nodes]))
        near = names @ centers.T  # (n_nodes, n_nodes)
        related = np.array([[a.parent == b.parent for b in nodes] for a in nodes])
        own = np.diag(near)
        rank = 1 + (near > own[:, None]).sum(axis=1)
        found = (np.where(related, near, -1) <= own[:, None]).all(axis=1)
        titles = [node.name for node in nodes]
        return {
            "found": found.mean(),
            "rank": (1 / rank).mean(),
            "said": np.mean([self._said(node, part) for node, part in zip(nodes, rows, strict=True)]),
            "repeats": np.mean([self._repeats(node) for node in nodes]),
            "twice": np.mean([titles.count(name) > 1 or bool(re.search(r" \d+$", name)) for name in titles]),
            "two": np.mean([len(parts(name)) > 1 for name in titles]),
        }

    def _said(self, node: Node, rows: np.ndarray) -> float:
        wanted = stems(node.name)
        return float(np.mean([not wanted.isdisjoint(self.stems[row]) for row in rows]))

    def _repeats(self, node: Node) -> bool:
        first, *rest = parts(node.name)
        return any(overlaps(first, part) or float(self.vectors[first] @ self.vectors[part]) >= 0.5 for part in rest)


def main() -> None:
    print(f"{'study':14s} {'level':9s} " + " ".join(f"{column:>8s}" for column in COLUMNS))
    totals: dict[str, list[list[float]]] = {"topic": [], "category": []}
    for folder in map(Path, sys.argv[1:]):
        names = Names(folder)
        for level, rows in totals.items():
            rows.append(list(names.score(level).values()))
            print(f"{folder.name:14s} {level:9s} " + " ".join(f"{value:8.2f}" for value in rows[-1]), flush=True)
    for level, rows in totals.items():
        print(f"{'mean':14s} {level:9s} " + " ".join(f"{value:8.2f}" for value in np.mean(rows, axis=0)))


if __name__ == "__main__":
    main()
