"""Training of a study in the background, for the page on learning."""

import threading
import time
from concurrent.futures import Future

import interest
from interest.changing import change_study
from interest.config import studies_folder
from interest.errors import Cancelled
from interest.ui.jobs.background import time_left
from interest.ui.jobs.turns import TURNS
from interest.users import Learning


class Training:
    """A saved study that learns in a thread, on a copy of its own, and is saved when it is done.

    It goes on while somebody looks at other pages. Nothing here draws.
    """

    def __init__(self, name: str, seed: int = 0) -> None:
        self.name, self.fraction = name, 0.0
        self._started = time.monotonic()
        self._folder, self._seed = studies_folder() / name, seed
        self._stop = threading.Event()
        self._result: Future[Learning] = Future()
        TURNS.enter(self._work)

    def _work(self) -> None:
        self._started = time.monotonic()
        try:
            self._result.set_result(self._run())
        except BaseException as problem:  # noqa: BLE001 (whoever asks for the result gets it)
            self._result.set_exception(problem)

    def _run(self) -> Learning:
        study = interest.open_study(self._folder)
        study.learn(seed=self._seed, progress=self._report)
        # It may have been edited, added to or built anew meanwhile.
        learned = study.learned
        assert learned is not None
        change_study(self._folder, lambda latest: latest.adopt(learned, study.config.encoder))
        return learned

    def _report(self, stage: str, fraction: float) -> None:
        self.fraction = fraction
        if self._stop.is_set():
            raise Cancelled("Training was cancelled; the study is as it was.")

    def cancel(self) -> None:
        """Stop as soon as may be; nothing is kept."""
        self._stop.set()
        if TURNS.leave(self._work):
            self._result.set_exception(Cancelled("Training was cancelled; the study is as it was."))

    @property
    def place(self) -> int:
        """Its place among those that wait for their turn, from 1 on; 0 once it has begun."""
        return TURNS.place(self._work)

    @property
    def running(self) -> bool:
        """Whether it goes on."""
        return not self._result.done()

    @property
    def elapsed(self) -> float:
        """Seconds since it began."""
        return time.monotonic() - self._started

    @property
    def remaining(self) -> float | None:
        """Seconds that it will still take; None while nothing can be said."""
        return time_left(self.elapsed, self.fraction, 1 - self.fraction)

    def result(self) -> Learning:
        """What was found; waits for it. Raises `Cancelled`, and what went wrong."""
        return self._result.result()
