"""What the machine has: cores, and memory, as far as a container lets it be used."""

import contextlib
import os
import sys
from pathlib import Path

MEGABYTE, GIGABYTE = 1024**2, 1024**3
_UNKNOWN = 8 * GIGABYTE
"""Where the system doesn't tell how much memory there is (Windows): a common machine's."""
_CGROUPS = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))

_STEPS_BACK = 5
"""Of 19, as `nice` counts: about a quarter of the time beside somebody who needs it all, all of it beside nobody."""


def cores() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def give_way() -> None:
    """Let others go first, such as those who look at pages. Before threads start, which keep what they had."""
    if hasattr(os, "nice"):  # not on Windows
        os.nice(_STEPS_BACK)


def memory() -> int:
    """Bytes of memory that this process and its children may use together."""
    try:
        whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        whole = _UNKNOWN
    return min([whole, *map(_limit, _CGROUPS)], key=lambda size: size or whole)


def most_memory() -> int:
    """Bytes of memory that this process ever held; 0 where nobody can say.

    What Linux calls ru_maxrss is no less than what the process held that started this one.
    """
    with contextlib.suppress(OSError, StopIteration), open("/proc/self/status") as status:
        return int(next(line for line in status if line.startswith("VmHWM:")).split()[1]) * 1024
    with contextlib.suppress(ImportError):
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return 0


def _limit(file: Path) -> int:
    """What a container grants; 0 where there is no limit."""
    try:
        return int(file.read_text())
    except (OSError, ValueError):  # none, or "max"
        return 0
