"""How often a figure claims something where nothing is going on, and how often it finds what is.

    python benchmarks/nulls.py [--runs 300] [row …]

Each row simulates people who write by the same law on both sides (in both groups, at all times), and the same with an
effect of known size. Prints a Markdown table: the part of the runs in which something was called significant with
nothing there, what the part must be, and the part in which the effect was found. Of intervals it is how often they hold
the truth. tests/test_nulls.py runs a short form.
"""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
import pandas as pd
from scipy import sparse

from interest.comparison.compare import _compared
from interest.comparison.sides import Side
from interest.evaluation.guesses import Guesses
from interest.findings.finding import Finding, Tested, surely
from interest.findings.leaning import lean, leaning
from interest.findings.outcomes import told
from interest.findings.spread import CARRIED
from interest.hierarchy.tree import InterestTree, Node
from interest.inference import (
    Shares,
    adjusted,
    differences,
    main_shared,
    mean_interval,
    moves_by_chance,
    partial_effects,
    same_person,
    share_interval,
)
from interest.segments.asked import clearness
from interest.segments.contrasts import contrast
from interest.segments.drivers import Things, judged, measure
from interest.segments.traits import FEWEST_WITH
from interest.users import Profiles

NOBODY = (np.array([], int), np.array([], int))
TOPICS, CATEGORIES = 30, 6
TREE = InterestTree(
    {f"c{c}": Node(f"c{c}", "category", f"c {c}", None, tuple(f"t{t}" for t in range(c, TOPICS, CATEGORIES)))
     for c in range(CATEGORIES)}
    | {f"t{t}": Node(f"t{t}", "topic", f"t {t}", f"c{t % CATEGORIES}", (f"k{t}",)) for t in range(TOPICS)}
    | {f"k{t}": Node(f"k{t}", "keyword", f"k {t}", f"t{t}") for t in range(TOPICS)}
)  # fmt: skip


def popular(n: int, power: float = 0.7) -> np.ndarray:
    """Interests of which the first are those of many, (n,)."""
    weight = 1 / np.arange(1, n + 1) ** power
    return weight / weight.sum()


def said(rng: np.random.Generator, sizes: np.ndarray, mean: np.ndarray, focus: float = 5.0) -> np.ndarray:
    """What people say: counts (n_people, n_nodes) of interests of their own around a mean, `sizes` statements each."""
    own = rng.dirichlet(focus * mean, len(sizes))
    return np.array([rng.multinomial(size, each) for size, each in zip(sizes, own, strict=True)])


def shifted(mean: np.ndarray, by: float) -> np.ndarray:
    """The mean with so much of all said moved to the third interest."""
    return (1 - by) * mean + by * np.eye(len(mean))[2]


# Comparisons of two sides


def change(rng: np.random.Generator, effect: bool) -> dict[str, bool]:
    """400 people with 20 statements each against 30 with one; 25 points more of one category."""
    mean = popular(8)
    sides = [np.full(400, 20), np.full(30, 1)]
    counts = [said(rng, sides[0], mean), said(rng, sides[1], shifted(mean, 0.25 * effect))]
    shares = [Shares(sparse.csr_matrix(c / s[:, None]), 1 / s) for c, s in zip(counts, sides, strict=True)]
    found = differences(*shares, NOBODY, int(rng.integers(2**31)))
    q = adjusted(found.p)
    if effect:
        return {"a category": bool(q[2] <= 0.05)}
    return {"p ≤ .05": float((found.p <= 0.05).mean()), "any category": bool((q <= 0.05).any())}


def people(rng: np.random.Generator, effect: bool) -> dict[str, float]:
    """Who moved, of 120 people with 4 to 12 statements a side; 20 of them speak of one thing only, then of another."""
    sizes = rng.integers(4, 13, 120)
    own = rng.dirichlet(np.ones(6), 120)
    later = own.copy()
    if effect:
        own[:20], later[:20] = np.eye(6)[0], np.eye(6)[1]
    before, after = (
        np.array([rng.multinomial(n, p) for n, p in zip(sizes, side, strict=True)]) for side in (own, later)
    )
    moved = ~main_shared(before, after).any(axis=1)
    chance, p = moves_by_chance(before, after, int(rng.integers(2**31)))
    sure = moved & (adjusted(p) <= 0.05)
    if effect:
        return {"who moved": float(sure[:20].mean())}
    return {"seem to move": float(moved.mean()), "by chance": float(chance.mean()), "anybody sure": bool(sure.any())}


