"""Are candidates for new topics there where something new was planted, and nowhere else?

usage: python benchmarks/candidates.py FILE.csv [--built 4000] [--added 1000] [--runs 40]      FILE: text, topic

Some topics are left out of the build. Nothing new: rows of the other topics are added, again and again, and the runs
are counted that give a candidate. Something new: 10, 20 and 40 statements of one topic that was left out are among the
rows. It is found where more than half of a candidate's statements are of it; `in it` is the part of the planted ones
that are in such candidates, `pieces` how many of these there are. Whether a topic is new at all is told by how many of
its statements fit nowhere: the others are like what there is. Naive is every group of leftovers in which one is new.
Each row is somebody else's. In a file with a column user_id, and no topic, it is nothing new that is added: people are
drawn with all their rows.
"""

import argparse
from collections.abc import Iterator

import numpy as np
import pandas as pd

import interest
from interest.hierarchy.clustering.layers import SMALLEST_TOPIC
from interest.making import leftovers

LEFT_OUT = 10
SIZES = (10, 20, 40)
PLANTINGS = 2
"""Runs of a topic and a size."""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("file")
    parser.add_argument("--built", type=int, default=4000)
    parser.add_argument("--added", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=40)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    rows = pd.read_csv(options.file, dtype=str, keep_default_na=False).drop_duplicates("text")
    if "topic" not in rows:
        by_people(rows, options.built, options.added, options.runs, options.seed)
        return
    sizes = rows["topic"].value_counts()
    large = sizes.index[sizes >= 2 * max(SIZES)].to_numpy()
    out = np.random.default_rng(options.seed).permutation(large)[:LEFT_OUT]
    usual = rows[~rows["topic"].isin(out)].sample(frac=1, random_state=options.seed)
    rest = pd.concat([usual.iloc[options.built :], rows[rows["topic"].isin(out)]]).reset_index(drop=True)
    study = interest.build(usual[["text"]].head(options.built).reset_index(drop=True))
    report(study, rest, set(out), options.added, options.runs)


def by_people(rows: pd.DataFrame, built: int, added: int, runs: int, seed: int) -> None:
    """Print what nothing new gives where people have several rows."""
    rng = np.random.default_rng(seed)
    people = rng.permutation(rows["user_id"].unique())
    rows = rows.set_index("user_id").loc[people].reset_index()
    end = int(rows["user_id"].eq(rows["user_id"].iloc[built]).to_numpy().nonzero()[0][-1]) + 1
    study = interest.build(rows[["user_id", "text"]].head(end))
    rest = rows.iloc[end:].reset_index(drop=True)
    trial = Trial(study, rest["text"].tolist())
    trial.users = [*study.contents.ingested.frame["user_id"], *rest["user_id"]]
    own = {person: group.to_numpy() for person, group in rest.groupby("user_id").groups.items()}
    found = []
    for _ in range(runs):
        drawn = np.concatenate([own[person] for person in rng.permutation([*own])[: len(own) // 2]])[:added]
        found.append(trial.run(drawn))
    print("| nothing new | runs with a candidate | naive |\n|---|---|---|")
    ours, naive = (sum(bool(one[i]) for one in found) for i in (0, 1))
    print(f"| people with some {len(drawn):,} rows to {trial.n:,}, {runs} runs | {ours} | {naive} |")


def report(study: interest.Study, rest: pd.DataFrame, out: set[str], added: int, runs: int) -> None:
    """Print both tables. `rest` (text, topic) can be added, of which the topics `out` are new."""
    trial = Trial(study, rest["text"].tolist())
    new = rest["topic"].isin(out).to_numpy()
    usual, rng = np.flatnonzero(~new), np.random.default_rng(0)
    added = min(added, len(usual) // 2)
    found = [trial.run(rng.choice(usual, added, replace=False)) for _ in range(runs)]
    print("| nothing new | runs with a candidate | naive |\n|---|---|---|")
    ours, naive = (sum(bool(one[i]) for one in found) for i in (0, 1))
    print(f"| {added:,} rows to {trial.n:,}, {runs} runs | {ours} | {naive} |\n", flush=True)
    print("| topics left out | | 10 planted | 20 | 40 | |\n|---|---|---|---|---|---|")
    print("| fit nowhere | topics | found, in it, pieces | | | other candidates |\n|---|---|---|---|---|---|")
    topics = {topic: np.flatnonzero(rest["topic"] == topic) for topic in sorted(out)}
    nowhere = {topic: float(trial.far[trial.n :][own].mean()) for topic, own in topics.items()}
    for name, (low, high) in {"over half": (0.5, 1.1), "a fifth to a half": (0.2, 0.5), "less": (-1, 0.2)}.items():
        some = [topic for topic in topics if low <= nowhere[topic] < high]
        cells, others = [], 0
        for size in SIZES:
            told = []
            for topic in some * PLANTINGS:
                planted = rng.choice(topics[topic], size, replace=False)
                groups, _ = trial.run(np.concatenate([rng.choice(usual, added - size, replace=False), planted]))
                about = [len(np.intersect1d(group, planted)) for group in groups]
                right = [hit for hit, group in zip(about, groups, strict=True) if 2 * hit > len(group)]
                others += len(groups) - len(right)
                told.append((bool(right), sum(right) / size, len(right)))
            if told:
                was, inside, _ = np.mean(told, axis=0)
                pieces = np.mean([n for _, _, n in told if n] or [0])
                cells.append(f"{was:.0%}, {inside:.0%}, {pieces:.1f}")
        if some:
            print(f"| {name} | {len(some)} | {' | '.join(cells)} | {others} |", flush=True)


class Trial:
    """A study, and rows that can be added to it; all is placed once, since each row is placed by itself."""

    def __init__(self, study: interest.Study, texts: list[str]) -> None:
        contents = study.contents
        self.n = len(contents.space.meaning)
        vectors = contents.encode(texts)
        placed = contents.space.place(vectors, contents.languages_of(texts))
        self.meaning = np.vstack([contents.space.meaning, placed])
        topics = contents.cuts.built.assignments["topic"].tolist()
        self.beside = leftovers.Leftovers.of(self.meaning, topics, contents.tree)
        self.far = self.beside.far
        self.users = [str(row) for row in range(len(self.meaning))]

    def run(self, chosen: np.ndarray) -> tuple[list[np.ndarray], list[np.ndarray]]:
        """The candidates once the `chosen` rows are added, as positions in these rows, −1 for old ones; and naively."""
        rows = np.concatenate([np.arange(self.n), self.n + chosen])
        origin = np.concatenate([np.full(self.n, -1), chosen])
        left = np.flatnonzero(self.far[rows])
        users = [self.users[row] for row in rows]
        found = leftovers.clumps(self.meaning[rows], users, left, self.beside.tight, self.n, 0)
        return [origin[clump.rows] for clump in found], [*self.naive(self.meaning[rows], left, origin)]

    def naive(self, meaning: np.ndarray, left: np.ndarray, origin: np.ndarray) -> Iterator[np.ndarray]:
        """Every group of leftovers that is large enough for a topic, with something new in it."""
        group = leftovers.grouped(meaning[left], self.beside.tight)
        for number in np.flatnonzero(np.bincount(group) >= SMALLEST_TOPIC):
            own = origin[left[group == number]]
            if (own >= 0).any():
                yield own


if __name__ == "__main__":
    main()
