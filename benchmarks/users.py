"""Do a user's two halves find each other? The learned vectors, their parts, and the centred mean, on held-out users.

usage: python benchmarks/users.py FILE.csv [--seed 0]       FILE: columns user_id, text
       python benchmarks/users.py --simulate FILE.csv       FILE: columns text, topic; users are mixtures of 1-4 topics

Prints a Markdown table for docs/benchmarks.md: the mean reciprocal rank (MRR) of held-out users' random halves, in the
comparison that `study.learn` makes itself, for the whole model and with a part of it left out. The last columns are the
ratio to the centred mean and the 95% bootstrap interval of the difference.
"""

import argparse
from pathlib import Path

import numpy as np
import pandas as pd

import interest
from interest.study import Study
from interest.users import Learning, learn
from interest.users.attention import Architecture

PARTS = {
    "linear map": Architecture(attention=False, topics=False, categories=False),
    "without attention": Architecture(attention=False),
    "without H1": Architecture(topics=False),
    "without H2": Architecture(categories=False),
    "without the concatenation": Architecture(concatenate=False),
    "without phrases and words": Architecture(phrases=False),
    "whole": Architecture(),
}


def simulate(gold: pd.DataFrame, n_users: int, rng: np.random.Generator) -> pd.DataFrame:
    """Users with 8 to 20 texts of 1 to 4 topics, in shares of their own."""
    by_topic = {topic: list(part) for topic, part in gold.groupby("topic")["text"]}
    rows = []
    for user in range(n_users):
        own = rng.choice(sorted(by_topic), size=rng.integers(1, 5), replace=False)
        shares = rng.dirichlet(np.ones(len(own)))
        said = rng.choice(own, size=rng.integers(8, 21), p=shares)
        rows += [(f"u{user}", by_topic[topic][rng.integers(len(by_topic[topic]))]) for topic in said]
    return pd.DataFrame(rows, columns=["user_id", "text"]).drop_duplicates()


def learned(study: Study, architecture: Architecture, seed: int) -> Learning:
    """What `study.learn` would find with another architecture."""
    return learn(
        study.statements, study.material, study.shifted, study.tree, study.cut.topic_vectors, study.profiles,
        seed=seed, architecture=architecture,
    )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--simulate", action="store_true")
    parser.add_argument("--users", type=int, default=800)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", default=",".join(PARTS), help="rows of the table, joined by commas")
    args = parser.parse_args()
    table = pd.read_csv(args.file, dtype=str, keep_default_na=False)
    if args.simulate:
        table = simulate(table, args.users, np.random.default_rng(args.seed))
    study = interest.build(table[["user_id", "text"]], seed=args.seed)
    print("| vectors | held-out users | MRR | ratio | difference 95% |\n|---|---|---|---|---|")
    for number, name in enumerate(args.only.split(",")):
        found = learned(study, PARTS[name], args.seed)
        if not found.n_users:
            raise SystemExit(found.note)
        if number == 0:
            print(f"| centred mean | {found.n_users} | {found.mrr_mean:.3f} | 1 | |")
        low, high = found.interval
        ratio = found.mrr_learned / found.mrr_mean
        difference = f"[{low:+.3f}, {high:+.3f}]"
        print(f"| {name} | {found.n_users} | {found.mrr_learned:.3f} | {ratio:.2f} | {difference} |", flush=True)


if __name__ == "__main__":
    main()
