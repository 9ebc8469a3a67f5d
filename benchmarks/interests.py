"""Recommended interests on topics held out: as shown, neighbours alone, tree and content alone, popularity, chance.

usage: python benchmarks/interests.py [FOLDER | STUDY …] [--splits random,time,folds,replay] [--seeds 0,1,2] [--k 5]

By default all samples. Prints a Markdown table of nDCG@k with 95% intervals over users (means of the seeds), recall@k,
MRR@k, and by how much what is shown is ahead of each. A split by time is left out where statements have no times.
"""

import argparse
import sys
from pathlib import Path

import pandas as pd
from recommend import SAMPLES, studied

from interest.evaluation import BY_TIME, difference, summary
from interest.recommend import INTEREST_SPLITS, measure_interests
from interest.study import Study


def measured(study: Study, split: str, k: int, seeds: list[int]) -> pd.DataFrame:
    """The table of `measure_interests` for all seeds: a user counts once, with the mean."""
    known = study.statements, study.contents.shifted, study.tree, study.contents.topic_vectors
    return pd.concat([measure_interests(*known, split, k, seed) for seed in seeds], ignore_index=True)


def report(name: str, split: str, table: pd.DataFrame) -> None:
    """The rows of one data set and split."""
    figures = summary(table).set_index(["metric", "recommender"])
    users = table.loc[table["user_id"] != "", "user_id"].nunique()
    for recommender in table["recommender"].unique():
        value, low, high = figures.loc[("ndcg", recommender)]
        recall, mrr = (figures.loc[(metric, recommender), "value"] for metric in ("recall", "mrr"))
        ahead = "" if recommender == "recommended" else "{:+.3f} [{:+.3f}, {:+.3f}]".format(
            *difference(table, "recommended", recommender)
        )  # fmt: skip
        print(
            f"| {name} | {split} | {users} | {recommender} | {value:.3f} [{low:.3f}, {high:.3f}] | {recall:.3f} "
            f"| {mrr:.3f} | {ahead} |"
        )
    sys.stdout.flush()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--splits", default=",".join(INTEREST_SPLITS))
    parser.add_argument("--seeds", default="0,1,2")
    parser.add_argument("--k", type=int, default=5)
    asked = parser.parse_args()
    seeds = [int(seed) for seed in asked.seeds.split(",")]
    print(f"| data | held out | users | recommender | nDCG@{asked.k} [95%] | recall | MRR | shown ahead by (nDCG) |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for path in asked.paths or sorted(path for path in SAMPLES.iterdir() if path.is_dir()):
        study = studied(path)
        for split in asked.splits.split(","):
            if split in BY_TIME and study.statements["timestamp"].isna().all():
                continue
            # By time nothing is drawn but chance's own lists: one seed says all.
            report(path.name, split, measured(study, split, asked.k, seeds[:1] if split in BY_TIME else seeds))


if __name__ == "__main__":
    main()
