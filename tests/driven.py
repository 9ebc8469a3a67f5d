"""People of whom a table says what came of them, for tests of what goes with an outcome."""

import numpy as np
import pandas as pd
from conftest import PATTERNS, PLANTED, _pairs

DRIVER, ALONG, SPENT_ON = "dogs", "aquariums", "guitars"
"""Who speaks of dogs churns more; most of them speak of aquariums too, for that reason alone; guitars cost money."""
FREE = ("flights", "beaches", "vinyl", "shares", "lawns", "bonsai")
"""What nothing goes with."""
CITIES = 70


def plant_outcomes(language: str = "en", n: int = 300, seed: int = 0) -> pd.DataFrame:
    """People who write 3 to 18 texts about topics of their own; those who write little churn more.

    Columns user_id, text, time, mood (of each text), churned (yes, no; unknown of one in ten), spend, plan (three
    values, by chance), city (of many), joined (days), market (the same for all).
    """
    rng = np.random.default_rng(seed)
    words = {topic: _pairs(pairs) for part in PLANTED.values() for topic, pairs in part.items()}
    rows = []
    for user in range(n):
        size = 3 + int(rng.geometric(0.2)) % 16
        own = [*rng.choice(FREE, 3, replace=False)]
        own += [topic for topic in (DRIVER, SPENT_ON) if rng.random() < 0.4]
        own += [ALONG] if rng.random() < (0.75 if DRIVER in own else 0.1) else []
        told = [own[i % len(own)] for i in range(size)]
        gone = rng.random() < 0.1 + 0.2 * (size < 7) + 0.4 * (DRIVER in told)
        known = {
            "churned": "" if rng.random() < 0.1 else "yes" if gone else "no",
            "spend": round(float(rng.gamma(4, 10) + 40 * (SPENT_ON in told)), 2),
            "plan": rng.choice(["free", "pro", "team"]),
            "city": f"city {rng.integers(CITIES)}",
            "joined": f"2025-{rng.integers(1, 13):02}-{rng.integers(1, 28):02}",
            "market": "home",
        }
        for topic in told:
            picked = [words[topic][i][language == "zh"] for i in rng.permutation(len(words[topic]))[:3]]
            text = PATTERNS[language][rng.integers(5)].format(*picked)
            time = pd.Timestamp("2026-01-01") + pd.Timedelta(hours=int(rng.integers(24 * 90)))
            own_text = {"text": text, "time": time, "mood": rng.choice(["up", "down"])}
            rows.append({"user_id": f"user{user:03}", **own_text, **known})
    return pd.DataFrame(rows)


def topic_of(study, planted: str) -> str:
    """The id of the topic that most statements with a planted topic's words lie in."""
    words = {en for part in PLANTED.values() for en, _ in _pairs(part.get(planted, ""))}
    own = study.statements[[bool(words & set(text.split())) for text in study.statements["text"]]]
    return own["topic"].mode()[0]
