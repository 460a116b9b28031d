"""Jobs that leave a trace in the audit trail; the name of a job that kills its process says so."""

import os
import signal
import time
from datetime import datetime
from pathlib import Path

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.jobs import NO_RETRY, Retry, job, stopping


@job(name="tests.trace")
def trace(*, word: str, now: datetime) -> None:
    audit.record("tests.traced", by=None, target=word, now=now)


@job(name="tests.queue_then_fail", retry=NO_RETRY)
def queue_then_fail(*, now: datetime) -> None:
    trace.defer(word="never")
    audit.record("tests.traced", by=None, target="never", now=now)
    raise RuntimeError


@job(name="tests.die_once", retry=Retry(attempts=3))
def die_once(*, flag: str, now: datetime) -> None:
    """Leaves a trace, and the first time dies before that is committed."""
    audit.record("tests.traced", by=None, target="died once", now=now)
    if not Path(flag).exists():
        Path(flag).touch()
        os.kill(os.getpid(), signal.SIGKILL)


@job(name="tests.in_steps")
def in_steps(*, flag: str, now: datetime) -> None:
    """Takes a minute, unless it is asked to stop; the last step takes a moment all the same."""
    Path(flag).touch()
    until = time.monotonic() + 60
    while not stopping() and time.monotonic() < until:
        time.sleep(0.02)
    time.sleep(0.5)
    audit.record("tests.traced", by=None, target="whole steps" if stopping() else "the whole minute", now=now)


@job(name="tests.by_the_clock", cron="* * * * * */2")
def by_the_clock(*, now: datetime) -> None:
    audit.record("tests.traced", by=None, target="by the clock", now=now)


@job(name="tests.flaky", retry=Retry(attempts=3))
def flaky(*, now: datetime) -> None:
    raise RuntimeError
