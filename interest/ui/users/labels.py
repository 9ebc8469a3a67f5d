"""The label that is predicted for somebody."""

from math import isnan

import streamlit as st

from interest.study import Study
from interest.ui.frame.markdown import plain
from interest.ui.frame.translations import t


def predicted(study: Study, user_id: str) -> None:
    """The label that is predicted for somebody whose label is not known, and how often such guesses are right."""
    learned = study.learned
    if learned is None or not learned.predicts_labels or isnan(learned.label_accuracy):
        return
    found = study.predict_labels()
    for row in found[found["user_id"] == user_id].itertuples(index=False):
        values = {"right": learned.label_accuracy, "majority": learned.label_majority}
        st.write(t("users.predicted_label", label=plain(row.label), probability=row.probability, **values))