def appeared(rng: np.random.Generator, effect: bool) -> dict[str, bool]:
    """Two sides of 80 people on the same twelve topics, each clustered for itself; or one topic is new."""
    sides = [_side(rng, name, new=effect and name == "later") for name in ("earlier", "later")]
    found = _compared(sides[0].tree, *sides, int(rng.integers(2**31)), lambda stage, part: None)
    return {"a topic": bool(len(found.appeared)) if effect else bool(len(found.appeared) or len(found.vanished))}


def _side(rng: np.random.Generator, name: str, new: bool) -> Side:
    """People's statements as points around twelve places, cut into twenty topics by k-means."""
    from sklearn.cluster import KMeans

    places = np.random.default_rng(7).normal(size=(13, 24))
    user = np.repeat(np.arange(80), 8)
    own = rng.dirichlet(np.full(12, 0.4), 80)
    place = np.array([rng.choice(12, p=own[u]) for u in user])
    if new:
        place[(user < 40) & (rng.uniform(size=len(user)) < 0.6)] = 12
    points = places[place] + rng.normal(0, 0.5, (len(user), 24))
    meaning = (points / np.linalg.norm(points, axis=1, keepdims=True)).astype(np.float32)
    label = KMeans(20, n_init=1, random_state=0).fit_predict(meaning)
    ids = [f"t{name}{k}" for k in range(20)]
    category = f"c{name}"
    nodes = {category: Node(category, "category", name, None, tuple(ids))}
    nodes |= {t: Node(t, "topic", t, category, (f"k{t}",)) for t in ids}
    nodes |= {f"k{t}": Node(f"k{t}", "keyword", t, t) for t in ids}
    topic = np.array(ids)[label]
    frame = pd.DataFrame(
        {
            "statement_id": np.arange(len(user)), "user_id": [f"{name}{u}" for u in user], "text": "", "weight": 1.0,
            "timestamp": pd.NaT, "category": category, "topic": topic, "keyword": [f"k{t}" for t in topic],
        }
    )  # fmt: skip
    return Side(name, frame, meaning, InterestTree(nodes), topic.astype(object))


# Segments


def by_node(rng: np.random.Generator, effect: bool) -> dict[str, bool]:
    """The segment of those who touch a topic, of 200 people; 40% of it touch another one besides."""
    counts = said(rng, rng.geometric(1 / 8, 200), popular(TOPICS), 8.0)
    node = int(rng.integers(TOPICS))
    ours = counts[:, node] > 0
    return _segment(rng, counts, ours, node, effect)


def by_amount(rng: np.random.Generator, effect: bool) -> dict[str, bool]:
    """The segment of those with five statements or more, of 200 people; 40% of it touch one topic besides."""
    sizes = rng.geometric(1 / 8, 200)
    return _segment(rng, said(rng, sizes, popular(TOPICS), 8.0), sizes >= 5, None, effect)


def by_amount_of_many(rng: np.random.Generator, effect: bool) -> dict[str, bool]:
    """The same of 3,000 people, among whom the model's own error could show."""
    sizes = rng.geometric(1 / 8, 3000)
    return _segment(rng, said(rng, sizes, popular(TOPICS), 8.0), sizes >= 5, None, effect)


def _segment(
    rng: np.random.Generator, counts: np.ndarray, ours: np.ndarray, node: int | None, effect: bool
) -> dict[str, bool]:
    planted = TOPICS - 1 if node != TOPICS - 1 else 0
    if effect:
        counts[ours & (rng.uniform(size=len(ours)) < 0.4), planted] += 1
    users = np.array([f"u{i}" for i in range(len(counts))])
    profiles = _profiles(counts, users)
    table = contrast(profiles, TREE, users[ours], users[~ours], () if node is None else (f"t{node}",))
    found = table[table["significant"] & ~table["defining"]]
    if effect:
        return {"a topic": f"t{planted}" in set(found["node_id"])}
    return {level: bool((found["level"] == level).any()) for level in ("topic", "category")}


