"""Where no groups show: why, how people lie, and groups that can be made of them with a click."""

import pandas as pd
import streamlit as st

from interest import figures
from interest.inference.groups import FEWEST_PEOPLE
from interest.segments import Found, Rule
from interest.study import Study
from interest.ui.frame.charts import chart
from interest.ui.frame.markdown import plain
from interest.ui.frame.translations import t
from interest.ui.shared.undoing import change_segments

_MOST_CATEGORIES = 8
"""Categories by which people are coloured: more colours are not told apart."""
_MUCH = 1 / 3
"""A third of what somebody says is a main interest of theirs: as for who belongs to a found group."""
_FEWEST = 5
"""People of a group that is worth a click."""


def no_groups(study: Study, found: Found) -> None:
    """Why there are no groups; people as dots in the colours of what they say most about, and these as groups."""
    st.info(t(f"found.{found.verdict}", n=found.several, least=FEWEST_PEOPLE), icon=":material/groups:")
    if found.verdict == "single" or found.spots.empty:
        st.markdown(t("found.instead"))
        return
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.markdown(f"##### {t('found.crowd')}")
        spots, categories = _by_category(study, found)
        chart(figures.crowd_figure(spots, categories, t("found.elsewhere")), "crowd", t("found.crowd_alt"))
        st.caption(t("app.sentences").join([t("found.crowd_help"), t("found.crowd_colours")]))
    with right:
        _to_make(study)


def _by_category(study: Study, found: Found) -> tuple[pd.DataFrame, list[figures.Group]]:
    """People in the colours of the categories that they say most about: where there are no groups, who they are."""
    colours, heaviest = figures.node_colours(study.tree), study.contents.profiles.heaviest("category")
    main = found.spots["user_id"].map(heaviest)
    shown = [node for node in main.value_counts().index if not study.tree[node].is_other][:_MOST_CATEGORIES]
    spots = found.spots.assign(group=main.where(main.isin(shown), "0"))
    return spots, [figures.Group(node, study.tree[node].name, colours[node]) for node in shown]


def _to_make(study: Study) -> None:
    """The categories that mean much to some people, each with its people and the button that makes a segment of it."""
    rules = {node.id: study.segments.rule({node.id: _MUCH}) for node in study.tree.level("category") if not node.talk}
    people = {node: len(study.segments.matching(rule)) for node, rule in rules.items()}
    ranked = sorted((node for node, n in people.items() if n >= _FEWEST), key=lambda node: -people[node])
    st.markdown(f"##### {t('found.make')}")
    st.caption(t("found.make_help"))
    for node in ranked[:_MOST_CATEGORIES]:
        name, part = study.tree[node].name, people[node] / max(len(study.users), 1)
        left, right = st.columns([2, 1], vertical_alignment="center")
        left.markdown(t("found.make_row", name=plain(name), n=people[node], share=part))
        if any(one.definition == rules[node] for one in study.segments):
            right.caption(t("found.made"))
            continue
        right.button(
            t("found.keep"), key=f"make-{node}", icon=":material/bookmark_add:", help=t("found.keep_help"),
            disabled=bool(st.session_state.categories), on_click=_made, args=(name, rules[node]), width="stretch",
        )  # fmt: skip
    st.caption(t("found.instead"))


def _made(name: str, rule: Rule) -> None:
    names = []

    def change(study: Study) -> str:
        free = (f"{name} {i}" if i > 1 else name for i in range(1, len(study.segments) + 2))
        names.append(study.segments.add(next(one for one in free if one not in study.segments), rule).name)
        return names[-1]

    if change_segments(change, lambda: t("segments.added", name=plain(names[-1]))):
        st.session_state.update(kept=names[-1], segment_look="one")
