"""What the pages say of a tree's quality: the assessment in the background, the table of nodes, reasons in words."""

from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor, wait

import pandas as pd
import streamlit as st

from interest.evaluation import FEWEST_USERS, LEAST_STABILITY, MOST_OUTLIERS, MOST_STRAY, ONE_USER, STAGES, Quality
from interest.hierarchy.tree import InterestTree
from interest.study import Study
from interest.ui import session
from interest.ui.progress import LOOK_AGAIN
from interest.ui.translations import t

PATIENCE = 2.0
"""Seconds for which a page waits before it shows how far an assessment is: small studies need less."""
LIMITS = {
    "few users": f"{FEWEST_USERS}",
    "one user": f"{ONE_USER:.0%}",
    "not stable": f"{LEAST_STABILITY:.0%}",
    "mixed": f"{MOST_STRAY:.0%}",
    "mostly outliers": f"{MOST_OUTLIERS:.0%}",
}
"""Where each reason to call a node weak begins, for its text."""


class Assessment:
    """The quality of a study, computed in a thread: it goes on while somebody looks at other pages."""

    def __init__(self, study: Study) -> None:
        self.stage, self.fraction = STAGES[0], 0.0
        pool = ThreadPoolExecutor(1, thread_name_prefix="assessment")
        self._result: Future[Quality] = pool.submit(study.quality, progress=self._report)
        pool.shutdown(wait=False)  # the thread ends with its work

    def _report(self, stage: str, fraction: float) -> None:
        self.stage, self.fraction = stage, (STAGES.index(stage) + fraction) / len(STAGES)

    def ready(self, patience: float = 0.0) -> bool:
        """Whether it has ended, at once or within `patience` seconds."""
        return bool(wait([self._result], timeout=patience).done)

    def failed(self) -> bool:
        """Whether it ended without a result."""
        return self.ready() and self._result.exception() is not None

    def quality(self) -> Quality:
        """The result; waits for it, and raises what went wrong."""
        return self._result.result()


# One for all sessions that look at the same study.
@st.cache_resource(max_entries=8, show_spinner=False)
def _assessment(key: str, _study: Study) -> Assessment:
    return Assessment(_study)


def assessed(study: Study) -> Quality | None:
    """The quality of the study that is looked at; while it is computed, how far that is, and None."""
    assessment = _assessment(session.study_key(), study)
    if assessment.ready(PATIENCE):
        if assessment.failed():
            _assessment.clear()  # the next look tries anew
        return assessment.quality()
    _progress(assessment)
    return None


@st.fragment(run_every=LOOK_AGAIN)
def _progress(assessment: Assessment) -> None:
    if assessment.ready():
        st.rerun()
    st.progress(assessment.fraction, text=t(f"assessing.{assessment.stage}"))


def reasons_text(reasons: Iterable[str]) -> str:
    """Why a node is weak, as one line; "" without reasons."""
    return t("app.listing").join(t(f"weak.{reason.replace(' ', '_')}", limit=LIMITS[reason]) for reason in reasons)


def weakness(study: Study, node_id: str) -> str:
    """That a node is weak and why; "" where it is not, or where the study's quality was not asked for yet."""
    if study.known_quality is None:
        return ""
    weak = study.known_quality.weak().set_index("node_id")["reasons"]
    return t("weak.title", reasons=reasons_text(weak[node_id])) if node_id in weak else ""


def node_table(quality: Quality, tree: InterestTree) -> pd.DataFrame:
    """A row a category or topic, weak ones first, then by stability: node_id, interest (its path), level, reasons (as
    text), statements, users, stability and outliers (0 to 1)."""
    nodes = quality.nodes[quality.nodes["level"] != "keyword"]
    nodes = nodes.sort_values(["weak", "stability"], ascending=[False, True], kind="stable")
    return pd.DataFrame(
        {
            "node_id": nodes["node_id"],
            "interest": [tree.path_name(node) for node in nodes["node_id"]],
            "level": [t(f"level.{level}") for level in nodes["level"]],
            "reasons": [reasons_text(reasons) for reasons in nodes["reasons"]],
            **{name: nodes[name] for name in ("statements", "users", "stability", "outliers")},
        }
    ).reset_index(drop=True)
