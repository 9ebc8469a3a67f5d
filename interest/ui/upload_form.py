"""From uploaded files to a build: preview, columns, settings, name."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from interest.config import Config
from interest.encoders.adapted import adapted_encoders
from interest.errors import InputError
from interest.ingest import READABLE, RawTable, read_table
from interest.library import free_name
from interest.ui import progress
from interest.ui.controls import encoder_title
from interest.ui.markdown import plain
from interest.ui.requests import BuildRequest, FileRequest
from interest.ui.translations import message_text, t
from interest.ui.uploads import NEEDED, ROLES, guess_kind, guess_roles, with_roles

_ENCODINGS = ("", "utf-8", "gb18030", "big5", "utf-16", "cp1252")
_DELIMITERS = ("", ",", ";", "\t", "|", "，")
_TEXT_FILES = (".csv", ".tsv", ".txt", ".json", ".jsonl", ".ndjson")
_DELIMITED = (".csv", ".tsv", ".txt")
_PREVIEW = 5


@dataclass(frozen=True, eq=False)
class Upload:
    """A file that can be read, as it shall be read."""

    request: FileRequest
    data: bytes


def upload_form() -> None:
    """Upload files, say what is in them, and build a study of them."""
    files = st.file_uploader(
        t("upload.label"), type=[suffix[1:] for suffix in READABLE], accept_multiple_files=True, key="uploads",
        help=t("upload.help"),
    )  # fmt: skip
    if not files:
        return
    uploads = [upload for number, file in enumerate(files) if (upload := _file(file, first=number == 0))]
    kinds = [upload.request.kind for upload in uploads]
    if "texts" not in kinds:
        st.info(t("upload.no_texts"))
        return
    doubled = [kind for kind in ("items", "interactions") if kinds.count(kind) > 1]
    if doubled:
        st.error(t("upload.one_only", kind=t(f"kind.{doubled[0]}")))
        return
    config = _settings()
    suggested = free_name(Path(next(u.request.name for u in uploads if u.request.kind == "texts")).stem)
    name = st.text_input(t("upload.name"), suggested, max_chars=80, key=f"name-{suggested}", help=t("upload.name_help"))
    if st.button(t("upload.build"), type="primary", disabled=progress.is_busy(), icon=":material/play_arrow:"):
        request = BuildRequest(
            folder=name, files=tuple(upload.request for upload in uploads), encoder=config.encoder,
            categories=config.categories, ignore=config.ignore, seed=config.seed,
        )  # fmt: skip
        progress.start_job(request, {upload.request.path: upload.data for upload in uploads})
        st.rerun()


def _file(file: Any, first: bool) -> Upload | None:
    """One file with its preview and columns; None, and why, for one that can't be used as it is."""
    suffix = Path(file.name).suffix.lower()
    with st.expander(plain(file.name), expanded=first, icon=":material/description:"):
        kind_column, encoding_column, delimiter_column = st.columns(3)
        encoding = delimiter = ""
        if suffix in _TEXT_FILES:
            names = {value: value.upper() or t("upload.automatic") for value in _ENCODINGS}
            encoding = encoding_column.selectbox(
                t("upload.encoding"), list(names), format_func=names.get, key=f"encoding-{file.file_id}"
            )
        if suffix in _DELIMITED:
            marks = {mark: mark for mark in _DELIMITERS} | {"": t("upload.automatic"), "\t": t("upload.tab")}
            delimiter = delimiter_column.selectbox(
                t("upload.delimiter"), list(marks), format_func=marks.get, key=f"delimiter-{file.file_id}"
            )
        try:
            table = _table(file.file_id, file.name, encoding, delimiter, file)
            kinds = {kind: t(f"kind.{kind}") for kind in ROLES}
            kind = kind_column.selectbox(
                t("upload.kind"), list(kinds), index=list(kinds).index(guess_kind(table)), format_func=kinds.get,
                key=f"kind-{file.file_id}", help=t("upload.kind_help"),
            )  # fmt: skip
            _preview(table)
            columns = _columns(table, kind, f"{file.file_id}-{kind}-{encoding}-{delimiter}")
            with_roles(table, kind, columns)
        except InputError as error:
            st.error(message_text(error))
            return None
    request = FileRequest(file.file_id, file.name, kind, columns, encoding, delimiter)
    return Upload(request, file.getvalue())


@st.cache_resource(max_entries=20, show_spinner=False, scope="session")
def _table(file_id: str, name: str, encoding: str, delimiter: str, _file: Any) -> RawTable:
    return read_table(_file.getvalue(), name, encoding=encoding or None, delimiter=delimiter or None)


def _preview(table: RawTable) -> None:
    found = [t("upload.rows", n=len(table.frame))]
    if table.encoding:
        found.append(t("upload.read_as", encoding=table.encoding.upper()))
    if table.problems:
        found.append(t("upload.irregular", n=len(table.problems), line=table.problems[0].line))
    st.caption(t("app.separator").join(found))
    st.dataframe(table.frame.head(_PREVIEW), hide_index=True)


def _columns(table: RawTable, kind: str, key: str) -> dict[str, str]:
    """The column of each role, prefilled with what was recognised."""
    guessed = guess_roles(table, kind)
    options = {"": t("upload.no_column"), **{column: column for column in table.frame}}
    columns = {}
    places = st.columns(4)
    for number, role in enumerate(ROLES[kind]):
        needed = role in NEEDED[kind]
        columns[role] = places[number % 4].selectbox(
            t(f"role.{role}") + (" \\*" if needed else ""), list(options), format_func=options.get,
            index=list(options).index(guessed.get(role, "")), key=f"{role}-{key}", help=t(f"role_help.{role}"),
        )  # fmt: skip
    return columns


def _settings() -> Config:
    """The settings of a build, explained."""
    with st.expander(t("settings.title"), icon=":material/tune:"):
        left, right = st.columns(2)
        with left:
            adapted = [str(model.folder) for model in adapted_encoders()]
            encoders = {name: encoder_title(name) for name in ("auto", "english", "multilingual", *adapted, "other")}
            encoder = st.selectbox(
                t("settings.encoder"), list(encoders), format_func=encoders.get, key="encoder",
                help=t("settings.encoder_help"),
            )  # fmt: skip
            if encoder == "other":
                encoder = st.text_input(t("settings.encoder_name"), key="encoder_name").strip() or "auto"
            ignore = st.text_input(t("settings.ignore"), key="ignore", help=t("settings.ignore_help"))
        with right:
            categories = st.number_input(
                t("settings.categories"), min_value=2, max_value=60, value=None, step=1, key="categories_wanted",
                placeholder=t("settings.categories_auto"), help=t("settings.categories_help"),
            )  # fmt: skip
            seed = st.number_input(
                t("settings.seed"), min_value=0, max_value=2**31 - 1, value=0, step=1, key="seed",
                help=t("settings.seed_help"),
            )  # fmt: skip
    words = tuple(word.strip() for word in ignore.replace("，", ",").replace("、", ",").split(",") if word.strip())
    return Config(encoder=encoder, categories=categories, ignore=words, seed=int(seed))
