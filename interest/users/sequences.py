"""Statements as the attention reads them: each with its phrases, weight, age and source."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Self

import numpy as np
import pandas as pd

from interest.hierarchy.words import Words
from interest.language import languages_of
from interest.users.words import phrases_in

if TYPE_CHECKING:
    import torch

    from interest.users.attention import Batch

PHRASES = 2
"""Phrases of a statement that are tokens of their own, the rarest first."""
MOST_STATEMENTS = 200
"""Statements of a user that are looked at, drawn at random (the same ones each time) from more."""
STATEMENTS_AT_ONCE = 2048
"""Padded statements that go through the model at once, which bounds memory."""

Group = np.ndarray
"""The statements of one user, or of a part of one: positions in `Sequences`, at least one."""


@dataclass(frozen=True, eq=False)
class Sequences:
    """What there is to attend to: statements (n of them), and the phrases that they mention."""

    vectors: np.ndarray
    """(n, d) float32: centred by language, L2-normalised."""
    phrases: np.ndarray
    """(n, `PHRASES`) places in `phrase_vectors`, −1 for none."""
    phrase_vectors: np.ndarray
    """(n_phrases + 1, d) float32, centred, L2-normalised; the last one is zeros, which place −1 means."""
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
        phrases = self.phrases[rows].reshape(len(groups), -1)  # (B, S · PHRASES)
        is_said = np.repeat(mask, PHRASES, axis=1) & (phrases >= 0)
        # Those that are there come first, and the rest of the columns is cut off: attention takes the square of them.
        first = np.argsort(~is_said, axis=1, kind="stable")[:, : is_said.sum(axis=1).max()]
        phrases, is_said, owner = (
            np.take_along_axis(array, first, axis=1) for array in (phrases, is_said, np.repeat(rows, PHRASES, axis=1))
        )
        whole = np.concatenate([mask, is_said], axis=1)  # (B, L)
        owner = np.concatenate([rows, owner], axis=1)

        def there(array: np.ndarray) -> torch.Tensor:
            return torch.from_numpy(array).to(device)

        return Batch(
            tokens=there(np.concatenate([self.vectors[rows], self.phrase_vectors[phrases]], axis=1) * whole[..., None]),
            mask=there(whole),
            is_phrase=there(np.broadcast_to(np.arange(whole.shape[1]) >= rows.shape[1], whole.shape).copy()),
            log_weight=there(self.log_weight[owner]),
            age=there(self.age[owner]),
            source=there(self.source[owner]),
            statement=there(owner),
            phrase=there(np.concatenate([np.full(rows.shape, -1), phrases], axis=1)),
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

    phrase_keys: tuple[str, ...]
    phrase_names: tuple[str, ...]
    phrase_counts: np.ndarray
    """(n_phrases,): statements that mention each."""
    phrase_vectors: np.ndarray
    """(n_phrases, d) float32."""
    source_names: tuple[str, ...]
    clock: Clock
    languages: tuple[str, ...] = ()
    """Those of the study; none in a model that took all words for English or Chinese ones."""

    @classmethod
    def of(cls, statements: pd.DataFrame, words: Words) -> Self:
        """For the statements of a study (columns text, language, source and timestamp)."""
        return cls(
            phrase_keys=tuple(words.phrases.keys),
            phrase_names=tuple(words.phrases.names),
            phrase_counts=np.asarray(words.phrases.counts),
            phrase_vectors=words.phrase_vectors,
            source_names=tuple(sorted(statements["source"].unique().tolist())),
            clock=Clock.of(statements["timestamp"]),
            languages=tuple(sorted(statements["language"].unique().tolist())),
        )

    def read(self, statements: pd.DataFrame, vectors: np.ndarray) -> Sequences:
        """Statements (columns text, language, source, weight, timestamp) and their vectors (n, d), centred by it."""
        texts = statements["text"].tolist()
        languages = statements["language"].tolist() if self.languages else [""] * len(texts)
        known = pd.Categorical(statements["source"], categories=list(self.source_names)).codes
        return Sequences(
            vectors=vectors.astype(np.float32, copy=False),
            phrases=self._phrases(texts, languages),
            phrase_vectors=np.concatenate([self.phrase_vectors, np.zeros((1, vectors.shape[1]), np.float32)]),
            log_weight=np.log(statements["weight"].to_numpy(np.float32)),
            age=self.clock.ages(statements["timestamp"]),
            source=np.where(known < 0, len(self.source_names), known).astype(np.int64),
        )

    def read_texts(self, texts: Sequence[str], vectors: np.ndarray) -> Sequences:
        """The same for texts of somebody new: of weight one, as new as can be, from no source."""
        now = pd.Timestamp(self.clock.newest, unit="s")
        said = {"text": list(texts), "language": languages_of(texts, among=self.languages)}
        return self.read(pd.DataFrame({**said, "source": None, "weight": 1.0, "timestamp": now}), vectors)

    def _phrases(self, texts: Sequence[str], languages: Sequence[str]) -> np.ndarray:
        """The rarest phrases of each text, (n, `PHRASES`), −1 where there are fewer."""
        found = np.full((len(texts), PHRASES), -1, np.int64)
        for row, (text, code) in enumerate(zip(texts, languages, strict=True)):
            own = sorted(phrases_in(text, self._places, code), key=lambda place: (self.phrase_counts[place], place))
            found[row, : len(own)] = own[:PHRASES]
        return found

    @cached_property
    def _places(self) -> dict[str, int]:
        return {key: place for place, key in enumerate(self.phrase_keys)}


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
