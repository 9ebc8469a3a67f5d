"""Defining a segment by an own interest: whoever speaks of it."""

import streamlit as st

from interest.segments import Sought
from interest.study import Study
from interest.ui.frame.markdown import plain
from interest.ui.frame.translations import t
from interest.ui.shared.keeping import Form, name_and_button


def by_own(study: Study, form: Form) -> None:
    """Whoever has some statements in an own interest."""
    definition = form.former.definition if form.former else None
    former = definition if isinstance(definition, Sought) else Sought("")
    names = [interest.name for interest in study.own]
    if former.own and former.own not in study.own:
        st.info(t("segments.gone_own", name=plain(former.own)))
    if not names:
        return
    place = names.index(study.own[former.own].name) if former.own in study.own else 0
    left, right = st.columns([3, 2])
    with st.spinner(t("own.looking")):
        own = left.selectbox(t("segments.own"), names, place, key=f"sought-own-{form.key}")
        least = right.number_input(t("own.segment_least"), 1, None, former.statements, key=f"sought-least-{form.key}")
        sought = study.segments.sought(own, int(least))
        name_and_button(study, sought, own if least == 1 else f"{own} ({least}+)", "sought", form)
