"""How far can I trust this? Figures for the whole tree, and which parts of it are weak."""

import pandas as pd
import streamlit as st

from interest import figures
from interest.evaluation import LEAST_STABILITY, Quality
from interest.study import Study
from interest.ui.frame import session
from interest.ui.frame.charts import chart
from interest.ui.frame.controls import download, go_to_node, header, need_study, node_picker, segments, table
from interest.ui.frame.markdown import plain
from interest.ui.frame.translations import t
from interest.ui.quality import audit, labels, telling
from interest.ui.quality.trust import (
    feedback_rows,
    feedback_verdict,
    found_sentence,
    has_interests,
    interest_splits,
    interval_table,
    judged_feedback,
    judged_interests,
    judged_items,
    lead_verdict,
    metric_helps,
    metric_rows,
    metric_table,
    node_table,
    splits,
    takes_items,
)
from interest.ui.shared.weakness import assessed, weakness
from interest.wording import trust_figures

INTERESTS_SHOWN, ITEMS_SHOWN = 5, 10


def clicked() -> None:
    """Select the topic that was clicked."""
    points = st.session_state.quality_chart.selection.points
    if points and "customdata" in points[0]:
        session.choose_node(points[0]["customdata"][0])


def verdict(quality: Quality) -> None:
    """In one sentence, and the figures for the whole."""
    levels = quality.whole.levels.set_index("level").loc[["category", "topic"]]
    weak, of = int(levels["weak"].sum()), int(levels["nodes"].sum())
    st.subheader(t("quality.verdict", n=weak, of=of) if weak else t("quality.sound"))
    figures_told = trust_figures(quality, t)
    for place, (value, name, meaning) in zip(st.columns(len(figures_told)), figures_told, strict=True):
        place.metric(name, value, help=meaning)


def topics(study: Study, quality: Quality) -> None:
    """Every topic by its size and by how surely it is found again."""
    figure = figures.stability_figure(
        quality.nodes, study.tree, LEAST_STABILITY, st.session_state.node, t("quality.hover"),
        (t("quality.separation_axis"), t("quality.stability_axis")),
    )  # fmt: skip
    chart(figure, "quality_chart", t("quality.alt"), "quality", on_select=clicked)
    st.caption(t("quality.chart_help"))


def panel(study: Study, quality: Quality) -> None:
    """One node: is it weak, why, and its figures."""
    node_picker(study.tree, "quality_node")
    if not st.session_state.node:
        st.info(t("quality.start"))
        return
    node = study.tree[st.session_state.node]
    row = quality.nodes.set_index("node_id").loc[node.id]
    st.subheader(plain(node.name))
    st.caption(t(f"level.{node.level}"))
    if weak := weakness(study, node.id):
        st.warning(weak, icon=":material/warning:")
    elif node.level != "keyword":
        st.success(t("quality.node_sound"), icon=":material/check_circle:")
    values = {"stability": f"{row['stability']:.0%}", "outliers": f"{row['outliers']:.0%}"}
    values |= {name: f"{row[name]:.2f}" for name in ("cohesion", "separation")}
    values["name_fits"] = "nan" if node.fit is None else f"{node.fit:.0%}"
    for name, value in values.items():
        if "nan" not in value:
            st.markdown(f"**{value}** {t(f'quality.{name}')}", help=t(f"quality.{name}_help"))
    st.caption(t("quality.behind", statements=node.size, users=node.users))
    if st.button(t("users.open_node"), icon=":material/account_tree:"):
        go_to_node(node.id)


def agreement(quality: Quality) -> None:
    """How far the tree agrees with labels in the data, where there are some."""
    if quality.agreement.empty:
        return
    st.subheader(t("quality.agreement"))
    frame = quality.agreement.assign(level=[t(f"level.{level}") for level in quality.agreement["level"]])
    table(frame.drop(columns=["labelled", "labels"]).round(2))
    first = quality.agreement.iloc[0]
    st.caption(t("quality.agreement_help", statements=int(first["labelled"]), labels=int(first["labels"])))


