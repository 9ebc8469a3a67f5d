"""Defining a segment by other segments together, or from a file of definitions."""

import streamlit as st

from interest.segments import Combined, Definition, Segment
from interest.study import Study
from interest.ui.frame.controls import called
from interest.ui.frame.translations import t
from interest.ui.shared.keeping import Form, name_and_button, take_over
from interest.wording import definition_text


def by_segments(study: Study, form: Form) -> None:
    """Whoever is in all of some segments, in any of others, and in none of yet others."""
    st.caption(t("segments.combine_help"))
    definition = form.former.definition if form.former else None
    former = definition if isinstance(definition, Combined) else Combined()
    offered = _offered(study, form, former)
    titles = {name: name for name in offered}
    chosen = {
        how: place.multiselect(
            t(f"segments.{how}_of"), list(offered),
            [name for name, part in offered.items() if part in getattr(former, how)],
            key=f"combine-{how}-{form.key}", format_func=called(titles), placeholder=t("edit.choose"),
        )
        for how, place in zip(("all", "any", "none"), st.columns(3), strict=True)
    }  # fmt: skip
    if not any(chosen.values()):
        st.info(t("segments.no_part"))
        return
    combined = Combined(**{how: tuple(offered[name] for name in own) for how, own in chosen.items()})
    parts = [t(f"definition.{how}_of", parts=t("app.listing").join(own)) for how, own in chosen.items() if own]
    name_and_button(study, combined, t("app.separator").join(parts), "combine", form)


def _offered(study: Study, form: Form, former: Combined) -> dict[str, Definition]:
    """What can be combined: the other segments by name, and what is combined already and no segment's any more."""
    others = [segment for segment in study.segments if segment != form.former]
    offered = {one.name: one.definition for one in others if not study.segments.missing(one.name)}
    loose = [part for part in former.parts if part not in offered.values()]
    return offered | {definition_text(Segment("", part), t): part for part in loose}


def by_file(study: Study, form: Form) -> None:
    """Definitions from a file, and all of this study as one."""
    file = st.file_uploader(
        t("segments.file"), type="json", key=f"definitions-{form.key}", help=t("segments.file_help")
    )
    if file is not None:
        text = file.getvalue().decode("utf-8", "replace")
        st.button(t("segments.take_over"), type="primary", key="take-file", on_click=_take, args=(text,))
    if len(study.segments):
        st.download_button(
            t("segments.download_definitions"), study.segments.to_json(), f"{study.name}-segments.json",
            "application/json", on_click="ignore", icon=":material/download:",
        )  # fmt: skip


def _take(text: str) -> None:
    take_over(lambda study: study.segments.add_json(text))
