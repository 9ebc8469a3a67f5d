"""What should I know? The few things that stand out in a study, each with what supports it, and what is weak."""

import streamlit as st

from interest.ui.findings.cards import card, even, findings_of
from interest.ui.frame.controls import header, need_study
from interest.ui.frame.translations import t
from interest.ui.shared.sayings import said_most
from interest.ui.shared.weakness import assessed

header(t("nav.findings"), t("findings.question"))
study = need_study()
said_most(study)
cards, foot = st.container(), st.container()
with foot:
    st.page_link("pages/segments.py", label=t("findings.to_segments"), icon=":material/groups:")
    st.caption(t("findings.sure"))
    assessed(study, patience=0)  # what is weak is a finding too, as soon as it is known
found, missing = findings_of(study)
for start in range(0, len(found), 2):  # a row at a time, so that a phone shows them in their order
    row = cards.columns(2, gap="large")
    for number, place in zip(range(start, min(start + 2, len(found))), row, strict=False):
        with place:
            card(study, found[number], f"{number}-{found[number].kind}")
with row[1] if len(found) % 2 else cards:
    even(found, missing)
