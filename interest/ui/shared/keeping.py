"""Keeping a segment: its name, how many people it is, and the button that saves it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from interest.findings import large_sources
from interest.segments import Definition, Rule, Segment
from interest.study import Study
from interest.ui.frame import session
from interest.ui.frame.markdown import plain
from interest.ui.frame.translations import t
from interest.ui.shared.undoing import change_segments
from interest.wording import definition_text

_NAME_LENGTH = 60
NEARLY_EVERYBODY = 0.8
"""Of all users, from which on the others are too few to tell a segment from."""


@dataclass(frozen=True)
class Form:
    """A form that defines a segment, or changes one."""

    key: str
    """Tells its fields from those of another form, so that the next one begins empty."""
    former: Segment | None = None
    """The segment that is changed."""

    @property
    def rule(self) -> Rule:
        """What the fields say at first."""
        return self.former.definition if self.former and isinstance(self.former.definition, Rule) else Rule()


def stop_changing() -> None:
    """Leave a segment as it is."""
    st.session_state.pop("changing", None)


def name_and_button(study: Study, definition: Definition, suggestion: str, way: str, form: Form) -> None:
    """How many people it is, the name (the suggestion, where none is typed), and the button that keeps the segment."""
    people, former = len(study.segments.matching(definition)), form.former.name if form.former else ""
    st.markdown(t("segments.preview", n=people, of=len(study.users)))
    if isinstance(definition, Rule) and definition.interests:
        st.caption(plain(definition_text(Segment("", definition), t)))
    if not people:
        st.caption(t("segments.nobody_meets"))
    warn_of_nearly_everybody(study, definition, people)
    suggestion, key = former or _free(study, suggestion), f"{way}-name-{form.key}"
    typed = st.text_input(
        t("segments.name"), former, key=key, max_chars=_NAME_LENGTH, placeholder=suggestion,
        help=t("segments.name_help"),
    )  # fmt: skip
    typed = " ".join(typed.split())
    if _taken(study, typed, former):
        st.error(t("segments.taken", name=plain(study.segments[typed].name)), icon=":material/error:")
    with st.container(horizontal=True):
        st.button(
            t("segments.keep_change" if former else "segments.keep"), key="change-keep" if former else f"{way}-keep",
            type="primary", disabled=not (people or former), on_click=_keep, args=(definition, suggestion, key, form),
        )  # fmt: skip
        if former:
            st.button(t("segments.cancel"), key="change-cancel", on_click=stop_changing)


def warn_of_nearly_everybody(study: Study, definition: Definition, people: int) -> None:
    """That a segment leaves hardly anybody to compare it with, and what else tells the sources apart."""
    if not people or people < NEARLY_EVERYBODY * len(study.users):
        return
    if people == len(study.users):
        warning = t("segments.everybody")
    else:
        warning = t("segments.nearly_everybody", share=people / len(study.users))
    if isinstance(definition, Rule) and definition.source and has_sources(study):
        warning += t("app.sentences") + t("segments.nearly_everybody_sources", look=t("segment_look.sources"))
    st.warning(warning, icon=":material/groups:")


def _taken(study: Study, name: str, former: str) -> bool:
    """Whether another segment is called so."""
    return name in study.segments and name.casefold() != former.casefold()


def _keep(definition: Definition, suggestion: str, key: str, form: Form) -> None:
    """Save a segment under the name that was typed, look at it, and begin with an empty form."""
    state, former = st.session_state, form.former.name if form.former else ""
    name = " ".join(state[key].split()) or suggestion
    if _taken(session.open_study(), name, former):
        return  # as is said below the name

    def change(study: Study) -> str:
        if former:
            study.segments.redefine(former, definition)
            return study.segments.rename(former, name).name
        return study.segments.add(name, definition).name

    if not change_segments(change, lambda: t("segments.changed" if former else "segments.added", name=plain(name))):
        return  # as is said above the page
    stop_changing()
    state.update(kept=name, segment_look="one")
    if not former:
        empty_form()


def take_over(taking: Callable[[Study], Sequence[Segment]]) -> None:
    """Take over segments, look at the first of them, and begin with an empty form."""
    taken: list[Segment] = []

    def change(study: Study) -> str:
        taken[:] = taking(study)
        return taken[0].name if taken else ""

    if change_segments(change, lambda: t("segments.took", n=len(taken))):
        empty_form()


def kept_text(study: Study, name: str) -> str:
    """That a segment was saved, and how many people it is."""
    return t("segments.kept", name=plain(name), n=len(study.segments.members(name)))


def empty_form() -> None:
    """Fold the form for a new segment, with nothing in it."""
    state = st.session_state
    state.update(defining=False, defining_nodes=[], form=state.get("form", 0) + 1)
    state.pop("segment_way", None)


def _free(study: Study, suggestion: str) -> str:
    """The suggestion, with a number where another segment has that name."""
    name = suggestion = " ".join(suggestion.split())[:_NAME_LENGTH]
    number = 1
    while name in study.segments:
        number += 1
        name = f"{suggestion} {number}"
    return name


def has_sources(study: Study) -> bool:
    """Whether there are sources to compare."""
    return len(large_sources(study.tree.in_sight(study.statements))) > 1
