"""Where strangers' files are decoded: a process beside this one, begun with the first file, niced and limited."""

import atexit
import json
import subprocess
import sys
from contextlib import suppress
from threading import BoundedSemaphore

from naniwa.kernel.documents import storage
from naniwa.kernel.documents.decoding.ended import Ended
from naniwa.library.bulkhead import PAGES

COMMAND = [sys.executable, "-I", "-m", "naniwa.kernel.documents.decoding"]
_one = BoundedSemaphore(1)
_process: subprocess.Popen[bytes] | None = None


def decode(**task: str | int) -> Ended:
    """Have a task of `decoding` done, one at a time in each process, while others make their pages."""
    line = json.dumps(task).encode() + b"\n"
    with PAGES.outside(), _one:
        answer = _ask(line) or _ask(line)  # the workshop may have been killed since the last file
    try:
        return Ended(int(answer))
    except ValueError:  # a signal ended it, or there is no workshop
        return Ended.BADLY


def made(**task: str | int) -> tuple[Ended, bytes]:
    """How a task ended, and what it made. Raises DiscFull."""
    with storage.passing_file() as into:
        ended = decode(**task, into=str(into))
        if ended is Ended.NO_ROOM:
            raise storage.DiscFull
        return ended, into.read_bytes()


def _ask(line: bytes) -> bytes:
    """The answer; empty where the workshop is gone, which is then waited for, so that the next finds another."""
    pipes, answer = process(), b""
    if pipes.stdin is None or pipes.stdout is None:
        return answer
    with suppress(BrokenPipeError):
        pipes.stdin.write(line)
        pipes.stdin.flush()
        answer = pipes.stdout.readline()
    if not answer:
        close()
    return answer


def process() -> subprocess.Popen[bytes]:
    """The workshop, opened where it is not open."""
    global _process  # noqa: PLW0603 - one for each process
    if _process is None or _process.poll() is not None:
        close()
        _process = subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={})  # noqa: S603 - ours
    return _process


@atexit.register
def close() -> None:
    """It ends when nothing more can come."""
    global _process  # noqa: PLW0603 - one for each process
    if _process is not None:
        _process.communicate()
        _process = None
