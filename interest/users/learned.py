"""Learned vectors of users, the model that made them, and what it attends to."""

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, astuple, dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import numpy as np
import pandas as pd

from interest.users.closed import ClosedUsers, joined
from interest.users.sequences import Clock, Reader, groups_of
from interest.users.vectors import UserVectors

if TYPE_CHECKING:
    from interest.users.attention import HierarchicalAttention
    from interest.users.training import Users

CHECKPOINT, NUMBERS, WORDS = "attention.safetensors", "reader.npz", "reader.json"


@dataclass(frozen=True, eq=False)
class LearnedUsers:
    """The model that was kept, with the vectors of the users of the study."""

    reader: Reader
    vectors: UserVectors
    labels: tuple[str, ...]
    """The names of the labels that it predicts."""
    likely: np.ndarray
    """(n_users, n_labels) float32: how likely each of them is for each user; of none in studies from before that."""
    labelled: frozenset[str]
    """The users whose label was known when it learned."""
    load_model: "Callable[[], HierarchicalAttention]"
    """Gives the model: that of a saved study is read when it is first needed, and torch with it."""

    @classmethod
    def of(
        cls,
        model: "HierarchicalAttention",
        reader: Reader,
        closed: ClosedUsers,
        users: "Users",
        labels: tuple[str, ...],
    ) -> Self:
        """With the vectors of all users, beside their `closed` ones, which are in the same order."""
        from interest.users.training import vectors_and_labels

        matrix, likely = vectors_and_labels(model, users.data, users.groups)
        ids = closed.vectors.ids
        labelled = frozenset(user for user, own in zip(ids, users.labels, strict=True) if own.any())
        vectors = _centred(ids, _beside(model, closed.vectors.matrix, matrix))
        return cls(reader, vectors, labels, likely, labelled, lambda: model)

    @cached_property
    def model(self) -> "HierarchicalAttention":
        """The model, in memory."""
        return self.load_model()

    def of_statements(self, statements: pd.DataFrame, vectors: np.ndarray, closed: ClosedUsers) -> Self:
        """The same model with the users of these statements; `vectors` (n, d) are centred by language, and `closed` are
        the same users."""
        from interest.users.training import vectors_and_labels

        user, ids = pd.factorize(statements["user_id"])
        data = self.reader.read(statements, vectors)
        matrix, likely = vectors_and_labels(self.model, data, groups_of(user, len(ids)))
        matrix = _beside(self.model, closed.vectors.matrix, matrix)
        return replace(self, vectors=_centred(closed.vectors.ids, matrix), likely=likely)

    @property
    def predicts_labels(self) -> bool:
        """Whether labels were learned."""
        return self.likely.shape[1] > 0

    def predicted(self, users: Collection[str] | None = None) -> pd.DataFrame:
        """The likeliest label of users, by default of all whose label was not known: user_id, label, probability.

        Of users without statements there is none.
        """
        ids = self.vectors.ids
        rows = [row for row, user in enumerate(ids) if (user not in self.labelled if users is None else user in users)]
        likely = self.likely[rows]
        return pd.DataFrame(
            {
                "user_id": pd.array([ids[row] for row in rows], dtype="str"),
                "label": pd.array([self.labels[label] for label in likely.argmax(axis=1)], dtype="str"),
                "probability": likely.max(axis=1, initial=0.0).astype(np.float64),
            }
        )

    def of_new(self, vectors: np.ndarray, closed: np.ndarray) -> np.ndarray:
        """The vector (D,) of somebody new by those of their texts (n, d), centred by language; zeros for no texts.

        `closed` (D,) is by the closed form.
        """
        from interest.users.training import user_vectors

        if len(vectors) == 0:
            return np.zeros(self.vectors.matrix.shape[1], np.float32)
        attended = user_vectors(self.model, self.reader.read_new(vectors), [np.arange(len(vectors))])
        return _beside(self.model, closed[None], attended)[0]

    def of_groups(
        self, statements: pd.DataFrame, vectors: np.ndarray, groups: np.ndarray, closed: np.ndarray
    ) -> np.ndarray:
        """The vectors that people would have who said some of n statements each, (n_groups, D); zeros for none.

        `groups` (n_groups, n) bool says which, of one user's; `vectors` (n, d) are centred by language, and `closed`
        (n_groups, D) are by the closed form.
        """
        from interest.users.training import user_vectors

        looked_at = groups_of(np.zeros(len(statements), np.int64), 1)[0]
        own = [looked_at[group[looked_at]] for group in groups]
        some = np.array([len(rows) > 0 for rows in own])
        attended = np.zeros((len(groups), sum(self.model.widths)), np.float32)
        if some.any():
            data = self.reader.read(statements, vectors)
            attended[some] = user_vectors(self.model, data, [rows for rows in own if len(rows)])
        return _beside(self.model, closed, attended)

    def attention(self, statements: pd.DataFrame, vectors: np.ndarray) -> pd.DataFrame:
        """What makes one user who they are: level, statement_id, weight.

        `statements` are those of the user, `vectors` (n, d) theirs, centred by language. A weight is the part that a
        statement has, through the attentions, in what is pooled at a level; they sum to one a level.
        """
        import torch

        from interest.users.attention import LEVELS

        if statements.empty:
            return pd.DataFrame({"level": [], "statement_id": [], "weight": []})
        own = groups_of(np.zeros(len(statements), np.int64), 1)
        batch = self.reader.read(statements, vectors).batch(own, self.model.device)
        with torch.no_grad():
            seen = self.model.weights(batch)[0].cpu().numpy()  # (3, L)
        ids = statements["statement_id"].to_numpy()[own[0]]
        tables = [
            pd.DataFrame({"level": level, "statement_id": ids, "weight": weights.astype(np.float64)})
            for level, weights in zip(LEVELS, seen, strict=True)
        ]
        return pd.concat(tables, ignore_index=True).astype({"level": "str"})

    # Keeping it

    def save(self, folder: Path) -> None:
        """Write the checkpoint (safetensors), and what texts are read with."""
        from safetensors.torch import save_file

        state = {name: value.cpu().contiguous() for name, value in self.model.state_dict().items()}
        save_file(state, folder / CHECKPOINT)
        np.savez(
            folder / NUMBERS,
            matrix=self.vectors.matrix,
            likely=self.likely,
            clock=astuple(self.reader.clock),
        )
        words = {
            "architecture": asdict(self.model.architecture),
            "sizes": asdict(self.model.sizes),
            "ids": self.vectors.ids,
            "labels": self.labels,
            "labelled": sorted(self.labelled),
            "source_names": self.reader.source_names,
        }
        (folder / WORDS).write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path, check: Callable[[], object] = lambda: None) -> Self | None:
        """What `save` wrote; `check` is called before the checkpoint is read later, and may raise.

        None for models of the kinds before, which stood in the place of the closed form or looked at phrases too.
        """
        words = json.loads((folder / WORDS).read_text(encoding="utf-8"))
        if "words" in words["sizes"] or "phrases" in words["architecture"]:
            return None
        with np.load(folder / NUMBERS) as numbers:
            reader = Reader(tuple(words["source_names"]), Clock(*numbers["clock"].tolist()))
            vectors = _centred(words["ids"], numbers["matrix"])
            likely = numbers["likely"] if "likely" in numbers else np.zeros((len(vectors.ids), 0), np.float32)

        def read() -> "HierarchicalAttention":
            check()
            return _read_model(folder, words["sizes"], words["architecture"])

        return cls(reader, vectors, tuple(words["labels"]), likely, frozenset(words.get("labelled", ())), read)


def _beside(model: "HierarchicalAttention", closed: np.ndarray, attended: np.ndarray) -> np.ndarray:
    """The vectors of users (n, D) by both, each of length one."""
    part = float(model.beside.detach())
    return joined([closed, attended], [1 - part, part])


def _centred(ids: list[str], matrix: np.ndarray) -> UserVectors:
    """Vectors of which nothing need be subtracted: the model centres."""
    return UserVectors(ids, matrix, np.zeros(matrix.shape[1], np.float32))


def _read_model(folder: Path, sizes: Mapping[str, int], architecture: Mapping[str, Any]) -> "HierarchicalAttention":
    from safetensors.torch import load_file

    from interest.users.attention import Architecture, HierarchicalAttention, Sizes

    model = HierarchicalAttention(Sizes(**sizes), Architecture(**architecture))
    model.load_state_dict(load_file(folder / CHECKPOINT))
    return model.eval()
