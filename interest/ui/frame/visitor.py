"""Who looks at the app, and what they may do. On one's own machine everybody may do everything, and is nobody.

On a shared server people log in: with OIDC, where Streamlit's secrets have a section `auth`, or by a header that a
proxy sets, whose name is in `INTEREST_USER_HEADER`.
"""

import os
from dataclasses import dataclass, replace

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

from interest.config import studies_folder
from interest.errors import StudyError
from interest.library.access import Access, Role, people, person, read_access, write_access
from interest.ui.frame.translations import t

HEADER, ADMINS, NAMERS = "INTEREST_USER_HEADER", "INTEREST_ADMINS", "INTEREST_LLM_USERS"
READ_ONLY, OPEN = "INTEREST_READ_ONLY", "INTEREST_OPEN_TO_ALL"
LOCAL = ("localhost", "127.0.0.1", "::1", "[::1]")


def is_local(address: str | None) -> bool:
    """Whether a server that listens there is reached from its own machine alone."""
    return address is not None and (address in LOCAL or address.startswith("127."))


def has_oidc() -> bool:
    """Whether there is a way to log in by OIDC."""
    try:
        return "auth" in st.secrets
    except StreamlitSecretNotFoundError:
        return False


def has_log_in() -> bool:
    """Whether people have to say who they are."""
    return bool(os.environ.get(HEADER)) or has_oidc()


def is_read_only() -> bool:
    """Whether nobody may change anything, as in a demonstration."""
    return os.environ.get(READ_ONLY, "") not in ("", "0")


@dataclass(frozen=True)
class Visitor:
    """Somebody who looks at the app."""

    name: str
    """What they log in with; "" where nobody has to."""
    shared: bool
    """Whether people have to log in."""

    @property
    def is_admin(self) -> bool:
        """Whether all studies are theirs."""
        return self.name in people(os.environ.get(ADMINS, ""))

    @property
    def may_make(self) -> bool:
        """Whether they may make new studies."""
        return not is_read_only()

    @property
    def may_name(self) -> bool:
        """Whether they may spend the key of the language model that gives names."""
        if is_read_only():
            return False
        return not self.shared or self.is_admin or self.name in people(os.environ.get(NAMERS, ""))

    @property
    def may_ask_anywhere(self) -> bool:
        """Whether they may name a database by its URL, which may be a file of the server, and not by a name alone."""
        return not self.shared or self.is_admin

    def may(self, role: Role, study: str) -> bool:
        """Whether they may do with a study what the role may."""
        if role != "reader" and is_read_only():
            return False
        admins = people(os.environ.get(ADMINS, ""))
        return not self.shared or read_access(studies_folder() / study).allows(self.name, role, admins)

    def need(self, role: Role, study: str) -> None:
        """Raises `StudyError` where they may not."""
        if not self.may(role, study):
            known = self.may("reader", study)  # else nobody says that there is such a study
            raise StudyError(t("access.read_only" if known else "access.unknown", name=study))

    def take(self, study: str) -> None:
        """Have a new study be theirs."""
        if self.shared:
            write_access(studies_folder() / study, Access(self.name))

    def share(self, study: str, editors: str, readers: str) -> None:
        """Let others in, by lists of their names. Raises `StudyError` for whom it is not theirs."""
        self.need("owner", study)
        folder = studies_folder() / study
        write_access(folder, replace(read_access(folder), editors=people(editors), readers=people(readers)))


def visitor() -> Visitor:
    """Who it is; nobody, where somebody should have logged in and did not."""
    if header := os.environ.get(HEADER):
        return Visitor(person(st.context.headers.get(header) or ""), shared=True)
    if has_oidc():
        said = st.user if st.user.is_logged_in else {}
        # An address that the provider has not looked at may be anybody's.
        address = said.get("email") if said.get("email_verified", True) in (True, "true") else ""
        return Visitor(person(str(address or said.get("sub") or "")), shared=True)
    return Visitor("", shared=False)


def admit() -> None:
    """Show the app to whom it may be shown; for everybody else the page ends here, with the way in."""
    who = visitor()
    if not who.shared:
        if not is_local(st.get_option("server.address")) and os.environ.get(OPEN, "") in ("", "0"):
            st.error(t("access.unprotected"))
            st.stop()
        return
    if not who.name:
        st.title("Interest")
        if os.environ.get(HEADER):
            st.error(t("access.no_name", header=os.environ[HEADER]))
        else:
            st.write(t("access.log_in_first"))
            st.button(t("access.log_in"), type="primary", icon=":material/login:", on_click=st.login)
        st.stop()


def sidebar() -> None:
    """Who is logged in, and the way out."""
    who = visitor()
    if is_read_only():
        st.caption(t("access.demo"))
    if who.name:
        st.caption(t("access.who", name=who.name))
        if not os.environ.get(HEADER):
            st.button(t("access.log_out"), type="tertiary", icon=":material/logout:", on_click=st.logout)
