"""What was told from the texts beside their interests: kinds of statement, and estimated opinions."""

import streamlit as st

from interest import wording
from interest.ingest import KIND, LIKELY
from interest.language import KINDS_TOLD, STATEMENT_KINDS
from interest.study import Study
from interest.ui.frame import session
from interest.ui.frame.translations import t
from interest.ui.frame.visitor import visitor


def section(study: Study) -> None:
    """How many statements are of each kind, how far estimated opinions can be trusted, and the switch for them."""
    st.subheader(t("told.title"), help=t("told.kinds_help"))
    languages = study.statements["language"]
    told = languages.isin(KINDS_TOLD)
    owner = visitor().may("editor", st.session_state.study) and not st.session_state.get("categories", 0)
    if not told.any():
        st.info(t("told.no_language"))
        return
    if KIND not in study.attributes.kinds:
        st.info(t("told.none_yet"))
        if owner:
            st.button(t("told.tell"), icon=":material/category:", on_click=_choose, args=(True,))
        return
    _counts(study)
    if not told.all():
        st.caption(t("told.other_languages", n=int((~told).sum())))
    _opinions(study, owner)


def _counts(study: Study) -> None:
    """How many statements are of each kind, and of none."""
    kinds, of = study.attributes.statements[KIND].value_counts(), len(study.statements)
    numbers = {kind: int(kinds.get(kind, 0)) for kind in STATEMENT_KINDS}
    said = [
        t("told.counted", name=wording.value_text(KIND, kind, t, alone=True), n=n, share=n / of)
        for kind, n in numbers.items()
    ]
    left = of - sum(numbers.values())
    st.markdown(t("app.separator").join([*said, t("told.open", n=left, share=left / of)]))


def _opinions(study: Study, owner: bool) -> None:
    """Whether opinions are estimated, how, and how often that is right."""
    estimate = study.contents.estimate
    if estimate is not None and not estimate.used:
        st.markdown(t("told.off"))
    elif estimate is None:
        st.markdown(t("told.nothing"))
    else:
        if LIKELY in study.attributes.kinds:
            st.markdown(t("told.marked", n=int((study.attributes.statements[LIKELY] != "").sum())))
        st.caption(wording.estimate_text(estimate, t))
    if owner:
        used = estimate is None or estimate.used
        key = f"estimating-{session.study_key()}"
        st.toggle(t("told.switch"), used, key=key, help=t("told.switch_help"), on_change=_choose, args=(not used,))


def _choose(wanted: bool) -> None:
    session.change_beside(lambda study: study.estimate_opinions(wanted))
