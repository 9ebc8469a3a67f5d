"""Is it right? A few statements to read, each with the interest that it was put under, and what follows."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from interest import figures
from interest.audit import ROUND, Audit, Proposal
from interest.audit.told import measured_text
from interest.contents.answers import Verdict
from interest.figures import BASELINE, PALETTE
from interest.study import Study
from interest.ui.frame import session
from interest.ui.frame.charts import chart
from interest.ui.frame.controls import download, segments, table
from interest.ui.frame.markdown import plain
from interest.ui.frame.translations import t
from interest.ui.frame.visitor import visitor

KEYS: dict[Verdict, tuple[str, str]] = {
    "yes": ("y", "check"), "no": ("n", "close"), "unsure": ("u", "question_mark"),
}  # fmt: skip
"""The key and the icon of each answer."""
READING = "auditing"
"""Where it is kept which study is being read."""
CHANGED, CHANGE = "audit-page", "audit-changed"
"""Whether the tree was changed here just now, and the number of the edit that did so last."""
WHOLE = ""
DOUBTS_SHOWN = 3
"""Those of which least seems right; each takes some twenty answers."""


@st.fragment
def section() -> None:
    """The check, and what it has found so far."""
    if st.session_state.pop(CHANGED, False) or st.session_state.get("told"):
        st.rerun()  # the whole page: the tree is another, or something is to be said at its top
    study = session.open_study()
    st.subheader(t("audit.title"))
    if st.session_state.get("categories", 0):
        st.caption(t("audit.keep_first"))
        return
    done = len(study.audit)
    if st.session_state.get(READING) == st.session_state.study:
        _reading(study, done)  # and no figures meanwhile, which might sway who reads
        return
    _beginning(done)
    if study.edits and study.edits[-1].number == st.session_state.get(CHANGE):
        st.button(t("audit.undo_change"), key="audit-undo-change", icon=":material/undo:", on_click=_undo_change)
    if done:
        _found(study)


def _beginning(done: int) -> None:
    """What it is for, and the button that begins or goes on."""
    left = done % ROUND
    if not done:
        st.write(t("audit.purpose", n=ROUND))
    if not visitor().may("editor", st.session_state.study):
        st.caption(t("audit.readers"))
        return
    label = t("audit.go_on", n=left, of=ROUND) if left else t("audit.another" if done else "audit.begin", n=ROUND)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(label, key="audit-begin", type="secondary" if done else "primary", icon=":material/fact_check:",
                  on_click=_read, args=(True,))  # fmt: skip
        if done:
            _undo_button()


def _reading(study: Study, done: int) -> None:
    """One statement with its interest, and the three answers."""
    node = _of(study)
    drawn = study.audit.draw(1, node)
    if drawn.empty:
        st.success(t("audit.all_read"), icon=":material/done_all:")
        st.button(t("audit.stop"), key="audit-stop", on_click=_read, args=(False,))
        return
    row = drawn.iloc[0]
    place = done % ROUND
    st.progress(place / ROUND, text=t("audit.progress", n=place + 1, of=ROUND))
    with st.container(border=True, key="audit-card"):
        st.text(row["text"])
        topic, category = study.tree[row["topic"]], study.tree[row["category"]]
        st.markdown(t("audit.ask", topic=plain(topic.name), category=plain(category.name)))
        with st.container(horizontal=True):
            for verdict, (key, icon) in KEYS.items():
                st.button(
                    t(f"audit.{verdict}"), key=f"audit-{verdict}", icon=f":material/{icon}:", shortcut=key,
                    on_click=_answer, args=(int(row["statement_id"]), verdict, node),
                )  # fmt: skip
    with st.container(horizontal=True):
        if done:
            _undo_button()
        st.button(t("audit.stop"), key="audit-stop", type="tertiary", icon=":material/pause:",
                  on_click=_read, args=(False,))  # fmt: skip


def _of(study: Study) -> str | None:
    """What is read: the whole tree, or the interest that is chosen on the page."""
    chosen = st.session_state.node
    level = study.tree[chosen].level if chosen in study.tree else ""
    if level not in ("category", "topic") or study.tree[chosen].talk or not study.tree[chosen].named:
        return None
    names = {WHOLE: t("audit.of_whole"), chosen: study.tree[chosen].name}
    return segments(t("audit.of"), names, f"audit-of-{chosen}", hidden=True) or None


def _undo_button() -> None:
    st.button(t("audit.undo"), key="audit-undo", type="tertiary", icon=":material/undo:", shortcut="z",
              on_click=_undo)  # fmt: skip


def _read(on: bool) -> None:
    st.session_state[READING] = st.session_state.study if on else ""


def _answer(statement_id: int, verdict: Verdict, node: str | None) -> None:
    counts = []

    def change(audit: Audit) -> None:
        audit.answer(statement_id, verdict, visitor().name, node)
        counts.append(len(audit))

    session.answer(change)
    if counts and counts[-1] % ROUND == 0:
        _read(False)


def _undo() -> None:
    name = visitor().name
    session.answer(lambda audit: audit.undo(name or None))


def _found(study: Study) -> None:
    """What the answers say: in a sentence, as a chart, topic by topic, and what they speak for changing."""
    rows = study.audit.figures()
    st.write(measured_text(rows.iloc[0], t))
    known = rows[(rows["level"] != "topic") & rows["precision"].notna()]
    if len(known) > 1:
        named = known.assign(
            name=[t("audit.of_whole") if level == "tree" else name for level, name in known[["level", "name"]].values],
            value=known["precision"],
            colour=[BASELINE if level == "tree" else PALETTE[0] for level in known["level"]],
        )
        chart(figures.intervals_figure(named, t("audit.axis")), "audit_chart", t("audit.alt"), "audit")
    categories = rows[(rows["level"] == "category") & (rows["needed"] > 0)]
    if len(categories):
        st.caption(t("audit.more_needed", n=len(categories), needed=int(categories["needed"].sum())))
    _proposals(study)
    with st.expander(t("audit.each"), icon=":material/table_chart:"):
        shown = audit_table(rows)
        table(shown[shown["asked"] > 0], percent=("precision", "low", "high"), name=260)
        st.caption(t("audit.help"))
        download(shown, "audit")


def audit_table(rows: pd.DataFrame) -> pd.DataFrame:
    """The figures for people: name, level, asked, belong, cannot_say, precision, low, high, answers_needed."""
    called = rows.rename(columns={"unsure": "cannot_say", "needed": "answers_needed"})
    level = [t("audit.of_whole") if level == "tree" else t(f"level.{level}") for level in rows["level"]]
    columns = ["name", "level", "asked", "belong", "cannot_say", "precision", "low", "high", "answers_needed"]
    return called.assign(level=level)[columns]


def _proposals(study: Study) -> None:
    """What could be changed, each with the button that does so; and where more answers would tell."""
    found = study.audit.proposals()
    for proposal in found.found:
        with st.container(border=True):
            st.markdown(proposal_text(proposal))
            st.button(
                t(f"audit.{proposal.change}"), key=f"audit-{proposal.change}-{proposal.node_id}",
                icon=f":material/{'call_split' if proposal.change == 'split' else 'visibility_off'}:",
                on_click=_change, args=(proposal,), disabled=not visitor().may("editor", st.session_state.study),
            )  # fmt: skip
    for doubt in found.doubts[:DOUBTS_SHOWN]:
        st.caption(t("audit.doubt", name=plain(doubt.name), share=doubt.precision, n=doubt.needed))
        st.button(
            t("audit.ask_about", name=plain(doubt.name)), key=f"audit-about-{doubt.node_id}", type="tertiary",
            icon=":material/fact_check:", on_click=_ask_about, args=(doubt.node_id,),
        )  # fmt: skip


def proposal_text(proposal: Proposal) -> str:
    """What is proposed and why, safe for Markdown."""
    return t(f"audit.propose_{proposal.change}", name=plain(proposal.name), share=proposal.precision, low=proposal.low,
             high=proposal.high, n=proposal.answers)  # fmt: skip


def _change(proposal: Proposal) -> None:
    def change(study: Study) -> str:
        if proposal.change == "split":
            study.edit.split(proposal.node_id)
        else:
            study.edit.hide(proposal.node_id)
        st.session_state[CHANGE] = study.edits[-1].number
        return ""

    _edit(change)


def _undo_change() -> None:
    def change(study: Study) -> str:
        study.undo()
        return ""

    _edit(change)


def _edit(change: Callable[[Study], str]) -> None:
    session.change_study(change)
    st.session_state[CHANGED] = True


def _ask_about(node_id: str) -> None:
    session.choose_node(node_id)
    st.session_state[f"audit-of-{node_id}"] = node_id
    _read(True)
