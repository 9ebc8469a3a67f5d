"""Own interests beside the tree: the list, one of them with its evidence, and what is answered about it."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from interest import figures
from interest.contents.own import OwnInterest
from interest.guided import CHECKED, Found
from interest.study import Study
from interest.ui.frame import session
from interest.ui.frame.charts import chart
from interest.ui.frame.controls import download, segments, table, whose
from interest.ui.frame.markdown import plain
from interest.ui.frame.translations import t
from interest.ui.tree.own_form import change_own_form, new_own

_READ = 8
"""Statements that are shown of a kind."""
_MOST_PLACES = 8


def own_interests(study: Study) -> None:
    """The view of own interests."""
    st.caption(t("own.what"))
    left, right = st.columns([2, 3], gap="large")
    with left:
        _steps(study)
        if len(study.own):
            _overview(study)
        new_own(study)
    with right.container(key="own-panel"):
        _chosen(study)


def _steps(study: Study) -> None:
    """A step back or forth; nothing before the first change."""
    own = study.contents.own
    if len(own.states) > 1:
        with st.container(horizontal=True):
            st.button(
                t("edit.undo"), key="own-undo", icon=":material/undo:", disabled=not own.at,
                on_click=session.change_beside, args=(lambda study: study.own.undo(),),
            )  # fmt: skip
            st.button(
                t("edit.redo"), key="own-redo", icon=":material/redo:", disabled=own.at + 1 == len(own.states),
                on_click=session.change_beside, args=(lambda study: study.own.redo(),),
            )  # fmt: skip


def _overview(study: Study) -> None:
    """All of them as a table; one is chosen by its row or by its name."""
    with st.spinner(t("own.looking")):
        found = study.own.to_frame()
    shown = pd.DataFrame({"interest": found["name"], "statements": found["statements"]})
    if study.contents.has_people:
        shown["users"] = found["users"]
    shown["wrong_of_them"] = [_wrong_short(study.own.found(name)) for name in found["name"]]
    table(shown, helps={"wrong_of_them": t("own.wrong_help")})
    download(found.rename(columns={"known": "known_how"}), f"{study.name}-own")


def _wrong_short(found: Found) -> str:
    wrong = found.wrong
    if wrong.known == "measured":
        return t("own.wrong_measured_short", share=wrong.share)
    return t("own.wrong_estimated_short", share=wrong.share) if wrong.known == "estimated" else "–"


def _chosen(study: Study) -> None:
    """The one that is chosen, the last that was made before any choice."""
    names = [interest.name for interest in study.own]
    if not names:
        st.info(t("own.none"), icon=":material/lightbulb:")
        st.markdown(t("own.example"))
        return
    key = f"own-chosen-{st.session_state.study}"
    if st.session_state.get(key) not in names:
        st.session_state[key] = names[-1]
    name = st.selectbox(t("own.choose"), names, key=key, persist_state="session")
    with st.spinner(t("own.looking")):
        found = study.own.found(name)
    _figures(study, found)
    if len(found.statements):
        _places(study, found)
    _statements(study, found)
    if len(found.statements):
        _as_segment(study, found)
    change_own_form(study, found)


def _figures(study: Study, found: Found) -> None:
    interest = found.interest
    if interest.description:
        st.text(interest.description)
    if interest.words:
        st.caption(t("own.words_are", words=plain(t("app.listing").join(interest.words))))
    if not len(found.statements):
        st.info(t("own.nobody"), icon=":material/search_off:")
        return
    left, middle, right = st.columns(3)
    left.metric(t("data.statements"), f"{len(found.statements):,}")
    if study.contents.has_people:
        middle.metric(t("data.users"), f"{len(study.own.users(interest.name)):,}")
    right.metric(t("own.wrong"), _wrong_short(found), help=t("own.wrong_help"))
    st.caption(_wrong_text(found))


def _wrong_text(found: Found) -> str:
    """How the share of wrong ones is known, and what would make it better known."""
    wrong = found.wrong
    if wrong.known == "measured":
        return t("own.wrong_measured", low=wrong.low, high=wrong.high, n=wrong.answers)
    left = max(min(CHECKED - wrong.answers, len(found.ask)), 1)
    return t(f"own.wrong_{wrong.known}", n=left)


def _places(study: Study, found: Found) -> None:
    """Where its statements lie in the found tree."""
    where = study.own.where(found.interest.name).head(_MOST_PLACES)
    st.markdown(f"**{t('own.where')}**", help=t("own.where_help"))
    colours = figures.node_colours(study.tree)
    drawn = where.assign(
        weight=where["share"], colour=where["node_id"].map(colours), note=[f"({n:,})" for n in where["statements"]]
    )
    chart(figures.bars_figure(drawn), "own-places", t("own.where_alt"), found.interest.name)
    topics = study.own.where(found.interest.name, "topic").head(_MOST_PLACES)
    with st.container(horizontal=True, gap="small"):
        for row in topics.itertuples(index=False):
            st.button(
                plain(f"{row.name} · {row.statements:,}"), key=f"own-topic-{row.node_id}",
                on_click=session.choose_node, args=(row.node_id,),
            )  # fmt: skip


def _as_segment(study: Study, found: Found) -> None:
    """A way to the people who speak of it."""
    name = found.interest.name
    with st.popover(t("own.segment"), icon=":material/groups:"):
        least = int(st.number_input(t("own.segment_least"), 1, value=1, key=f"own-least-{name}"))
        users = len(study.own.users(name, least))
        st.caption(t("own.segment_users", n=users))
        called = name if least == 1 else f"{name} ({least}+)"

        def made(study: Study) -> None:
            study.segments.add_own(called, name, least)

        if st.button(t("own.segment_make"), type="primary", disabled=not users, key="own-segment-make"):
            session.change_beside(made)
            session.choose_segment(called)
            st.switch_page("pages/segments.py")


def _statements(study: Study, found: Found) -> None:
    """Statements to read and to answer: drawn by lot, the surest, those at the border on both sides."""
    frame = study.contents.ingested.frame
    sure, nearly = (to_read(frame["text"], part["statement_id"]) for part in (found.statements, found.nearly))
    kinds = {"check": list(found.ask), "sure": sure[:_READ], "border": sure[_READ:][-_READ:], "nearly": nearly[:_READ]}
    names = {kind: t(f"own.kind_{kind}") for kind, ids in kinds.items() if ids}
    if not names:
        return
    st.markdown(f"**{t('own.answer')}**", help=t("own.answer_help"))
    kind = segments(t("own.answer"), names, f"own-kind-{len(names)}", hidden=True)
    st.caption(t(f"own.kind_{kind}_help"))
    certain = found.ranked.set_index("statement_id")["certain"]
    for statement in kinds[kind][:_READ]:
        row = frame.iloc[statement]
        text = str(row["text"])
        with st.container(border=True, gap="small", key=f"own-statement-{statement}"):
            st.text(text)
            st.caption(_about(study, row, found, text, float(certain.get(statement, 0.0))))
            _answers(found.interest, statement, text)


def to_read(texts: pd.Series, statements: pd.Series) -> list[int]:
    """The ids of statements in their order, each text once: an answer counts for all of the same words."""
    return texts.iloc[statements].set_axis(statements.tolist()).drop_duplicates().index.tolist()


def _about(study: Study, row: pd.Series, found: Found, text: str, certain: float) -> str:
    """How sure it is, or what was answered, and who said it."""
    if text in (*found.interest.belong, *found.interest.doesnt):
        said = t("own.said_belongs" if text in found.interest.belong else "own.said_doesnt")
    else:
        said = t("own.certain", share=certain)
    source = str(row["source"]) if study.statements["source"].nunique() > 1 else ""
    who = whose(str(row["user_id"]), source) if study.contents.has_people else ""
    return said + (t("app.separator") + who if who else "")


def _answers(interest: OwnInterest, statement: int, text: str) -> None:
    """The buttons of an answer; the one that was given takes it back."""

    def judging(belongs: bool | None) -> Callable[[Study], OwnInterest]:
        return lambda study: study.own.judge(interest.name, statement, belongs)

    with st.container(horizontal=True, gap="small"):
        for belongs, texts, icon in ((True, interest.belong, "check"), (False, interest.doesnt, "close")):
            given = text in texts
            st.button(
                t("own.belongs" if belongs else "own.doesnt"), key=f"own-{belongs}-{statement}",
                icon=f":material/{icon}:", type="primary" if given else "secondary",
                on_click=session.change_beside, args=(judging(None if given else belongs),),
            )  # fmt: skip