def _profiles(counts: np.ndarray, users: np.ndarray) -> Profiles:
    """The profiles of people who said something of these topics, as they say it."""
    user, topic = np.nonzero(counts)
    frame = pd.DataFrame({"user_id": users[user], "keyword": [f"k{t}" for t in topic], "weight": counts[user, topic]})
    frame = frame.assign(strength=1.0, is_outlier=False, timestamp=pd.NaT)
    return Profiles.of(frame.astype({"timestamp": "datetime64[ns]", "weight": float}), TREE)


# What goes with an outcome


def drivers_of_60(rng: np.random.Generator, effect: bool) -> dict[str, float]:
    """60 people of four kinds, of whom those who write little churn more; 60 points more who speak of a topic."""
    return _drivers(rng, 60, 0.6 * effect)


def drivers_of_400(rng: np.random.Generator, effect: bool) -> dict[str, float]:
    """The same of 400, and 30 points more."""
    return _drivers(rng, 400, 0.3 * effect)


def _drivers(rng: np.random.Generator, people: int, effect: float) -> dict[str, float]:
    """Half of those who speak of the driver, topic 6, speak of topic 10 for that reason alone."""
    has, sizes = _touched(rng, people)
    has[:, 10] |= has[:, 6] & (rng.uniform(size=people) < 0.5)
    churned = rng.uniform(size=people) < 0.1 + 0.3 * (sizes < 4) + effect * has[:, 6]
    judged = np.flatnonzero(np.minimum(has.sum(axis=0), (~has).sum(axis=0)) >= FEWEST_WITH)
    found = partial_effects(churned, has[:, judged], sizes, int(rng.integers(2**31)))
    sure = set(judged[adjusted(found.p) <= 0.05])
    if effect:
        return {
            "the driver": 6 in sure,
            "what goes along with it": 10 in sure,
            "of all found, wrong": len(sure - {6}) / max(len(sure), 1),
        }
    return {"any": bool(sure), "p ≤ .05": float((found.p <= 0.05).mean())}


def _touched(rng: np.random.Generator, people: int) -> tuple[np.ndarray, np.ndarray]:
    """Which topics people of four kinds speak of, (people, TOPICS) bool, and how much they say."""
    kinds, sizes = rng.integers(4, size=people), rng.geometric(1 / 8, people)
    likes = popular(TOPICS) * np.where(np.arange(TOPICS) % 4 == kinds[:, None], 4.0, 1.0)
    own = [rng.dirichlet(8 * each / each.sum()) for each in likes]
    return np.array([rng.multinomial(size, each) for size, each in zip(sizes, own, strict=True)]) > 0, sizes


def outcomes_of_60(rng: np.random.Generator, effect: bool) -> dict[str, float]:
    """Five columns of 60 people, four of which go with how much they write or with one another; whoever speaks of a
    topic has one of them 60 points more."""
    return _outcomes(rng, 60, 0.6 * effect)


def outcomes_of_400(rng: np.random.Generator, effect: bool) -> dict[str, float]:
    """The same of 400, and 30 points more."""
    return _outcomes(rng, 400, 0.3 * effect)


