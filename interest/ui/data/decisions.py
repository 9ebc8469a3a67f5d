"""What was decided when a file was read: what each column is and why, how values are understood, what is left out."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from interest.ingest import RawTable, Reading, preview
from interest.ingest.attributes import KINDS, Kind, kind_of
from interest.ingest.report import DROPPED
from interest.ui.frame.controls import called
from interest.ui.frame.controls import table as show_table
from interest.ui.frame.markdown import plain
from interest.ui.frame.translations import message_text, t, translated

_LOOKED_AT = 1000  # rows that are enough to see what is left out
_HEADER, _ROW = 38, 35  # pixels of a table
_FEWEST_ROWS = 6  # in sight, if there are as many; half of the next one shows that there are more
_A_ROW = 4
LEFT_OUT = "left out"
"""Stands for the kind of an attribute that is not kept."""

Kinds = dict[str, Kind | None]


@st.cache_data(max_entries=20, show_spinner=False, scope="session")
def _decided(key: str, _table: RawTable) -> tuple[Reading, Kinds, pd.Series]:
    """How a table is read, the kinds of its attributes, and how many of the first texts are left out by reason."""
    rows = preview(_table, _LOOKED_AT)
    (reading,) = rows.readings
    kinds: Kinds = {column: kind_of(rows.attributes[column].fillna("")) for column in rows.attributes}
    reasons = pd.Series([entry.reason for entry in rows.entries if entry.reason in DROPPED], dtype="str")
    return reading, kinds, reasons.value_counts()


def titled(column: str, labels: Mapping[str, str]) -> str:
    """A column with what its header says besides its name, such as the question behind a code."""
    return t("app.separator").join(filter(None, (column, labels.get(column, ""))))


def reading_table(reading: Reading, labels: Mapping[str, str] | None = None) -> None:
    """Which column is what, and why: first those that have a role, the texts before all, which are all in sight."""
    used = sorted(reading.used, key=lambda use: use.role not in ("text", "title"))
    uses = [
        (titled(use.column, labels or {}), t(f"role.{use.role}"), translated(use.why))
        for use in (*used, *reading.others)
    ]
    shown = pd.DataFrame(uses, columns=["column", "role", "why"])
    in_sight = max(len(reading.used), _FEWEST_ROWS) + 0.5
    show_table(shown, height=int(_HEADER + _ROW * min(len(shown), in_sight)), why=360)


def reading_lines(reading: Reading) -> list[str]:
    """How the table was found, and its values understood."""
    return [message_text(sentence) for sentence in (*reading.found, *reading.values)]


def decisions(table: RawTable, key: str, known: Mapping[str, Kind] | None = None) -> Kinds:
    """The decisions for one file of texts, beside its preview; gives the kinds of attributes that somebody changed.

    `known` are the kinds of a study that the file is added to.
    """
    reading, kinds, left = _decided(key, table)
    st.markdown(f"**{t('upload.decided')}**", help=t("upload.decided_help"))
    reading_table(reading, table.labels)
    lines = reading_lines(reading)
    if len(left):
        named = {reason: t("cleaning." + reason.replace(" ", "_")) for reason in left.index}
        reasons = t("upload.reasons_end").join(t("upload.reason", reason=named[r], n=n) for r, n in left.items())
        rows = min(_LOOKED_AT, len(table.frame))
        lines.append(t("upload.decided_dropped", n=int(left.sum()), rows=rows, reasons=reasons))
    if lines:
        st.caption("  \n".join(lines))
    return _kinds({**kinds, **(known or {})}, list(kinds), key) if kinds else {}


def kind_title(kind: Kind) -> str:
    """What a kind of attribute is called."""
    return t(f"attribute_kind.{kind.replace('/', '_')}")


def _kinds(found: Mapping[str, Kind | None], columns: Sequence[str], key: str) -> Kinds:
    """The kind of each attribute, as somebody says where it was found otherwise."""
    names: dict[str, str] = {kind: kind_title(kind) for kind in KINDS}
    names[LEFT_OUT] = t("attribute_kind.left_out")
    said: Kinds = {}
    options = [*KINDS, LEFT_OUT]
    with st.expander(t("upload.attributes", n=len(columns)), icon=":material/label:"):
        st.caption(t("upload.attributes_help"))
        places = st.columns(_A_ROW)
        for number, column in enumerate(columns):
            chosen = places[number % _A_ROW].selectbox(
                plain(column), options, index=options.index(found[column] or LEFT_OUT), format_func=called(names),
                key=f"kind-of-{column}-{key}",
            )  # fmt: skip
            if chosen != found[column]:
                said[column] = next((kind for kind in KINDS if kind == chosen), None)
    return said
