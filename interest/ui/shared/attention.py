"""What the learned vector of a user looks at."""

import pandas as pd
import streamlit as st

from interest.study import Study
from interest.ui.frame.controls import segments, table
from interest.ui.frame.translations import t

ATTENDED = 12  # statements and phrases in the table
_EVEN = 1.3  # what counts less than this times as much as the least counts about the same
_FELT = 0.005
"""The least weight that is told: below it a share is written as 0%."""


def attention_table(study: Study, user_id: str, key: str) -> None:
    """What makes the learned vector of a user what it is, at each level."""
    levels = {level: t(f"learning.level_{level}") for level in ("topic", "category", "statement")}
    level = segments(t("users.level"), levels, f"{key}_level", hidden=True)
    told = told_attention(study, user_id, level, ATTENDED)
    table(told, share="weight")
    if len(told) > 1 and told["weight"].max() < _EVEN * told["weight"].min():
        st.caption(t("learning.attention_even"))


def told_attention(study: Study, user_id: str, level: str, most: int) -> pd.DataFrame:
    """The statements and phrases that count for a user at a level, at most `most` of them: said, weight (of 1)."""
    table = study.attention(user_id)
    own = table[table["level"] == level]
    texts = own["statement_id"].map(study.statements.set_index("statement_id")["text"])
    own = own.assign(said=own["phrase"].where(own["phrase"] != "", texts))
    weights = own.groupby("said", sort=False)["weight"].sum().sort_values(ascending=False, kind="stable")
    return weights[weights >= _FELT].head(most).reset_index()
