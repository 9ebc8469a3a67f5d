"""Likes, dislikes and hides: small buttons beside what is recommended, and their undo where it stood."""

from dataclasses import dataclass

import streamlit as st

from interest.contents.judgements import About, Kind
from interest.recommend import Feedback
from interest.study import Study
from interest.ui.frame import session
from interest.ui.frame.markdown import plain
from interest.ui.frame.translations import t

ICONS: dict[Kind, str] = {"like": "thumb_up", "dislike": "thumb_down", "hide": "visibility_off"}
PUT_AWAY = "put_away"


@dataclass(frozen=True)
class Thing:
    """Something that was recommended to a user, in its place in a list."""

    user_id: str
    about: About
    target_id: str
    name: str
    place: int


@dataclass(frozen=True)
class PutAway:
    """What was disliked or hidden last in this session: its undo stands where it was."""

    study: str
    thing: Thing
    kind: Kind


def can_judge() -> bool:
    """Whether feedback can be given: not in a cut that is not saved."""
    return not st.session_state.get("categories", 0)


def buttons(study: Study, thing: Thing, kinds: tuple[Kind, ...] = ("like", "dislike", "hide")) -> None:
    """A button a kind; the one of a like that was given is filled, and takes it back."""
    liked = study.feedback.of(thing.user_id, thing.about).get(thing.target_id) == "like"
    with st.container(horizontal=True, horizontal_alignment="right", gap=None):
        for kind in kinds:
            pressed = kind == "like" and liked
            label = t("feedback.liked") if pressed else t(f"feedback.{kind}")
            st.button(
                label, key=f"judge-{kind}-{thing.about}-{thing.target_id}", help=label,
                icon=f":material/{ICONS[kind]}:", type="primary" if pressed else "tertiary",
                on_click=_judge, args=(thing, kind, pressed),
            )  # fmt: skip


def undo_line(user_id: str, about: About, place: int) -> None:
    """The undo of what was put away last, if it stood at this place of this list."""
    away: PutAway | None = st.session_state.get(PUT_AWAY)
    if away is None or away.study != st.session_state.study:
        return
    thing = away.thing
    if (thing.user_id, thing.about, thing.place) != (user_id, about, place):
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(t(f"feedback.{away.kind}_done", name=plain(thing.name)), width="stretch")
        st.button(t("feedback.undo"), key="judge-undo", icon=":material/undo:", on_click=_undo, args=(thing,))


def lessons(study: Study, user_id: str, shown: int) -> None:
    """A line on how much the recommender has learned, of which so many recommendations are shown."""
    if not can_judge():
        st.caption(t("feedback.keep_first"))
        return
    found = study.feedback.lessons(user_id, shown)
    if not found.judgements:
        st.caption(t("feedback.none"))
        return
    st.caption(t("feedback.learned", n=found.judgements, own=found.own, changed=found.changed, of=found.of))


def _judge(thing: Thing, kind: Kind, pressed: bool) -> None:
    def change(feedback: Feedback) -> None:
        if pressed:
            feedback.undo(thing.user_id, thing.target_id, thing.about)
        else:
            feedback.add(thing.user_id, thing.target_id, kind, thing.about)

    session.give_feedback(change)
    st.session_state[PUT_AWAY] = PutAway(st.session_state.study, thing, kind) if kind != "like" else None


def _undo(thing: Thing) -> None:
    session.give_feedback(lambda feedback: feedback.undo(thing.user_id, thing.target_id, thing.about))
    st.session_state[PUT_AWAY] = None
