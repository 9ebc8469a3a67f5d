"""What makes a user who they are: what their vector would be another without, and what a learned one looks at."""

import pandas as pd
import streamlit as st

from interest.study import Study
from interest.ui.frame import session
from interest.ui.frame.controls import listed, segments, table
from interest.ui.frame.translations import t

TOLD = 12  # statements and phrases in the table
_EVEN = 1.3  # what counts less than this times as much as the least counts about the same
_FELT = 0.005
"""The least share that is told: below it a share is written as 0%."""
_PHRASES = 5
_LEVELS = ("topic", "category", "statement")


@st.cache_resource(max_entries=64, show_spinner=False)
def _tables(key: str, user_id: str, _study: Study) -> dict[str, pd.DataFrame]:
    """What `told_influence` gives, and attention by the levels at which it tells statements apart: said, share."""
    tables = told_influence(_study, user_id)
    if _study.learned is not None and _study.learned.chosen == "learned":
        for level in _LEVELS:
            told = told_attention(_study, user_id, level)
            if len(told) > 1 and told["share"].max() >= _EVEN * told["share"].min():
                tables[level] = told
    return tables


def influence(study: Study, user_id: str, key: str) -> None:
    """What a user's vector would be another without; beside it the attention of a learned one, where it is uneven."""
    tables = _tables(session.study_key(), user_id, study)
    views = {view: t(f"influence.{view}") for view in tables if view != "phrases"}
    view = segments(t("influence.view"), views, f"{key}_view", hidden=True) if len(views) > 1 else "left_out"
    table(tables[view], share="share")
    st.caption(t(f"influence.{'left_out' if view == 'left_out' else 'attention'}_help"))
    if view == "left_out" and len(tables["phrases"]):
        st.caption(t("influence.phrases", phrases=listed(tables["phrases"]["said"].tolist()[:_PHRASES])))


def told_influence(study: Study, user_id: str) -> dict[str, pd.DataFrame]:
    """Statements ("left_out") and "phrases" without which a user's vector would be another: said, share of them all."""
    found = study.influence(user_id).rename(columns={"effect": "weight"})
    is_phrase = found["phrase"] != ""
    return {"left_out": _told(study, found[~is_phrase]), "phrases": _told(study, found[is_phrase])}


def told_attention(study: Study, user_id: str, level: str) -> pd.DataFrame:
    """The statements that a learned vector looks at at a level: said, share."""
    found = study.attention(user_id)
    return _told(study, found[found["level"] == level].assign(phrase=""))


def _told(study: Study, weights: pd.DataFrame) -> pd.DataFrame:
    """At most `TOLD` of statement_id, phrase and weight, as what is said, the weights as shares."""
    texts = weights["statement_id"].map(study.statements.set_index("statement_id")["text"])
    said = weights["phrase"].where(weights["phrase"] != "", texts).rename("said")
    shares = weights["weight"].groupby(said, sort=False).sum().sort_values(ascending=False, kind="stable")
    shares = (shares / max(shares.sum(), 1e-12)).rename("share")
    return shares[shares >= _FELT].head(TOLD).reset_index()
