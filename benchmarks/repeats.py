"""Does a tree suffer when people say the same again and again, as in searches?

usage: python benchmarks/repeats.py FILE.csv [FILE.csv …] [--rows 10000] [--texts 3000] [--seed 0]

FILE has the columns text, topic[, category]. Of some of its texts each is drawn as often as is usual of searches: the
r-th most frequent in proportion to 1/r (Zipf's law), each time by another person. Prints the number of topics and
categories and their agreement with the labels (AMI) over the different texts, for each text said once and for all that
was said.
"""

import argparse
from pathlib import Path

import numpy as np
import pandas as pd
from labelled import LEVELS, agreement, build_unlabelled, found_nodes, read_labelled


def searched(gold: pd.DataFrame, rows: int, seed: int) -> pd.DataFrame:
    """Each text once, and again as often as Zipf's law has it; all in all about `rows`."""
    rank = np.random.default_rng(seed).permutation(len(gold)) + 1
    more = max(rows - len(gold), 0) / rank / (1 / rank).sum()
    return gold.loc[gold.index.repeat(1 + more.round().astype(int))].reset_index(drop=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--texts", type=int, default=3_000)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    print("| data | rows | topics | AMI | categories | AMI | outliers |\n|---|---|---|---|---|---|---|")
    for file in options.files:
        once = read_labelled(file, options.texts).drop_duplicates("text").reset_index(drop=True)
        for name, gold in (("once", once), ("repeated", searched(once, options.rows, options.seed))):
            study = build_unlabelled(gold, options.seed)
            cells = []
            for level in LEVELS:
                found = found_nodes(study.statements, gold, level)
                first = gold.drop_duplicates("text")
                ami = agreement(first, level, found[first.index]).ami
                cells.append(f"{len(study.tree.level(level))} | {ami:.3f}")
            outliers = study.statements["is_outlier"].mean()
            print(f"| {file.stem}, {name} | {len(gold)} | {' | '.join(cells)} | {outliers:.2f} |", flush=True)


if __name__ == "__main__":
    main()
