"""What people said of what they were shown, together: it is kept in one file, and changes without the tree."""

import json
from dataclasses import asdict, dataclass
from typing import Self

from interest.contents.answers import Answers
from interest.contents.judgements import Judgements


@dataclass(frozen=True)
class Heard:
    """What is said of recommendations, and of whether statements belong where they are."""

    judgements: Judgements = Judgements()
    answers: Answers = Answers()

    @property
    def made(self) -> int:
        """How much was ever said; 0 needs no file."""
        return self.judgements.made + self.answers.made

    @property
    def parts(self) -> dict[str, Judgements | Answers]:
        """As parts of contents."""
        return {"judgements": self.judgements, "answers": self.answers}

    def to_parts(self) -> dict[str, object]:
        """What JSON knows of it; `from_json` reads the text of that back. Older versions read the judgements."""
        return {**asdict(self.judgements), "answers": asdict(self.answers)}

    @classmethod
    def from_json(cls, text: str) -> Self:
        """What was written. Raises `ValueError`, `KeyError` or `TypeError` for anything else."""
        answers = json.loads(text).get("answers")
        return cls(Judgements.from_json(text), Answers() if answers is None else Answers.from_parts(answers))
