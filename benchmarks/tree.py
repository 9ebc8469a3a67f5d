"""Scores the tree on labelled texts: agreement with the gold topics and categories.

usage: python benchmarks/tree.py FILE.csv [FILE.csv …] [--seeds 0,1,2]     FILE: columns text, topic[, category]

Each text is one row of a user of its own; a row of several statements takes the node with the most strength × text
length. Prints AMI (adjusted mutual information) and ARI (adjusted Rand index) of the topic level with the gold topics
and of the category level with the gold categories; where there are none (a flat set) of both levels with the topics.
"""

import argparse
import time
from pathlib import Path

import pandas as pd
from labelled import LEVELS, agreement, build_unlabelled, found_nodes, is_flat, read_labelled

import interest


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--seeds", default="0")
    options = parser.parse_args()
    for file in options.files:
        gold = read_labelled(file)
        for seed in map(int, options.seeds.split(",")):
            start = time.perf_counter()
            study = build_unlabelled(gold, seed)
            parts = [line(study, gold, level) for level in LEVELS]
            outliers = study.statements["is_outlier"].mean()
            seconds = time.perf_counter() - start
            print(
                f"{file.stem} seed {seed} | {' | '.join(parts)} | outliers {outliers:.2f} | {seconds:.0f} s", flush=True
            )


def line(study: interest.Study, gold: pd.DataFrame, level: str) -> str:
    """One level against the gold labels, as text."""
    found = found_nodes(study.statements, gold, level)
    score = agreement(gold, level, found)
    n_labels = gold["topic" if is_flat(gold) else level].nunique()
    return f"{level}: {found.nunique()} nodes, gold {n_labels}, AMI {score.ami:.3f}, ARI {score.ari:.3f}"


if __name__ == "__main__":
    main()
