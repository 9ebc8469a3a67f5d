"""Are planted groups of people found, and none where there are none? Against k-means, a Gaussian mixture and HDBSCAN.

usage: python benchmarks/found.py [--users 400] [--runs 20]          people as counts over topics, planted
       python benchmarks/found.py FILE.csv [--users 400] [--runs 3]   FILE: columns text, topic; people are built of it
       python benchmarks/found.py FILE.csv --tree [--users 100 200]   the same, on one tree of all texts of FILE: fast
       python benchmarks/found.py FILE.csv [--runs 3]                 FILE: columns user_id, text, group of people

Planted groups have interests of their own (a Dirichlet law over the topics), and each of their people leans to some of
these; people say 2 things or more, 12 on average. Prints Markdown tables: the adjusted Rand index (ARI) of all rivals,
which are told the true number of groups, as found segments are not; and how often groups are claimed where there are
none, people being all alike (alike), each with a few interests by themselves (own), each with a law of their own (law),
or all along between two kinds (between). Without a FILE rivals see the shares of topics.

With a FILE they see the vectors of users that `study.user_vectors` gives, and what everybody wrote as one text: its
vector for k-means, and text and vector for BERTopic, which runs in the environment of peers.py and is told no number of
groups either. Of those that choose a number, a table says how often it is two or more where there are no groups. As
labelled people without groups serve the same statements dealt out anew to the same people.

With --tree a study is built once, of all texts, and people are made of its statements, so that many can be made: their
vectors are the centred means of what they said.

Without a FILE the last table is of splits: how often one planted group by itself is taken for two, against two-means
with a gap statistic (Tibshirani et al. 2001), and how often two of them together are parted.
"""

import argparse
import functools
import json
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
from peers import peers_python
from scipy import sparse
from sklearn.cluster import HDBSCAN, KMeans
from sklearn.decomposition import PCA
from sklearn.metrics import adjusted_rand_score
from sklearn.mixture import GaussianMixture

import interest
from interest.inference import find_groups, wilson

TOPICS = 30
GROUPS = (3, 4, 6, 8)
MOST_TEXTS = 3000  # of the one tree
GAUSSIAN_DIMENSIONS = 20  # a full covariance of more can't be told from some hundred people
Laws = np.ndarray
_BERTOPIC = """
import json, sys
import numpy as np
from bertopic import BERTopic
from umap import UMAP
for folder in sys.argv[1:]:
    with open(folder + "/texts.json", encoding="utf-8") as file:
        texts = json.load(file)
    reducer = UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=0)
    model = BERTopic(embedding_model=None, umap_model=reducer)
    topics, _ = model.fit_transform(texts, np.load(folder + "/vectors.npy"))
    np.save(folder + "/found.npy", np.array(topics))
"""


def sizes(rng: np.random.Generator, n: int) -> np.ndarray:
    """How much each says."""
    return np.maximum(2, rng.negative_binomial(2, 2 / 14, n))


def planted(rng: np.random.Generator, n: int, groups: int, topics: int) -> tuple[Laws, np.ndarray]:
    """What people of groups speak of (n, topics), and whose group is which."""
    usual = rng.dirichlet(np.full(topics, 2.0))
    kinds = 0.8 * rng.dirichlet(np.full(topics, 0.17), groups) + 0.2 * usual
    whose = rng.integers(0, groups, n)
    return np.array([rng.dirichlet(10 * kinds[group] + 1e-3) for group in whose]), whose


def alike(rng: np.random.Generator, n: int, topics: int) -> Laws:
    return np.tile(rng.dirichlet(np.full(topics, 2.0)), (n, 1))


def law(rng: np.random.Generator, n: int, topics: int) -> Laws:
    return rng.dirichlet(3 * rng.dirichlet(np.full(topics, 2.0)) + 1e-6, n)


def own(rng: np.random.Generator, n: int, topics: int) -> Laws:
    usual, laws = rng.dirichlet(np.full(topics, 2.0)), np.zeros((n, topics))
    for row in laws:
        some = rng.choice(topics, rng.integers(1, 5), replace=False, p=usual)
        row[some] = 1 / len(some)
    return laws


