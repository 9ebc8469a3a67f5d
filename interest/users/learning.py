"""Learned user vectors: train, compare with the centred mean on users that were held out, keep the better."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from interest.config import Progress, no_progress
from interest.hierarchy.tree import InterestTree
from interest.users.closed import ClosedUsers, Material, Recipe, closeness, found_by
from interest.users.labels import Labels, labels_of
from interest.users.learned import LearnedUsers
from interest.users.profiles import Profiles
from interest.users.sequences import Reader, groups_of
from interest.users.vectors import unit

if TYPE_CHECKING:
    from interest.users.attention import Architecture, HierarchicalAttention
    from interest.users.training import Epoch, Settings, Users

FEWEST_USERS = 30
"""Users with enough texts below which nothing can be learned that would hold for others."""
FEW_USERS = 1000
"""Below so many users all of them are tested, a third at a time; above, one test of a fifth is exact enough."""
FOLDS_OF_FEW = 3
TEST_SHARE = 0.2
HELD_OUT_SHARE = 0.2
"""Of the users that are not tested: they say when to stop."""
MOST_HELD_OUT = 1000
MOST_RANKED = 5000
"""Users among whom those who are tested look for their other halves: all, or the tested ones and some of the others."""
RESAMPLES = 2000


@dataclass(frozen=True, eq=False)
class Learning:
    """What training found. MRR is that of held-out users' random halves finding each other among everybody's, see
    docs/method.md."""

    chosen: Literal["mean", "learned"]
    """What is used: the learned vectors if they are better on held-out users (the interval of the difference is above
    0), else ("mean") those that need no training."""
    mrr_mean: float = np.nan
    """By the plain mean of each user's statements."""
    mrr_closed: float = np.nan
    """By the closed form, which is used without training; NaN in studies that learned before there was one."""
    mrr_learned: float = np.nan
    interval: tuple[float, float] = (np.nan, np.nan)
    """95% bootstrap interval over users of the difference, learned − closed form."""
    n_users: int = 0
    """Users that were held out for the comparison."""
    curves: pd.DataFrame = field(default_factory=lambda: pd.DataFrame({"run": [], "epoch": [], "loss": [], "mrr": []}))
    """run ("test 1", … for the comparison, "final" for the model that is kept), epoch, loss, mrr."""
    label_accuracy: float = np.nan
    """Share of held-out labelled users whose likeliest label is one of theirs; NaN without labels."""
    label_majority: float = np.nan
    """The same for always guessing the most frequent label."""
    label_interval: tuple[float, float] = (np.nan, np.nan)
    """The 95% interval of the share, over users."""
    label_macro_f1: float = np.nan
    """The mean over labels of 2PR/(P + R), P and R being precision and recall among those users."""
    label_majority_macro_f1: float = np.nan
    """The same for always guessing the most frequent label."""
    note: str = ""
    """Why nothing was trained, or why the mean was kept; empty where there is nothing to say."""
    users: LearnedUsers | None = None
    """The model and the vectors; None where nothing was trained."""

    @property
    def before(self) -> float:
        """The MRR of what is used without training."""
        return self.mrr_mean if np.isnan(self.mrr_closed) else self.mrr_closed

    @property
    def predicts_labels(self) -> bool:
        """Whether labels were learned."""
        return self.users is not None and self.users.predicts_labels


def learn(
    statements: pd.DataFrame,
    meaning: np.ndarray,
    shifted: np.ndarray,
    tree: InterestTree,
    topic_vectors: Mapping[str, np.ndarray],
    profiles: Profiles,
    closed: ClosedUsers,
    labels: Labels | None = None,
    seed: int = 0,
    progress: Progress = no_progress,
    settings: "Settings | None" = None,
    architecture: "Architecture | None" = None,
) -> Learning:
    """Train the hierarchical attention on the users of a study, beside the closed form, and compare it with that.

    `meaning` (n, d) is that of the statements, `shifted` (n, d) are the vectors that the mean is taken of. Users are
    split at random by `seed` into those who are tested, those who say when to stop, and those who are learned from; the
    model that is kept is trained anew without a test. `labels` (else the column `label`) are predicted too.

    Raises `InputError` for labels of users who aren't there, and what `progress` raises (`Cancelled`).
    """
    from interest.users.attention import Architecture
    from interest.users.training import Settings, Users

    user, ids = pd.factorize(statements["user_id"])
    labels = labels_of(statements, labels)
    reader = Reader.of(statements)
    material = Material.of(statements, shifted, closed.anchors)
    told = _Told.of(ids, topic_vectors, tree, profiles, labels)
    users = Users(
        reader.read(statements, meaning), groups_of(user, len(ids)), told.topics, told.categories, told.labels,
        statements["row"].to_numpy(), material, closed.recipe,
    )  # fmt: skip
    testable = np.flatnonzero(users.can_be_halved)
    if len(testable) < FEWEST_USERS:
        return Learning("mean", note=_too_few(len(testable)))
    course = _Course(
        users, _centroids(topic_vectors, tree), len(reader.source_names), settings or Settings(),
        architecture or Architecture(), seed, progress,
    )  # fmt: skip
    folds = _folds(testable, seed)
    comparison = [_compare(course, fold, number, len(folds)) for number, fold in enumerate(folds)]
    model, curve = course.run(np.arange(len(users)), (len(folds), len(folds) + 1))
    learned = LearnedUsers.of(model, reader, closed, users, told.names)
    progress("learn", 1.0)
    return _judged(comparison, [*(part.curve for part in comparison), curve], users.labels, learned, seed)


