"""Findings as cards: a sentence, a picture, a statement that shows it, and where to look on."""

from collections.abc import Callable
from typing import Literal

import pandas as pd
import streamlit as st

from interest import figures
from interest.findings import Facet, Finding, find, found_nothing, lacking
from interest.findings.finding import Kind
from interest.segments import asked
from interest.study import Study
from interest.ui.frame import session
from interest.ui.frame.charts import chart
from interest.ui.frame.controls import chips, go_to_node, go_to_user, listed, quotes
from interest.ui.frame.markdown import plain
from interest.ui.frame.translations import t
from interest.ui.shared.effects import effects_chart
from interest.ui.shared.facets import colour_of, rating_chart, source_chart, time_chart
from interest.ui.shared.weakness import weakness
from interest.wording import finding_text, kind_of

Badge = Literal["primary", "green", "orange", "blue", "violet", "red", "gray"]

LOOKS: dict[Kind, tuple[str, Badge]] = {
    "largest": (":material/leaderboard:", "primary"),
    "groups": (":material/groups:", "primary"),
    "outcome": (":material/query_stats:", "violet"),
    "rising": (":material/trending_up:", "green"),
    "fading": (":material/trending_down:", "orange"),
    "source": (":material/hub:", "blue"),
    "pair": (":material/link:", "violet"),
    "disliked": (":material/thumb_down:", "red"),
    "concentrated": (":material/person_alert:", "gray"),
    "weak": (":material/warning:", "gray"),
}
"""The icon and the colour of each kind."""
_BARS = 6
_DOTS = 5
_NAMES = 8


@st.cache_resource(max_entries=8, show_spinner=False)
def _found(key: str, judged: bool, _study: Study) -> tuple[tuple[Finding, ...], tuple[Facet, ...]]:
    return find(_study.contents), lacking(_study.contents)


def findings_of(study: Study) -> tuple[tuple[Finding, ...], tuple[Facet, ...]]:
    """The findings of the study that is looked at, and the columns that it lacks, kept for the next look."""
    return _found(session.study_key(), study.contents.quality is not None, study)


def card(study: Study, finding: Finding, key: str) -> None:
    """One finding."""
    icon, colour = LOOKS[finding.kind]
    headline, detail = finding_text(finding, study.tree, t, plain)
    with st.container(border=True, key=f"card-{key}", height="stretch"):
        st.badge(t(f"finding_kind.{kind_of(finding)}"), icon=icon, color=colour)
        st.markdown(f"### {headline}")
        timed = finding.since is not None
        st.caption(detail, help=t("findings.time_help") if timed else None)
        if finding.kind == "pair":
            _weak_told(study, finding)
        _picture(study, finding, key)
        texts = study.statements.set_index("statement_id")["text"]
        if finding.kind != "groups":  # no statement says who people are
            quotes(texts[list(finding.quoted)])
        _ways_on(study, finding, key)


def _weak_told(study: Study, finding: Finding) -> None:
    """That an interest of a card is weak, as far as that is known."""
    if weak := [study.tree[node].name for node in finding.nodes if weakness(study, node)]:
        st.caption(t("findings.weak_in", names=listed(weak)))


def _picture(study: Study, finding: Finding, key: str) -> None:
    """The small picture of a card."""
    match finding.kind:
        case "rising" | "fading":
            time_chart(study, finding.node, f"picture-{key}", finding.since)
        case "source":
            source_chart(study, finding.node, f"picture-{key}")
        case "disliked":
            if rating_chart(study, finding.node, f"picture-{key}"):
                st.caption(t("findings.rating_note"))
        case "outcome" if finding.goes:
            rows = asked(study.contents).rows(finding.goes.column)
            effects_chart(study, rows.head(_DOTS), finding.goes, f"picture-{key}")
        case "largest" | "groups" | "pair" | "concentrated":
            rows = {"largest": _categories, "groups": _groups, "pair": _overlap, "concentrated": _people}[finding.kind](
                study, finding
            )
            figure = figures.bars_figure(rows)
            chart(figure, f"picture-{key}", t("findings.bars_alt"))


def _categories(study: Study, finding: Finding) -> pd.DataFrame:
    """The categories by the part of users who speak of them."""
    people = max(len(study.contents.profiles), 1)
    nodes = [node for node in study.tree.level("category") if not node.talk]
    nodes = sorted(nodes, key=lambda node: (-node.users, -node.size))[:_BARS]
    return pd.DataFrame(
        {
            "name": [node.name for node in nodes],
            "weight": [node.users / people for node in nodes],
            "colour": [colour_of(study, node.id) for node in nodes],
            "note": [t("findings.people", n=node.users) for node in nodes],
        }
    )


