"""How nodes are named: words to keep out, the language of names, and, for those who wish, a language model."""

import json

import streamlit as st

from interest.errors import InterestError
from interest.hierarchy.naming.llm_naming import Endpoint
from interest.study import Study
from interest.ui.frame import session
from interest.ui.frame.controls import AS_TEXTS, called, naming_languages
from interest.ui.frame.markdown import plain
from interest.ui.frame.translations import message_text, t
from interest.ui.frame.visitor import visitor


def words_of(text: str) -> tuple[str, ...]:
    """The words in a field, one a line or with commas between, each once."""
    for comma in "，、,;；":
        text = text.replace(comma, "\n")
    return tuple(dict.fromkeys(word.strip() for word in text.splitlines() if word.strip()))


def naming_form(study: Study) -> None:
    """The forms; what is applied is kept with the study at once, and can be undone."""
    if st.session_state.categories:
        return  # another number of categories is looked at, which has to be kept first
    with st.expander(t("naming.words"), icon=":material/block:"):
        _ignored(study)
    with st.expander(t("naming.title"), icon=":material/translate:"):
        _language(study)
        st.divider()
        _language_model(study)


def _ignored(study: Study) -> None:
    ignored = study.config.ignore
    text = st.text_area(
        t("naming.words_label"), "\n".join(ignored), key=f"ignore-{session.study_key()}", help=t("naming.words_help")
    )
    words = words_of(text)
    with st.container(horizontal=True):
        if st.button(t("naming.apply"), disabled=words == ignored, type="primary", key="ignore-apply"):
            _keep(words, before=ignored)
        before = st.session_state.get("ignored_before", {}).get(st.session_state.study)
        if before is not None and st.button(t("naming.undo"), icon=":material/undo:", key="ignore-undo"):
            _keep(before, before=None)


def _keep(words: tuple[str, ...], before: tuple[str, ...] | None) -> None:
    """Save the study with other words kept out, and remember those `before` for as long as the session lasts."""
    if not session.keep(lambda study: study.ignore(words)):
        return
    st.session_state.ignored_before = {
        **st.session_state.get("ignored_before", {}), st.session_state.study: before,
    }  # fmt: skip
    st.rerun()


def _language(study: Study) -> None:
    names = naming_languages()
    now = study.config.language or AS_TEXTS
    chosen = st.segmented_control(
        t("naming.language"), list(names), default=now, required=True, format_func=called(names),
        key=f"names-in-{session.study_key()}", help=t("naming.language_help"),
    )  # fmt: skip
    if chosen != now:
        session.keep(lambda study: study.named_in(chosen or None))
        st.rerun()


def _language_model(study: Study) -> None:
    """Off until it is configured in the environment, switched on here, and sent with a button of its own."""
    try:
        endpoint = Endpoint.from_environment() if visitor().may_name else None
    except InterestError as error:
        st.warning(message_text(error))
        return
    st.toggle(
        t("naming.model"), key="llm_naming", disabled=endpoint is None, help=t("naming.model_help"),
        persist_state="session",
    )  # fmt: skip
    if endpoint is None:
        st.caption(t("naming.not_configured"))
    elif st.session_state.llm_naming:
        _ask(study, endpoint)


def _ask(study: Study, endpoint: Endpoint) -> None:
    """What is sent and where to, and the button that sends it."""
    requests = study.edit.naming_requests(endpoint)
    st.warning(
        t("naming.will_send", n=len(requests), address=plain(endpoint.address), model=plain(endpoint.model)),
        icon=":material/outbox:",
    )
    st.code(json.dumps(requests, ensure_ascii=False, indent=1), language="json", height=240)
    if st.button(t("naming.send"), type="primary", key="llm-send"):
        with st.spinner(t("naming.asking")):
            session.change_study(lambda study: _renamed(study, endpoint))
        st.rerun()


def _renamed(study: Study, endpoint: Endpoint) -> str:
    """Take the names, say what came of it, and stay where one was."""
    found = study.edit.rename_with(endpoint)
    named = t("naming.named", n=len(found.names), kept=found.kept)
    st.session_state.told.append(" ".join([named, *map(message_text, found.problems)]))
    return st.session_state.node
