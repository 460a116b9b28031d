"""Decodes one file after the other, each in a fork: none meets what another file did to its decoder.

A task is a line of JSON on standard input; its answer is a line with the exit code of the fork, one of `Ended`.
"""

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

from naniwa.kernel.documents.decoding import pages, pictures, signatures, texts
from naniwa.kernel.documents.decoding.ended import Ended
from naniwa.library import limited
from naniwa.library.durable import FULL

WITHIN = limited.Limits(memory=2 * 1024**3, processor_seconds=15, seconds=20)
NICE = 10  # whoever waits for a page comes first


def main() -> None:
    os.nice(NICE)
    for line in sys.stdin.buffer:
        task = json.loads(line)
        if task["do"] == "verify":
            signatures.get_ready()
        child = os.fork()
        if not child:
            _work(task)
        _, status = os.waitpid(child, 0)
        ended = os.waitstatus_to_exitcode(status)
        os.write(1, b"%d\n" % ended)


def _work(task: Mapping[str, Any]) -> NoReturn:
    """In the fork: within limits, and without the pipe on which the answers go."""
    ended = Ended.BADLY
    try:
        silence = os.open(os.devnull, os.O_RDWR)
        for pipe in (0, 1):
            os.dup2(silence, pipe)
        limited.bind(WITHIN)
        ended = _done(task)
    finally:
        os._exit(ended)


def _done(task: Mapping[str, Any]) -> Ended:
    path = Path(task["path"])
    try:
        if task["do"] == "draw":
            content = pages.draw(path, task["page"], task["dots"], task["kind"])
            Path(task["into"]).write_bytes(content)
        elif task["do"] == "read":
            return Ended.MY_NUMBER if texts.hold_my_number(path, task["kind"]) else Ended.WELL
        elif task["do"] == "verify":
            Path(task["into"]).write_bytes(signatures.facts(path, task["root"]))
        else:
            picture = pictures.rewrite(path, task["kind"], pixels=task["pixels"])
            path.write_bytes(picture.content)
            Path(task["into"]).write_bytes(picture.thumbnail)
    except pictures.TooManyPixels:
        return Ended.TOO_MANY_PIXELS
    except OSError as error:
        return Ended.NO_ROOM if error.errno in FULL else Ended.BADLY
    return Ended.WELL


if __name__ == "__main__":
    main()
