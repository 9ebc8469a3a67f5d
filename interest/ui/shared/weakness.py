"""The quality of the study that is looked at, which of its nodes are weak, and what somebody who read them says."""

import streamlit as st

from interest.audit.told import measured_text
from interest.evaluation import Quality
from interest.study import Study
from interest.ui.frame import session
from interest.ui.frame.awaiting import PATIENCE, Assessment, awaited
from interest.ui.frame.translations import t
from interest.wording import reasons_text


# One for all sessions that look at the same study.
@st.cache_resource(max_entries=8, show_spinner=False)
def _assessment(key: str, _study: Study) -> Assessment[Quality]:
    return Assessment(_study.quality)


def assessed(study: Study, patience: float = PATIENCE) -> Quality | None:
    """The quality of the study that is looked at; while it is computed, how far that is, and None."""
    if study.contents.quality is not None:  # as a build leaves it
        return study.contents.quality
    quality = awaited(_assessment(session.study_key(), study), _assessment.clear, patience)
    if quality is not None:
        study.keep_quality(quality)  # it may have been opened anew since
    return quality


def weakness(study: Study, node_id: str) -> str:
    """That a node is weak and why; "" where it is not, or where the study's quality was not asked for yet."""
    if study.contents.quality is None:
        return ""
    weak = study.contents.quality.weak().set_index("node_id")["reasons"]
    return t("weak.title", reasons=reasons_text(weak[node_id], t)) if node_id in weak else ""


def measured(study: Study, node_id: str) -> str:
    """How much of a node is right, by the answers of who read some of it; "" where nobody did."""
    if not study.contents.answers.given:
        return ""
    row = study.audit.figures().set_index("node_id").reindex([node_id]).iloc[0]
    return measured_text(row, t) if row["asked"] == row["asked"] else ""
