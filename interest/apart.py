"""Files of strangers are read in a process of its own, with limits of memory and time.

What crashes a reader, fills the memory or comes to no end there, ends there: whoever brought the file is told so in
one line, and nobody else notices. The process waits for the next file, so that only the first one waits for its start.
It is run as `python -m interest.apart`; questions and answers go through its stdin and stdout. It is no jail: what runs
in it may do what the app may.
"""

import contextlib
import importlib
import math
import os
import pickle
import signal
import struct
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Any, Literal, ParamSpec, TypeVar

from interest.errors import InputError, InterestError
from interest.machine import GIGABYTE, cores, memory, most_memory

P = ParamSpec("P")
T = TypeVar("T")

LEAST_MEMORY, MEMORY_PER_BYTE = GIGABYTE, 50
"""What reading a file of no size may take, and what each byte of it adds. Tables of short cells take about thirty times
the size of their file; whatever takes much more is packed to do harm."""
LEAST_TIME, TIME_PER_MEGABYTE = 30.0, 3.0
"""Seconds of a processor. A megabyte takes well under one, other than in files that are made to take long."""
_PATIENCE = 4
"""How many times longer it may take by the clock: a busy machine is no reason to refuse a file."""
_RETIRE = GIGABYTE // 2
"""A process that once held more than this is not kept: what Python and Arrow freed, the system may not have back."""
_CALLED = ("interest.ingest", "interest.library.packing")
"""What is called later, and so is read while nobody waits."""
_SIZE = struct.Struct("!Q")


