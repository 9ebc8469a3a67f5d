"""Profiles of many users: how long they take to make, who is alike, and what is recommended, for one and for all.

usage: python benchmarks/profiles.py [--users 1000,10000,100000] [--sample 5000]

Random users of ten statements each over 1,000 keywords in 100 topics and 10 categories, with random vectors of 384
dimensions. Prints a Markdown table: seconds to make all profiles, milliseconds for the similar users of one and for the
interests recommended to one (the first time, with what is laid out once, and the median of 20), seconds for the similar
users of all as the export has them and for what is recommended to all, and the peak memory. Above `--sample` users the
last two are measured on so many and scaled up (~). Times are those of the processor, so that other work on the machine
has little say. Each row is measured in a process of its own.
"""

import argparse
import resource
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import numpy as np
import pandas as pd

from interest.export.tables import NEIGHBOURS as EXPORTED
from interest.hierarchy.tree import InterestTree, Node
from interest.recommend import recommend_interests, similar_users
from interest.recommend.interests import TopicSpace
from interest.recommend.people import BLOCK
from interest.recommend.users import NEIGHBOURS
from interest.users import Crowd, Profiles, UserVectors, unit

STATEMENTS, DIMENSIONS, REPEATS = 10, 384, 20


def tree_of_ten() -> InterestTree:
    """Ten categories of ten topics of ten keywords."""
    nodes = []
    for c in range(10):
        nodes.append(Node(f"c{c}", "category", f"c{c}", None, tuple(f"t{c}{i}" for i in range(10))))
        for t in range(10):
            keywords = tuple(f"k{c}{t}{i}" for i in range(10))
            nodes.append(Node(f"t{c}{t}", "topic", f"t{c}{t}", f"c{c}", keywords))
            nodes += [Node(keyword, "keyword", keyword, f"t{c}{t}") for keyword in keywords]
    return InterestTree({node.id: node for node in nodes})


def random_statements(users: int, rng: np.random.Generator) -> pd.DataFrame:
    size = users * STATEMENTS
    return pd.DataFrame(
        {
            "user_id": pd.Series([f"u{user:06}" for user in np.repeat(np.arange(users), STATEMENTS)], dtype="str"),
            "keyword": pd.Series([f"k{keyword:03}" for keyword in rng.integers(1000, size=size)], dtype="str"),
            "weight": 1.0,
            "strength": 1.0,
            "is_outlier": False,
            "timestamp": pd.Timestamp("2026-01-01") + pd.to_timedelta(rng.integers(10**7, size=size), unit="s"),
        }
    )


def seconds(call: Callable[[], object]) -> float:
    start = time.process_time()
    call()
    return time.process_time() - start


def measured(users: int, sample: int) -> str:
    """The row of one size."""
    rng, tree = np.random.default_rng(0), tree_of_ten()
    statements = random_statements(users, rng)
    made = time.process_time()
    profiles = Profiles.of(statements, tree)
    made = time.process_time() - made
    matrix = unit(rng.normal(size=(users, DIMENSIONS)).astype(np.float32))
    vectors = UserVectors(profiles.users.tolist(), matrix, np.zeros(DIMENSIONS, np.float32))
    centroids = {node.id: rng.normal(size=DIMENSIONS) for node in tree.level("topic")}
    crowd, space = Crowd(vectors, profiles), TopicSpace.of(profiles, tree, centroids)

    def similar(ids: list[str]) -> None:
        asked = crowd.queries(ids)
        similar_users(asked, crowd.nearest(asked, EXPORTED), crowd, tree)

    def recommend(ids: list[str]) -> None:
        asked = crowd.queries(ids)
        recommend_interests(asked, crowd.nearest(asked, NEIGHBOURS), crowd, space)

    def everybody(ask: Callable[[list[str]], None]) -> str:
        some = vectors.ids[:sample]
        blocks = [some[start : start + BLOCK] for start in range(0, len(some), BLOCK)]
        taken = seconds(lambda: [ask(block) for block in blocks])
        return f"{'~' if len(some) < users else ''}{taken * users / len(some):.0f}"

    cells = [f"{users:,}", f"{made:.2f}"]
    for ask in (similar, recommend):
        first = seconds(lambda ask=ask: ask(vectors.ids[:1]))
        one = np.median([seconds(lambda ask=ask, user=user: ask([user])) for user in vectors.ids[1 : REPEATS + 1]])
        cells += [f"{1000 * first:.0f}", f"{1000 * one:.1f}"]
    cells += [everybody(similar), everybody(recommend)]
    cells.append(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f}")
    return f"| {' | '.join(cells)} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--users", default="1000,10000,100000")
    parser.add_argument("--sample", type=int, default=5000)
    asked = parser.parse_args()
    print("| users | profiles, s | similar, first, ms | similar, ms | recommend, first, ms | recommend, ms ", end="")
    print("| similar of all, s | recommend to all, s | peak, MB |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for users in asked.users.split(","):
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            print(pool.submit(measured, int(users), asked.sample).result(), flush=True)


if __name__ == "__main__":
    main()
