"""Whether statements belong to the interests they were put under, as somebody who read them says: a log with undo."""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Any, Literal, Self, get_args

from interest.errors import AuditError

Verdict = Literal["yes", "no", "unsure"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


@dataclass(frozen=True)
class Answer:
    """One answer. It is about a text and a topic, so that it holds on any tree that has both."""

    user_id: str
    text: str
    node_id: str
    """The topic that the statement was shown with."""
    called: str
    """What the topic was called then."""
    verdict: Verdict
    alone: bool = False
    """Whether it was drawn from its topic alone: then it says something of that, and nothing of what is above it."""
    who: str = ""
    """Who gave it, where people log in."""
    number: int = 0
    """The how-manyeth of the study it is, counting those that were taken back."""

    @property
    def about(self) -> tuple[str, str, str]:
        """What it is an answer to: whose statement, its text, and the topic."""
        return self.user_id, self.text, self.node_id

    @property
    def description(self) -> str:
        """The answer as an English sentence."""
        said = {"yes": "belongs to", "no": "doesn't belong to", "unsure": "may belong to"}[self.verdict]
        return f"“{self.text}” {said} “{self.called}”."


@dataclass(frozen=True)
class Answers:
    """The log: answers in their order."""

    given: tuple[Answer, ...] = ()
    made: int = 0

    def add(self, answer: Answer) -> Self:
        """The log with one more, numbered."""
        return replace(self, given=(*self.given, replace(answer, number=self.made + 1)), made=self.made + 1)

    def undo(self, who: str | None = None) -> tuple[Self, Answer]:
        """The log without its last answer (of somebody), and that answer. Raises `AuditError` where there is none."""
        own = [answer for answer in self.given if who in (None, answer.who)]
        if not own:
            raise AuditError("There is no answer to take back.")
        return replace(self, given=tuple(answer for answer in self.given if answer != own[-1])), own[-1]

    @property
    def current(self) -> tuple[Answer, ...]:
        """The last answer on each statement in each topic, in their order."""
        last = {answer.about: answer for answer in self.given}
        return tuple(sorted(last.values(), key=lambda answer: answer.number))

    def without(self, user_id: str) -> Self:
        """The log without what is about somebody's statements."""
        return replace(self, given=tuple(answer for answer in self.given if answer.user_id != user_id))

    def on(self, node: Callable[[str], str]) -> Self:
        """The same log on another tree; `node` gives the id there of a topic's id here."""
        moved = {node_id: node(node_id) for node_id in {answer.node_id for answer in self.given}}
        return replace(self, given=tuple(replace(answer, node_id=moved[answer.node_id]) for answer in self.given))

    def calling(self, name: Callable[[str], str]) -> Self:
        """The same log with other names of topics; `name` gives what stands for one."""
        return replace(self, given=tuple(replace(answer, called=name(answer.called)) for answer in self.given))

    @classmethod
    def from_parts(cls, parts: Any) -> Self:
        """The log of what `dataclasses.asdict` made of one. Raises `ValueError`, `KeyError` or `TypeError`."""
        return cls(tuple(map(_answer, parts["given"])), int(parts["made"]))


def _answer(row: dict[str, Any]) -> Answer:
    answer = Answer(**{part.name: row[part.name] for part in fields(Answer)})
    texts = (answer.user_id, answer.text, answer.node_id, answer.called, answer.who)
    if answer.verdict not in VERDICTS or not all(isinstance(text, str) for text in texts):
        raise ValueError(f"there is no answer {answer.verdict!r}")
    return answer
