"""Rows of a database as if they were an uploaded file: what was asked once is shown, decided on and built as any other.

Passwords stay in Streamlit's secrets and in the field of this session: nothing but the rows goes on from here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import streamlit as st
from streamlit.errors import StreamlitAPIException, StreamlitSecretNotFoundError

from interest.errors import InputError
from interest.ingest import Query, read_query
from interest.ui.frame import progress
from interest.ui.frame.controls import called
from interest.ui.frame.translations import message_text, t
from interest.ui.frame.visitor import visitor

_URL = "postgresql://user@host/name"
_EXAMPLE = "SELECT user_id, body, created_at FROM reviews"


@dataclass(frozen=True, eq=False)
class Fetched:
    """What a database gave, as a file in Parquet."""

    file_id: str
    name: str
    data: bytes

    def getvalue(self) -> bytes:
        """As an uploaded file gives its contents."""
        return self.data


def connections() -> list[str]:
    """The names of the databases in Streamlit's secrets."""
    try:
        known: Mapping[str, Any] = st.secrets.get("connections", {})
    except StreamlitSecretNotFoundError:
        return []
    return [name for name, values in known.items() if values.get("type", "sql") == "sql"]


def database_form(key: str) -> list[Fetched]:
    """Ask a database; gives what it was asked for so far, until something was made of it."""
    place = progress.form_key(f"fetched-{key}")
    fetched: list[Fetched] = st.session_state.setdefault(place, [])
    names = {name: name for name in connections()}
    if visitor().may_ask_anywhere:
        names[""] = t("database.by_url")
    if not names:
        return fetched
    with st.popover(t("database.title"), icon=":material/database:"):
        st.caption(t("database.help"))
        chosen = st.selectbox(t("database.which"), list(names), format_func=called(names), key=f"connection-{place}")
        url = "" if chosen else st.text_input(
            t("database.url"), type="password", key=f"url-{place}", placeholder=_URL,
            help=t("database.url_help"),
        ).strip()  # fmt: skip
        asked = st.text_area(
            t("database.query"), key=f"query-{place}", placeholder=_EXAMPLE, help=t("database.query_help")
        ).strip()
        if st.button(t("database.read"), key=f"read-{place}", disabled=not asked or not (chosen or url)):
            try:
                with st.spinner(t("database.reading")):
                    fetched.append(_fetched(asked, _engine(chosen) if chosen else url))
            except InputError as error:
                st.error(message_text(error))
        for file in list(fetched):
            if st.button(t("database.remove", name=file.name), key=f"remove-{file.file_id}", icon=":material/close:"):
                fetched.remove(file)
                st.rerun()
    return fetched


def _fetched(asked: str, connection: Any) -> Fetched:
    table = read_query(Query(asked, connection))
    return Fetched(uuid4().hex, f"{table.name}.parquet", table.frame.to_parquet())


def _engine(name: str) -> Any:
    """What a connection in the secrets stands for. Raises `InputError`, without what the secrets say."""
    try:
        return st.connection(name, type="sql").engine
    except ImportError as error:
        raise InputError(f"There is no driver for the connection {name!r}: install {error.name}.") from None
    except (StreamlitAPIException, KeyError, TypeError, ValueError):
        raise InputError(f"The connection {name!r} in the secrets can't be used; correct it there.") from None