def _outcomes(rng: np.random.Generator, people: int, effect: float) -> dict[str, float]:
    """What Findings would say of them: topics and categories of each column, corrected for all together."""
    has, sizes = _touched(rng, people)
    few = sizes < 4
    churned = rng.uniform(size=people) < 0.1 + 0.3 * few + effect * has[:, 6]
    spent = rng.lognormal(3, 1, people) * np.where(churned, 0.5, 1.0)
    columns = {
        "churned": churned, "spent": spent, "spent on average": spent / sizes,
        "member": rng.uniform(size=people) < 0.3 + 0.3 * (spent > 20), "rare": rng.uniform(size=people) < 0.2,
    }  # fmt: skip
    categories = np.column_stack([has[:, c::CATEGORIES].any(axis=1) for c in range(CATEGORIES)])
    ids = ([f"t{t}" for t in range(TOPICS)], [f"c{c}" for c in range(CATEGORIES)])
    things = [
        Things(kind, tuple(own), tuple(own), which).among(np.ones(people, bool))
        for kind, own, which in zip(("topic", "category"), ids, (has, categories), strict=True)
    ]
    apart = np.array([[own != t and TREE[t].parent not in (own, TREE[own].parent) for t in things[0].ids]
                      for part in things for own in part.ids])  # fmt: skip
    rows = [
        measure(things, apart, y.astype(float), sizes).assign(column=column, value="yes" * (y.dtype == bool))
        for column, y in columns.items()
    ]
    table = judged(pd.concat(rows, ignore_index=True))
    cards = {}
    for column, y in columns.items():
        sure = told(table[table["column"] == column], float(y.std()))
        if len(sure):
            cards[column] = sure.loc[clearness(sure).idxmax(), "node_id"]
    if effect:
        wrong = [column for column, node in cards.items() if node not in ("t6", "c0")]
        return {
            "the relation": cards.get("churned") in ("t6", "c0"),
            "of all cards, wrong": len(wrong) / max(len(cards), 1),
        }
    return {"a card": bool(cards)}


# Findings


def trend(rng: np.random.Generator, effect: bool) -> dict[str, bool]:
    """400 people who write in bursts, and a topic of twelve with forty statements each; 60% of a topic is late."""
    frame = _bursts(rng)
    if effect:
        late = (frame["topic"] == "t3") & (rng.uniform(size=len(frame)) < 0.6)
        frame["time"] = frame["time"].where(~late, 2 / 3 + frame["time"] / 3)
    q, rows = _leaning(frame, (frame["time"] > 2 / 3).to_numpy(), "share_in", "share_out")
    return {"a topic": "t3" in q} if effect else {"the busy topic, p ≤ .05": rows["t7"] <= 0.05, "any": bool(q)}


def _bursts(rng: np.random.Generator) -> pd.DataFrame:
    rows = []
    for user in range(400):
        own, middle = rng.permutation(TOPICS)[: rng.integers(1, 5)], rng.uniform()
        rows += [(f"u{user}", rng.choice(own), rng.normal(middle, 0.15)) for _ in range(1 + rng.poisson(7))]
    for user in range(12):
        middle = rng.uniform()
        rows += [(f"b{user}", 7, rng.normal(middle, 0.05)) for _ in range(40)]
    frame = pd.DataFrame(rows, columns=["user_id", "topic", "time"])
    frame["category"] = [f"c{t % CATEGORIES}" for t in frame["topic"]]
    return frame.assign(topic=[f"t{t}" for t in frame["topic"]], time=frame["time"].clip(0, 1))


def _leaning(frame: pd.DataFrame, flag: np.ndarray, a: str, b: str) -> tuple[set[str], dict[str, float]]:
    """The nodes that are found to lean, as `interest.findings.find` has it, and the p of what is far."""
    found, p = leaning(frame, flag, a, b)
    findings = [Finding("rising", (node,), 9, 9, 1.0, p=row["p"], strength=abs(np.log(row["ratio"])))
                for node, _, row in found]  # fmt: skip
    return {f.node for f in surely(TREE, Tested(tuple(findings), p))}, lean(frame, flag)["p"].to_dict()


def disliked(rng: np.random.Generator, effect: bool) -> dict[str, bool]:
    """A file of reviews four of five of which are low, and one person with a hundred low ones of a topic; in one topic
    nearly all are low."""
    frame = _bursts(rng)
    low = rng.uniform(size=len(frame)) < 0.79
    if effect:
        low |= ((frame["topic"] == "t3") & (rng.uniform(size=len(frame)) < 0.95)).to_numpy()
    busy = pd.DataFrame({"user_id": "loud", "topic": "t5", "category": "c5", "time": 0.5}, index=range(100))
    frame, low = pd.concat([frame, busy], ignore_index=True), np.append(low, np.ones(100, bool))
    found, _ = _leaning(frame, low, "people_in", "people_out")
    return {"a topic": "t3" in found} if effect else {"any": bool(found)}


