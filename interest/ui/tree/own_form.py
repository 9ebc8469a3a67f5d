"""Defining own interests: one by a form, many by a file; and changing one."""

import streamlit as st

from interest import apart
from interest.contents.own import OwnInterest
from interest.errors import InterestError
from interest.guided import Found, read_own
from interest.guided.collection import MOST_NAME
from interest.ingest import READABLE, read_table
from interest.study import Study
from interest.ui.frame import session
from interest.ui.frame.translations import message_text, t
from interest.ui.tree.naming import words_of

_PREVIEWED = 5
_SHARES = (0.05, 0.1, 0.2, 0.3, 0.5)


def new_own(study: Study) -> None:
    """The forms for one more, and for a file of them."""
    with st.expander(t("own.new"), icon=":material/add:", expanded=not len(study.own), key="own-new"):
        with st.form("own-form", border=False):
            name = st.text_input(t("own.name"), key="own-name", max_chars=MOST_NAME, placeholder=t("own.name_example"))
            said = st.text_area(
                t("own.description"), key="own-description", height=80, placeholder=t("own.description_example")
            )
            words = st.text_input(t("own.words"), key="own-words", help=t("own.words_help"))
            with st.container(horizontal=True):
                looks = st.form_submit_button(t("own.preview"), icon=":material/visibility:")
                st.form_submit_button(t("own.add"), type="primary", icon=":material/add:", on_click=_add)
        if looks and name.strip():
            _preview(study, OwnInterest(" ".join(name.split()), " ".join(said.split()), words_of(words)))
    with st.expander(t("own.file"), icon=":material/upload_file:"):
        st.caption(t("own.file_help"))
        _file()


def _add() -> None:
    """Add what the form says, choose it, and empty the form."""
    name, said, words = (st.session_state[f"own-{part}"] for part in ("name", "description", "words"))
    made: list[Found] = []
    session.change_beside(lambda study: made.append(study.own.add(name, said, words_of(words))))
    if made:
        st.session_state[f"own-chosen-{st.session_state.study}"] = made[-1].interest.name
        for part in ("name", "description", "words"):
            st.session_state[f"own-{part}"] = ""


def _preview(study: Study, interest: OwnInterest) -> None:
    """What would be found, before it is kept."""
    with st.spinner(t("own.looking")):
        found = study.own.preview(interest)
    n = len(found.statements)
    st.markdown(t("own.would_find", n=n) if n else t("own.would_find_none"))
    texts = study.contents.ingested.frame["text"]
    best = texts.iloc[found.ranked["statement_id"]].drop_duplicates().head(_PREVIEWED)
    for text in best:
        with st.container(border=True):
            st.text(str(text))


def _file() -> None:
    file = st.file_uploader(t("own.file_label"), type=[suffix[1:] for suffix in READABLE], key="own-file")
    if file is None:
        return
    data = file.getvalue()
    try:
        read = read_own(apart.call(file.name, len(data), read_table, data, file.name))
    except InterestError as error:
        st.error(message_text(error))
        return
    st.markdown(t("own.file_names", n=len(read)))
    st.text(t("app.listing").join(interest.name for interest in read[:12]) + ("…" if len(read) > 12 else ""))
    st.button(
        t("own.file_take", n=len(read)), key="own-file-take", type="primary",
        on_click=session.change_beside, args=(lambda study: study.own.load(read),),
    )  # fmt: skip


def change_own_form(study: Study, found: Found) -> None:
    """Another name, description, words, or share of wrong ones; or away with it."""
    interest = found.interest
    with st.expander(t("own.change"), icon=":material/edit:", key=f"own-change-{interest.name}"):
        key = f"own-edit-{interest.name}-{session.study_key()}"

        def change() -> None:
            name, said, words, wrong = (
                st.session_state[f"{key}-{part}"] for part in ("name", "said", "words", "wrong")
            )

            def made(study: Study) -> None:
                own = study.own
                own.change(interest.name, description=said, words=words_of(words), wrong=wrong, least=None)
                if name != interest.name:
                    own.rename(interest.name, name)
                    st.session_state[f"own-chosen-{st.session_state.study}"] = own[name].name

            session.change_beside(made)

        with st.form(key, border=False):
            st.text_input(t("own.name"), interest.name, key=f"{key}-name", max_chars=MOST_NAME)
            st.text_area(t("own.description"), interest.description, key=f"{key}-said", height=80)
            st.text_input(
                t("own.words"), t("app.listing").join(interest.words), key=f"{key}-words", help=t("own.words_help")
            )
            shares = sorted({*_SHARES, interest.wrong})
            st.select_slider(
                t("own.share"), shares, interest.wrong, format_func="{:.0%}".format, key=f"{key}-wrong",
                help=t("own.share_help"),
            )  # fmt: skip
            st.form_submit_button(t("own.apply"), type="primary", on_click=change)
        st.button(
            t("own.remove"), key=f"own-remove-{interest.name}", icon=":material/delete:",
            on_click=session.change_beside, args=(lambda study: study.own.remove(interest.name),),
        )  # fmt: skip
