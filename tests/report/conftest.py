"""Studies to hand on: planted ones with segments, and texts that a page must not take for markup."""

import copy

import numpy as np
import pandas as pd
import pytest

import interest
from interest.study import Study

NASTY = '<script>alert("x")</script> & </style><img src=x onerror=alert(1)>'


@pytest.fixture
def segmented(small_study: Study) -> Study:
    """The small study with three segments, of which one has a single user, and its quality known."""
    study = copy.copy(small_study)
    topics = study.tree.level("topic")
    study.segments.add_node("First <b>ones</b>", topics[0].id)
    study.segments.add_node("第二组", topics[1].id, above=0.1)
    study.segments.add_ids("Alone", ["user007"])
    study.quality()
    return study


@pytest.fixture
def uneven(_uneven: Study) -> Study:
    """A Chinese and English study, in which some topics are those of one or two people."""
    return copy.copy(_uneven)


@pytest.fixture(scope="module")
def _uneven(fake_encoder_class, planted_frame) -> Study:
    frame = planted_frame("mixed", n_users=40)
    rare = frame["planted_topic"].isin(["opera", "bonsai", "parrots", "pensions"])
    frame.loc[rare, "user_id"] = np.where(frame["planted_topic"] == "opera", "loner_one", "loner_two")[rare]
    return interest.build(frame[["user_id", "text", "timestamp"]], encoder=fake_encoder_class(), name="uneven")


@pytest.fixture
def nasty(fake_encoder, planted_frame) -> Study:
    """A study whose texts, users, sources, segments and name are full of markup."""
    frame = planted_frame(n_users=20).assign(source=f"s{NASTY}")
    frame["text"] = [f"{text} {NASTY}" for text in frame["text"]]
    frame["user_id"] = [f"{user}{NASTY}" for user in frame["user_id"]]
    study = interest.build(
        frame[["user_id", "text", "source"]], encoder=fake_encoder, name=f"n{NASTY}", ignore=["script", "alert"]
    )
    study.segments.add_rule(f"g{NASTY}", source=study.statements["source"].iloc[0])
    study.edit.rename(study.tree.level("topic")[0].id, f"t{NASTY}")
    return study


@pytest.fixture
def tiny() -> pd.DataFrame:
    """Statements, users and nodes by hand: a folder of what folding has to do."""
    rows = [  # user, category, topic, keyword
        *(("a", "c1", "t1", "k1"), ("b", "c1", "t1", "k1"), ("c", "c1", "t1", "k2"), ("d", "c1", "t2", "k3")),
        *(("a", "c2", "t3", "k4"), ("b", "c2", "t3", "k4"), ("c", "c2", "t3", "k4")),
        *(("a", "c3", "t4", "k5"), ("a", "c3", "t4", "k5")),
    ]
    return pd.DataFrame(rows, columns=["user_id", "category", "topic", "keyword"]).astype("str")