def carried(rng: np.random.Generator, effect: bool) -> dict[str, bool]:
    """Topics of 200 people with interests of their own, called carried by few though by these interests they are not;
    or three of them make most of one."""
    sizes, own = rng.geometric(1 / 8, 200), rng.dirichlet(8.0 * popular(TOPICS), 200)
    if effect:
        sizes[:3], own[:3] = 100, np.eye(TOPICS)[20]
    counts = np.array([rng.multinomial(size, each) for size, each in zip(sizes, own, strict=True)])
    few = np.array([same_person(of) > CARRIED for of in counts.T])
    meant = sizes[:, None] * own
    truly = (meant**2).sum(axis=0) / meant.sum(axis=0) ** 2 > CARRIED
    return {"the topic": few[20]} if effect else {"any": (few & ~truly).any()}


def together(rng: np.random.Generator, effect: bool) -> dict[str, bool]:
    """All that one page shows: trends, three sources and dislikes of the same people, corrected together."""
    frame, searches = _bursts(rng), []
    source = frame["user_id"].map({user: rng.integers(3) for user in frame["user_id"].unique()}).to_numpy()
    late = (frame["time"] > 2 / 3).to_numpy()
    flags = [late, *(source == s for s in range(3)), rng.uniform(size=len(frame)) < 0.3]
    if effect:
        flags[-1] |= ((frame["topic"] == "t3") & (rng.uniform(size=len(frame)) < 0.6)).to_numpy()
    for i, flag in enumerate(flags):
        found, p = leaning(frame, flag, "share_in", "share_out")
        told = (Finding("source", (n,), 9, 9, 1.0, p=r["p"], source=str(i)) for n, _, r in found)
        searches.append(Tested(tuple(told), p))
    page = surely(TREE, *searches)
    return {"a topic": any(f.node == "t3" for f in page)} if effect else {"any": bool(page)}


# Intervals


def share(rng: np.random.Generator, effect: bool) -> dict[str, bool]:
    """A share of 20% among 40 people with ten statements each on average, who differ in it."""
    of = rng.geometric(0.1, 40)
    low, high = share_interval(rng.binomial(of, rng.beta(0.4, 1.6, 40)), of)
    return {"shows that it is below 40%": high < 0.4} if effect else {"holds the share": low <= 0.2 <= high}


def hits(rng: np.random.Generator, effect: bool) -> dict[str, bool]:
    """A hit rate of .15, of 5 people (for whom there must be no interval) and of 12; .15 told from .5."""
    low, high = mean_interval(rng.uniform(size=12) < 0.15)
    none = np.isnan(mean_interval(rng.uniform(size=5) < 0.15)[0])
    if effect:
        return {"shows that it is below one half": high < 0.5}
    return {"holds the rate": low <= 0.15 <= high and none}


LABELS = popular(5)


def guessed(rng: np.random.Generator, effect: bool) -> dict[str, bool]:
    """Accuracy and macro-F1 of five labels guessed for 40 people's statements, some of whom are easier."""
    guesses = _guesses(rng, 40)
    intervals = {metric: guesses.interval(metric, int(rng.integers(2**31))) for metric in TRUTH}
    if effect:
        return {"shows that it is above .45": intervals["macro_f1"][0] > 0.45}
    return {f"holds {m.replace('_f1', '-F1')}": low <= TRUTH[m] <= high for m, (low, high) in intervals.items()}


def _guesses(rng: np.random.Generator, people: int) -> Guesses:
    """Five guesses for each, of which about .6 are right."""
    user = np.repeat(np.arange(people), 5)
    own, skill = rng.dirichlet(3 * LABELS, people), rng.beta(3.0, 2.0, people)
    gold = np.array([rng.choice(5, p=own[u]) for u in user])
    wrong = rng.choice(5, len(user), p=LABELS)
    return Guesses(np.eye(5, dtype=bool)[gold], np.where(rng.uniform(size=len(user)) < skill[user], gold, wrong), user)


