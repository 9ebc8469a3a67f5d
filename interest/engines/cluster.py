"""A Ray cluster as an engine: parts become tasks, which Ray gives to its workers and begins anew where one is lost."""

import logging
import os
import re
import socket
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from interest.engines.engine import Found, Part, Report, silent
from interest.errors import EngineError, InterestError

if TYPE_CHECKING:
    from ray import ObjectRef

RETRIES = 5
"""How often a part is begun anew whose worker ended: one that ends every worker would never come to an end."""
AHEAD = 2
"""Parts for each processor of the cluster that are on the way at once: what is found waits at the head for its turn."""
SECOND = 1.0  # between two reports, while a part is waited for
PATIENCE = 10.0  # seconds within which a cluster answers
_SETTINGS = b"\x04"
_GREETING = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes(3) + _SETTINGS + bytes(5)
"""With which gRPC, by which the machines of a cluster speak, begins: HTTP/2 and a frame of no settings."""
_LACKS = re.compile(r"No module named '[^']+'")


class RayEngine:
    """The workers of a Ray cluster, on which this version of Interest is installed.

    `address` is what `ray.init` takes: "HOST:PORT" of the cluster's head, "ray://HOST:PORT" from outside of it, or
    "local" for processes on this machine. Without one it is the cluster that this process is on already, that of
    `$RAY_ADDRESS`, or the one that runs on this machine. Raises `EngineError` where there is none.
    """

    def __init__(self, address: str | None = None) -> None:
        _connect(address)

    def map(
        self, work: Callable[[Part, Report], Found], parts: Sequence[Part], report: Report = silent
    ) -> Iterator[Found]:
        """See `interest.engines.Engine.map`; what a worker would report is not heard, but that a part is done.

        Raises `EngineError` where a part ends its worker again and again.
        """
        import ray

        held = ray.put(work)  # once for each machine, however many parts it does
        run = ray.remote(max_retries=RETRIES)(_run)
        tasks = (run.remote([held], part) for part in parts)
        begun = deque(islice(tasks, max(1, int(AHEAD * ray.cluster_resources().get("CPU", 1)))))
        try:
            for done in range(len(parts)):
                report(done / len(parts))
                while not ray.wait([begun[0]], timeout=SECOND)[0]:
                    report(done / len(parts))
                found = _got(begun.popleft())
                begun.extend(islice(tasks, 1))
                yield found
        finally:  # somebody may have cancelled
            for task in begun:
                ray.cancel(task)


def _connect(address: str | None) -> None:
    """Be on the cluster; raises `EngineError`."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # a cluster that is started here tells nobody
    try:
        import ray
    except ImportError:
        raise EngineError(
            "The engine ray needs the package of that name, here and on all machines of the cluster: "
            "pip install 'interest[ray]'."
        ) from None
    if ray.is_initialized():
        own = ray.get_runtime_context().gcs_address
        if address not in (None, "auto", own):
            raise EngineError(f"This process works on the Ray cluster {own} already, and can't on {address} as well.")
        return
    try:
        _ask(address)
        ray.init(address or "auto", log_to_driver=False, logging_level=logging.ERROR)
    except (ConnectionError, OSError, RuntimeError, ValueError, ImportError) as error:
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
        raise EngineError(
            f"There is no Ray cluster {f'at {address}' if address else 'on this machine'} ({reason[:160]}). Start one "
            "with `ray start --head`, and give the address that it says, such as 10.0.0.1:6379; if it asks for a "
            "token, set RAY_AUTH_MODE and RAY_AUTH_TOKEN here as there."
        ) from None


def _ask(address: str | None) -> None:
    """Raises `OSError` where nobody answers as a cluster does, for which Ray itself would wait minutes."""
    host, _, port = (address or "").removeprefix("ray://").rpartition(":")
    if not host or not port.isdigit() or os.environ.get("RAY_USE_TLS") == "1":
        return
    with socket.create_connection((host.strip("[]"), int(port)), timeout=PATIENCE) as asked:
        asked.sendall(_GREETING)
        if asked.recv(9)[3:4] != _SETTINGS:
            raise ConnectionError("what answers there is something else")


def _got(task: "ObjectRef[Any]") -> Any:
    """What a task found; raises what it raised."""
    import ray
    from ray.exceptions import RayError, RayTaskError

    try:
        return ray.get(task)
    except RayTaskError as error:
        if isinstance(error.cause, InterestError):
            raise error.cause from None
        if lacks := _LACKS.search(str(error)):  # work could not be unpacked
            raise EngineError(
                f"A worker of the Ray cluster lacks what this machine has ({lacks[0]}). Install the same version of "
                "Interest on all its machines."
            ) from None
        raise
    except RayError as error:
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
        raise EngineError(
            f"A part of the work ended its worker on the Ray cluster {RETRIES + 1} times ({reason[:160]}). Give its "
            "workers more memory, or fewer processors each."
        ) from None


# On a worker

_KEPT: dict[str, Callable[[Any, Report], Any]] = {}
"""The work that this worker was last at, by the id of its object, with what it has loaded, such as a model."""


def _run(held: "list[ObjectRef[Any]]", part: Any) -> Any:
    """What the work gives for a part; in a list, Ray doesn't fetch it anew for each task."""
    import ray

    (work,) = held
    if work.hex() not in _KEPT:
        _KEPT.clear()
        _KEPT[work.hex()] = ray.get(work)
    return _KEPT[work.hex()](part, silent)
