"""What was decided when a file was read: what each column is and why, how values are understood, what is left out."""

import pandas as pd
import streamlit as st

from interest.ingest import RawTable, preview
from interest.ingest.report import DROPPED
from interest.ui.frame.controls import table as show_table
from interest.ui.frame.translations import message_text, t, translated

_LOOKED_AT = 1000  # rows that are enough to see what is left out


@st.cache_data(max_entries=20, show_spinner=False, scope="session")
def _decided(key: str, _table: RawTable) -> tuple[pd.DataFrame, list[str], pd.Series]:
    """The uses of the columns, the sentences beside, and how many of the first texts are left out by reason."""
    rows = preview(_table, _LOOKED_AT)
    (reading,) = rows.readings
    uses = pd.DataFrame([(use.column, use.role, use.why) for use in reading.uses], columns=["column", "role", "why"])
    reasons = pd.Series([entry.reason for entry in rows.entries if entry.reason in DROPPED], dtype="str")
    return uses, [*reading.found, *reading.values], reasons.value_counts()


def decisions(table: RawTable, key: str) -> None:
    """The decisions for one file of texts, beside its preview."""
    uses, told, left = _decided(key, table)
    st.markdown(f"**{t('upload.decided')}**", help=t("upload.decided_help"))
    shown = uses.assign(role=[t(f"role.{role}") for role in uses["role"]], why=[translated(why) for why in uses["why"]])
    show_table(shown, height=min(38 + 35 * len(shown), 248), why=360)
    lines = [message_text(sentence) for sentence in told]
    if len(left):
        reasons = ", ".join(f"{t('cleaning.' + reason.replace(' ', '_'))} {n:,}" for reason, n in left.items())
        rows = min(_LOOKED_AT, len(table.frame))
        lines.append(t("upload.decided_dropped", n=int(left.sum()), rows=rows, reasons=reasons))
    if lines:
        st.caption("  \n".join(lines))
