"""The library on the page Data: all studies, and what can be done with each."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import streamlit as st

from interest import library
from interest.config import studies_folder
from interest.errors import InterestError, StudyError
from interest.library import KEPT_DAYS, LONGEST, Deleted, SavedStudy
from interest.library.access import read_access
from interest.library.packing import SUFFIX, pack, unpack
from interest.ui.frame import session
from interest.ui.frame.controls import study_title
from interest.ui.frame.markdown import plain
from interest.ui.frame.translations import known, message_text, t
from interest.ui.frame.visitor import visitor

_WIDTHS = (4, 2.2, 1.6, 1.2, 1.6, 1.4, 2.2)
_COLUMNS = ("study", "built", "statements", "users", "language", "size", "")
_MEGABYTE = 1024**2


def library_section() -> None:
    """The list of studies, the deleted ones, and the way to bring a file back in."""
    _undo()
    library.empty_trash()
    who = visitor()
    studies = [study for study in library.saved_studies() if who.may("reader", study.name)]
    gone = [deleted for deleted in library.trash() if _is_theirs(deleted)]
    # With a key it stays open when something was done, and a line on that comes above it.
    with st.expander(t("library.title"), icon=":material/inventory_2:", key="library"):
        if studies:
            for place, column in zip(st.columns(_WIDTHS), _COLUMNS, strict=True):
                place.caption(t(f"library.{column}") if column else "")
        for study in studies:
            _row(study)
        st.divider()
        _upload()
        if gone:
            st.subheader(t("library.trash"))
            st.caption(t("library.trash_help", days=KEPT_DAYS))
            for deleted in gone:
                _deleted(deleted)


def _is_theirs(deleted: Deleted) -> bool:
    """Whether a visitor may bring a deleted study back."""
    who = visitor()
    return not who.shared or who.is_admin or read_access(deleted.folder).owner == who.name


def _row(study: SavedStudy) -> None:
    places = st.columns(_WIDTHS, vertical_alignment="center")
    name = study.name
    places[0].button(
        plain(study_title(name)), key=f"library-open-{name}", type="tertiary", on_click=session.choose_study,
        args=(name,), help=t("library.open"), disabled=bool(study.problem),
        icon=":material/check:" if name == st.session_state.study else ":material/folder_open:",
    )  # fmt: skip
    places[1].text(_day(study.built))
    if not study.problem:
        places[2].text(f"{study.statements:,}")
        places[3].text(f"{study.users:,}")
        language = f"library.language_{study.language.removesuffix('-Hant')}"
        places[4].text(t(language) if known(language) else t("library.language_other"))
    places[5].text(t("library.megabytes", size=study.size / _MEGABYTE))
    with places[6].popover(t("library.change"), key=f"library-change-{name}", width="stretch"):
        _actions(study)
    if study.problem:
        st.warning(t("library.problem"))


def _actions(study: SavedStudy) -> None:
    """What can be done with a study."""
    name, mine = study.name, visitor().may("owner", study.name)
    if not study.problem and mine:
        with st.form(f"library-rename-{name}", border=False):
            st.text_input(t("library.name"), name, key=f"library-name-{name}", max_chars=LONGEST)
            st.form_submit_button(
                t("library.rename"), icon=":material/edit:", on_click=_do, args=(lambda: _rename(name),)
            )
    if not study.problem:
        st.button(
            t("library.duplicate"), key=f"library-duplicate-{name}", icon=":material/content_copy:", width="stretch",
            on_click=_do, args=(lambda: _duplicate(name),), disabled=not visitor().may_make,
        )  # fmt: skip
        st.download_button(
            t("library.download"), lambda: pack(studies_folder() / name), f"{name}{SUFFIX}", "application/zip",
            key=f"library-download-{name}", on_click="ignore", icon=":material/download:", width="stretch",
            help=t("library.download_help"),
        )  # fmt: skip
    if mine and visitor().shared:
        _sharing(name)
    if mine and st.button(t("library.delete"), key=f"library-delete-{name}", icon=":material/delete:", width="stretch"):
        _confirm(name)


def _duplicate(name: str) -> str:
    visitor().need("reader", name)
    new = library.duplicate(name)
    visitor().take(new)
    return t("library.duplicated", name=plain(new))


def _sharing(name: str) -> None:
    """Who else may look at a study or change it."""
    access = read_access(studies_folder() / name)
    with st.form(f"library-share-{name}", border=False):
        for role, known_people in (("editors", access.editors), ("readers", access.readers)):
            st.text_input(
                t(f"access.{role}"), ", ".join(known_people), key=f"library-{role}-{name}", help=t("access.people_help")
            )
        st.form_submit_button(
            t("access.share"), icon=":material/group_add:", on_click=_do, args=(lambda: _share(name),)
        )


def _share(name: str) -> str:
    state = st.session_state
    visitor().share(name, state[f"library-editors-{name}"], state[f"library-readers-{name}"])
    return t("access.shared", name=plain(study_title(name)))


def _rename(name: str) -> str:
    visitor().need("owner", name)
    new = library.rename(name, st.session_state[f"library-name-{name}"])
    if st.session_state.study == name:
        st.session_state.study = new  # node and user stay
    return t("library.renamed", name=plain(new))


def _confirm(name: str) -> None:
    """Ask before a study is deleted."""

    def ask() -> None:
        st.write(t("library.delete_sure", name=plain(study_title(name)), days=KEPT_DAYS))
        with st.container(horizontal=True, horizontal_alignment="right"):
            if st.button(t("library.keep"), key="library-keep"):
                st.rerun()
            if st.button(
                t("library.delete"), key="library-sure", type="primary", icon=":material/delete:", on_click=_do,
                args=(lambda: _delete(name),),
            ):  # fmt: skip
                st.rerun()

    st.dialog(t("library.delete_title"))(ask)()


def _delete(name: str) -> str:
    visitor().need("owner", name)
    st.session_state.deleted = library.delete(name)
    if st.session_state.study == name:
        session.choose_study("")
    return ""


def _restore(deleted: Deleted) -> str:
    name = library.restore(deleted)
    st.session_state.deleted = None
    session.choose_study(name)
    return t("library.restored", name=plain(study_title(name)))


def _undo() -> None:
    """Right after something was done: what it was, and, after a deletion, the way back."""
    if said := st.session_state.pop("library_said", ""):
        st.success(said, icon=":material/check_circle:")
    deleted = st.session_state.get("deleted")
    if deleted and deleted.folder.exists():
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.write(t("library.deleted", name=plain(study_title(deleted.name)), days=KEPT_DAYS))
            st.button(
                t("library.undo"), key="library-undo", icon=":material/undo:", on_click=_do,
                args=(lambda: _restore(deleted),),
            )  # fmt: skip


def _deleted(deleted: Deleted) -> None:
    left, right = st.columns([5, 1], vertical_alignment="center")
    left.text(t("library.deleted_on", name=study_title(deleted.name), day=_day(deleted.when)))
    right.button(
        t("library.restore"), key=f"library-restore-{deleted.folder.parent.name}", icon=":material/undo:",
        on_click=_do, args=(lambda: _restore(deleted),), width="stretch",
    )  # fmt: skip


def _upload() -> None:
    """A study that was downloaded, here or elsewhere."""
    file = st.file_uploader(t("library.upload"), type=["zip"], key="library-upload", help=t("library.upload_help"))
    if file:
        st.button(
            t("library.add"), key="library-add", type="primary", icon=":material/add:", on_click=_do,
            args=(lambda: _unpack(file.getvalue(), file.name),),
        )  # fmt: skip


def _unpack(data: bytes, file_name: str) -> str:
    if not visitor().may_make:
        raise StudyError(t("access.demo"))
    name = unpack(data, Path(file_name).name)
    visitor().take(name)
    session.choose_study(name)
    return t("library.added", name=plain(name))


def _do(change: Callable[[], str]) -> None:
    """Change the library; says what was done, or why it can't be."""
    try:
        st.session_state.library_said = change()
    except (InterestError, OSError) as error:
        st.session_state.told.append(message_text(error))


def _day(when: datetime) -> str:
    return f"{when.astimezone():%Y-%m-%d %H:%M}"
