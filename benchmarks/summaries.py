"""Do few points say what a topic says? Ours beside the statement nearest the centre, and statements drawn at random.

usage: python benchmarks/summaries.py FILE [FILE …] [--rows 3000] [--show 0]

Each FILE has the columns text and topic or label. The tree is built from the texts alone. In each of its topics half of
the different statements are seen, the other half is held out; each method makes as many points of the seen half as
ours. What says the same is one cosine for all (`interest.summaries.alike`).

- covered: the part of the held-out statements that say the same as some point, each topic by its size;
- right: of these, the part with the label of the point that they are nearest to;
- labels: in topics of several labels, how many different ones the points have, as a part of what is possible;
- repeated: the part of pairs of points of one topic that say the same.
"""

import argparse
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
from labelled import build_unlabelled, read_labelled

import interest
from interest.summaries.choosing import Said
from interest.summaries.summing_up import said_in

COLUMNS = ("covered", "right", "labels", "repeated", "points")
COMMON = 0.1
"""The part of a topic that a label must have to be one of its own."""


@dataclass(frozen=True, eq=False)
class Topic:
    """One topic: the positions of the statements that are seen, and of those held out."""

    seen: np.ndarray
    unseen: np.ndarray


class Figures(NamedTuple):
    covered: float
    right: float
    labels: float
    repeated: float
    points: int


def topics_of(study: interest.Study) -> list[Topic]:
    """The topics that are about something, each different statement once, halved by chance."""
    rng = np.random.default_rng(0)
    frame = study.statements.drop_duplicates("text")
    topics = []
    for node in study.tree.level("topic"):
        rows = rng.permutation(frame.index[frame["topic"] == node.id].to_numpy())
        if not node.talk and len(rows) > 1:
            topics.append(Topic(np.sort(rows[: len(rows) // 2]), rows[len(rows) // 2 :]))
    return topics


def ours(said: Said, topic: Topic, many: int) -> list[int]:
    return [point.row for point in said.points(topic.seen)][:many]


def central(said: Said, topic: Topic, many: int) -> list[int]:
    """Those nearest to the middle of the topic."""
    vectors = said.meaning[topic.seen]
    return topic.seen[np.argsort(-(vectors @ vectors.mean(axis=0)), kind="stable")[:many]].tolist()


def drawn(said: Said, topic: Topic, many: int) -> list[int]:
    return np.random.default_rng(len(topic.seen)).permutation(topic.seen)[:many].tolist()


METHODS: dict[str, Callable[[Said, Topic, int], list[int]]] = {
    "interest": ours, "nearest the centre": central, "random": drawn,
}  # fmt: skip


def figures(said: Said, topics: Sequence[Topic], points: Sequence[Sequence[int]], label: np.ndarray) -> Figures:
    """How good the points (positions, by topic) of one method are; `label` (n,) is that of each statement."""
    covered, right, touched, possible, repeated = 0, 0, 0, 0, []
    for topic, own in zip(topics, points, strict=True):
        if not own:
            continue
        near = said.meaning[topic.unseen] @ said.meaning[list(own)].T
        same = near.max(axis=1) >= said.alike
        covered += same.sum()
        right += (label[topic.unseen][same] == label[list(own)][near.argmax(axis=1)[same]]).sum()
        inside = np.concatenate([topic.seen, topic.unseen])
        common = [one for one, count in Counter(label[inside]).items() if count >= COMMON * len(inside)]
        if len(common) > 1:
            touched += len(set(label[list(own)]) & set(common))
            possible += min(len(common), len(own))
        pairs = said.meaning[list(own)] @ said.meaning[list(own)].T
        repeated += (pairs[np.triu_indices(len(own), 1)] >= said.alike).tolist()
    everything = sum(len(topic.unseen) for topic in topics)
    return Figures(
        covered / everything, right / max(covered, 1), touched / max(possible, 1),
        float(np.mean(repeated)) if repeated else 0.0, sum(map(len, points)),
    )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--rows", type=int, default=3000, help="rows of each file that are looked at")
    parser.add_argument("--show", type=int, default=0, help="print the points of so many topics")
    asked = parser.parse_args()
    print(f"{'set':14s} {'method':20s} " + " ".join(f"{column:>8s}" for column in COLUMNS))
    for file in asked.files:
        gold = read_labelled(file, asked.rows)
        study = build_unlabelled(gold, seed=0)
        said, topics = said_in(study.contents), topics_of(study)
        label = gold["label" if "label" in gold else "topic"].to_numpy()[study.statements["row"].to_numpy()]
        many = [len(ours(said, topic, len(topic.seen))) for topic in topics]
        made = {
            method: [make(said, topic, number) for topic, number in zip(topics, many, strict=True)]
            for method, make in METHODS.items()
        }
        for method, points in made.items():
            *shares, count = figures(said, topics, points, label)
            print(f"{file.stem:14s} {method:20s} " + " ".join(f"{share:8.3f}" for share in shares) + f" {count:8d}")
        for points in made["interest"][: asked.show]:
            print("  ", " | ".join(study.statements["text"][row] for row in points), flush=True)


if __name__ == "__main__":
    main()
