"""How the cells of a table are laid out: what is packed into one is opened, answers below each other become columns.

That is done before anybody knows what the columns mean. Somebody can say it by three roles: `packed` for columns whose
cells hold several things, `question` and `answer` for answers that stand below each other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from interest.errors import InputError
from interest.ingest.roles.names import LAYOUT
from interest.ingest.sources.clocks import join_clocks
from interest.ingest.sources.nested import open_cells
from interest.ingest.sources.packed import open_answers, open_packed
from interest.ingest.sources.talks.transcripts import open_transcripts
from interest.ingest.tables import RawTable

Said = Mapping[str, tuple[str, ...]]
"""The columns of a role, as somebody says; empty for "there is none"."""


def layout_said(columns: Mapping[str, str | Sequence[str] | None]) -> dict[str, tuple[str, ...]]:
    """What is said of the layout among the roles of columns; who answers, too, where answers stand below each other."""
    roles = (*LAYOUT, "user_id") if columns.get("question") or columns.get("answer") else LAYOUT
    named = {role: columns[role] or () for role in roles if role in columns}
    return {role: (names,) if isinstance(names, str) else tuple(filter(None, names)) for role, names in named.items()}


def laid_out(table: RawTable, said: Said, likely: bool = False) -> RawTable:
    """A table in which each cell holds one thing, and each row what one person said at a time.

    What is not said is found. `whole` and `layout` of the result tell the columns before, and which of them were
    opened. Raises `InputError` for a column that can't be opened, unless that is only `likely`; a column that the table
    lacks may be another table's.
    """
    whole = tuple(table.frame)
    here = {role: tuple(name for name in names if name in whole) for role, names in said.items()}
    here = {role: names for role, names in here.items() if names or not said[role]}
    packed, question, answer, who = (here.get(role) for role in (*LAYOUT, "user_id"))
    table = open_packed(open_cells(replace(table, whole=whole), packed), packed)
    table = open_answers(table, question, answer, who, likely)
    table = open_transcripts(join_clocks(table), packed)
    closed = [name for name in packed or () if name not in table.layout.get("packed", ())]
    if closed and not likely:
        raise InputError(
            f"{table.name}: the cells of {closed[0]!r} hold one thing each: no JSON, no values between commas, no talk."
        )
    return table