def interests(study: Study) -> None:
    """How good recommended interests are; tested when somebody asks for it."""
    st.subheader(t("quality.interests"))
    if not st.toggle(t("quality.test_interests"), key="test_interests", persist_state="session"):
        st.caption(t("quality.test_interests_help"))
        return
    names = {split: t(f"quality.split_{split}") for split in interest_splits(study)}
    split = segments(t("quality.split"), names, "interests_split", help=t("quality.interests_split_help"))
    st.caption(t(f"quality.interests_{split}_help"))
    found = judged_interests(study, split)
    if found is not None:
        judged(found, "interests", INTERESTS_SHOWN, t("quality.interests_help"))


def items(study: Study) -> None:
    """How good recommended items are, where people took some, and how much likes and dislikes would help."""
    st.subheader(t("quality.items"))
    names = {split: t(f"quality.split_{split}") for split in splits(study)}
    split = segments(t("quality.split"), names, "items_split", help=t("quality.split_help"))
    st.caption(t(f"quality.split_{split}_help"))
    found = judged_items(study, split)
    if found is not None:
        judged(found, "items", ITEMS_SHOWN, t("quality.items_help"))
    likes(study, split)


def judged(found: pd.DataFrame, name: str, k: int, explained: str) -> None:
    """What recommenders find of what was hidden: a verdict, in a sentence, as a chart, and all figures."""
    st.write(lead_verdict(found))
    st.write(found_sentence(found, k))
    chart_place, text_place = st.columns(2, gap="large")
    with chart_place:
        figure = figures.intervals_figure(metric_rows(found), t("quality.ndcg_axis", k=k))
        chart(figure, f"{name}_chart", t("quality.ndcg_alt"), name)
    text_place.caption(explained)
    helps = metric_helps(k)
    with st.expander(t("quality.all_figures"), icon=":material/table_chart:"):
        view = segments(t("quality.view"), {way: t(f"quality.{way}") for way in ("values", "ranges")}, f"{name}_view")
        table(metric_table(found, view == "ranges"), helps=helps, recommender=190)
        st.markdown("\n".join(f"- **{t(f'column.{metric}')}** · {meaning}" for metric, meaning in helps.items()))
        download(found, f"{name}_quality")


def likes(study: Study, split: str) -> None:
    """How much likes and dislikes of items would help."""
    st.subheader(t("quality.feedback"))
    found = judged_feedback(study, split)
    if found is None:
        return
    st.write(feedback_verdict(found))
    rows = feedback_rows(found)
    chart_place, table_place = st.columns(2, gap="large")
    with chart_place:
        figure = figures.intervals_figure(rows, t("quality.found_axis"))
        chart(figure, "feedback_chart", t("quality.feedback_alt"), "feedback")
    with table_place:
        table(interval_table(rows), share="found")
        download(found, "feedback_quality")
    st.caption(t("quality.feedback_help"))


header(t("nav.quality"), t("quality.question"))
study = need_study()
if quality := assessed(study):
    verdict(quality)
    chart_place, panel_place = st.columns([3, 2], gap="large")
    with chart_place:
        topics(study, quality)
    with panel_place:
        panel(study, quality)
    audit.section()
    st.subheader(t("quality.nodes"))
    rows = node_table(quality, study.tree)
    shown = [name for name in rows if name not in ("node_id", "level", "statements")]  # fits a page of 1280 pixels
    if not rows["reasons"].any():
        shown.remove("reasons")
    table(
        rows[shown], percent=("stability", "outliers", "name_fits"), interest=240, reasons=260, users=60, stability=90,
        outliers=100, name_fits=80, helps={"name_fits": t("quality.name_fits_help")},
    )  # fmt: skip
    download(rows.drop(columns="node_id"), "quality")
    agreement(quality)
    telling.section(study)
    labels.section(study)
    if study.contents.has_people and has_interests(study):
        interests(study)
    if takes_items(study):
        items(study)
