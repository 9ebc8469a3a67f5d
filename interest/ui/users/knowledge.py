"""What the data's columns say of somebody, and how usual it is."""

import pandas as pd
import streamlit as st

from interest.segments import known_of
from interest.study import Study
from interest.ui.frame.markdown import plain
from interest.ui.frame.translations import t
from interest.ui.shared.columns import column_name, value_text

_RARE = 0.05
"""One in twenty or fewer: what stands out of a person."""
_A_ROW = 4
_MIDDLE = 0.1  # that near to a half, a place is the middle


def what_is_known(study: Study, user_id: str) -> None:
    """The columns of a user, each with how usual it is; nothing where none says anything."""
    known = known_of(study.contents, user_id)
    if known.empty:
        return
    st.markdown(f"**{t('columns.known_title')}**", help=t("columns.known_help"))
    rows = [known.iloc[start : start + _A_ROW] for start in range(0, len(known), _A_ROW)]
    for row in rows:
        for place, told in zip(st.columns(_A_ROW), row.itertuples(), strict=False):
            value = plain(value_text(told.column, told.value, alone=True))
            usual, rare = how_usual(told.kind, told.share, told.place)
            with place.container(gap=None):
                st.markdown(t("columns.pair", column=plain(column_name(told.column)), value=f"**{value}**"))
                st.caption(f"**{usual}**" if rare else usual)


def how_usual(kind: str, share: float, place: float) -> tuple[str, bool]:
    """How many others are so, in words, and whether that is rare; of a number or day, how many have less or more."""
    if pd.isna(place):
        return t("columns.same" if share >= 0.005 else "columns.same_few", share=share), share <= _RARE
    if abs(place - 0.5) < _MIDDLE:
        return t("columns.middle"), False
    low = "_low" if place < 0.5 else ""
    part = 1 - place if low else place
    return t(f"columns.place{'_date' if kind == 'date' else ''}{low}", share=part), part >= 1 - _RARE
