"""`study.audit`: somebody reads a few statements and says whether they belong where they are."""

import pandas as pd

from interest.audit.figures import answered, figures
from interest.audit.population import population_of
from interest.audit.proposals import Proposals, proposals
from interest.contents import Contents, Current
from interest.contents.answers import VERDICTS, Answer, Answers, Verdict
from interest.errors import AuditError
from interest.segments.following import Follower

ROUND = 40
"""Statements that are asked at a time: some five minutes."""


class Audit:
    """Is it right? A sample of statements, each with the interest that it was put under; answers; what follows.

    Answers are saved with the study. They hold as long as the statement lies in the topic that it was shown with, or in
    what edits made of that.
    """

    def __init__(self, current: Current) -> None:
        self._current = current

    @property
    def _contents(self) -> Contents:
        return self._current.contents

    def __len__(self) -> int:
        return len(answered(self._contents))

    def draw(self, n: int = ROUND, node: str | None = None) -> pd.DataFrame:
        """The next statements to ask, at most n, in their order: statement_id, user_id, text, category, topic (ids).

        They follow from the seed and the answers alone: who stops goes on where they were. `node` draws from one
        category or topic. See `Population.drawn`. Raises `UnknownNodeError`, and `AuditError` for a number or a node
        of which nothing can be drawn.
        """
        if n < 1:
            raise AuditError(f"{n} statements can't be drawn; give 1 or more.")
        population, asked = population_of(self._contents), answered(self._contents)
        if node is not None:
            self._check(node)
            population = population.within(node)
            asked = asked[asked["statement_id"].isin(population.frame["statement_id"])]
        elif len(asked):
            asked = asked[asked["wide"]]
        known = set(answered(self._contents)["statement_id"])
        ids = []
        for statement in population.drawn(asked):
            if statement not in known:
                ids.append(statement)
            if len(ids) == n:
                break
        columns = ["statement_id", "user_id", "text", "category", "topic"]
        return population.frame.set_index("statement_id", drop=False).loc[ids, columns].reset_index(drop=True)

    def answer(self, statement_id: int, verdict: Verdict, who: str = "", node: str | None = None) -> Answer:
        """Say whether a statement belongs to its topic: "yes", "no", or "unsure".

        `node` is what it was drawn from, as for `draw`; `who` says it, where several do. Raises `AuditError` for what
        is no answer, and for a statement that is under no interest.
        """
        if verdict not in VERDICTS:
            raise AuditError(f"There is no answer {verdict!r}; give one of {', '.join(VERDICTS)}.")
        frame = population_of(self._contents).frame
        found = frame[frame["statement_id"] == statement_id]
        if found.empty:
            raise AuditError(
                f"The statement {statement_id!r} can't be judged: it is under no interest of this tree. "
                "`draw` gives those that can."
            )
        row, tree = found.iloc[0], self._contents.tree
        if node is not None:
            self._check(node)
        alone = node is not None and tree[node].level == "topic"
        topic = tree[row["topic"]]
        given = Answer(row["user_id"], row["text"], topic.id, topic.name, verdict, alone, who)
        self.restore(self._contents.answers.add(given))
        return self._contents.answers.given[-1]

    def undo(self, who: str | None = None) -> Answer:
        """Take back the last answer (of somebody), and give it. Raises `AuditError` where there is none."""
        log, answer = self._contents.answers.undo(who)
        self.restore(log)
        return answer

    def figures(self) -> pd.DataFrame:
        """The measured precision of the whole tree, its categories and topics: see `interest.audit.figures.figures`."""
        return figures(self._contents)

    def proposals(self) -> Proposals:
        """What the answers speak for changing: see `interest.audit.proposals.proposals`."""
        return proposals(self._contents)

    def to_frame(self) -> pd.DataFrame:
        """The answers that count: statement_id, user_id, text, category, topic (ids), verdict."""
        return answered(self._contents)[["statement_id", "user_id", "text", "category", "topic", "verdict"]]

    def restore(self, answers: Answers) -> None:
        """Go over to another log, such as a former one."""
        self._current.change(answers=answers)

    def follow(self, former: "Audit") -> None:
        """Take over the answers of a former study of (much) the same statements, in place of the own.

        Topics are recognised as for segments. Answers on what is not there are kept, and count again when it is back.
        """
        answers = former._contents.answers
        if answers.made:
            self.restore(answers.on(Follower(former._contents, self._contents).node))

    def _check(self, node: str) -> None:
        if self._contents.tree[node].level == "keyword" or population_of(self._contents).within(node).frame.empty:
            raise AuditError(
                f"Nothing can be asked about {node!r}: give a category or topic in sight that is an interest."
            )
