"""Builds and trainings of all visitors, one after the other: as many at once as the machine bears."""

import os
import threading
from collections import deque
from collections.abc import Callable

from interest.errors import InputError
from interest.machine import GIGABYTE, cores, memory

MEMORY_OF_A_JOB = 3 * GIGABYTE
"""A build of 100,000 statements takes 2.4."""
CORES_OF_A_JOB = 2
"""Which it keeps busy: with more jobs than that all take longer, and none is done sooner."""


def places() -> int:
    """How many may work at once: `$INTEREST_JOBS`, by default what cores and memory allow, at least one."""
    told = os.environ.get("INTEREST_JOBS", "")
    if not told:
        return max(1, min(cores() // CORES_OF_A_JOB, memory() // MEMORY_OF_A_JOB))
    if not told.isdecimal() or not int(told):
        raise InputError(f"INTEREST_JOBS must be a number of jobs from 1 on, got {told!r}.")
    return int(told)


class Turns:
    """Work that waits until others have done theirs, first come, first served."""

    def __init__(self, places: Callable[[], int] = places) -> None:
        self._places = places
        self._lock = threading.Lock()
        self._waiting: deque[Callable[[], object]] = deque()
        self._working = 0

    def enter(self, work: Callable[[], object]) -> None:
        """Have it called, in a thread of its own, when it is its turn."""
        with self._lock:
            self._waiting.append(work)
        self._begin()

    def place(self, work: Callable[[], object]) -> int:
        """Its place among those that wait, from 1 on; 0 once it has begun."""
        with self._lock:
            return self._waiting.index(work) + 1 if work in self._waiting else 0

    def leave(self, work: Callable[[], object]) -> bool:
        """Wait no longer; whether it had not begun yet."""
        with self._lock:
            waits = work in self._waiting
            if waits:
                self._waiting.remove(work)
        return waits

    def _begin(self) -> None:
        with self._lock:
            while self._waiting and self._working < self._places():
                self._working += 1
                threading.Thread(target=self._do, args=(self._waiting.popleft(),), daemon=True).start()

    def _do(self, work: Callable[[], object]) -> None:
        try:
            work()
        finally:
            with self._lock:
                self._working -= 1
            self._begin()


TURNS = Turns()
"""Those of this server: a machine has its cores and its memory once, whoever asks."""
