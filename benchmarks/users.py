"""What are user vectors worth? One's other half found again, and the topics of what one says next.

usage: python benchmarks/users.py FILE.csv [--seeds 0,1,2] [--learn] [--shared]    FILE: columns user_id, text
       python benchmarks/users.py --simulate FILE.csv       FILE: columns text, topic; users are mixtures of 1-4 topics
       python benchmarks/users.py --next FILE.csv [--learn]  the topics of later statements from earlier ones
       python benchmarks/users.py --parts FILE.csv          the model with a part of it left out
       python benchmarks/users.py --speed FILE.csv          how long learning takes; FILE: columns text, topic

Prints Markdown tables. Every user is cut into two with half of the texts each, build and `study.learn` see only those,
and each half ranks all others by cosine: the mean reciprocal rank (MRR) of the own other half, by the centred mean, by
the closed form and, with `--learn`, by what the study uses after training. With `--shared` words that one person alone
says are cut out of the texts. With `--next` the study knows the first half of what each says, in the order of the file:
how high are the topics of the second half (nDCG@5), ranked by how frequent they are, by the own profile, and by that
together with the profiles of the ten nearest by each kind of vectors? With `--parts` whole users are learned from, and
the MRR is that of held-out users' halves, in the comparison that `study.learn` makes. Intervals are 95% over people.
"""

import argparse
import re
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

import interest
from interest.evaluation.recommendation import ndcg
from interest.inference import mean_interval
from interest.study import Study
from interest.users import ClosedUsers, Learning, Recipe, learn
from interest.users.attention import Architecture

WORD = re.compile(r"\w+")
FEWEST = 4
"""Texts of a user that can be cut into earlier and later ones."""
NEAREST = 10
SPEED_USERS, SPEED_TEXTS = 1000, 20
PARTS = {
    "linear map": Architecture(attention=False, topics=False, categories=False),
    "without attention": Architecture(attention=False),
    "without H1": Architecture(topics=False),
    "without H2": Architecture(categories=False),
    "without the concatenation": Architecture(concatenate=False),
    "whole": Architecture(),
}


def simulate(
    gold: pd.DataFrame, n_users: int, rng: np.random.Generator, least: int = 8, most: int = 20
) -> pd.DataFrame:
    """Users with 8 to 20 texts of 1 to 4 topics, in shares of their own."""
    by_topic = {topic: list(part) for topic, part in gold.groupby("topic")["text"]}
    rows = []
    for user in range(n_users):
        own = rng.choice(sorted(by_topic), size=rng.integers(1, 5), replace=False)
        shares = rng.dirichlet(np.ones(len(own)))
        said = rng.choice(own, size=rng.integers(least, most + 1), p=shares)
        rows += [(f"u{user}", by_topic[topic][rng.integers(len(by_topic[topic]))]) for topic in said]
    return pd.DataFrame(rows, columns=["user_id", "text"]).drop_duplicates()


