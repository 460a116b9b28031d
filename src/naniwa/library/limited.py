"""A program that is not trusted: run within limits of memory, processor, time and files, and without our environment.

`python -m naniwa.library.limited LIMITS PROGRAM …` binds itself and becomes the program.
"""

import ctypes
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

PATH = "/usr/local/bin:/usr/bin:/bin"
_NO_NEW_PRIVILEGES = 38  # prctl(2), PR_SET_NO_NEW_PRIVS
_LOOK_EVERY = 0.5


class NotThere(Exception):
    """There is no such program on this machine."""


class Failed(Exception):
    """It ended badly, met a limit, or said too much."""


class Stopped(Exception):
    """It was ended because we are to stop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bytes and seconds; `file` is the largest file that it may write, without limit where it is nothing."""

    memory: int
    processor_seconds: int
    seconds: int
    file: int = 0
    nice: int = 0


def bind(limits: Limits) -> None:
    """Put this process within the limits, for good; what it becomes stays there."""
    for what, value in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, limits.processor_seconds),
        (resource.RLIMIT_CORE, 0),
        *(((resource.RLIMIT_FSIZE, limits.file),) if limits.file else ()),
    ):
        resource.setrlimit(what, (value, value))
    os.nice(limits.nice)
    signal.alarm(limits.seconds)


def found(program: str) -> str:
    """Where a program lies. Raises NotThere."""
    path = shutil.which(program, path=PATH)
    if path is None:
        raise NotThere(program)
    return path


def run(
    command: Sequence[str], *, limits: Limits, folder: Path, answer: int, stop: Callable[[], bool] = lambda: False
) -> bytes:
    """What a program says on standard output, at most `answer` bytes; it may write in `folder`.

    It has no environment of ours, may not gain rights, and has no network where the kernel allows to take it away.
    Raises NotThere, Failed, Stopped.
    """
    told = [found(command[0]), *command[1:]]
    line = [sys.executable, "-I", "-m", __name__, json.dumps(asdict(limits)), *told]
    environment = {"PATH": PATH, "LANG": "C.UTF-8", "HOME": str(folder), "TMPDIR": str(folder)}
    said = folder / "said"
    with said.open("wb") as out:
        process = subprocess.Popen(  # noqa: S603 - the operator's own command, after ours
            line,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env=environment,
            start_new_session=True,
        )
        _wait(process, seconds=limits.seconds, stop=stop)
    if process.returncode:
        raise Failed(f"ended with {process.returncode}")
    if said.stat().st_size > answer:
        raise Failed(f"said more than {answer} bytes")
    return said.read_bytes()


def _wait(process: subprocess.Popen[bytes], *, seconds: int, stop: Callable[[], bool]) -> None:
    """Until it ends; whatever it began ends with it."""
    left = seconds / _LOOK_EVERY
    try:
        while process.poll() is None:
            if stop():
                raise Stopped
            if left <= 0:
                raise Failed("took too long")
            left -= 1
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=_LOOK_EVERY)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _become(limits: Limits, command: Sequence[str]) -> None:
    ctypes.CDLL(None).prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    with suppress(OSError):  # some kernels leave this to their administrator
        os.unshare(os.CLONE_NEWUSER | os.CLONE_NEWNET)
    bind(limits)
    os.execv(command[0], [*command])  # noqa: S606 - no shell is wanted


if __name__ == "__main__":
    _become(Limits(**json.loads(sys.argv[1])), sys.argv[2:])
