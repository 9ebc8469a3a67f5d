"""What feedback brings: users answer what they are shown, with the bandit, without feedback, and at random.

usage: python benchmarks/feedback.py [FOLDER | STUDY …] [--splits random,time] [--seeds 0,1,2] [--k 5] [--rounds 5]
                                     [--planted]

A folder holds texts with files called items and interactions; by default all samples that have them. `--planted` adds
simulated users whose taste is not what they write about. Prints a Markdown table: the part of the items held out that
was found within the rounds, with 95% intervals over users, and by how much the bandit is ahead.
"""

import argparse
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
from recommend import SAMPLES, studied

from interest.evaluation import SPLITS, difference, play, summary
from interest.evaluation.splits import Fold
from interest.hierarchy.tree import InterestTree, Node
from interest.recommend import Shop, Told, Voice, feedback_policies
from interest.users.vectors import unit

TOPICS, CATEGORIES, ITEMS, USERS, DIMENSION = 12, 4, 15, 60, 64


def planted(seed: int) -> tuple[Shop, pd.DataFrame]:
    """Users who write about one topic and take items of another category: the shop, and who would take
    what. Each would take 10 of the 15 items of the true topic; one of the written topic is known."""
    rng = np.random.default_rng(seed)
    names = [f"t{number}" for number in range(TOPICS)]
    parent = {topic: f"c{number % CATEGORIES}" for number, topic in enumerate(names)}
    nodes = [
        Node(c, "category", c, None, tuple(t for t in names if parent[t] == c)) for c in sorted({*parent.values()})
    ]
    nodes += [Node(topic, "topic", topic, parent[topic]) for topic in names]
    tree = InterestTree({node.id: node for node in nodes})
    axes = {name: rng.normal(size=DIMENSION) for name in [*names, *{*parent.values()}]}
    middle = {topic: axes[topic] + 0.7 * axes[parent[topic]] for topic in names}
    topics = [topic for topic in names for _ in range(ITEMS)]
    vectors = unit(np.array([middle[topic] + rng.normal(size=DIMENSION) for topic in topics]).astype(np.float32))
    items = pd.DataFrame({"item_id": [f"i{n:03}" for n in range(len(topics))], "text": topics})
    said, rows = {}, []
    for user in range(USERS):
        writes, likes = user % TOPICS, (user + 1 + 2 * (user // TOPICS % 2)) % TOPICS  # always another category
        own = unit(np.array([middle[names[writes]] + rng.normal(size=DIMENSION) for _ in range(8)]).astype(np.float32))
        weights = pd.DataFrame({"node_id": [names[writes]], "level": ["topic"], "weight": [1.0]})
        said[f"u{user:02}"] = Voice(own, weights)
        taken = rng.permutation(ITEMS)[:10] + likes * ITEMS
        known = int(rng.integers(ITEMS)) + writes * ITEMS
        rows += [
            (f"u{user:02}", items["item_id"][int(item)], held) for item, held in [*((i, 1) for i in taken), (known, 0)]
        ]
    interactions = pd.DataFrame(rows, columns=["user_id", "item_id", "held"])
    return Shop(items, vectors, topics, tree, Told(said.__getitem__), seed=seed), interactions


def known_first(held: pd.DataFrame) -> list[Fold]:
    """One fold: what is marked as held out is."""
    return [Fold(held[held["held"] == 0], held[held["held"] == 1])]


def report(name: str, split: str, parts: list[pd.DataFrame]) -> None:
    """The rows of one data set and split; a user counts once, with the mean of the seeds."""
    played = pd.concat(parts, ignore_index=True)
    figures = summary(played).set_index(["metric", "recommender"])
    last = max(metric for metric in played["metric"].unique() if metric.startswith("round"))
    for policy in played["recommender"].unique():
        value, low, high = figures.loc[("found", policy)]
        rounds = " → ".join(f"{figures.loc[(metric, policy), 'value']:.2f}" for metric in ("round 1", last))
        ahead = "" if policy == "feedback" else "{:+.3f} [{:+.3f}, {:+.3f}]".format(
            *difference(played, "feedback", policy, "found")
        )  # fmt: skip
        print(f"| {name} | {split} | {policy} | {value:.3f} [{low:.3f}, {high:.3f}] | {rounds} | {ahead} |")
    sys.stdout.flush()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--splits", default="random,time")
    parser.add_argument("--seeds", default="0,1,2")
    parser.add_argument("--k", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--planted", action="store_true")
    asked = parser.parse_args()
    seeds = [int(seed) for seed in asked.seeds.split(",")]
    print("| data | held out | policy | found [95%] | likes a user, first → last round | bandit ahead by (found) |")
    print("| --- | --- | --- | --- | --- | --- |")
    if asked.planted:
        parts = []
        for seed in seeds:
            shop, interactions = planted(seed)
            held = lambda pairs, _, table=interactions: known_first(pairs.merge(table))  # noqa: E731
            parts.append(play(feedback_policies(shop), interactions, held, asked.k, asked.rounds, seed))
        report("planted", "all but one", parts)
    for path in asked.paths or sorted(path.parent for path in SAMPLES.glob("*/interactions.csv")):
        study = studied(path)
        for split in asked.splits.split(","):
            parts = []
            for seed in seeds:
                policies = feedback_policies(replace(study.catalogue.shop, seed=seed))
                parts.append(play(policies, study.interactions, SPLITS[split], asked.k, asked.rounds, seed))
            report(path.name, split, parts)


if __name__ == "__main__":
    main()
