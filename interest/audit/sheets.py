"""An audit on a sheet: statements to read, to be filled in elsewhere."""

from collections.abc import Iterator

import pandas as pd

from interest.audit.auditing import Audit
from interest.contents.answers import Verdict
from interest.errors import AuditError
from interest.hierarchy.tree import InterestTree

SHEET = ("statement_id", "text", "interest", "answer")
SAID: dict[str, Verdict] = {
    **dict.fromkeys(("yes", "y", "1", "true", "是", "属于", "对"), "yes"),
    **dict.fromkeys(("no", "n", "0", "false", "否", "不是", "不属于", "不", "错"), "no"),
    **dict.fromkeys(("unsure", "u", "?", "？", "不确定", "不清楚", "说不准"), "unsure"),
}  # fmt: skip
"""How people say yes, no and that they can't say."""


def sheet(audit: Audit, tree: InterestTree, n: int, node: str | None = None) -> pd.DataFrame:
    """The next statements to read with the interest that each was put under, and an empty column for the answers."""
    drawn = audit.draw(n, node)
    names = [tree.path_name(topic) for topic in drawn["topic"]]
    return drawn[["statement_id", "text"]].assign(interest=names, answer="").astype({"interest": "str"})


def filled(frame: pd.DataFrame, statements: pd.DataFrame) -> Iterator[tuple[int, Verdict]]:
    """Statement id and answer of each line of a sheet that was filled in; empty ones are passed over.

    `statements` are those of the study. Raises `AuditError` for a sheet without the columns, and for a line that can't
    be read or is of another study.
    """
    if missing := {"statement_id", "text", "answer"} - set(frame):
        raise AuditError(f"The sheet has no column {', '.join(sorted(missing))}; fill in one that --to has written.")
    texts = dict(zip(statements["statement_id"].astype(str), statements["text"], strict=True))
    for line, (statement, text, answer) in enumerate(frame[["statement_id", "text", "answer"]].astype(str).values, 2):
        if (said := answer.strip().casefold()) in ("", "nan", "none"):
            continue
        if said not in SAID:
            raise AuditError(f"Line {line} of the sheet says {answer!r}; write yes, no or unsure, or leave it empty.")
        known = texts.get(statement.strip().removesuffix(".0"))
        if known is None or known.split() != text.removeprefix("'").split() != known.removeprefix("'").split():
            raise AuditError(f"Line {line} of the sheet is no statement of this study: {text[:60]!r}.")
        yield int(float(statement)), SAID[said]
