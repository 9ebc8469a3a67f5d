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
from samples import row_nodes
from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score

import interest


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--seeds", default="0")
    options = parser.parse_args()
    for file in options.files:
        gold = pd.read_csv(file, dtype="str", keep_default_na=False)
        gold = gold.sample(frac=1, random_state=1).reset_index(drop=True)
        texts = pd.DataFrame({"user_id": gold.index.astype(str), "text": gold["text"]})
        for seed in map(int, options.seeds.split(",")):
            start = time.perf_counter()
            study = interest.build(texts, seed=seed)
            parts = [score(study, gold, level) for level in ("topic", "category")]
            outliers = study.statements["is_outlier"].mean()
            seconds = time.perf_counter() - start
            print(
                f"{file.stem} seed {seed} | {' | '.join(parts)} | outliers {outliers:.2f} | {seconds:.0f} s", flush=True
            )


def score(study: interest.Study, gold: pd.DataFrame, level: str) -> str:
    """One level against the gold labels, as text."""
    found = row_nodes(study.statements, level).reindex(gold.index).fillna("none")
    labels = gold[level] if level in gold and (gold[level] != "").any() else gold["topic"]
    ami, ari = adjusted_mutual_info_score(labels, found), adjusted_rand_score(labels, found)
    return f"{level}: {found.nunique()} nodes, gold {labels.nunique()}, AMI {ami:.3f}, ARI {ari:.3f}"


if __name__ == "__main__":
    main()