@dataclass(frozen=True)
class Limits:
    """What one call may take: bytes, and seconds of a processor."""

    memory: int
    seconds: float

    @classmethod
    def of(cls, size: int) -> "Limits":
        """Those for a file of so many bytes: at most half of the machine's memory."""
        granted = min(LEAST_MEMORY + MEMORY_PER_BYTE * size, max(memory() // 2, LEAST_MEMORY))
        return cls(granted, LEAST_TIME + TIME_PER_MEGABYTE * size / 1024**2)


@dataclass(frozen=True)
class _Answer:
    """What came of a call: its value, an `InterestError`, or None for whatever else went wrong."""

    outcome: Literal["value", "error", "memory", "bug"]
    value: Any = None
    stays: bool = True
    """Whether the process can take another call."""


def call(about: str, size: int, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What a function gives for a file called `about` of `size` bytes, called in a process of its own.

    Function and arguments go there by pickle. Raises the `InterestError` that it raises, and `InputError` where it
    takes more than `Limits` grant or ends the process.
    """
    limits = Limits.of(size)
    with _AT_ONCE:
        reader = _taken() or _Reader()
        answer = reader.answer(pickle.dumps((limits, function, args, kwargs)), _PATIENCE * limits.seconds)
        if answer is not None and answer.stays:
            _put_back(reader)
        else:
            reader.end()
    if answer is not None and answer.outcome == "value":
        return answer.value
    if answer is not None and answer.outcome == "error":
        raise answer.value
    if answer is not None and answer.outcome == "memory":
        raise InputError(
            f"{about} can't be read: it would take more than {limits.memory / GIGABYTE:.1f} GB of memory, far more "
            "than files of its size do. It may be damaged, or made to do harm; if it is yours, save it anew."
        )
    if reader.timed_out:
        raise InputError(
            f"{about} can't be read: there was no end to it within {limits.seconds:.0f} seconds. It may be damaged, or "
            "made to do harm; if it is yours, save it anew."
        )
    raise InputError(
        f"{about} can't be read: reading it failed in a way that is not foreseen. It may be damaged, or made to do "
        "harm; if it is yours, save it anew."
    )


def warm_up() -> None:
    """Have a process ready before the first file comes."""
    if not _IDLE:
        _put_back(_Reader())


class _Reader:
    """The process, as seen from outside."""

    def __init__(self) -> None:
        self.timed_out = False
        """Whether it took too long."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "interest.apart"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # Threads would take memory of their own, and other visitors' processors.
            env={**os.environ, "PYTHONUTF8": "1", "OMP_NUM_THREADS": "1"},
        )

    @property
    def alive(self) -> bool:
        """Whether it still waits for a call."""
        return self._process.poll() is None

    def answer(self, question: bytes, seconds: float) -> _Answer | None:
        """What came of a call; None where the process ended, or had to be ended, instead."""
        timer = threading.Timer(seconds, self._stop)
        timer.start()
        try:
            assert self._process.stdin is not None and self._process.stdout is not None
            _write(self._process.stdin, question)
            found = _read(self._process.stdout)
            return None if found is None else pickle.loads(found)
        except OSError:  # it ended while it was asked
            return None
        finally:
            timer.cancel()

    def _stop(self) -> None:
        self.timed_out = True
        self._process.kill()

    def end(self) -> None:
        """End it."""
        self._process.kill()
        with contextlib.suppress(OSError), self._process:  # closes its pipes and waits
            pass
        self.timed_out |= self._process.returncode == -getattr(signal, "SIGXCPU", 0)


_IDLE: list[_Reader] = []
"""At most one, for all visitors: processes belong to the server, not to a session."""
_AT_ONCE = threading.BoundedSemaphore(max(2, cores()))
_LOCK = threading.Lock()


def _taken() -> _Reader | None:
    """The process that waits, if one does."""
    with _LOCK:
        reader = _IDLE.pop() if _IDLE else None
    if reader is not None and not reader.alive:
        reader.end()
        return None
    return reader


def _put_back(reader: _Reader) -> None:
    with _LOCK:
        keep = not _IDLE
        if keep:
            _IDLE.append(reader)
    if not keep:
        reader.end()


def _write(stream: IO[bytes], data: bytes) -> None:
    stream.write(_SIZE.pack(len(data)))
    stream.write(data)
    stream.flush()


def _read(stream: IO[bytes]) -> bytes | None:
    """What was written on the other side; None at its end."""
    head = stream.read(_SIZE.size)
    if len(head) < _SIZE.size:
        return None
    (size,) = _SIZE.unpack(head)
    data = stream.read(size)
    return data if len(data) == size else None


# Within the process


def main() -> None:
    """Answer calls until nobody is there any more."""
    questions, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    for room in _CALLED:
        importlib.import_module(room)
    while (question := _read(questions)) is not None:
        answer = _answered(question)
        try:
            text = pickle.dumps(answer)
        except MemoryError:
            text = pickle.dumps(_Answer("memory", stays=False))
        _write(answers, text)
        if not answer.stays:
            return


def _answered(question: bytes) -> _Answer:
    try:
        limits, function, args, kwargs = pickle.loads(question)
        _limit(limits)
        value = function(*args, **kwargs)
        return _Answer("value", value, most_memory() < _RETIRE)
    except InterestError as error:
        return _Answer("error", error, most_memory() < _RETIRE)
    except MemoryError:
        return _Answer("memory", stays=False)
    except Exception:  # noqa: BLE001 (a stranger's file; the operator sees what it was)
        traceback.print_exc()
        return _Answer("bug", stays=False)


def _limit(limits: Limits) -> None:
    """Have the system refuse more than is granted, where it can: of memory Linux does, of time all but Windows."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a crash leaves nobody's texts on the disk
        used = resource.getrusage(resource.RUSAGE_SELF)
        end = math.ceil(used.ru_utime + used.ru_stime + limits.seconds)
        resource.setrlimit(resource.RLIMIT_CPU, (end, resource.RLIM_INFINITY))
        resource.setrlimit(resource.RLIMIT_DATA, (limits.memory, resource.RLIM_INFINITY))


if __name__ == "__main__":
    # Under its own name: what comes through the pipe is of `interest.apart`, not of `__main__`.
    from interest import apart

    apart.main()
