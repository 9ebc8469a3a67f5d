"""Statements as the attention reads them: each with its weight, age and source."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    import torch

    from interest.users.attention import Batch

MOST_STATEMENTS = 200
"""Statements of a user that are looked at, drawn at random (the same ones each time) from more."""
STATEMENTS_AT_ONCE = 2048
"""Padded statements that go through the model at once, which bounds memory."""

Group = np.ndarray
"""The statements of one user, or of a part of one: positions in `Sequences`, at least one."""


@dataclass(frozen=True, eq=False)
class Sequences:
    """What there is to attend to: n statements."""

    vectors: np.ndarray
    """(n, d) float32: centred by language, L2-normalised."""
    log_weight: np.ndarray
    """(n,) float32."""
    age: np.ndarray
    """(n,) float32: see `Clock.ages`."""
    source: np.ndarray
    """(n,) int64: number of the source."""

    def batch(self, groups: Sequence[Group], device: "torch.device | str" = "cpu") -> "Batch":
        """Users, or parts of them, as sequences padded to one length."""
        import torch

        from interest.users.attention import Batch

        rows = np.zeros((len(groups), max(len(group) for group in groups)), np.int64)  # (B, S)
        mask = np.zeros(rows.shape, bool)
        for place, group in enumerate(groups):
            rows[place, : len(group)] = group
            mask[place, : len(group)] = True

        def there(array: np.ndarray) -> torch.Tensor:
            return torch.from_numpy(array).to(device)

        return Batch(
            tokens=there(self.vectors[rows] * mask[..., None]),
            mask=there(mask),
            log_weight=there(self.log_weight[rows]),
            age=there(self.age[rows]),
            source=there(self.source[rows]),
        )

    def batches(
        self, groups: Sequence[Group], device: "torch.device | str" = "cpu"
    ) -> Iterator[tuple[np.ndarray, "Batch"]]:
        """Any number of users, some at a time: their positions in `groups`, and their batch.

        Users with like numbers of statements go together, so that little is padding.
        """
        lengths = np.array([len(group) for group in groups])
        order = np.argsort(-lengths, kind="stable")
        while len(order):
            count = max(1, STATEMENTS_AT_ONCE // int(lengths[order[0]]))
            now, order = order[:count], order[count:]
            yield now, self.batch([groups[position] for position in now], device)


@dataclass(frozen=True)
class Clock:
    """How old statements are, as told when the model learned: later ones, and those of one user, by the same clock."""

    newest: float
    """Seconds since 1970 of the newest statement; 0 where no time was known."""
    span: float
    """Seconds from the oldest to the newest."""
    usual: float
    """The median age."""

    @classmethod
    def of(cls, timestamps: pd.Series) -> Self:
        """By the times of all statements of a study."""
        seconds = _seconds(timestamps.dropna())
        if len(seconds) == 0 or np.ptp(seconds) == 0:
            return cls(0.0, 0.0, 0.0)
        newest, span = float(seconds.max()), float(np.ptp(seconds))
        return cls(newest, span, float(np.median((newest - seconds) / span)))

    def ages(self, timestamps: pd.Series) -> np.ndarray:
        """(n,) float32: 0 for the newest (and whatever is newer still), 1 for the oldest; the median without a time."""
        if self.span == 0:
            return np.zeros(len(timestamps), np.float32)
        ages = np.full(len(timestamps), self.usual)
        known = timestamps.notna().to_numpy()
        ages[known] = (self.newest - _seconds(timestamps[known])) / self.span
        return ages.clip(min=0.0).astype(np.float32)


@dataclass(frozen=True, eq=False)
class Reader:
    """How texts become `Sequences`: kept with a model, so that those of new users do as those of the study did."""

    source_names: tuple[str, ...]
    clock: Clock

    @classmethod
    def of(cls, statements: pd.DataFrame) -> Self:
        """For the statements of a study (columns source and timestamp)."""
        names = tuple(sorted(statements["source"].unique().tolist()))
        return cls(names, Clock.of(statements["timestamp"]))

    def read(self, statements: pd.DataFrame, vectors: np.ndarray) -> Sequences:
        """Statements (columns source, weight, timestamp) and their vectors (n, d), centred by language."""
        known = pd.Categorical(statements["source"], categories=list(self.source_names)).codes
        return Sequences(
            vectors=vectors.astype(np.float32, copy=False),
            log_weight=np.log(statements["weight"].to_numpy(np.float32)),
            age=self.clock.ages(statements["timestamp"]),
            source=np.where(known < 0, len(self.source_names), known).astype(np.int64),
        )

    def read_new(self, vectors: np.ndarray) -> Sequences:
        """The same for texts of somebody new, by their vectors: of weight one, as new as can be, from no source."""
        now = pd.Timestamp(self.clock.newest, unit="s")
        return self.read(
            pd.DataFrame({"source": None, "weight": 1.0, "timestamp": now}, index=range(len(vectors))), vectors
        )


def groups_of(users: np.ndarray, n_users: int) -> list[Group]:
    """The statements of each user, at most `MOST_STATEMENTS`, in order; `users` (n,) says whose each statement is.

    Which ones depends on how many the user has and on nothing else, so that it is the same among others and alone.
    """
    ends = np.cumsum(np.bincount(users, minlength=n_users))
    return [_some(group) for group in np.split(np.argsort(users, kind="stable"), ends[:-1])]


def _some(group: Group) -> Group:
    if len(group) <= MOST_STATEMENTS:
        return group
    return np.sort(np.random.default_rng(0).choice(group, MOST_STATEMENTS, replace=False))


def _seconds(timestamps: pd.Series) -> np.ndarray:
    return (timestamps - pd.Timestamp(0)).dt.total_seconds().to_numpy(np.float64)
