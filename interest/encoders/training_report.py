"""What a training did, and whether it helped: measured before and after on users that it has not seen."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from interest.encoders.training_data import Division, TrainingRows
from interest.errors import EncoderError

if TYPE_CHECKING:
    import pandas as pd
    from sklearn.linear_model import LogisticRegression

REPORT = "training.json"
"""The report's file in the folder of a trained model."""
RESAMPLES = 2000
"""Of the bootstrap; enough for two digits of a 95% interval."""
INVERSE_REGULARISATION = 10.0
"""Of the logistic regression, for vectors of length one, whose coordinates are small."""
FEWEST_PAIRS = 10
"""Users whose two halves are looked for among each other, to say anything."""

Method = Literal["fine-tuning", "pre-training", "pre-training and fine-tuning"]
Verdict = Literal["better", "worse", "unclear", "unknown"]
ADVICE: Mapping[Verdict, str] = {
    "better": "It helps: use the trained encoder.",
    "worse": "It harms: keep the encoder that it started from.",
    "unclear": "It doesn't help measurably: keep the encoder that it started from, or give more texts.",
    "unknown": "Whether it helps can't be measured with these data: give some texts with labels, or several texts "
    "a user. Until then keep the encoder that it started from.",
}


@dataclass(frozen=True)
class Score:
    """How well frozen vectors tell the test rows apart. None is what these data don't give."""

    accuracy: float | None = None
    """Of a logistic regression fitted to the training rows, on the test rows."""
    macro_f1: float | None = None
    """The same, F1 averaged over the labels."""
    cluster_ami: float | None = None
    """Adjusted mutual information of k-means on the test rows, k the number of labels, with the labels."""
    user_mrr: float | None = None
    """Mean reciprocal rank at which the mean of half of a user's texts finds the other half, over the test users."""


@dataclass(frozen=True)
class Comparison:
    """An encoder before and after, on the same test rows."""

    before: Score
    after: Score
    measure: Literal["accuracy", "user_mrr", ""]
    """Which figure decides; "" where there is none."""
    interval: tuple[float, float] | None
    """95% bootstrap interval of its gain, after minus before."""

    @property
    def verdict(self) -> Verdict:
        """Better or worse where the interval excludes 0."""
        if self.interval is None:
            return "unknown"
        low, high = self.interval
        return "better" if low > 0 else "worse" if high < 0 else "unclear"

    def to_frame(self) -> "pd.DataFrame":
        """A row for each figure that could be had: figure (see `Score`), before, after, gain."""
        import pandas as pd

        scores = pd.DataFrame({"before": asdict(self.before), "after": asdict(self.after)}, dtype=float).dropna()
        return scores.assign(gain=scores["after"] - scores["before"]).rename_axis("figure").reset_index()


@dataclass(frozen=True)
class Evaluated:
    """One evaluation during training."""

    step: int
    epoch: float
    loss: float | None
    """Mean training loss since the last evaluation; None before the first step."""
    validation: float
    """Fine-tuning: mean probability of the validation rows' labels, higher is better. Pre-training: mean loss at their
    masked words, lower is better."""


@dataclass(frozen=True)
class Course:
    """How a training went."""

    curve: tuple[Evaluated, ...]
    best_step: int


@dataclass(frozen=True)
class Training:
    """The report of a training, kept as `training.json` in the model's folder."""

    method: Method
    encoder: str
    """What it started from."""
    rows: Mapping[str, int]
    """Rows for training, validation and testing (the keys train, validation, test)."""
    users: Mapping[str, int]
    """The same for users."""
    labels: int
    left_out: Mapping[str, int]
    """Rows that were not used, by reason."""
    options: Mapping[str, int | float | None]
    curve: tuple[Evaluated, ...]
    best_step: int
    """The step whose state is kept."""
    comparison: Comparison
    """Of the test rows."""

    @property
    def advice(self) -> str:
        """What to do, in a sentence."""
        return ADVICE[self.comparison.verdict]

    def to_dict(self) -> dict[str, Any]:
        """What is saved, and what follows from it, for a program."""
        return {**asdict(self), "verdict": self.comparison.verdict, "advice": self.advice}

    def save(self, folder: Path) -> None:
        """Write it into a model's folder."""
        (folder / REPORT).write_text(json.dumps(asdict(self), indent=1, ensure_ascii=False) + "\n", "utf-8")

    @classmethod
    def read(cls, folder: str | Path) -> "Training":
        """The report of the model in `folder`. Raises `EncoderError` where there is none that can be read."""
        try:
            written = json.loads((Path(folder) / REPORT).read_text("utf-8"))
            curve = tuple(Evaluated(**point) for point in written.pop("curve"))
            comparison = written.pop("comparison")
            scores = {when: Score(**comparison.pop(when)) for when in ("before", "after")}
            interval = comparison.pop("interval")
            interval = None if interval is None else tuple(interval)
            return cls(**written, curve=curve, comparison=Comparison(**comparison, **scores, interval=interval))
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise EncoderError(f"{folder} holds no report ({REPORT}) of a training that can be read.") from error