def between(rng: np.random.Generator, n: int, topics: int) -> Laws:
    ends, place = rng.dirichlet(np.full(topics, 0.3), 2), rng.random(n)[:, None]
    return (1 - place) * ends[0] + place * ends[1]


NOBODY: dict[str, Callable[[np.random.Generator, int, int], Laws]] = {
    "alike": alike, "own": own, "law": law, "between": between,
}  # fmt: skip


def said(rng: np.random.Generator, laws: Laws) -> np.ndarray:
    """How often each speaks of each topic."""
    return np.array([rng.multinomial(k, p / p.sum()) for k, p in zip(sizes(rng, len(laws)), laws, strict=True)])


def rivals(rows: np.ndarray, groups: int, seed: int) -> dict[str, np.ndarray]:
    """The groups of people by their vectors (n, d)."""
    few = PCA(min(GAUSSIAN_DIMENSIONS, rows.shape[1] - 1), random_state=seed).fit_transform(rows)
    mixture = GaussianMixture(groups, covariance_type="diag", n_init=4, reg_covar=1e-4, random_state=seed)
    return {
        "k-means": KMeans(groups, n_init=10, random_state=seed).fit_predict(rows),
        "Gaussian mixture": mixture.fit_predict(few),
        "HDBSCAN": HDBSCAN(min_cluster_size=max(8, len(rows) // 30), copy=True).fit_predict(few),
    }


def of_counts(n: int, groups: int, seed: int) -> dict[str, float]:
    """The ARI of all on one planted set of counts."""
    rng = np.random.default_rng(seed)
    laws, whose = planted(rng, n, groups, TOPICS)
    counts = said(rng, laws)
    start = time.perf_counter()
    found = find_groups(sparse.csr_matrix(counts.astype(float)), seed)
    seconds = time.perf_counter() - start
    guess = {"found": np.zeros(n)}
    if found.verdict == "groups" and found.mixture:
        guess["found"] = found.mixture.nearest(sparse.csr_matrix(counts.astype(float)))
    guess |= rivals(counts / counts.sum(axis=1, keepdims=True), groups, seed)
    k = len(found.stability) if found.verdict == "groups" else 0
    return {name: adjusted_rand_score(whose, rows) for name, rows in guess.items()} | {"k": k, "seconds": seconds}


def people(gold: pd.DataFrame, laws: Laws, rng: np.random.Generator) -> pd.DataFrame:
    """Texts of people who speak of the topics of a labelled set by these laws."""
    texts = [list(part) for _, part in gold.groupby("topic")["text"]]
    rows = [
        (f"u{user:05}", texts[topic][rng.integers(len(texts[topic]))])
        for user, row in enumerate(said(rng, laws))
        for topic, count in enumerate(row)
        for _ in range(count)
    ]
    return pd.DataFrame(rows, columns=["user_id", "text"]).drop_duplicates()


def of_texts(gold: pd.DataFrame, n: int, groups: int, seed: int) -> dict[str, float]:
    """The ARI of all on a study of texts; k is the number of groups of those that choose one."""
    rng = np.random.default_rng(seed)
    laws, whose = planted(rng, n, groups, gold["topic"].nunique())
    texts = people(gold, laws, rng)
    return agreement(texts, pd.Series(whose, [f"u{user:05}" for user in range(n)]), seed)


def agreement(texts: pd.DataFrame, whose: pd.Series, seed: int) -> dict[str, float]:
    """The ARI of all on people whose group is known, and how many groups found segments have."""
    study = interest.build(texts, seed=seed)
    ids, vectors = study.user_vectors()
    known = whose.reindex(ids).to_numpy()
    start = time.perf_counter()
    k, guess = len(study.segments.found), {"found": found_in(study)}
    seconds = time.perf_counter() - start
    guess |= rivals(vectors, whose.nunique(), seed)
    together, whole = as_one(study, texts)
    guess["k-means of texts"] = KMeans(whose.nunique(), n_init=10, random_state=seed).fit_predict(together)
    guess["BERTopic of texts"] = bertopic([(together, whole)])[0]
    scores = {name: adjusted_rand_score(known, rows) for name, rows in guess.items()}
    return scores | {"k": k, "seconds": seconds}


def found_in(study: interest.Study) -> np.ndarray:
    """Whose found segment is which, in the order of `user_vectors`; 0 for none."""
    spots = study.segments.found.spots.set_index("user_id")["group"]
    return spots.reindex(study.user_vectors()[0]).fillna(0).to_numpy(int)


def as_one(study: interest.Study, texts: pd.DataFrame) -> tuple[np.ndarray, list[str]]:
    """What each of the users wrote as one text: its vectors (n, d), and the texts."""
    whole = texts.groupby("user_id")["text"].agg(" ".join).reindex(study.user_vectors()[0]).tolist()
    return np.asarray(study.contents.encode(whole)), whole


def claimed(kind: str, n: int, seed: int) -> dict[str, bool]:
    """Whether groups are claimed of counts where there are none."""
    rng = np.random.default_rng(1000 + seed)
    counts = said(rng, NOBODY[kind](rng, n, TOPICS))
    shares = counts / counts.sum(axis=1, keepdims=True)
    return {
        "found": find_groups(sparse.csr_matrix(counts.astype(float)), seed).verdict == "groups",
        "HDBSCAN": several(rivals(shares, 2, seed)["HDBSCAN"]),
    }


def claimed_of_texts(gold: pd.DataFrame, kind: str, n: int, seed: int) -> dict[str, bool]:
    rng = np.random.default_rng(1000 + seed)
    return claims(people(gold, NOBODY[kind](rng, n, gold["topic"].nunique()), rng), seed)


def claims(texts: pd.DataFrame, seed: int) -> dict[str, bool]:
    """Who claims groups of these people."""
    study = interest.build(texts, seed=seed)
    return {
        "found": len(study.segments.found) > 0,
        "HDBSCAN": several(rivals(study.user_vectors()[1], 2, seed)["HDBSCAN"]),
        "BERTopic of texts": several(bertopic([as_one(study, texts)])[0]),
    }


def several(rows: np.ndarray) -> bool:
    """Whether there are two groups or more, outliers (−1) aside."""
    return len(set(rows[rows >= 0])) > 1


# Whether a group is two


def gap_says_two(rows: np.ndarray, seed: int, references: int = 10) -> bool:
    """Whether the gap statistic prefers two means to one for rows (n, d), references uniform along the main axes."""
    rng = np.random.default_rng(seed)
    few = PCA(min(GAUSSIAN_DIMENSIONS, rows.shape[1] - 1), random_state=seed).fit_transform(rows)

    def within(points: np.ndarray) -> np.ndarray:
        return np.log([KMeans(k, n_init=4, random_state=seed).fit(points).inertia_ for k in (1, 2)])

    drawn = np.array([within(rng.uniform(few.min(axis=0), few.max(axis=0), few.shape)) for _ in range(references)])
    gap, spread = drawn.mean(axis=0) - within(few), drawn.std(axis=0) * np.sqrt(1 + 1 / references)
    return bool(gap[0] < gap[1] - spread[1])


def parted(n: int, groups: int, seed: int) -> dict[str, float]:
    """Whether one planted group, and whether two together, are taken for two."""
    rng = np.random.default_rng(2000 + seed)
    laws, whose = planted(rng, n, groups, TOPICS)
    counts = said(rng, laws)
    shares = counts / counts.sum(axis=1, keepdims=True)
    found = {}
    for name, inside in (("one", whose == 0), ("two", whose < 2)):
        grouping = find_groups(sparse.csr_matrix(counts[inside].astype(float)), seed, most=2)
        found[f"{name} found"] = grouping.verdict == "groups"
        found[f"{name} gap"] = gap_says_two(shares[inside], seed)
    return found


def print_splits(users: int, runs: int) -> None:
    print("\n| people of a group | | found | gap statistic |\n|---|---|---|---|", flush=True)
    for people in (users // 4, users // 2, users):
        rows = pd.DataFrame([parted(4 * people, 4, seed) for seed in range(runs)]).mean()
        for kind, says in (("one", "one, taken for two"), ("two", "two together, parted")):
            print(f"| {people} | {says} | {rows[f'{kind} found']:.0%} | {rows[f'{kind} gap']:.0%} |", flush=True)


# Labelled people


def of_people(gold: pd.DataFrame, seed: int) -> dict[str, float]:
    """The ARI of all on labelled people; and who claims groups of their statements dealt out anew."""
    scores = agreement(gold[["user_id", "text"]], gold.drop_duplicates("user_id").set_index("user_id")["group"], seed)
    dealt = gold.assign(text=np.random.default_rng(seed).permutation(gold["text"].to_numpy()))
    nobody = claims(dealt[["user_id", "text"]].drop_duplicates(), seed)
    return scores | {f"dealt anew, claimed by {name}": float(yes) for name, yes in nobody.items()}


def bertopic(sets: list[tuple[np.ndarray, list[str]]]) -> list[np.ndarray]:
    """BERTopic's topic of each text of some sets of vectors and texts, with its defaults; −1 for outliers, which count
    as a group of their own in ARI."""
    with tempfile.TemporaryDirectory() as folder:
        own = [Path(folder) / str(i) for i in range(len(sets))]
        for path, (vectors, texts) in zip(own, sets, strict=True):
            path.mkdir()
            np.save(path / "vectors.npy", vectors)
            (path / "texts.json").write_text(json.dumps(texts), "utf-8")
        subprocess.run([python_of_peers(), "-c", _BERTOPIC, *map(str, own)], check=True, capture_output=True)
        return [np.load(path / "found.npy") for path in own]


python_of_peers = functools.cache(peers_python)


# People made of the statements of one tree


class Tree:
    """The texts of a labelled set with their places in one tree."""

    def __init__(self, gold: pd.DataFrame) -> None:
        gold = gold.drop_duplicates("text")
        gold = gold.sample(min(len(gold), MOST_TEXTS), random_state=0)
        study = interest.build(gold[["text"]], columns={"label": None})
        talk = {node.id for node in study.tree.level("topic") if node.talk}
        known = study.statements.drop_duplicates("text").merge(
            gold[["text", "topic"]], on="text", suffixes=("", "_gold")
        )
        known = known[~known["topic"].isin(talk)]
        self.texts = known["text"].tolist()
        self.vectors = np.asarray(study.contents.encode(self.texts))
        self.topic, topics = pd.factorize(known["topic"])
        self.shape = len(topics)
        label, labels = pd.factorize(known["topic_gold"])
        self.of_label = [np.flatnonzero(label == i) for i in range(len(labels))]

    def people(self, laws: Laws, rng: np.random.Generator) -> tuple[sparse.csr_matrix, np.ndarray, list[str]]:
        """Of people by these laws over the labels: counts of topics, vectors (n, d), and all that each says."""
        rows = [
            np.concatenate([rng.choice(own, count) for own, count in zip(self.of_label, row, strict=True)])
            for row in said(rng, laws)
        ]
        rows = [np.unique(own) for own in rows]
        places = np.concatenate([self.topic[own] for own in rows])
        starts = np.cumsum([0, *map(len, rows)])
        counts = sparse.csr_matrix((np.ones(len(places)), places, starts), (len(laws), self.shape))
        counts.sum_duplicates()
        vectors = np.array([self.vectors[own].mean(axis=0) for own in rows])
        vectors -= vectors.mean(axis=0)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return counts, vectors, [" ".join(self.texts[i] for i in own) for own in rows]

    def print_planted(self, users: list[int], runs: int) -> None:
        """The ARI of all, by how many people there are, over groups of 3, 4 and 6 in turn."""
        print("| people | runs | groups claimed |", end="")
        for row, n in enumerate(users):
            scores, whoses, sets = [], [], []
            for seed in range(runs):
                rng, groups = np.random.default_rng(seed), (3, 4, 6)[seed % 3]
                laws, whose = planted(rng, n, groups, len(self.of_label))
                counts, vectors, texts = self.people(laws, rng)
                found = find_groups(counts, seed)
                guess = found.mixture.nearest(counts) if found.verdict == "groups" and found.mixture else np.zeros(n)
                several_guess = {"found": guess} | rivals(vectors, groups, seed)
                scores.append({name: adjusted_rand_score(whose, own) for name, own in several_guess.items()})
                scores[-1]["claimed"] = float(found.verdict == "groups")
                whoses.append(whose)
                sets.append((vectors, texts))
            for score, whose, topics in zip(scores, whoses, bertopic(sets), strict=True):
                score["BERTopic"] = adjusted_rand_score(whose, topics)
            mean = pd.DataFrame(scores).mean()
            claimed_part = mean.pop("claimed")
            if not row:
                print(f" ARI: {' | '.join(mean.index)} |\n{'|---' * (len(mean) + 3)}|")
            print(f"| {n} | {runs} | {claimed_part:.0%} | {' | '.join(f'{value:.2f}' for value in mean)} |", flush=True)

    def print_nobody(self, users: list[int], runs: int) -> None:
        """How often groups are claimed where there are none."""
        print("\n| no groups | people | runs | found claims | HDBSCAN claims |\n|---|---|---|---|---|")
        for kind, make in NOBODY.items():
            for n in users:
                claims = np.zeros(2, int)
                for seed in range(runs):
                    rng = np.random.default_rng(1000 + seed)
                    counts, vectors, _ = self.people(make(rng, n, len(self.of_label)), rng)
                    claims[0] += find_groups(counts, seed).verdict == "groups"
                    claims[1] += several(rivals(vectors, 2, seed)["HDBSCAN"])
                print(f"| {kind} | {n} | {runs} | {claims[0]} | {claims[1]} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path, nargs="?", help="columns text and topic")
    parser.add_argument("--users", type=int, nargs="+", default=[400])
    parser.add_argument("--tree", action="store_true", help="people are made of the statements of one tree")
    parser.add_argument("--nobody", type=int, default=0, help="with --tree: runs without groups, by default as many")
    parser.add_argument("--runs", type=int, default=0)
    given = parser.parse_args()
    gold = None if given.file is None else pd.read_csv(given.file)
    if gold is not None and "user_id" in gold:
        gold = gold.dropna(subset=["text", "group"]).assign(user_id=gold["user_id"].astype("str"))
        table = pd.DataFrame([of_people(gold, seed) for seed in range(given.runs or 3)]).mean()
        print("| what | mean |\n|---|---|\n" + "\n".join(f"| {name} | {value:.2f} |" for name, value in table.items()))
        return
    gold = None if gold is None else gold.dropna(subset=["text", "topic"])
    runs = given.runs or (20 if gold is None else 3)
    if gold is not None and given.tree:
        tree = Tree(gold)
        tree.print_planted(given.users, runs)
        tree.print_nobody(given.users, given.nobody or runs)
        return
    for users in given.users:
        print_planted(gold, users, runs)
        print_nobody(gold, users, runs)
        if gold is None:
            print_splits(users, runs)


def print_planted(gold: pd.DataFrame | None, users: int, runs: int) -> None:
    for row, groups in enumerate(GROUPS):
        made = [
            of_counts(users, groups, seed) if gold is None else of_texts(gold, users, groups, seed)
            for seed in range(runs)
        ]
        mean = pd.DataFrame(made).mean()
        names = [name for name in mean.index if name not in ("k", "seconds")]
        if not row:
            print(f"| groups | found k | ARI: {' | '.join(names)} | seconds |")
            print("|---" * (len(names) + 3) + "|", flush=True)
        scores = " | ".join(f"{mean[name]:.2f}" for name in names)
        print(f"| {groups} | {mean['k']:.1f} | {scores} | {mean['seconds']:.1f} |", flush=True)


def print_nobody(gold: pd.DataFrame | None, users: int, runs: int) -> None:
    print("\n| no groups | runs | who | claimed | 95% interval |\n|---|---|---|---|---|", flush=True)
    for kind in NOBODY:
        made = [
            claimed(kind, users, seed) if gold is None else claimed_of_texts(gold, kind, users, seed)
            for seed in range(runs)
        ]
        for name, yes in pd.DataFrame(made).sum().items():
            low, high = wilson(np.array([yes]), np.array([runs]))
            print(f"| {kind} | {runs} | {name} | {yes / runs:.0%} | {low[0]:.0%}–{high[0]:.0%} |", flush=True)


if __name__ == "__main__":
    main()
