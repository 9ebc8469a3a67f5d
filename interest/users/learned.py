"""Learned vectors of users, the model that made them, and what it attends to."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np
import pandas as pd

from interest.users.sequences import Reader, groups_of
from interest.users.vectors import UserVectors
from interest.users.words import WordSpace

if TYPE_CHECKING:
    from interest.users.attention import HierarchicalAttention
    from interest.users.training import Users

WEIGHTS, WORDS = "attention.safetensors", "attention.json"


@dataclass(frozen=True, eq=False)
class LearnedUsers:
    """The model that was kept, with the vectors of the users of the study."""

    model: "HierarchicalAttention"
    reader: Reader
    vectors: UserVectors
    labels: tuple[str, ...] = ()
    """The names of the labels that it predicts."""

    @classmethod
    def of(
        cls, model: "HierarchicalAttention", reader: Reader, ids: list[str], users: "Users", labels: tuple[str, ...]
    ) -> Self:
        """With the vectors of all users."""
        from interest.users.training import user_vectors

        matrix = user_vectors(model, users.data, users.groups)
        return cls(model, reader, UserVectors(ids, matrix, np.zeros(matrix.shape[1], np.float32)), labels)

    def of_statements(self, statements: pd.DataFrame, vectors: np.ndarray) -> UserVectors:
        """The vectors of the users of these statements; `vectors` (n, d) are centred by language."""
        from interest.users.training import user_vectors

        user, ids = pd.factorize(statements["user_id"])
        matrix = user_vectors(self.model, self.reader.read(statements, vectors), groups_of(user, len(ids)))
        return UserVectors([str(user_id) for user_id in ids], matrix, np.zeros(matrix.shape[1], np.float32))

    def of_texts(self, texts: Sequence[str], vectors: np.ndarray) -> np.ndarray:
        """The vector (D,) of somebody new; zeros for no texts at all."""
        from interest.users.training import user_vectors

        if len(texts) == 0:
            return np.zeros(self.vectors.matrix.shape[1], np.float32)
        return user_vectors(self.model, self.reader.read_texts(texts, vectors), [np.arange(len(texts))])[0]

    def attention(self, statements: pd.DataFrame, vectors: np.ndarray) -> pd.DataFrame:
        """What makes one user who they are: level, statement_id, phrase ("" for the statement itself), weight.

        `statements` are those of the user, `vectors` (n, d) theirs, centred by language. A weight is the part that a
        statement or a phrase has, through the attentions, in what is pooled at a level; they sum to one a level.
        """
        import torch

        from interest.users.attention import LEVELS

        data = self.reader.read(statements, vectors)
        batch = data.batch(groups_of(np.zeros(len(statements), np.int64), 1), self.model.device)
        with torch.no_grad():
            seen = self.model.weights(batch)[0].cpu().numpy()  # (3, L)
        ids = statements["statement_id"].to_numpy()[batch.statement[0].cpu().numpy()]
        names = np.array([*self.reader.phrase_names, ""], dtype=object)[batch.phrase[0].cpu().numpy()]
        tables = [
            pd.DataFrame({"level": level, "statement_id": ids, "phrase": names, "weight": weights.astype(np.float64)})
            for level, weights in zip(LEVELS, seen, strict=True)
        ]
        return pd.concat(tables, ignore_index=True).astype({"level": "str", "phrase": "str"})

    # Keeping it

    def save(self, folder: Path) -> None:
        """Write the checkpoint (safetensors) and the words that belong to it."""
        from safetensors.torch import save_file

        save_file({name: value.cpu().contiguous() for name, value in self.model.state_dict().items()}, folder / WEIGHTS)
        np.savez(
            folder / "reader.npz",
            matrix=self.vectors.matrix,
            idf=self.reader.words.idf,
            phrase_counts=self.reader.phrase_counts,
            phrase_vectors=self.reader.phrase_vectors,
        )
        words = {
            "architecture": asdict(self.model.architecture),
            "sizes": asdict(self.model.sizes),
            "ids": self.vectors.ids,
            "labels": self.labels,
            "vocabulary": self.reader.words.vocabulary,
            "phrase_keys": self.reader.phrase_keys,
            "phrase_names": self.reader.phrase_names,
            "source_names": self.reader.source_names,
        }
        (folder / WORDS).write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Self:
        """What `save` wrote."""
        from safetensors.torch import load_file

        from interest.users.attention import Architecture, HierarchicalAttention, Sizes

        words = json.loads((folder / WORDS).read_text(encoding="utf-8"))
        model = HierarchicalAttention(Sizes(**words["sizes"]), Architecture(**words["architecture"]))
        model.load_state_dict(load_file(folder / WEIGHTS))
        with np.load(folder / "reader.npz") as numbers:
            reader = Reader(
                WordSpace(tuple(words["vocabulary"]), numbers["idf"]),
                tuple(words["phrase_keys"]),
                tuple(words["phrase_names"]),
                numbers["phrase_counts"],
                numbers["phrase_vectors"],
                tuple(words["source_names"]),
            )
            matrix = numbers["matrix"]
        vectors = UserVectors(words["ids"], matrix, np.zeros(matrix.shape[1], np.float32))
        return cls(model.eval(), reader, vectors, tuple(words["labels"]))