def _groups(study: Study, finding: Finding) -> pd.DataFrame:
    """The found groups by the part of users who belong to them."""
    colours = figures.categorical(len(finding.groups))
    return pd.DataFrame(
        {
            "name": [part.name for part in finding.groups],
            "weight": [part.share for part in finding.groups],
            "colour": colours,
            "note": [t("findings.people", n=part.users) for part in finding.groups],
        }
    )


def _overlap(study: Study, finding: Finding) -> pd.DataFrame:
    """How many speak of both, beside chance."""
    names = [t("findings.of_both"), t("findings.by_chance")]
    colours = [colour_of(study, finding.node), figures.FAINT]
    return pd.DataFrame({"name": names, "weight": [finding.share, finding.against], "colour": colours, "note": ""})


def _people(study: Study, finding: Finding) -> pd.DataFrame:
    """Whose the statements of a topic are."""
    own = study.statements.loc[study.statements["topic"] == finding.node, "user_id"].value_counts(normalize=True)
    own = own.head(_BARS)
    colours = [colour_of(study, finding.node) if user in finding.people else figures.FAINT for user in own.index]
    return pd.DataFrame({"name": own.index, "weight": own.to_numpy(), "colour": colours, "note": ""})


def _ways_on(study: Study, finding: Finding, key: str) -> None:
    """Buttons to where it can be seen."""
    tree = study.tree
    if finding.kind in ("largest", "pair", "concentrated", "weak"):
        label = {node: tree[node].name for node in finding.nodes if node in tree}
        if picked := chips(label, key, _NAMES):
            go_to_node(picked)
    ways: dict[str, tuple[str, Callable[[], None]]] = {
        "tree": (":material/account_tree:", lambda: go_to_node(finding.node)),
        "negative": (":material/account_tree:", lambda: _go_to_disliked(finding.node)),
        "map": (":material/scatter_plot:", lambda: _go_to_map(finding.node)),
        "person": (":material/person:", lambda: go_to_user(finding.people[0])),
        "group": (":material/groups:", lambda: _go_to_segments(finding.nodes)),
        "groups": (":material/groups:", lambda: st.switch_page("pages/segments.py")),
        "outcome": (":material/table_chart:", lambda: _go_to_outcome(finding)),
        "trust": (":material/verified:", lambda: st.switch_page("pages/quality.py")),
    }
    wanted = {
        "largest": (), "groups": ("groups",), "outcome": ("outcome", "tree"), "rising": ("tree", "map"),
        "fading": ("tree", "map"), "source": ("tree", "map"), "pair": ("group",), "disliked": ("negative", "map"),
        "concentrated": ("person",), "weak": ("trust",),
    }  # fmt: skip
    with st.container(horizontal=True, gap="small"):
        for way in wanted[finding.kind]:
            icon, go = ways[way]
            if st.button(t(f"findings.to_{way}"), key=f"{way}-{key}", icon=icon):
                go()


def _go_to_disliked(node_id: str) -> None:
    st.session_state.opinion = "disliked"
    go_to_node(node_id)


def _go_to_map(node_id: str) -> None:
    session.choose_node(node_id)
    st.switch_page("pages/map.py")


def _go_to_segments(nodes: tuple[str, ...]) -> None:
    session.start_defining(nodes)
    st.switch_page("pages/segments.py")


def _go_to_outcome(finding: Finding) -> None:
    if finding.goes:
        session.ask_outcome(finding.goes.column, finding.goes.value)
    st.switch_page("pages/segments.py")


def even(found: tuple[Finding, ...], missing: tuple[Facet, ...]) -> None:
    """What was looked for and not found, and what could be found with more columns."""
    if in_vain := found_nothing(found, missing):
        with st.container(border=True, key="card-even"):
            st.badge(t("findings.even"), icon=":material/check_circle:", color="gray")
            for search in in_vain:
                st.markdown(t(f"findings.no_{search}"))
            st.caption(t("findings.even_help"))
            if "trend" in in_vain:
                st.caption(t("findings.even_changes"))
    if missing:
        st.caption(t("findings.lacking", columns=t("app.listing").join(t(f"lacking.{facet}") for facet in missing)))
