"""How well labels can be told from what people wrote."""

import pandas as pd
import streamlit as st

from interest.evaluation import LabelQuality, tellable
from interest.study import Study
from interest.ui.frame import session
from interest.ui.frame.awaiting import Assessment, awaited
from interest.ui.frame.controls import download, table
from interest.ui.frame.translations import message_text, t
from interest.users import labels_of

PATIENCE = 0.5
"""Seconds for which the page waits, since other sections follow."""


@st.cache_resource(max_entries=8, show_spinner=False)
def _assessment(key: str, _study: Study) -> Assessment[LabelQuality]:
    return Assessment(_study.label_quality, ("telling",))


@st.cache_data(max_entries=8, show_spinner=False)
def _can_be_told(key: str, _study: Study) -> bool:
    return len(tellable(labels_of(_study.statements))) > 1


def section(study: Study) -> None:
    """How well the labels in the data can be told; nothing where there are none, or too few."""
    if not _can_be_told(session.study_key(), study):
        return
    st.subheader(t("labels.title"))
    found = awaited(_assessment(session.study_key(), study), _assessment.clear, PATIENCE)
    if found is None:
        return
    for what in found.figures["what"].unique():
        st.write(sentence(found.figures, what))
    table(figure_table(found.figures), share=("value", "label_baseline"))
    with st.expander(t("labels.each"), icon=":material/label:"):
        st.caption(t("labels.each_help"))
        rows = each_table(found.each)
        table(rows, share=("label_precision", "label_found", "f1"))
        download(rows, "labels")
    st.caption(t("labels.help"))
    for note in found.notes:
        st.caption(message_text(note))


def sentence(figures: pd.DataFrame, what: str) -> str:
    """In words, whether labels of users or of statements are told better than by always guessing the most frequent."""
    row = figures[(figures["what"] == what) & (figures["metric"] == "accuracy")].iloc[0]
    verdict = "told" if row["low"] > row["baseline"] else "untold"
    values = {name: row[name] for name in ("n", "value", "low", "high", "baseline")}
    return t(f"labels.{verdict}_{what}", **values)


def figure_table(figures: pd.DataFrame) -> pd.DataFrame:
    """A row a question and figure: label_of, figure (their names), value and label_baseline (0 to 1), gain_range."""
    return pd.DataFrame(
        {
            "label_of": [t(f"labels.{what}") for what in figures["what"]],
            "figure": [t(f"labels.figure_{metric}") for metric in figures["metric"]],
            "value": figures["value"],
            "gain_range": [
                f"{low:.0%} – {high:.0%}" for low, high in zip(figures["low"], figures["high"], strict=True)
            ],
            "label_baseline": figures["baseline"],
        }
    )


def each_table(each: pd.DataFrame) -> pd.DataFrame:
    """A row a question and label: label_of, label, label_count, label_precision, label_found and f1 (0 to 1)."""
    called = each.rename(
        columns={"what": "label_of", "n": "label_count", "precision": "label_precision", "recall": "label_found"}
    )
    return called.assign(label_of=[t(f"labels.{what}") for what in each["what"]])
