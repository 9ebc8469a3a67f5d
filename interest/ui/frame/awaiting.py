"""What takes long is computed in the background; the page that asked waits a little, then looks again."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from time import monotonic
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import streamlit as st

from interest.evaluation import STAGES
from interest.ui.frame import session
from interest.ui.frame.progress import LOOK_AGAIN
from interest.ui.frame.translations import t

if TYPE_CHECKING:
    from types import ModuleType

    from streamlit.delta_generator import DeltaGenerator

Result = TypeVar("Result")
PATIENCE = 2.0
"""Seconds for which a page waits for an assessment itself, showing how far it is: the answer is there as soon as it is
known. After that it only looks again now and then."""
_STEP = 0.25  # seconds between two looks while a page waits; what takes less shows no progress

_TURNS = ThreadPoolExecutor(2, thread_name_prefix="assessment")
"""Of all visitors: more at once would end no sooner, and pages would wait for each of them."""


class Assessment(Generic[Result]):
    """Something that is computed in a thread when it is its turn: it goes on while somebody looks at other pages.

    `called` renames stages of the work to `stages`.
    """

    def __init__(
        self, work: Callable[..., Result], stages: Sequence[str] = STAGES, called: Mapping[str, str] | None = None
    ) -> None:
        self.stages, self.called = stages, called or {}
        self.stage, self.fraction = stages[0], 0.0
        self._result: Future[Result] = _TURNS.submit(work, progress=self._report)

    def _report(self, stage: str, fraction: float) -> None:
        stage = self.called.get(stage, stage)
        self.stage, self.fraction = stage, (self.stages.index(stage) + fraction) / len(self.stages)

    def ready(self, patience: float = 0.0) -> bool:
        """Whether it has ended, at once or within `patience` seconds."""
        return bool(wait([self._result], timeout=patience).done)

    def failed(self) -> bool:
        """Whether it ended without a result."""
        return self.ready() and self._result.exception() is not None

    def result(self) -> Result:
        """The result; waits for it, and raises what went wrong."""
        return self._result.result()


def awaited(assessment: Assessment[Result], forget: Callable[[], None], patience: float = PATIENCE) -> Result | None:
    """The result; while it is computed, how far that is, and None. `forget` makes the next look try anew."""
    place, end = st.empty(), monotonic() + patience
    while not assessment.ready(min(_STEP, patience)) and monotonic() < end:
        _bar(place, assessment)
    place.empty()
    if assessment.ready():
        if assessment.failed():
            forget()
        return assessment.result()
    _progress(assessment)
    return None


@st.fragment(run_every=LOOK_AGAIN)
def _progress(assessment: Assessment[Any]) -> None:
    if assessment.ready():
        session.look_again()
    _bar(st, assessment)


def _bar(place: "DeltaGenerator | ModuleType", assessment: Assessment[Any]) -> None:
    place.progress(assessment.fraction, text=t(f"assessing.{assessment.stage}"))
