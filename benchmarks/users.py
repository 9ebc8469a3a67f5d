"""Do a user's two halves find each other? The learned vectors, their parts, and the centred mean, on held-out users.

usage: python benchmarks/users.py FILE.csv [--seeds 0,1,2]  FILE: columns user_id, text
       python benchmarks/users.py --simulate FILE.csv       FILE: columns text, topic; users are mixtures of 1-4 topics
       python benchmarks/users.py --parts FILE.csv          the model with a part of it left out
       python benchmarks/users.py --closed FILE.csv         the closed form, without a tree, in seconds

Prints Markdown tables of the mean reciprocal rank (MRR) of users' halves: every user is cut into
two with half of the texts each, build and `study.learn` see only those, and each half ranks all others by cosine. With
`--parts` whole users are learned from, and the MRR is that of held-out users' random halves, in the comparison that
`study.learn` makes itself. The last columns are the ratio to the centred mean and the 95% bootstrap interval of the
difference.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

import interest
from interest.inference import mean_interval
from interest.language import languages_of
from interest.study import Study
from interest.users import ClosedUsers, Learning, Recipe, choose_recipe, learn
from interest.users.attention import Architecture

PARTS = {
    "linear map": Architecture(attention=False, topics=False, categories=False),
    "without attention": Architecture(attention=False),
    "without H1": Architecture(topics=False),
    "without H2": Architecture(categories=False),
    "without the concatenation": Architecture(concatenate=False),
    "without phrases": Architecture(phrases=False),
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
    held = study.contents
    return learn(
        held.statements, held.space.meaning, held.words, held.shifted, held.tree, held.cut.topic_vectors,
        held.profiles, held.closed_users, seed=seed, architecture=architecture,
    )  # fmt: skip


def halves(table: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Each user with four texts or more as two, called by `/1` and `/2`, the texts dealt out at random."""
    table = table[table.groupby("user_id")["text"].transform("size") >= 4].sample(frac=1.0, random_state=seed)
    side = table.groupby("user_id").cumcount() % 2 + 1
    return table.assign(user_id=table["user_id"] + "/" + side.astype(str)).reset_index(drop=True)


def reciprocal(ids: list[str], vectors: np.ndarray) -> np.ndarray:
    """1 / the rank of the second half of each user for the first, (n_users,); ties count against it."""
    place = {user: row for row, user in enumerate(ids)}
    users = sorted({user[:-2] for user in ids})
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True).clip(1e-9)
    first, second = (unit[[place[user + side] for user in users]] for side in ("/1", "/2"))
    scores = first @ second.T
    return 1 / (scores >= np.diag(scores)[:, None] - 1e-7).sum(axis=1)


def whole(table: pd.DataFrame, seed: int) -> str:
    """A row of the table: the study's user vectors against the centred mean of the same statements."""
    study = interest.build(halves(table, seed)[["user_id", "text"]], seed=seed).learn(seed=seed)
    ids, vectors = study.user_vectors()
    means = pd.DataFrame(study.statement_vectors()).groupby(study.statements["user_id"].to_numpy()).mean().reindex(ids)
    ours, base = reciprocal(ids, vectors), reciprocal(ids, (means - means.mean()).to_numpy())
    low, high = mean_interval(ours - base, bounded=False)
    return (
        f"| {len(ours)} | {seed} | {base.mean():.3f} | {ours.mean():.3f} | {ours.mean() / base.mean():.3f} "
        f"| [{low:+.3f}, {high:+.3f}] |"
    )


def closed(table: pd.DataFrame, seed: int) -> str:
    """A row of the table: the closed form against the centred mean, of each text as one statement."""
    cut = halves(table, seed)
    statements = cut.assign(row=np.arange(len(cut)), weight=1.0, language=languages_of(cut["text"].tolist()))
    vectors = interest.encode(cut["text"].tolist())
    recipe = choose_recipe(statements, vectors, seed)
    found, plain = (ClosedUsers.of(statements, vectors, form).vectors for form in (recipe, Recipe()))
    ours, base = reciprocal(found.ids, found.matrix), reciprocal(plain.ids, plain.matrix)
    low, high = mean_interval(ours - base, bounded=False)
    return (
        f"| {len(ours)} | {seed} | {base.mean():.3f} | {ours.mean():.3f} | {ours.mean() / base.mean():.3f} "
        f"| [{low:+.3f}, {high:+.3f}] | {recipe.shrinkage} | {recipe.share} | {recipe.power} |"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--simulate", action="store_true")
    parser.add_argument("--users", type=int, default=800)
    parser.add_argument("--seeds", default="0")
    parser.add_argument("--parts", action="store_true")
    parser.add_argument("--closed", action="store_true")
    parser.add_argument("--only", default=",".join(PARTS), help="rows of the table of parts, joined by commas")
    args = parser.parse_args()
    for number, seed in enumerate(int(seed) for seed in args.seeds.split(",")):
        table = pd.read_csv(args.file, dtype=str, keep_default_na=False)
        if args.simulate:
            table = simulate(table, args.users, np.random.default_rng(seed))
        if args.parts:
            parts(table, args.only.split(","), seed)
            continue
        if args.closed:
            if number == 0:
                print("| users | seed | centred mean | closed form | ratio | difference 95% | s | a | p |")
                print("|---|---|---|---|---|---|---|---|---|")
            print(closed(table, seed), flush=True)
            continue
        if number == 0:
            print("| users | seed | centred mean | study | ratio | difference 95% |\n|---|---|---|---|---|---|")
        print(whole(table, seed), flush=True)


def parts(table: pd.DataFrame, names: Sequence[str], seed: int) -> None:
    """The table of what parts of the model bring."""
    study = interest.build(table[["user_id", "text"]], seed=seed)
    print("| vectors | held-out users | MRR | ratio | difference 95% |\n|---|---|---|---|---|")
    for number, name in enumerate(names):
        found = learned(study, PARTS[name], seed)
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
