"""The jobs that exist: each is a function of keyword arguments and of the time it runs at."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from naniwa.kernel.jobs.queue import QUEUES, defer_by_name, defer_many_by_name, put
from naniwa.kernel.jobs.retries import Retry

type Function = Callable[..., None]

JOBS: dict[str, "Job"] = {}


class DuplicateJob(Exception):
    """Two jobs may not share a name."""


@dataclass(frozen=True, kw_only=True)
class Job:
    """A function that runs later, called with `now` and with what was deferred.

    It runs in one transaction, in the scope of the system; with `one_transaction=False` it opens its own.
    It may run twice (a killed worker's job is started again), so its effects must be the same once and twice.
    `cron` (minute, hour, day, month, weekday in UTC) starts it by the clock.
    """

    name: str
    function: Function = field(repr=False)
    queue: str = "default"
    retry: Retry = field(default_factory=Retry)
    cron: str = ""
    one_transaction: bool = True

    def defer(self, **arguments: Any) -> int:  # noqa: ANN401 - any JSON
        """Queue it in the open transaction; returns the job's number."""
        return defer_by_name(self.name, **arguments)

    def defer_at(self, at: datetime, **arguments: Any) -> int:  # noqa: ANN401 - any JSON
        """Queue it for a later time."""
        return put(self.name, [arguments], at=at)[0]

    def defer_many(self, each: Iterable[Mapping[str, Any]]) -> list[int]:
        """Queue it once for each set of arguments, in one statement."""
        return defer_many_by_name(self.name, each)

    def __call__(self, *, now: datetime, **arguments: Any) -> None:  # noqa: ANN401 - any JSON
        self.function(now=now, **arguments)


def job(
    *,
    name: str,
    queue: str = "default",
    retry: Retry | None = None,
    cron: str = "",
    one_transaction: bool = True,
) -> Callable[[Function], Job]:
    """Make a function a job. Raises DuplicateJob."""

    def register(function: Function) -> Job:
        if name in JOBS:
            raise DuplicateJob(name)
        made = Job(
            name=name,
            function=function,
            queue=queue,
            retry=retry or Retry(),
            cron=cron,
            one_transaction=one_transaction,
        )
        JOBS[name] = made
        QUEUES[name] = made.queue
        return made

    return register
