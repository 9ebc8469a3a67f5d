"""What people speak of since rows were added and that is no interest yet: to be accepted or dismissed."""

from collections.abc import Callable

import streamlit as st

from interest.making import Candidate
from interest.study import Study
from interest.ui.frame import session
from interest.ui.frame.controls import listed, quotes, table
from interest.ui.frame.markdown import plain
from interest.ui.frame.translations import t

_A_ROW = 3
_LEAST_CHANCE = 0.001
"""Below it a chance is told as this: nobody needs to know how much less it is."""


def candidates_told(study: Study) -> None:
    """That there are candidates, by name, and the way to them; nothing where there are none."""
    if found := study.candidates():
        with st.container(border=True, key="candidates-told"):
            st.markdown(f"**{t('candidates.title', n=len(found))}**")
            st.markdown(listed([one.name for one in found]))
            st.page_link("pages/tree.py", label=t("candidates.to_tree"), icon=":material/account_tree:")


def candidates_card(study: Study) -> None:
    """The candidates with what speaks for each; nothing where there are none."""
    found = study.candidates()
    if not found:
        return
    title = t("candidates.title", n=len(found))
    with st.expander(title, expanded=not st.session_state.node, icon=":material/new_releases:"):
        st.caption(t("candidates.what"))
        for start in range(0, len(found), _A_ROW):
            for place, one in zip(st.columns(_A_ROW), found[start : start + _A_ROW], strict=False):
                with place, st.container(border=True, height="stretch", key=f"candidate-{one.name}"):
                    _candidate(study, one)


def _candidate(study: Study, one: Candidate) -> None:
    st.markdown(f"**{plain(one.name)}**")
    size = t("candidates.size", n=one.size, people=one.people)
    st.caption(size, help=t("candidates.why", new=one.new, people=one.people, share=one.added,
                            chance=max(one.chance, _LEAST_CHANCE)))  # fmt: skip
    quotes(study.statements.loc[list(one.examples[:1]), "text"])
    if one.keyphrases:
        st.caption(t("tree.keyphrases", phrases=listed(list(one.keyphrases[:5]))))
    st.caption(t("candidates.under", category=plain(study.tree[one.category].name)))
    with st.container(horizontal=True, gap="small"):
        _button("accept", ":material/add:", one, lambda study: study.accept(one))
        _button("dismiss", ":material/close:", one, _dismissing(one))
        if st.button(t("candidates.read"), key=f"candidate-read-{one.name}", type="tertiary"):
            _read(study, one)


def _button(action: str, icon: str, one: Candidate, change: Callable[[Study], str]) -> None:
    st.button(
        t(f"candidates.{action}"), key=f"candidate-{action}-{one.name}", icon=icon, on_click=session.change_study,
        args=(change,), help=t(f"candidates.{action}_help"),
    )  # fmt: skip


def _dismissing(one: Candidate) -> Callable[[Study], str]:
    here = st.session_state.node

    def change(study: Study) -> str:
        study.edit.dismiss(one)
        return here

    return change


def _read(study: Study, one: Candidate) -> None:
    """All statements of a candidate."""

    @st.dialog(plain(one.name), width="large", icon=":material/format_list_bulleted:")
    def statements() -> None:
        own = study.statements.loc[list(one.statements)]
        table(own[["text", *(["user_id"] if study.contents.has_people else [])]], height=480, text=440)

    statements()
