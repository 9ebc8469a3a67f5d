"""Fine-tunes the encoder on a part of the labels, and measures on the other rows.

usage: python benchmarks/finetune.py FILE.csv [FILE.csv …] [--share 0.2] [--seeds 0,1,2] [--epochs 3] [--encoder NAME]
       [--pretrain] [--no-tree]                                    FILE: columns text, topic

Prints, for each file and seed, of the encoder before and after: accuracy and macro-F1 of a logistic regression fitted
to the vectors of the labelled rows, on the others; with a tree built from the others alone, the AMI of its topics. With
--pretrain the masked words of the other rows (without their labels) are learned first. Each text is one user's.
"""

import argparse
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd
from samples import row_nodes
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, adjusted_mutual_info_score, f1_score

import interest


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--share", type=float, default=0.2)
    parser.add_argument("--seeds", default="0,1,2")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--encoder", default="auto")
    parser.add_argument("--pretrain", action="store_true")
    parser.add_argument("--no-tree", action="store_true")
    options = parser.parse_args()
    for file in options.files:
        gold = pd.read_csv(file, dtype="str", keep_default_na=False).drop_duplicates("text", ignore_index=True)
        gold = gold[["text", "topic"]].assign(user_id=[f"u{i}" for i in range(len(gold))])
        for seed in map(int, options.seeds.split(",")):
            measure(file.stem, gold, seed, options)


def measure(name: str, gold: pd.DataFrame, seed: int, options: argparse.Namespace) -> None:
    """One seed: train, and print a line for each encoder."""
    known = np.random.default_rng(seed).random(len(gold)) < options.share
    train, test = gold[known].reset_index(drop=True), gold[~known].reset_index(drop=True)
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        tuned = interest.fine_tune(
            train.rename(columns={"topic": "label"}),
            Path(folder) / "model",
            encoder=options.encoder,
            epochs=options.epochs,
            seed=seed,
            unlabelled=test[["user_id", "text"]] if options.pretrain else None,
        )
        report = interest.Training.read(tuned)
        print(f"{name} seed {seed} | {len(train)} labelled | {time.perf_counter() - start:.0f} s | {report.advice}")
        for when, encoder in (("before", options.encoder), ("after", str(tuned))):
            print(f"{name} seed {seed} | {when} | {score(train, test, encoder, seed, options.no_tree)}", flush=True)


def score(train: pd.DataFrame, test: pd.DataFrame, encoder: str, seed: int, no_tree: bool) -> str:
    """The figures of one encoder, as text."""
    x, y = (interest.encode(part["text"].tolist(), encoder=encoder) for part in (train, test))
    guess = LogisticRegression(C=10, max_iter=2000).fit(x, train["topic"]).predict(y)
    f1 = f1_score(test["topic"], guess, average="macro")
    text = f"accuracy {accuracy_score(test['topic'], guess):.3f} macro-F1 {f1:.3f}"
    if no_tree:
        return text
    study = interest.build(test[["user_id", "text"]], encoder=encoder, seed=seed)
    topics = row_nodes(study.statements, "topic").reindex(test.index).fillna("none")
    return f"{text} tree AMI {adjusted_mutual_info_score(test['topic'], topics):.3f}"


if __name__ == "__main__":
    main()
