"""What can go wrong with a disk or a process, on purpose: each fault happens in a forked process of its own."""

import errno
import os
import resource
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

Action = Callable[[], object]
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


def run(prepare: Action, action: Action) -> int:
    """The exit code of a process that does both: 0, 28 for a full disk, or −9 where it was killed."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            prepare()
            action()
            code = 0
        except OSError as error:
            code = errno.ENOSPC if error.errno in (errno.ENOSPC, errno.EFBIG) else 1
            if code == 1:
                traceback.print_exc()
        except BaseException:  # noqa: BLE001 (whatever it is, this process must not go on with pytest)
            traceback.print_exc()
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def killed_at(step: int, within: Path) -> Action:
    """Has the process killed when it is about to change something on the disk for the step-th time."""
    return lambda: _count(within, step, lambda: os.kill(os.getpid(), signal.SIGKILL))


def full_from(step: int, within: Path) -> Action:
    """Has the disk full when a file is to be written for the step-th time, and from then on."""

    def refuse() -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    return lambda: _count(within, step, refuse, ("open", "os.mkdir"), from_then_on=True)


def files_up_to(size: int) -> Action:
    """Has no file become larger than so many bytes, also where a library writes it that Python doesn't see."""

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


def _count(within: Path, step: int, then: Action, events: tuple[str, ...] = (), from_then_on: bool = False) -> None:
    """Call `then` at the step-th operation on files in a folder; each fsync is one too."""
    seen = 0

    def count() -> None:
        nonlocal seen
        seen += 1
        if seen == step or (from_then_on and seen > step):
            then()

    def watch(event: str, args: tuple) -> None:
        if event not in (events or ("open", "os.mkdir", "os.rename", "os.remove", "os.rmdir")):
            return
        if event == "open":
            path, mode, flags = args
            writes = any(letter in mode for letter in "wxa+") if isinstance(mode, str) else flags & _WRITING
            if not writes or not isinstance(path, str | bytes | os.PathLike):
                return
        if str(within) in os.fsdecode(args[0]):
            count()

    def synced(handle: int) -> None:
        count()
        sync(handle)

    if not events:
        sync, os.fsync = os.fsync, synced
    sys.addaudithook(watch)
