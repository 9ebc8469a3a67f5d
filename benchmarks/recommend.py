"""Recommended items on interactions held out: each scorer, the blend, popularity and chance.

usage: python benchmarks/recommend.py [FOLDER | STUDY …] [--splits random,time,new] [--seeds 0,1,2] [--k 10]
                                      [--simulated] [--speed]

A folder holds texts with files called items and interactions; by default all samples that have them. `--simulated` adds
people of latent tastes who take items of skewed popularity, where texts tell nothing of the tastes, something and much.
Prints Markdown tables: nDCG@k with 95% intervals over users (means of the seeds), also of the third of the users who
took least and of the third who took most, recall@k, how popular what is recommended is (the mean part of all users who
took it), and by how much the blend is ahead; then new items alone, ranked among each other: the blend beside content.
`--speed` prints how long recommending takes, with 50,000 items and with 10,000 users.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

import interest
from interest.evaluation import SPLITS, difference, measure, summary
from interest.evaluation.recommendation import ndcg
from interest.evaluation.splits import distinct, new_items
from interest.hierarchy.tree import InterestTree, Node
from interest.recommend import Shop, Told, Voice, item_recommenders
from interest.recommend.items import rank_items
from interest.study import Study
from interest.users.vectors import unit

SAMPLES = Path(__file__).parent.parent / "sample_data"
DIMENSION = 64
TREE = InterestTree(
    {"c": Node("c", "category", "c", None, ("t0", "t1"))} | {t: Node(t, "topic", t, "c", ()) for t in ("t0", "t1")}
)


def studied(path: Path) -> Study:
    """The study of a folder, built where it is not one yet."""
    return interest.open_study(path) if (path / "study.json").exists() else interest.build(path)


def simulated(by_text: float, n_users: int, n_items: int, each: int, seed: int = 0) -> Shop:
    """People who take by six latent traits and by popularity as Zipf has it, some four times as much as others.

    Everybody reviews what they took. `by_text` is how much of the traits texts tell, beside noise of length one a
    direction: at 0 all that they tell is what was taken.
    """
    rng = np.random.default_rng(seed)
    tastes, traits = rng.normal(size=(n_users, 6)), rng.normal(size=(n_items, 6))
    popular = -0.7 * np.log(1 + rng.permutation(n_items))
    wish = (1.2 * person @ traits.T + popular + rng.gumbel(size=n_items) for person in tastes)
    many = rng.integers(each // 2, 2 * each, size=n_users)
    taken = [np.argpartition(-wanted, n)[:n] for wanted, n in zip(wish, many, strict=True)]
    meaning = by_text * np.pad(traits, ((0, 0), (0, DIMENSION - 6))) + rng.normal(size=(n_items, DIMENSION))
    vectors = unit(meaning.astype(np.float32))
    ids = np.array([f"i{item:05}" for item in range(n_items)])
    users = np.array([f"u{user:05}" for user in range(n_users)])
    pairs = pd.DataFrame({"user_id": np.repeat(users, many), "item_id": ids[np.concatenate(taken)]})
    said = {user: Voice(vectors[own]) for user, own in zip(users, taken, strict=True)}
    items = pd.DataFrame({"item_id": ids, "text": "about it"})
    return Shop(items, vectors, [f"t{n % 2}" for n in range(n_items)], TREE, Told(said.__getitem__), pairs, seed)


def shops(paths: list[Path], simulate: bool) -> Iterator[tuple[str, Shop]]:
    """What is measured, by name."""
    for path in paths:
        yield path.name, studied(path).catalogue.shop
    for by_text in (0.0, 0.5, 2.0) if simulate else ():
        yield f"simulated, texts tell {by_text:g}", simulated(by_text, 500, 400, 20)


def measured(shop: Shop, split: str, k: int, seeds: list[int]) -> pd.DataFrame:
    """The table of `measure` for all seeds: a user counts once, with the mean."""
    items = sorted({*shop.items["item_id"], *shop.interactions["item_id"]})
    parts = [
        measure(item_recommenders(replace(shop, seed=s), each=True), shop.interactions, SPLITS[split], k, s, items)
        for s in seeds
    ]
    return pd.concat(parts, ignore_index=True)


def report(name: str, split: str, shop: Shop, table: pd.DataFrame) -> None:
    """The rows of one data set and split."""
    figures = summary(table).set_index(["metric", "recommender"])
    active = distinct(shop.interactions)["user_id"].value_counts().rank(pct=True)
    of_ndcg = table[table["metric"] == "ndcg"].assign(active=table["user_id"].map(active))
    users = shop.interactions["user_id"].nunique()
    for recommender, part in of_ndcg.groupby("recommender", sort=False):
        value, low, high = figures.loc[("ndcg", recommender), ["value", "low", "high"]]
        least, most = part.loc[part["active"] <= 1 / 3, "value"], part.loc[part["active"] > 2 / 3, "value"]
        bits = figures.loc[("novelty", recommender), "value"]
        ahead = "" if recommender == "hybrid" else "{:+.3f} [{:+.3f}, {:+.3f}]".format(
            *difference(table, "hybrid", recommender)[1:]
        )  # fmt: skip
        print(
            f"| {name} | {split} | {recommender} | {value:.3f} [{low:.3f}, {high:.3f}] | {least.mean():.3f} "
            f"| {most.mean():.3f} | {figures.loc[('recall', recommender), 'value']:.3f} "
            f"| {max(2**-bits - 1 / users, 0):.1%} | {ahead} |"
        )
    sys.stdout.flush()


def cold(shop: Shop, k: int, seeds: list[int]) -> dict[str, float]:
    """The nDCG@k on items that nobody took in training, ranked among each other: the blend, content, and chance."""
    found: dict[str, list[float]] = {"hybrid": [], "content": [], "chance": []}
    for seed in seeds:
        (fold,) = new_items(distinct(shop.interactions), seed)
        there = shop.opened(fold.train)
        fresh = sorted(set(fold.test["item_id"]))
        held = fold.test.groupby("user_id")["item_id"].agg(set)
        voices = [there.voice(user) for user in held.index]
        for name, fusion in (("hybrid", there.hybrid), ("content", there.alone("text"))):
            ranked = rank_items(held.index.tolist(), there.space, shop.tree, voices, k, fusion, fresh)
            found[name] += [ndcg(own, wanted, k) for own, wanted in zip(ranked, held, strict=True)]
        rng = np.random.default_rng(seed)
        found["chance"] += [ndcg(rng.permutation(fresh)[:k].tolist(), wanted, k) for wanted in held]
    return {name: float(np.mean(values)) for name, values in found.items()}


def speed() -> None:
    """How long one recommendation with 50,000 items takes, and those to 10,000 users with 5,000."""
    for users, items, asked in ((2000, 50_000, 1), (10_000, 5_000, 10_000)):
        shop = simulated(1.0, users, items, 20)
        there = shop.opened(shop.interactions)
        ids = shop.interactions["user_id"].unique()[:asked].tolist()
        start = time.perf_counter()
        fusion = there.hybrid
        there.rank(fusion)(ids[:1], 10)
        learned, start = time.perf_counter() - start, time.perf_counter()
        there.rank(fusion)(ids, 10)
        print(f"| {users:,} | {items:,} | {learned:.1f} s | {asked:,} | {time.perf_counter() - start:.3f} s |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--splits", default="random,time,new")
    parser.add_argument("--seeds", default="0,1,2")
    parser.add_argument("--k", type=int, default=10)
    parser.add_argument("--simulated", action="store_true")
    parser.add_argument("--speed", action="store_true")
    asked = parser.parse_args()
    if asked.speed:
        print("| users | items | learning | asked for | recommending |\n| --- | --- | --- | --- | --- |")
        speed()
        return
    nothing = asked.simulated and not asked.paths
    paths = [] if nothing else asked.paths or sorted(path.parent for path in SAMPLES.glob("*/interactions.csv"))
    seeds = [int(seed) for seed in asked.seeds.split(",")]
    print(f"| data | held out | recommender | nDCG@{asked.k} [95%] | least active | most active | recall@{asked.k} "
          "| popularity of what is offered | hybrid ahead by (nDCG) |")  # fmt: skip
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    fresh = []
    for name, shop in shops(paths, asked.simulated):
        for split in asked.splits.split(","):
            if split != "time" or ("timestamp" in shop.interactions and shop.interactions["timestamp"].notna().any()):
                report(name, split, shop, measured(shop, split, asked.k, seeds))
        fresh.append((name, cold(shop, asked.k, seeds)))
    print(f"\n| data | nDCG@{asked.k} on new items: hybrid | content | chance |\n| --- | --- | --- | --- |")
    for name, values in fresh:
        print(f"| {name} | " + " | ".join(f"{value:.3f}" for value in values.values()) + " |")


if __name__ == "__main__":
    main()