TRUTH = {metric: _guesses(np.random.default_rng(99), 5000).value(metric) for metric in ("accuracy", "macro_f1")}
"""Of so many people that it is the figure itself."""


@dataclass(frozen=True)
class Row:
    """One figure of the app."""

    simulate: Callable[[np.random.Generator, bool], dict[str, float]]
    before: str
    """What the former way of counting gave with nothing there."""
    must: dict[str, tuple[float, float]]
    """From where to where each share must lie."""


FALSE = (0.0, 0.07)
HELD = (0.93, 1.0)
ROWS = {
    "changes": Row(change, "43%; 80% of runs", {"p ≤ .05": (0.03, 0.07), "any category": FALSE}),
    "a segment by topic": Row(by_node, "topic 55%, category 65%", {"topic": FALSE, "category": FALSE}),
    "at least 5 statements": Row(by_amount, "100%", {"topic": FALSE, "category": FALSE}),
    "the same of 3,000": Row(
        by_amount_of_many, "without a margin: topic 58%, category 75%", {"topic": FALSE, "category": FALSE}
    ),
    "drivers, 60 people": Row(drivers_of_60, "not adjusted, 56%", {"any": FALSE, "p ≤ .05": FALSE}),
    "drivers, 400 people": Row(drivers_of_400, "not adjusted, 100%", {"any": FALSE, "p ≤ .05": FALSE}),
    "outcomes, 60 people": Row(outcomes_of_60, "corrected a column, 17%", {"a card": FALSE}),
    "outcomes, 400 people": Row(outcomes_of_400, "corrected a column, 15%", {"a card": FALSE}),
    "trends": Row(trend, "45%", {"the busy topic, p ≤ .05": FALSE, "any": FALSE}),
    "share of a topic": Row(share, "44% held", {"holds the share": (0.93, 0.97)}),
    "hit rate": Row(hits, "54% held (5 people)", {"holds the rate": (0.93, 1.0)}),
    "guessed labels": Row(guessed, "macro-F1 86 to 93% held", {"holds accuracy": HELD, "holds macro-F1": HELD}),
    "who moved": Row(people, "37 to 43% “moved”", {"anybody sure": FALSE}),
    "dislikes": Row(disliked, "none found at 79% low", {"any": FALSE}),
    "carried by few": Row(carried, "untested", {"any": FALSE}),
    "a page of findings": Row(together, "corrected a kind", {"any": FALSE}),
    "appeared": Row(appeared, "untested", {"a topic": FALSE}),
}

SLOW, SLOW_RUNS = ("appeared", "the same of 3,000"), 30
"""Rows of which fewer runs are made."""


def rates(name: str, runs: int, effect: bool, seed: int = 0) -> dict[str, float]:
    """The mean of each figure of a row over so many runs."""
    rng = np.random.default_rng([seed, sorted(ROWS).index(name), effect])
    return pd.DataFrame([ROWS[name].simulate(rng, effect) for _ in range(runs)]).astype(float).mean().to_dict()


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("rows", nargs="*", default=list(ROWS))
    parser.add_argument("--runs", type=int, default=300)
    arguments = parser.parse_args()
    print(f"{arguments.runs} runs a row ({SLOW_RUNS} of {', '.join(SLOW)}), {datetime.now(UTC):%Y-%m-%d}\n")
    print("| figure | with nothing there, before | now | must be | found, of what is there |\n|---|---|---|---|---|")
    for name in arguments.rows:
        row, runs = ROWS[name], min(arguments.runs, SLOW_RUNS) if name in SLOW else arguments.runs
        null, power = rates(name, runs, effect=False), rates(name, runs, effect=True)
        told = "; ".join(f"{figure} {value:.1%}" for figure, value in null.items())
        must = "; ".join(f"{figure} {low:.0%} to {high:.0%}" for figure, (low, high) in row.must.items())
        found = "; ".join(f"{figure} {value:.0%}" for figure, value in power.items())
        print(f"| {name} | {row.before} | {told} | {must} | {found} |", flush=True)


if __name__ == "__main__":
    main()
