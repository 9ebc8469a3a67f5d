"""What an engine is: one way of calling a function for many parts. The local one is a loop."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any, Protocol, TypeVar

Part = TypeVar("Part")
Found = TypeVar("Found")
Report = Callable[[float], None]
"""Called with the fraction that is done (0 to 1); may raise `Cancelled`."""

PART = 2000
"""Texts of a part where each takes some ten microseconds: little to send around, and often enough a report."""


def silent(fraction: float) -> None:
    """The report of those who don't want to know."""


class Engine(Protocol):
    """Where work is done that goes part by part."""

    def map(
        self, work: Callable[[Part, Report], Found], parts: Sequence[Part], report: Report = silent
    ) -> Iterator[Found]:
        """What `work` gives for each of the parts, in their order, as soon as it and all before it are there.

        `work`, the parts and what is found may travel (by pickle), so that `work` must not change anything but what it
        gives, and may be called for a part again. It gets a function to call with the fraction of the part that is
        done. What is to travel but once, such as a model or the vectors to compare with, belongs into `work`
        (`functools.partial`). Raises what `work` raises.
        """


class Local:
    """This process, part after part."""

    def map(
        self, work: Callable[[Part, Report], Found], parts: Sequence[Part], report: Report = silent
    ) -> Iterator[Found]:
        """See `Engine.map`."""
        for number, part in enumerate(parts):
            yield work(part, partial(_within, report, number, len(parts)))


LOCAL = Local()


def each(
    engine: Engine, function: Callable[..., Found], *columns: Iterable[Any], report: Report = silent, size: int = PART
) -> list[Found]:
    """What a function gives for each row of some columns, as `map` does, with `size` rows a part."""
    rows = list(zip(*columns, strict=True))
    parts = [rows[start : start + size] for start in range(0, len(rows), size)]
    return [found for part in engine.map(partial(_each, function), parts, report) for found in part]


def _each(function: Callable[..., Found], rows: Sequence[tuple[Any, ...]], report: Report) -> list[Found]:
    report(0.0)
    return [function(*row) for row in rows]


def _within(report: Report, number: int, parts: int, fraction: float) -> None:
    """Of one part as of all."""
    report((number + fraction) / parts)
