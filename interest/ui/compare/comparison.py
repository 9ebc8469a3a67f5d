"""What is compared, and what came of it: cards, the picture of differences, people who moved."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from interest import figures
from interest.comparison import STAGES, Comparison, usual_day
from interest.config import Progress
from interest.hierarchy.tree import InterestTree, Level
from interest.study import Study
from interest.ui.frame import session
from interest.ui.frame.awaiting import Assessment, awaited
from interest.ui.frame.charts import chart
from interest.ui.frame.controls import download, go_to_node, go_to_user, level_switch, segments, study_title
from interest.ui.frame.markdown import plain
from interest.ui.frame.translations import t
from interest.ui.shared.columns import pick_value, value_popover, values_of
from interest.wording import chance_text

CARDS = 4
ROWS = 14
_TABLE_ROWS = 8


@dataclass(frozen=True, eq=False)
class Question:
    """What is compared with what: how both sides are called, and how the answer is found."""

    key: str
    earlier: str
    later: str
    studies: tuple[str, str]
    """The studies to which the nodes of the earlier and the later side belong."""
    work: Callable[..., Comparison]


def asked(study: Study) -> Question | None:
    """Choose another study, or a day in the open one; None, and what to do, where neither can be."""
    others, day = (
        [name for name in session.saved_studies() if name != st.session_state.study],
        usual_day(study.contents),
    )
    ways = [way for way, there in (("days", day), ("studies", others)) if there]
    if st.session_state.other in others:  # a link asks for it
        ways.reverse()
    if not ways:
        st.info(t("compare.nothing_to_do"), icon=":material/info:")
    with st.container(horizontal=True):
        st.page_link("pages/segments.py", label=t("compare.to_segments"), icon=":material/groups:")
        if not others:
            st.page_link("pages/data.py", label=t("compare.to_data"), icon=":material/arrow_forward:")
    if not ways:
        return None
    if not others:
        st.caption(t("compare.alone"))
    way = ways[0]
    if len(ways) > 1:
        names = {way: t(f"compare_way.{way}") for way in ways}
        way = segments(t("compare.way"), names, f"compare_way_{way}_{len(ways)}", hidden=True)
    return _two_studies(study, others) if way == "studies" else _two_times(study)


def _two_studies(study: Study, others: list[str]) -> Question | None:
    own = st.session_state.study
    left, right = st.columns(2, vertical_alignment="bottom")
    with left:
        st.session_state.other_box = st.session_state.other if st.session_state.other in others else None
        other = st.selectbox(
            t("compare.with"), others, key="other_box", format_func=study_title, placeholder=t("compare.choose"),
            on_change=lambda: st.session_state.update(other=st.session_state.other_box or ""),
        )  # fmt: skip
    if not other:
        return None
    with right:
        orders = {
            "later": t("compare.order", earlier=study_title(other), later=study_title(own)),
            "earlier": t("compare.order", earlier=study_title(own), later=study_title(other)),
        }
        order = segments(t("compare.which"), orders, "compare_order", help=t("compare.which_help"))
    earlier, later = (other, own) if order == "later" else (own, other)
    there = session.open_study(other)
    sides = (there, study) if order == "later" else (study, there)
    having = _having(_in_both(study, there))

    def work(progress: Progress) -> Comparison:
        return sides[0].compare(sides[1], progress=progress, having=having)

    keys = (session.study_key(other), session.study_key())
    return Question(f"{keys} {order} {having}", study_title(earlier), study_title(later), (earlier, later), work)


def _in_both(study: Study, there: Study) -> dict[str, list[str]]:
    """The values of columns that both studies have."""
    others = values_of(there)
    shared = {column: [v for v in values if v in others.get(column, ())] for column, values in values_of(study).items()}
    return {column: values for column, values in shared.items() if values}


def _having(values: dict[str, list[str]]) -> tuple[str, str] | None:
    """The choice of a column and value among whose people is compared; None for everybody."""
    with value_popover(values, "compare-among", t("columns.filter")) as place:
        column, value = pick_value(values, "compare-among", t("columns.all")) if place else ("", "")
    return (column, value) if column else None


def _two_times(study: Study) -> Question:
    own = st.session_state.study
    days = study.statements["timestamp"].dropna().dt.date
    with st.container(horizontal=True, vertical_alignment="bottom"):
        day = st.date_input(
            t("compare.day"), usual_day(study.contents) or days.min(), days.min(), days.max(), key=f"day-{own}",
            help=t("compare.day_help"), format="YYYY-MM-DD", width=240,
        )  # fmt: skip
        having = _having(values_of(study))

    def work(progress: Progress) -> Comparison:
        return study.compare(day, progress, having)

    titles = t("compare.before", day=day), t("compare.from", day=day)
    return Question(f"{session.study_key()} {day} {having}", *titles, (own, own), work)


@st.cache_resource(max_entries=6, show_spinner=False)
def _assessment(key: str, _work: Callable[..., Comparison]) -> Assessment[Comparison]:
    return Assessment(_work, STAGES)


def compared(question: Question) -> Comparison | None:
    """The answer; while it is computed, how far that is, and None."""
    return awaited(_assessment(question.key, question.work), _assessment.clear)


def show(found: Comparison, question: Question, people: bool) -> None:
    """The whole answer, the most important first; who moved where there are `people` to follow."""
    if found.backwards:
        st.warning(t("compare.backwards"), icon=":material/swap_horiz:")
    places = st.columns(3)
    for place, title, side in zip(
        places, (question.earlier, question.later), (found.earlier, found.later), strict=False
    ):
        place.metric(
            plain(title), t("compare.people", n=len(side.users)), help=t("compare.said", n=len(side.statements))
        )
    if people:
        places[2].metric(t("compare.both"), t("compare.people", n=found.shared_users), help=t("compare.both_help"))
    if found.undated:
        st.caption(t("compare.undated", n=found.undated))
    level = level_switch("compare_level")
    if found.nothing:
        st.info(t("compare.nothing"), icon=":material/balance:")
    else:
        _cards(found, question, level)
    st.subheader(t("compare.picture"), help=t("compare.picture_help"))
    _picture(found, level)
    if people:
        _people(found, question)


def _cards(found: Comparison, question: Question, level: Level) -> None:
    """What grew, shrank, appeared and vanished, each with what people say."""
    kinds = {
        "grew": found.grew(level, CARDS),
        "shrank": found.shrank(level, CARDS),
        "appeared": found.themes("appeared").head(CARDS),
        "vanished": found.themes("vanished").head(CARDS),
    }
    some = {kind: rows for kind, rows in kinds.items() if len(rows)}
    if not some:
        st.info(t("compare.nothing_here"), icon=":material/balance:")
        return
    for place, (kind, rows) in zip(st.columns(max(len(some), 2)), some.items(), strict=False):
        with place:
            st.subheader(t(f"compare.{kind}"), help=t(f"compare.{kind}_help"))
            side = found.later if kind in ("grew", "appeared") else found.earlier
            for row in rows.itertuples(index=False):
                with st.container(border=True):
                    if kind in ("grew", "shrank"):
                        told, texts = _figures(row), side.typical(row.node_id, 2)
                        _title(found.tree, row.node_id, kind, question.studies[0])
                    else:
                        told, texts = _theme_figures(row), side.typical_of(row.topics, 2)
                        _title(side.tree, row.node_id, kind, question.studies[kind == "appeared"])
                        if len(row.topics) > 1:
                            names = [side.tree[topic].name for topic in row.topics]
                            st.markdown(plain(t("app.listing").join(names)))
                    st.caption(told)
                    for text in texts:
                        st.text(t("compare.quote", text=text))
    if none := [t(f"compare.{kind}") for kind in kinds if kind not in some]:
        st.caption(t("compare.none", kinds=t("app.listing").join(none)))


def _title(tree: InterestTree, node_id: str, kind: str, home: str) -> None:
    """The name of a node, which opens it in the study that is its home."""
    if st.button(plain(tree[node_id].name), key=f"{kind}-{node_id}", help=t("users.open_node")):
        _open(home, node_id)


def _figures(row: pd.Series) -> str:
    return t(
        "compare.figures", gap=100 * row.difference, low=100 * row.low, high=100 * row.high,
        before=row.share_earlier, after=row.share_later, users=row.users_earlier, now=row.users_later,
        chance=chance_text(row.significant, row.q, t),
    )  # fmt: skip


def _theme_figures(row: pd.Series) -> str:
    return t(
        "compare.theme_figures", before=row.share_earlier, after=row.share_later, users=row.users, n=row.statements
    )


def _open(study: str, node_id: str) -> None:
    """Open the tree of a study at a node."""
    if study != st.session_state.study:
        session.choose_study(study)
    go_to_node(node_id)


def _picture(found: Comparison, level: Level) -> None:
    """The differences of a level, surest and largest first, and all figures to take away."""
    rows = found.differences(level)
    rows = rows.assign(gap=rows["difference"].abs()).sort_values(["significant", "gap"], ascending=False, kind="stable")
    rows = rows.head(ROWS).sort_values("difference", ascending=False, kind="stable")
    names, colours = [], []
    for row in rows.itertuples(index=False):
        tree = found.later.tree if row.new else found.tree
        names.append(t("compare.new", name=tree[row.node_id].name) if row.new else tree[row.node_id].name)
        colours.append(figures.node_colours(tree)[tree.path(row.node_id)[0].id])
    sure = zip(rows["significant"], rows["q"], rows["needed"], strict=True)
    chance = [chance_text(significant, q, t, needed) for significant, q, needed in sure]
    drawn = rows.assign(name=names, colour=colours, chance=chance)
    figure = figures.changes_figure(drawn, (t("compare.less"), t("compare.more")), t("compare.hover"))
    chart(figure, "changes", t("compare.picture_alt"))
    st.caption(t("compare.picture_note"))
    table = found.to_frame().drop(columns=["node_id"])
    table["level"] = [t(f"level.{name}") for name in table["level"]]
    download(table, f"{found.earlier.name}-{found.later.name}", t("compare.download"))


def _people(found: Comparison, question: Question) -> None:
    """Those of both sides: which main category they went from and to."""
    st.subheader(t("compare.moved"), help=t("compare.moved_help"))
    moved = found.moved
    if found.people.empty:
        st.caption(t("compare.nobody"))
        return
    sure = int(found.people["sure"].sum())
    st.markdown(t("compare.moved_share", n=len(moved), of=len(found.people)))
    st.markdown(t("compare.moved_chance", n=round(found.moved_by_chance), certain=sure))
    names = {node.id: node.name for node in found.tree.level("category")} | {"": t("compare.elsewhere")}
    colours = {**figures.node_colours(found.tree), "": figures.NO_PLACE}
    left, right = st.columns(2, gap="large")
    with left:
        before, after = st.columns(2)
        before.caption(plain(question.earlier))
        after.caption(plain(question.later), text_alignment="right")
        figure = figures.moves_figure(found.moves, names, colours, t("compare.moves_hover"))
        chart(figure, "moves", t("compare.moves_alt"))
    with right:
        people = pd.DataFrame(
            {
                "user_id": moved["user_id"],
                "main_earlier": [names[node] for node in moved["earlier"]],
                "main_later": [names[node] for node in moved["later"]],
                "sure": [t("compare.surely" if sure else "segments.may_be_chance") for sure in moved["sure"]],
            }
        )
        if people.empty:
            return
        st.caption(t("segments.members_help"))
        shown = people if sure else people.drop(columns="sure")  # of nobody: the sentence above says so
        picked = st.dataframe(
            shown, hide_index=True, key="moved",
            column_config={name: st.column_config.Column(t(f"column.{name}"), width=130) for name in shown},
            height=38 + 35 * min(len(people), _TABLE_ROWS), on_select="rerun", selection_mode="single-row",
        )  # fmt: skip
        download(people, f"{found.earlier.name}-{found.later.name}-people", t("segments.download_members"))
        if picked.selection.rows:
            go_to_user(people["user_id"].iloc[picked.selection.rows[0]])
