"""Builds every sample, prints its tree and its agreement with the planted labels: the text of docs/samples.md.

usage: python benchmarks/samples.py > docs/samples.md
"""

import sys
from pathlib import Path

import pandas as pd
from labelled import row_nodes
from sklearn.metrics import adjusted_mutual_info_score

import interest

ROOT = Path(__file__).parent.parent


def planted(name: str) -> pd.DataFrame:
    """The topic and category that each row was written for, in the order in which a build reads the rows."""
    labels = pd.read_csv(ROOT / "tests" / "planted" / f"{name}.csv", dtype="str", keep_default_na=False)
    return labels.sort_values("file", kind="stable").reset_index(drop=True)


def main() -> None:
    print("# The trees of the samples\n")
    print("Made by `python benchmarks/samples.py > docs/samples.md`. AMI is the adjusted mutual information with the")
    print("topic and category that each text was written for (kept under tests/planted; the build never sees them).")
    print("The samples were written to be told apart, so that these figures show that the parts work together; how")
    print("the tree does on real texts stands in benchmarks.md.")
    for folder in sorted((ROOT / "sample_data").iterdir()):
        if not folder.is_dir():
            continue
        study = interest.build(folder)
        labels = planted(folder.name)
        scores = {}
        for level in ("topic", "category"):
            found = row_nodes(study.statements, level)
            gold = labels[level].loc[found.index]
            on = (gold != "off-topic").to_numpy()
            scores[level] = adjusted_mutual_info_score(gold[on], found[on])
        statements = study.statements
        print(f"\n## {folder.name}\n")
        print(
            f"{len(statements)} statements, {len(study.users)} users, encoder {study.config.encoder}; "
            f"AMI topics {scores['topic']:.3f}, categories {scores['category']:.3f}; "
            f"outliers {statements['is_outlier'].mean():.0%}\n"
        )
        print(f"```\n{study.tree.to_text()}\n```")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
