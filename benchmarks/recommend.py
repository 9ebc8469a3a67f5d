"""Recommended items on interactions held out: each source, both together, popularity and chance.

usage: python benchmarks/recommend.py [FOLDER | STUDY …] [--splits random,time,new] [--seeds 0,1,2] [--k 10]

A folder holds texts with files called items and interactions; by default all samples that have them. Prints a Markdown
table of nDCG@k with 95% intervals over users (means of the seeds), recall@k, and by how much the hybrid is ahead of
each.
"""

import argparse
import sys
from functools import cache
from pathlib import Path

import pandas as pd

import interest
from interest.evaluation import SPLITS, difference, measure, summary
from interest.recommend import item_recommenders
from interest.study import Study

SAMPLES = Path(__file__).parent.parent / "sample_data"


def studied(path: Path) -> Study:
    """The study of a folder, built where it is not one yet."""
    return interest.open_study(path) if (path / "study.json").exists() else interest.build(path)


def measured(study: Study, split: str, k: int, seeds: list[int]) -> pd.DataFrame:
    """The table of `measure` for all seeds: a user counts once, with the mean."""
    space = study.catalogue.space
    parts = []
    voice = cache(study.catalogue.voice)
    for seed in seeds:
        recommenders = item_recommenders(
            study.items,
            study.contents.centred_items,
            space.topics[: len(study.items)],
            study.tree,
            voice,
            seed,
            each=True,
        )
        parts.append(measure(recommenders, study.interactions, SPLITS[split], k, seed, space.ids))
    return pd.concat(parts, ignore_index=True)


def report(name: str, split: str, table: pd.DataFrame, k: int) -> None:
    """The rows of one data set and split."""
    figures = summary(table).set_index(["metric", "recommender"])
    for recommender in table["recommender"].unique():
        value, low, high = figures.loc[("ndcg", recommender)]
        ahead = "" if recommender == "hybrid" else "{:+.3f} [{:+.3f}, {:+.3f}]".format(
            *difference(table, "hybrid", recommender)
        )  # fmt: skip
        recall = figures.loc[("recall", recommender), "value"]
        print(f"| {name} | {split} | {recommender} | {value:.3f} [{low:.3f}, {high:.3f}] | {recall:.3f} | {ahead} |")
    sys.stdout.flush()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--splits", default="random,time,new")
    parser.add_argument("--seeds", default="0,1,2")
    parser.add_argument("--k", type=int, default=10)
    asked = parser.parse_args()
    paths = asked.paths or sorted(path.parent for path in SAMPLES.glob("*/interactions.csv"))
    seeds = [int(seed) for seed in asked.seeds.split(",")]
    print(f"| data | held out | recommender | nDCG@{asked.k} [95%] | recall@{asked.k} | hybrid ahead by (nDCG) |")
    print("| --- | --- | --- | --- | --- | --- |")
    for path in paths:
        study = studied(path)
        for split in asked.splits.split(","):
            report(path.name, split, measured(study, split, asked.k, seeds), asked.k)


if __name__ == "__main__":
    main()
