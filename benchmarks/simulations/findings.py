"""What a page of findings says."""

import numpy as np
import pandas as pd
from simulations.people import TOPICS, TREE, bursts, popular

from interest.contents.opinions import opinions
from interest.findings.finding import Finding, Tested, surely
from interest.findings.leaning import lean, leaning
from interest.findings.spread import CARRIED
from interest.inference import same_person


def trend(rng: np.random.Generator, effect: bool) -> dict[str, bool]:
    """400 people who write in bursts, and a topic of twelve with forty statements each; 60% of a topic is late."""
    frame = bursts(rng)
    if effect:
        late = (frame["topic"] == "t3") & (rng.uniform(size=len(frame)) < 0.6)
        frame["time"] = frame["time"].where(~late, 2 / 3 + frame["time"] / 3)
    q, rows = _leaning(frame, (frame["time"] > 2 / 3).to_numpy(), "share_in", "share_out")
    return {"a topic": "t3" in q} if effect else {"the busy topic, p ≤ .05": rows["t7"] <= 0.05, "any": bool(q)}


def _leaning(frame: pd.DataFrame, flag: np.ndarray, a: str, b: str) -> tuple[set[str], dict[str, float]]:
    """The nodes that are found to lean, as `interest.findings.find` has it, and the p of what is far."""
    found, p = leaning(frame, flag, a, b)
    findings = [Finding("rising", (node,), 9, 9, 1.0, p=row["p"], strength=abs(np.log(row["ratio"])))
                for node, _, row in found]  # fmt: skip
    return {f.node for f in surely(TREE, Tested(tuple(findings), p))}, lean(frame, flag)["p"].to_dict()


def disliked(rng: np.random.Generator, effect: bool) -> dict[str, bool]:
    """A file of reviews four of five of which are low, and one person with a hundred low ones of a topic; in one topic
    nearly all are low."""
    frame = bursts(rng)
    low = rng.uniform(size=len(frame)) < 0.79
    if effect:
        low |= ((frame["topic"] == "t3") & (rng.uniform(size=len(frame)) < 0.95)).to_numpy()
    busy = pd.DataFrame({"user_id": "loud", "topic": "t5", "category": "c5", "time": 0.5}, index=range(100))
    frame, low = pd.concat([frame, busy], ignore_index=True), np.append(low, np.ones(100, bool))
    found, _ = _leaning(frame, low, "people_in", "people_out")
    return {"a topic": "t3" in found} if effect else {"any": bool(found)}


MARKS = ((8, 19), (18, 30), (4, 10))
"""From the worst to the best that teachers give: out of 20, out of 30, out of 10."""


def marked(rng: np.random.Generator, effect: bool) -> dict[str, bool | float]:
    """Marks of teachers who are strict or mild, whatever it is about; those of one topic are a third of the scale
    lower."""
    frame, (worst, best) = bursts(rng), MARKS[rng.integers(len(MARKS))]
    users, person = np.unique(frame["user_id"], return_inverse=True)
    good = rng.uniform(0.35, 0.65, len(users))[person] + rng.normal(0, 0.15, len(frame))
    if effect:
        good -= (frame["topic"] == "t3") / 3
    rating = np.round(worst + (best - worst) * np.clip(good, 0, 1))
    low = opinions(pd.DataFrame({"rating": rating, "source": "marks"})) == "disliked"
    found, _ = _leaning(frame, low.to_numpy(), "people_in", "people_out")
    return {"a topic": "t3" in found} if effect else {"any": bool(found), "of all marks, disliked": float(low.mean())}


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
    frame, searches = bursts(rng), []
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
