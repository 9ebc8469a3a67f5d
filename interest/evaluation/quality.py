"""The quality of a study's tree: `study.quality()`."""

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Self

import numpy as np
import pandas as pd

from interest.config import Progress, no_progress
from interest.errors import InputError
from interest.evaluation.clustering import (
    agreement,
    coherence,
    diversity,
    hierarchical_f1,
    silhouette,
    top_words,
    word_matrix,
)
from interest.evaluation.trust import Runs, nearness, resample, stability
from interest.hierarchy.space import Space
from interest.hierarchy.tree import LEVELS, InterestTree, Level
from interest.language import tokenize

STAGES = ("resampling", "measuring", "wording")
"""The stages of an assessment, as `progress` gets them."""
JUDGED: tuple[Level, ...] = ("category", "topic")
"""The levels whose nodes may be called weak. A keyword is what was said: its numbers speak for themselves."""

FEWEST_USERS = 5
"""With fewer people, one of them more or less changes the node by more than a fifth; also a usual smallest group in
statistics about people."""
ONE_USER = 0.5
"""Part of the statements beyond which a node is that of one person and not an interest of several."""
LEAST_STABILITY = 0.6
"""Hennig (2008): from .75 a cluster is found again, from .6 it shows a pattern whose members are doubtful, below it
should not be trusted."""
MOST_STRAY = 1 / 3
"""Part of the statements that lie nearer to another node, beyond which the node is a mixture: at most two to one."""
MOST_OUTLIERS = 0.5
"""Part of the statements beyond which most of a node only came to it because nothing else was nearer."""
REASONS = ("few users", "one user", "not stable", "mixed", "mostly outliers")
"""What may be said against a node."""
DECISIVE = ("few users", "one user")
"""What makes a node weak by itself: it is no interest of several people, however clear. Any of the other reasons alone
makes it doubtful, and two make it weak: on short texts, more than half of all nodes have one."""
WHOLE = ("outliers", "coherence", "diversity")  # the numbers of a `Whole`
PATH_SIGNS = (r"\s+[>›]\s+", r"\s*/\s*")  # between the parts of labels such as "Home > Lamps" or "Home/Lamps"


@dataclass(frozen=True, eq=False)
class Whole:
    """Figures for the whole tree."""

    outliers: float
    """The part of all statements that fit no topic well and were given to the nearest."""
    coherence: float
    """Mean NPMI of the topics' top words over the statements, in [−1, 1]."""
    diversity: float
    """The part of the topics' top words that is unique, in [0, 1]."""
    levels: pd.DataFrame
    """A row a level: level, nodes, weak (how many), cohesion, separation and stability (means), silhouette."""


