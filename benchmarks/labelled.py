"""What the benchmarks on labelled texts share: reading them, building ours, agreement with the labels."""

from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

import interest

LEVELS = ("topic", "category")


class Score(NamedTuple):
    """Agreement with the labels; of two the better is the one with the higher AMI."""

    ami: float
    """Adjusted mutual information."""
    ari: float
    """Adjusted Rand index, which punishes a wrong granularity more."""


def read_labelled(file: Path, rows: int | None = None) -> pd.DataFrame:
    """Text, topic and category of all rows, or of that many, in a shuffled order."""
    gold = pd.read_csv(file, dtype="str", keep_default_na=False)
    return gold.sample(n=min(rows or len(gold), len(gold)), random_state=1).reset_index(drop=True)


def is_flat(gold: pd.DataFrame) -> bool:
    """Whether there are no categories among the labels, so that both levels are measured on the topics."""
    return "category" not in gold or not (gold["category"] != "").any()


def build_unlabelled(gold: pd.DataFrame, seed: int) -> interest.Study:
    """The study of the texts alone, each one row of a user of its own."""
    texts = pd.DataFrame({"user_id": gold.index.astype(str), "text": gold["text"]})
    return interest.build(texts, seed=seed)


def row_nodes(statements: pd.DataFrame, level: str) -> pd.Series:
    """The node of each row: of several statements, the node with the most strength × text length."""
    votes = statements.assign(vote=statements["strength"] * statements["text"].str.len())
    votes = votes.groupby(["row", level])["vote"].sum().reset_index().sort_values("vote")
    return votes.drop_duplicates("row", keep="last").set_index("row")[level]


def found_nodes(statements: pd.DataFrame, gold: pd.DataFrame, level: str) -> pd.Series:
    """The node of each row of `gold`; rows without a statement share one of their own."""
    return row_nodes(statements, level).reindex(gold.index).fillna("none")


def agreement(gold: pd.DataFrame, level: str, found: pd.Series | np.ndarray) -> Score:
    """Agreement of what was found for each row with the labels of that level, in a flat set with the topics."""
    from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score

    labels = gold["topic" if is_flat(gold) else level]
    return Score(adjusted_mutual_info_score(labels, found), adjusted_rand_score(labels, found))