def _too_few(count: int) -> str:
    return (
        f"Only {count} users have at least 4 texts; learning needs {FEWEST_USERS}. What is computed "
        "without training is used."
    )


@dataclass(frozen=True, eq=False)
class _Course:
    """Everything that a training run needs but the users it may learn from."""

    users: "Users"
    centroids: tuple[np.ndarray, np.ndarray]
    n_sources: int
    settings: "Settings"
    architecture: "Architecture"
    seed: int
    progress: Progress

    def run(self, numbers: np.ndarray, place: tuple[int, int]) -> "tuple[HierarchicalAttention, list[Epoch]]":
        """A model trained on these users, of whom some say when to stop; `place` is which run of how many this is."""
        from interest.users.training import set_center, train

        rng = np.random.default_rng(self.seed)
        halvable = rng.permutation(numbers[self.users.can_be_halved[numbers]])
        held_out = np.sort(halvable[: min(MOST_HELD_OUT, max(2, round(HELD_OUT_SHARE * len(halvable))))])
        learn_from = np.setdiff1d(numbers, held_out)
        model = _started(self)

        def report(fraction: float) -> None:
            self.progress("learn", (place[0] + fraction) / place[1])

        curve = train(model, self.users, learn_from, held_out, self.settings, self.seed, report)
        set_center(model, self.users.data, [self.users.groups[number] for number in numbers])
        return model, curve


def _started(course: _Course) -> "HierarchicalAttention":
    """An untrained model with all that can be computed without training, on the GPU where there is one."""
    import torch

    from interest.users.attention import HierarchicalAttention, Sizes

    data, (topics, categories) = course.users.data, course.centroids
    sizes = Sizes(data.vectors.shape[1], len(topics), len(categories), course.n_sources, course.users.labels.shape[1])
    with torch.random.fork_rng():
        torch.manual_seed(course.seed)
        model = HierarchicalAttention(sizes, course.architecture)
    scatter = data.vectors.T @ data.vectors / len(data.vectors)
    directions = np.linalg.eigh(scatter)[1][:, ::-1][:, : model.first.query.shape[1]]
    model.start(*(torch.from_numpy(np.array(start, np.float32)) for start in (directions, topics, categories)))
    return model.to("cuda" if torch.cuda.is_available() else "cpu")


@dataclass(frozen=True, eq=False)
class _Comparison:
    tested: np.ndarray
    mean: np.ndarray
    closed: np.ndarray
    learned: np.ndarray
    labels: np.ndarray
    """(n_tested, n_labels) logits."""
    curve: "list[Epoch]"


def _compare(course: _Course, fold: np.ndarray, number: int, n_folds: int) -> _Comparison:
    """How well users of a fold are found among all, by all kinds of vectors; the model has not seen those of the fold.

    The others are there as they are when the study is used: among the few of a fold everybody is found more easily.
    """
    from interest.users.training import judge, label_logits

    users = course.users
    learn_from = np.setdiff1d(np.arange(len(users)), fold)
    model, curve = course.run(learn_from, (number, n_folds + 1))
    others = np.setdiff1d(np.flatnonzero(users.can_be_halved), fold)
    others = np.random.default_rng(course.seed).permutation(others)[: max(0, MOST_RANKED - len(fold))]
    cuts = users.halvings(np.concatenate([fold, others]), course.settings.halvings, course.seed + 1)
    closed = users.closed(cuts, learn_from)
    by_mean = np.mean([found_by(closeness(users.material, Recipe(), cut, None)) for cut in cuts], axis=0)
    by_closed = np.mean([found_by(near) for near in closed], axis=0)
    return _Comparison(
        fold,
        by_mean[: len(fold)],
        by_closed[: len(fold)],
        judge(model, users.data, cuts, closed)[: len(fold)],
        label_logits(model, users.data, [users.groups[user] for user in fold]),
        curve,
    )


