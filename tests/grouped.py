"""A study whose people fall into planted groups, for tests of found segments."""

import numpy as np
import pandas as pd
from conftest import PATTERNS, PLANTED, _pairs

GROUPS = (("flights", "beaches", "dogs"), ("guitars", "vinyl", "shares"), ("lawns", "bonsai", "aquariums"))
PLANS = (0.9, 0.2, 0.2)
"""How many of each group have the plan "pro"."""


def plant_groups(language: str = "en", n: int = 120, statements: int = 7, seed: int = 0) -> pd.DataFrame:
    """People of three groups, three of four of whose texts are about the group's topics, and the others about any.

    Columns user_id, text, timestamp, tier, spent, group; the first group mostly has the tier "pro" and spends more.
    """
    rng = np.random.default_rng(seed)
    words = {topic: _pairs(pairs) for part in PLANTED.values() for topic, pairs in part.items()}
    topics = [topic for group in GROUPS for topic in group]
    rows = []
    for user in range(n):
        group = user % len(GROUPS)
        tier = "pro" if rng.random() < PLANS[group] else "free"
        spent = round(float(rng.gamma(4, 10 if group else 25)), 2)
        for _ in range(statements):
            topic = GROUPS[group][rng.integers(3)] if rng.random() < 0.75 else topics[rng.integers(len(topics))]
            picked = [words[topic][i][language == "zh"] for i in rng.permutation(len(words[topic]))[:3]]
            text = PATTERNS[language][rng.integers(5)].format(*picked)
            time = pd.Timestamp("2026-01-01") + pd.Timedelta(hours=int(rng.integers(24 * 120)))
            rows.append((f"user{user:03}", text, time, tier, spent, group))
    return pd.DataFrame(rows, columns=["user_id", "text", "timestamp", "tier", "spent", "group"])
