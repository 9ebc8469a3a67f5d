"""What makes a user who they are: what their vector would be another without, and what a learned one looks at."""

import pandas as pd
import streamlit as st

from interest.study import Study
from interest.ui.frame import session
from interest.ui.frame.controls import segments, table
from interest.ui.frame.translations import t

TOLD = 10  # rows of a table
_EVEN = 1.3  # what counts less than this times as much as the least counts about the same
_FELT = 0.005
"""The least share that is told: below it a share is written as 0%."""
_KINDS = ("topic", "phrase", "statement")
_LEVELS = ("topic", "category", "statement")


@st.cache_resource(max_entries=64, show_spinner=False)
def _tables(key: str, user_id: str, _study: Study) -> dict[str, pd.DataFrame]:
    """By view: what is left out, of each kind, then the levels at which attention is uneven; said, share."""
    left_out = _study.influence(user_id)
    tables = {kind: _told(left_out[left_out["kind"] == kind].set_index("said")["effect"]) for kind in _KINDS}
    if _study.learned is not None and _study.learned.chosen == "learned":
        attention = _study.attention(user_id)
        texts = _study.statements.set_index("statement_id")["text"]
        for level in _LEVELS:
            own = attention[attention["level"] == level]
            told = _told(own.assign(said=own["statement_id"].map(texts)).set_index("said")["weight"])
            if not _is_even(told):
                tables[f"attention_{level}"] = told
    return {view: told for view, told in tables.items() if len(told)}


def influence(study: Study, user_id: str, key: str) -> None:
    """What a user's vector would be another without; beside it the attention of a learned one, where it is uneven."""
    tables = _tables(session.study_key(), user_id, study)
    views = {view: t(f"influence.{view}") for view in tables}
    view = segments(t("influence.view"), views, f"{key}-{'-'.join(views)}", hidden=True)  # not all have the same views
    told = tables[view]
    table(told, share="share")
    if _is_even(told):
        st.caption(t("influence.even"))
    st.caption(t(f"influence.{'attention' if view.startswith('attention') else 'left_out'}_help"))


def _told(weights: pd.Series) -> pd.DataFrame:
    """The `TOLD` largest of the weights of what is said, as shares of their sum."""
    shares = weights.groupby(level=0, sort=False).sum().sort_values(ascending=False, kind="stable")
    shares = (shares / max(shares.sum(), 1e-12)).rename("share")
    return shares[shares >= _FELT].head(TOLD).rename_axis("said").reset_index()


def _is_even(told: pd.DataFrame) -> bool:
    return len(told) < 2 or told["share"].max() < _EVEN * told["share"].min()