def learned(study: Study, architecture: Architecture, seed: int) -> Learning:
    """What `study.learn` would find with another architecture."""
    held = study.contents
    return learn(
        held.statements, held.space.meaning, held.shifted, held.tree, held.cut.topic_vectors, held.profiles,
        held.closed_users, seed=seed, architecture=architecture,
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


def without_fingerprints(table: pd.DataFrame) -> pd.DataFrame:
    """The texts without the words that one person alone says; texts of nothing else are left out."""
    words = table["text"].str.lower().str.findall(WORD)
    said = words.explode().dropna()
    people = said.groupby(said).agg(lambda rows: table.loc[rows.index, "user_id"].nunique())
    own = set(people.index[people < 2])
    kept = [WORD.sub(lambda word: "" if word[0].lower() in own else word[0], text) for text in table["text"]]
    return table.assign(text=kept)[[bool(WORD.search(text)) for text in kept]].reset_index(drop=True)


def kinds_of_vectors(study: Study, seed: int, train: bool) -> dict[str, tuple[list[str], np.ndarray]]:
    """Ids and vectors by the centred mean, the closed form and, with `train`, what is used after training."""
    held = study.contents
    plain = ClosedUsers.of(held.ingested.frame, held.shifted, Recipe(), held.space.anchors).vectors
    closed = held.closed_users.vectors
    kinds = {"centred mean": (plain.ids, plain.matrix), "closed form": (closed.ids, closed.matrix)}
    return kinds | ({"after training": study.learn(seed=seed).user_vectors()} if train else {})


def whole(table: pd.DataFrame, seed: int, train: bool, name: str) -> str:
    """Rows of the table: the other half found by each kind of vectors."""
    study = interest.build(halves(table, seed)[["user_id", "text"]], seed=seed)
    found = {kind: reciprocal(*vectors) for kind, vectors in kinds_of_vectors(study, seed, train).items()}
    return rows_of(found, name, seed, "centred mean")


def rows_of(found: dict[str, np.ndarray], name: str, seed: int, base: str) -> str:
    """Lines of a table: figures of people by kind, (n,) each, against the one that is called `base`."""
    lines = []
    for kind, own in found.items():
        low, high = mean_interval(own - found[base], bounded=False)
        against = "| |" if kind == base else f"{own.mean() / found[base].mean():.3f} | [{low:+.3f}, {high:+.3f}] |"
        lines.append(f"| {name} | {len(own)} | {seed} | {kind} | {own.mean():.3f} | {against}")
    return "\n".join(lines)


def following(table: pd.DataFrame, seed: int, train: bool, name: str) -> str:
    """Rows of the table: the topics of what is said later."""
    number, size = table.groupby("user_id").cumcount(), table.groupby("user_id")["text"].transform("size")
    earlier = (number < size / 2) & (size >= FEWEST)
    later = (number >= size / 2) & (size >= FEWEST)
    study = interest.build(table.loc[earlier, ["user_id", "text"]], seed=seed)
    topics = [node.id for node in study.tree.level("topic")]
    said = table.loc[later, ["user_id"]].assign(
        topic=study.place(table.loc[later, "text"].tolist())["topic"].to_numpy()
    )
    profiles = study.contents.profiles
    known = profiles.of_people(study.contents.ingested.users)[:, profiles.columns("topic")].toarray()
    row = {user: place for place, user in enumerate(study.contents.ingested.users)}
    wanted = {user: set(own) for user, own in said.groupby("user_id")["topic"] if user in row}
    people = [row[user] for user in wanted]
    scores = {"popularity": np.tile(known.mean(axis=0), (len(known), 1)), "profile": known}
    for kind, (ids, vectors) in kinds_of_vectors(study, seed, train).items():
        order = [row[user] for user in ids]
        near = vectors @ vectors.T
        np.fill_diagonal(near, -np.inf)
        nearest = np.argsort(-near, axis=1)[:, :NEAREST]
        theirs = np.empty_like(known)
        theirs[order] = known[order][nearest].mean(axis=1)
        scores[f"profile and the nearest by {kind}"] = known + theirs
    found = {
        kind: np.array(
            [
                ndcg([topics[place] for place in np.argsort(-score[person], kind="stable")], own, 5)
                for person, own in zip(people, wanted.values(), strict=True)
            ]
        )
        for kind, score in scores.items()
    }
    return rows_of(found, name, seed, "profile")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--simulate", action="store_true")
    parser.add_argument("--users", type=int, default=800)
    parser.add_argument("--seeds", default="0")
    parser.add_argument("--learn", action="store_true")
    parser.add_argument("--shared", action="store_true")
    parser.add_argument("--next", action="store_true")
    parser.add_argument("--parts", action="store_true")
    parser.add_argument("--speed", action="store_true")
    parser.add_argument("--only", default=",".join(PARTS), help="rows of the table of parts, joined by commas")
    args = parser.parse_args()
    for number, seed in enumerate(int(seed) for seed in args.seeds.split(",")):
        table = pd.read_csv(args.file, dtype=str, keep_default_na=False)
        if args.simulate:
            table = simulate(table, args.users, np.random.default_rng(seed))
        if args.speed:
            speed(simulate(table, SPEED_USERS, np.random.default_rng(seed), SPEED_TEXTS, SPEED_TEXTS), seed)
            continue
        table = without_fingerprints(table) if args.shared else table
        if args.parts:
            parts(table, args.only.split(","), seed)
            continue
        if number == 0:
            print(f"| data | people | seed | vectors | {'nDCG@5' if args.next else 'MRR'} | ratio | difference 95% |")
            print("|---|---|---|---|---|---|---|")
        print((following if args.next else whole)(table, seed, args.learn, args.file.stem), flush=True)


def speed(table: pd.DataFrame, seed: int) -> None:
    """How long `study.learn` takes on whole users."""
    study = interest.build(table, seed=seed)
    begun, used = time.perf_counter(), time.process_time()
    found = study.learn(seed=seed).learned
    spent, used = time.perf_counter() - begun, time.process_time() - used
    n_users, n_statements = study.statements["user_id"].nunique(), len(study.statements)
    runs = found.curves["run"].nunique()
    print(f"{n_users} users, {n_statements} statements, {runs} trainings: {spent:.0f} s, {used:.0f} s of processors")


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
