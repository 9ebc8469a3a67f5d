"""What tests of engines send to workers, who find it by the name of this file."""

import os
import re
import signal
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from time import monotonic, sleep

import numpy as np

from interest.config import Progress, no_progress
from interest.errors import InputError

DIMENSION = 48


class WordEncoder:
    """A bag of words, each in a direction of its own."""

    name = key = "words"
    dimension = DIMENSION

    def __init__(self, once: Path | None = None) -> None:
        self.once = once
        """Where a file of this name is missing, the process that encodes writes it and ends itself."""

    def encode(self, texts: Sequence[str], progress: Progress = no_progress) -> np.ndarray:
        if self.once is not None:
            end_once(self.once)
        progress("encode", 0.0)
        words = [[_direction(word) for word in re.findall(r"\w+", text.lower())] for text in texts]
        sums = np.stack([np.sum(found, axis=0) if found else np.ones(DIMENSION) for found in words])
        return (sums / np.linalg.norm(sums, axis=1, keepdims=True)).astype(np.float32)


def _direction(word: str) -> np.ndarray:
    return np.random.default_rng(zlib.crc32(word.encode())).normal(size=DIMENSION)


def end_once(mark: Path) -> None:
    """End this process where nobody has left the mark yet."""
    if not mark.exists():
        mark.write_text(str(os.getpid()))
        os.kill(os.getpid(), signal.SIGKILL)


def doubled(part: int, report: Callable[[float], None]) -> int:
    report(0.5)
    return 2 * part


def meeting(folder: Path, part: int, report: Callable[[float], None]) -> int:
    """Who does this part, told as soon as somebody else has begun another, or after a minute."""
    (folder / str(os.getpid())).touch()
    end = monotonic() + 60
    while len(list(folder.iterdir())) < 2 and monotonic() < end:
        sleep(0.05)
    return os.getpid()


def ending(mark: Path, part: int, report: Callable[[float], None]) -> int:
    end_once(mark)
    return part


def always_ending(part: int, report: Callable[[float], None]) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return part


def refusing(part: int, report: Callable[[float], None]) -> int:
    raise InputError(f"part {part} can't be used")


def broken(part: int, report: Callable[[float], None]) -> float:
    return part / 0


class Heavy:
    """Work that is costly to carry to a worker: it is unpacked once for each."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __call__(self, part: int, report: Callable[[float], None]) -> int:
        return part

    def __setstate__(self, state: dict) -> None:
        self.__dict__.update(state)
        with self.mark.open("a") as file:
            file.write(f"{os.getpid()}\n")
