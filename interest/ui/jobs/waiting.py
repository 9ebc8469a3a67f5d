"""A worker that waits for work, with what every build imports and compiles already in its memory."""

import os
import subprocess
import sys
import threading
from pathlib import Path

from interest.machine import give_way

PATIENCE = 900.0
"""Seconds after which a worker that nobody needed gives its memory back."""


class WaitingWorker:
    """At most one process that waits; it ends with the app, whose end closes its stdin."""

    def __init__(self, warm: bool = True) -> None:
        """Without `warm` it has nothing in its memory yet, and is there sooner."""
        self._warm = warm
        self.wanted = False
        """Whether there should be one at all: `serve` says so, tests and scripts that look at a page don't."""
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def make_ready(self) -> None:
        """Start one, unless it is there already."""
        with self._lock:
            if self.wanted and (self._process is None or self._process.poll() is not None):
                self._process = subprocess.Popen(
                    [sys.executable, "-m", "interest.ui.jobs.waiting", *([] if self._warm else ["--cold"])],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    env={**os.environ, "PYTHONUTF8": "1"},
                )

    def give(self, folder: Path) -> "subprocess.Popen[bytes] | None":
        """Hand it the job whose request lies in a folder; None where there is none that could do it."""
        with self._lock:
            process, self._process = self._process, None
        if process is None or process.stdin is None or process.poll() is not None:
            return None
        try:
            process.stdin.write(f"{folder}\n".encode())
            process.stdin.flush()  # and not closed: its end tells the worker that the server is no more
        except OSError:  # it has just ended
            return None
        return process


waiting_worker = WaitingWorker()
"""That of this app."""


def wait(warm: bool) -> int:
    """In the process itself: get ready, wait for a folder with a request on stdin, and do it."""
    give_way()
    if warm:
        _warm_up()
    idle = threading.Timer(PATIENCE, os._exit, [0])
    idle.daemon = True
    idle.start()
    line = sys.stdin.readline().rstrip("\n")
    idle.cancel()
    if not line:
        return 0
    folder = Path(line)
    for number, name in ((1, "progress.jsonl"), (2, "errors.txt")):  # where a worker of its own would write
        os.dup2(os.open(folder / name, os.O_WRONLY | os.O_APPEND | os.O_CREAT), number)
    from interest.ui.jobs.worker import end_with_the_server, main

    end_with_the_server(str(folder / "request.json"))
    return main(str(folder / "request.json"))


def _warm_up() -> None:
    """Import, compile and load what builds need: a layout of nothing much has most of it."""
    import numpy as np
    import sentence_transformers  # noqa: F401  # the slowest of all

    import interest.ui.jobs.worker  # noqa: F401
    from interest.hierarchy.clustering.layers import hdbscan_layers
    from interest.hierarchy.clustering.layout import Layouts
    from interest.hierarchy.clustering.neighbours import neighbour_graph

    features = np.random.default_rng(0).normal(size=(300, 8)).astype(np.float32)
    features /= np.linalg.norm(features, axis=1, keepdims=True)
    hdbscan_layers(Layouts.of(features, neighbour_graph(features))(5, min_dist=0.0, seed=0), features)


if __name__ == "__main__":
    sys.exit(wait("--cold" not in sys.argv))