@dataclass(frozen=True, eq=False)
class Quality:
    """How far a tree can be trusted. Figures that can't be had are NaN."""

    nodes: pd.DataFrame
    """A row a node in the order of the tree: node_id, level, name, statements, users, outliers, cohesion, separation,
    stray, stability, weak (bool), reasons (a tuple of `REASONS`): with reasons and not weak it is doubtful."""
    whole: Whole
    agreement: pd.DataFrame
    """Where statements have labels, a row for categories and one for topics: level, labelled (statements), labels (how
    many), ami, ari, v_measure, homogeneity, completeness, hierarchical_f1; else empty."""

    def weak(self) -> pd.DataFrame:
        """The rows of the nodes that are weak."""
        return self.nodes[self.nodes["weak"]]

    def doubtful(self) -> pd.DataFrame:
        """The rows of the nodes against which one thing is said, that are not weak."""
        return self.nodes[~self.nodes["weak"] & (self.nodes["reasons"].map(len) > 0)]

    def named(self, tree: InterestTree) -> Self:
        """The same of a tree that differs in names alone."""
        return replace(self, nodes=self.nodes.assign(name=[tree[node].name for node in self.nodes["node_id"]]))

    def save(self, folder: Path) -> None:
        """Write it into a folder."""
        folder.mkdir(exist_ok=True)
        self.nodes.to_parquet(folder / "nodes.parquet")
        self.whole.levels.to_parquet(folder / "levels.parquet")
        self.agreement.to_parquet(folder / "agreement.parquet")
        figures = {name: getattr(self.whole, name) for name in WHOLE}
        (folder / "whole.json").write_text(json.dumps(figures), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Self:
        """What `save` wrote."""
        nodes = pd.read_parquet(folder / "nodes.parquet")
        whole = Whole(
            **json.loads((folder / "whole.json").read_text(encoding="utf-8")),
            levels=pd.read_parquet(folder / "levels.parquet"),
        )
        return cls(
            nodes.assign(reasons=nodes["reasons"].map(tuple)), whole, pd.read_parquet(folder / "agreement.parquet")
        )


def assess(
    statements: pd.DataFrame,
    tree: InterestTree,
    space: Space,
    seed: int = 0,
    labels: Sequence[str] | None = None,
    runs: Runs | None = None,
    progress: Progress = no_progress,
) -> Quality:
    """The quality of a tree of n statements (see `Study.statements`).

    `labels` (n,) are known labels, "" for none, by default the column label. A path such as "Home > Lamps" (or
    "Home/Lamps", where all labels have it) is compared level by level, a plain label with both levels. `runs` are other
    clusterings for the stability, by default of random parts of the people. `progress` gets `STAGES`.

    Raises `InputError` for labels that are not one a statement.
    """
    given = statements["label"] if labels is None else pd.Series(labels, dtype="str")
    if len(given) != len(statements):
        raise InputError(
            f"There are {len(given)} labels for {len(statements)} statements; give one for each row of "
            'study.statements, "" where none is known.'
        )
    if runs is None:
        topics, _ = pd.factorize(statements["topic"])
        outlier = statements["is_outlier"].to_numpy()
        people = statements["user_id"].to_numpy(str)
        runs = resample(space, people, topics, len(tree.level("category")), outlier, seed, progress)
    progress("measuring", 0.0)
    nodes = _nodes(statements, tree, space.meaning, runs)
    progress("measuring", 0.5)
    levels = _levels(nodes, statements, space.meaning, seed)
    known = _agreement(statements, given.fillna("").reset_index(drop=True))
    progress("wording", 0.0)
    words, _ = word_matrix(*_words(statements))
    top = top_words(words, statements["topic"])
    values = pd.Series(coherence(words, top), dtype=float)
    progress("wording", 1.0)
    outliers = float(statements["is_outlier"].mean())
    return Quality(nodes, Whole(outliers, float(values.mean()), diversity(top), levels), known)


def _words(statements: pd.DataFrame) -> tuple[list[list[str]], list[str]]:
    """The tokens and the language of each statement."""
    texts, languages = statements["text"].tolist(), statements["language"].tolist()
    return [tokenize(text, code) for text, code in zip(texts, languages, strict=True)], languages


def _nodes(statements: pd.DataFrame, tree: InterestTree, meaning: np.ndarray, runs: Runs) -> pd.DataFrame:
    """`Quality.nodes`."""
    parts = [_figures(statements, level, meaning).join(_found_again(statements, level, runs)) for level in LEVELS]
    figures = pd.concat(parts)
    nodes = pd.DataFrame(
        {
            "node_id": pd.array([node.id for node in tree], dtype="str"),
            "level": pd.array([node.level for node in tree], dtype="str"),
            "name": pd.array([node.name for node in tree], dtype="str"),
            "statements": [node.size for node in tree],
            "users": [node.users for node in tree],
        }
    ).join(figures, on="node_id")
    judges = [node.level in JUDGED and not node.talk for node in tree]  # talk says itself that it is no interest
    judged = nodes[["users", "one_user", "stability", "stray", "outliers"]].itertuples(index=False)
    reasons = [_reasons(*own) if judge else () for judge, own in zip(judges, judged, strict=True)]
    return nodes.drop(columns="one_user").assign(weak=[is_weak(why) for why in reasons], reasons=reasons)


def _figures(statements: pd.DataFrame, level: Level, meaning: np.ndarray) -> pd.DataFrame:
    """By node: outliers, cohesion, separation, stray and one_user (the part of the statements of the busiest user).

    Categories and topics are compared with all others of their level, keywords with those of their topic: a keyword of
    another topic may well mean the same.
    """
    families = (
        [np.arange(len(statements))] if level != "keyword" else list(statements.groupby("topic").indices.values())
    )
    own, other = np.empty(len(statements)), np.empty(len(statements))
    for rows in families:
        codes, _ = pd.factorize(statements[level].iloc[rows])
        own[rows], other[rows] = nearness(meaning[rows], codes)
    each = pd.DataFrame(
        {
            "node": statements[level].to_numpy(),
            "outliers": statements["is_outlier"].to_numpy(float),
            "cohesion": own,
            "separation": own - other,
            "stray": np.where(np.isnan(other), np.nan, other > own),
        }
    )
    busiest = statements.groupby([level, "user_id"]).size().groupby(level).max()
    table = each.groupby("node").mean()
    return table.assign(one_user=busiest / statements[level].value_counts())


def _found_again(statements: pd.DataFrame, level: Level, runs: Runs) -> pd.Series:
    return stability(statements[level], runs[level]) if runs.get(level) else pd.Series(dtype=float, name="stability")


def _reasons(users: int, one_user: float, stability: float, stray: float, outliers: float) -> tuple[str, ...]:
    """Why a node is weak; a figure that can't be had (NaN) is no reason."""
    found = (
        users < FEWEST_USERS,
        one_user > ONE_USER,
        stability < LEAST_STABILITY,
        stray > MOST_STRAY,
        outliers > MOST_OUTLIERS,
    )
    return tuple(reason for reason, holds in zip(REASONS, found, strict=True) if holds)


def is_weak(reasons: Sequence[str]) -> bool:
    """Whether what is said against a node makes it weak, and not only doubtful."""
    return len(reasons) > 1 or any(reason in DECISIVE for reason in reasons)


def _levels(nodes: pd.DataFrame, statements: pd.DataFrame, meaning: np.ndarray, seed: int) -> pd.DataFrame:
    """`Whole.levels`."""
    rows = []
    for level in LEVELS:
        own = nodes[nodes["level"] == level]
        means = own[["cohesion", "separation", "stability"]].mean()
        shape = silhouette(meaning, statements[level], seed) if level in JUDGED else float("nan")
        rows.append({"level": level, "nodes": len(own), "weak": int(own["weak"].sum()), **means, "silhouette": shape})
    return pd.DataFrame(rows)


def _agreement(statements: pd.DataFrame, labels: pd.Series) -> pd.DataFrame:
    """`Quality.agreement`: of the statements that have a label, where there are at least two different ones."""
    known = np.flatnonzero(labels.str.strip() != "")
    coarse, fine = _paths(labels.iloc[known].str.strip().tolist())
    rows = []
    for level, gold in zip(JUDGED, (coarse, fine), strict=True):
        if len(set(gold)) < 2:
            continue
        clusters = [statements[above].iloc[known].tolist() for above in JUDGED[: JUDGED.index(level) + 1]]
        # A plain label has no ancestors: each level is compared with it alone.
        nested = (clusters[-1:], [gold]) if coarse == fine else (clusters, [coarse, fine][: len(clusters)])
        figures = asdict(agreement(clusters[-1], gold)) | {"hierarchical_f1": hierarchical_f1(*nested)}
        rows.append({"level": level, "labelled": len(known), "labels": len(set(gold)), **figures})
    columns = (
        "level",
        "labelled",
        "labels",
        "ami",
        "ari",
        "v_measure",
        "homogeneity",
        "completeness",
        "hierarchical_f1",
    )
    return pd.DataFrame(rows, columns=list(columns))


def _paths(labels: list[str]) -> tuple[list[str], list[str]]:
    """What labels say of the category and of the topic: the beginnings of paths and the whole, or twice the same."""
    for sign in PATH_SIGNS:
        parts = [re.split(sign, label) for label in labels]
        if all(len(part) > 1 for part in parts):
            return [part[0] for part in parts], [" > ".join(part) for part in parts]
    return labels, labels