def compare(division: Division, before: np.ndarray, after: np.ndarray, seed: int) -> Comparison:
    """Compare vectors of the training rows followed by the test rows, both of shape (n_train + n_test, d).

    With labels the accuracy decides, else the users' reciprocal ranks; the interval is a paired bootstrap over users,
    because the texts of one user resemble each other.
    """
    measured = [_measure(division, vectors, seed) for vectors in (before, after)]
    (first, hits), (second, hits_after) = measured
    if hits is None:
        return Comparison(first, second, "", None)
    gain = hits_after - hits
    measure = "accuracy" if first.accuracy is not None else "user_mrr"
    owners = division.test.users[_labelled(division.test)] if measure == "accuracy" else np.arange(len(gain))
    return Comparison(first, second, measure, _interval(gain, owners, seed))


def _measure(division: Division, vectors: np.ndarray, seed: int) -> tuple[Score, np.ndarray | None]:
    """The score, and what the deciding figure is the mean of."""
    train, test = vectors[: len(division.train)], vectors[len(division.train) :]
    known, asked = _labelled(division.train), _labelled(division.test)
    ranks = _reciprocal_ranks(test, division.test.users, seed)
    mrr = None if ranks is None else float(ranks.mean())
    if len(asked) == 0 or len(set(division.train.labels[known].tolist())) < 2:
        return Score(user_mrr=mrr), ranks
    from sklearn.metrics import f1_score

    gold = division.test.labels[asked].astype(str)
    guess = fitted_classifier(train[known], division.train.labels[known]).predict(test[asked])
    right = (guess == gold).astype(float)
    f1 = float(f1_score(gold, guess, average="macro", zero_division=0))
    return Score(float(right.mean()), f1, _cluster_ami(test[asked], gold, seed), mrr), right


def _labelled(rows: TrainingRows) -> np.ndarray:
    return np.flatnonzero(rows.labels != "")


def fitted_classifier(known: np.ndarray, labels: np.ndarray) -> "LogisticRegression":
    """A logistic regression fitted to vectors (n, d) and their labels (n,)."""
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=INVERSE_REGULARISATION, max_iter=2000).fit(known, labels.astype(str))


def _cluster_ami(vectors: np.ndarray, gold: np.ndarray, seed: int) -> float | None:
    from sklearn.cluster import KMeans

    from interest.evaluation.clustering import agreement

    k = len(set(gold.tolist()))
    if not 2 <= k < len(gold):
        return None
    return agreement(KMeans(k, n_init=4, random_state=seed).fit_predict(vectors), gold).ami


def _reciprocal_ranks(vectors: np.ndarray, users: np.ndarray, seed: int) -> np.ndarray | None:
    """Of each user with two texts or more: 1 / rank of their second half among all second halves, by cosine."""
    import pandas as pd

    rng = np.random.default_rng(seed)
    order = rng.permutation(len(users))
    groups = [rows for rows in pd.Series(order).groupby(users[order], sort=True).agg(list) if len(rows) > 1]
    if len(groups) < FEWEST_PAIRS:
        return None
    centred = vectors - vectors.mean(axis=0)
    halves = [
        np.stack([centred[rows[start::2]].mean(axis=0) for rows in groups]) for start in (0, 1)
    ]  # two of shape (users, d)
    first, second = (half / np.linalg.norm(half, axis=1, keepdims=True).clip(1e-12) for half in halves)
    cosine = first @ second.T
    return 1 / (1 + (cosine > np.diag(cosine)[:, None]).sum(axis=1))


def _interval(gain: np.ndarray, owners: np.ndarray, seed: int) -> tuple[float, float]:
    """95% of the mean gain when users are drawn anew with replacement."""
    _, owner = np.unique(owners.astype(str), return_inverse=True)
    sums, counts = np.bincount(owner, gain), np.bincount(owner)
    rng = np.random.default_rng(seed)
    draws = (rng.integers(len(sums), size=len(sums)) for _ in range(RESAMPLES))
    means = [sums[drawn].sum() / counts[drawn].sum() for drawn in draws]
    low, high = np.quantile(means, [0.025, 0.975])
    return float(low), float(high)