def _folds(testable: np.ndarray, seed: int) -> list[np.ndarray]:
    """The users of each test."""
    mixed = np.random.default_rng(seed + 1).permutation(testable)
    if len(mixed) < FEW_USERS:
        return [np.sort(fold) for fold in np.array_split(mixed, FOLDS_OF_FEW)]
    return [np.sort(mixed[: round(TEST_SHARE * len(mixed))])]


def _judged(
    parts: list[_Comparison], curves: "list[list[Epoch]]", labels: np.ndarray, learned: LearnedUsers, seed: int
) -> Learning:
    """Which of both is the better one, and by how much."""
    kinds = ("mean", "closed", "learned")
    mean, closed, better = (np.concatenate([getattr(part, kind) for part in parts]) for kind in kinds)
    rng = np.random.default_rng(seed)
    gain = better - closed
    resampled = [gain[rng.integers(len(gain), size=len(gain))].mean() for _ in range(RESAMPLES)]
    low, high = np.percentile(resampled, [2.5, 97.5])
    note = "" if low > 0 else (
        "On users who were held out the learned vectors were not clearly better than what is "
        "computed without training, so that the latter is used."
    )  # fmt: skip
    return Learning(
        chosen="learned" if low > 0 else "mean",
        mrr_mean=float(mean.mean()),
        mrr_closed=float(closed.mean()),
        mrr_learned=float(better.mean()),
        interval=(float(low), float(high)),
        n_users=len(gain),
        curves=_curve_table(curves),
        note=note,
        users=learned,
        **_label_scores(parts, labels, seed),
    )


def _curve_table(curves: "list[list[Epoch]]") -> pd.DataFrame:
    names = [*(f"test {number + 1}" for number in range(len(curves) - 1)), "final"]
    rows = [(name, e.epoch, e.loss, e.mrr) for name, curve in zip(names, curves, strict=True) for e in curve]
    return pd.DataFrame(rows, columns=["run", "epoch", "loss", "mrr"])


def _label_scores(parts: list[_Comparison], labels: np.ndarray, seed: int) -> dict[str, Any]:
    """The figures of a `Learning` about predicted labels of tested users; empty where none of them has a label."""
    from interest.evaluation.guesses import Guesses

    tested = np.concatenate([part.tested for part in parts])
    known = labels[tested].sum(axis=1) > 0
    if not known.any():
        return {}
    guessed = np.concatenate([part.labels for part in parts])[known].argmax(axis=1)
    guesses = Guesses(labels[tested][known] > 0, guessed, np.arange(len(guessed)))
    return {
        "label_accuracy": guesses.value("accuracy"),
        "label_interval": guesses.interval("accuracy", seed),
        "label_majority": guesses.baseline.value("accuracy"),
        "label_macro_f1": guesses.value("macro_f1"),
        "label_majority_macro_f1": guesses.baseline.value("macro_f1"),
    }


# What is predicted


@dataclass(frozen=True, eq=False)
class _Told:
    """What is to be predicted of each user."""

    topics: np.ndarray
    """(n_users, n_topics) float32"""
    categories: np.ndarray
    labels: np.ndarray
    names: tuple[str, ...]
    """Of the labels."""

    @classmethod
    def of(
        cls,
        ids: pd.Index,
        topic_vectors: Mapping[str, np.ndarray],
        tree: InterestTree,
        profiles: Profiles,
        labels: Mapping[str, list[str]],
    ) -> "_Told":
        names = tuple(sorted({name for own in labels.values() for name in own}))
        names = names if len(names) > 1 else ()  # a label that all have tells nobody apart
        table = np.zeros((len(ids), len(names)), np.float32)
        for row, user_id in enumerate(ids):
            table[row, [names.index(name) for name in labels.get(user_id, ()) if name in names]] = 1.0
        topics = _shares(profiles, ids, list(topic_vectors))
        return cls(topics, _shares(profiles, ids, [node.id for node in tree.level("category")]), table, names)


def _shares(profiles: Profiles, ids: pd.Index, nodes: list[str]) -> np.ndarray:
    """What some nodes have of the profiles of users, (n_users, n_nodes) float32."""
    columns = profiles.nodes.get_indexer(pd.Index(nodes, dtype="str"))
    return profiles.of_people(ids)[:, columns].toarray().astype(np.float32)


def _centroids(topic_vectors: Mapping[str, np.ndarray], tree: InterestTree) -> tuple[np.ndarray, np.ndarray]:
    """The centroids of topics and of categories; a category's is the mean of its topics'."""
    topics = unit(np.stack(list(topic_vectors.values())))
    parents = np.array([tree[topic].parent for topic in topic_vectors])
    return topics, np.stack([topics[parents == node.id].mean(axis=0) for node in tree.level("category")])
