"""From uploaded files to a build: what is in them, settings, name."""

from pathlib import Path

import streamlit as st

from interest.config import Config
from interest.ingest import READABLE
from interest.library import free_name
from interest.training import adapted_encoders
from interest.ui.data.databases import database_form
from interest.ui.data.file import file_form
from interest.ui.frame import progress
from interest.ui.frame.controls import called, encoder_title, naming_languages
from interest.ui.frame.translations import t
from interest.ui.jobs.requests import BuildRequest


def upload_form() -> None:
    """Upload files, say what is in them, and build a study of them."""
    files = st.file_uploader(
        t("upload.label"), type=[suffix[1:] for suffix in READABLE], accept_multiple_files=True,
        key=progress.form_key("uploads"), help=t("upload.help"),
    )  # fmt: skip
    given = [*files, *database_form("new")]
    if not given:
        return
    ready = st.container()  # above what the files hold: who finds it right need not go through all of it
    uploads = [upload for number, file in enumerate(given) if (upload := file_form(file, first=number == 0))]
    if not uploads:
        return  # what is wrong with each is said there
    kinds = [upload.request.kind for upload in uploads]
    if "texts" not in kinds:
        ready.info(t("upload.no_texts"))
        return
    doubled = [kind for kind in ("items", "interactions", "users") if kinds.count(kind) > 1]
    if doubled:
        ready.error(t("upload.one_only", kind=t(f"kind.{doubled[0]}")))
        return
    config, mask = _settings()
    suggested = free_name(Path(next(u.request.name for u in uploads if u.request.kind == "texts")).stem)
    with ready, st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.text_input(
            t("upload.name"), suggested, max_chars=80, key=f"name-{suggested}", help=t("upload.name_help")
        )
        build = st.button(t("upload.build"), type="primary", disabled=progress.is_busy(), icon=":material/play_arrow:")
    ready.caption(t("upload.check"))
    if build:
        request = BuildRequest(
            folder=name, files=tuple(upload.request for upload in uploads), encoder=config.encoder,
            categories=config.categories, ignore=config.ignore, language=config.language, seed=config.seed,
            mask=mask,
        )  # fmt: skip
        progress.start_job(request, {upload.request.path: upload.data for upload in uploads})
        st.rerun()


def _settings() -> tuple[Config, bool]:
    """The settings of a build, explained, and whether contacts are masked."""
    with st.expander(t("settings.title"), icon=":material/tune:"):
        left, right = st.columns(2)
        with left:
            adapted = [str(model.folder) for model in adapted_encoders()]
            encoders = {name: encoder_title(name) for name in ("auto", "english", "multilingual", *adapted, "other")}
            encoder = st.selectbox(
                t("settings.encoder"), list(encoders), format_func=called(encoders), key="encoder",
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
            languages = naming_languages()
            language = st.segmented_control(
                t("settings.language"), list(languages), default=next(iter(languages)), required=True,
                format_func=called(languages), key="names_wanted", help=t("naming.language_help"),
            )  # fmt: skip
            seed = st.number_input(
                t("settings.seed"), min_value=0, max_value=2**31 - 1, value=0, step=1, key="seed",
                help=t("settings.seed_help"),
            )  # fmt: skip
        mask = st.toggle(t("settings.mask"), value=True, key="mask", help=t("settings.mask_help"))
    words = tuple(word.strip() for word in ignore.replace("，", ",").replace("、", ",").split(",") if word.strip())
    config = Config(encoder=encoder, categories=categories, ignore=words, language=language or None, seed=int(seed))
    return config, mask
