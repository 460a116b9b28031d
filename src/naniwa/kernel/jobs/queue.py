"""Putting work into the queue through Django's own connection, and so into the open transaction."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.manager import JobManager
from procrastinate.tasks import configure_task

# Which queue each job declares; the registry fills it.
QUEUES: dict[str, str] = {}


class UnknownJob(Exception):
    """No job of this name is registered: a misspelt name, or an app that is not installed."""


def defer_by_name(name: str, **arguments: Any) -> int:  # noqa: ANN401 - any JSON
    """Queue a job whose module the caller may not import; returns its number. Raises UnknownJob."""
    return put(name, [arguments])[0]


def defer_many_by_name(name: str, each: Iterable[Mapping[str, Any]]) -> list[int]:
    """Queue a job once for each set of arguments, in one statement. Raises UnknownJob."""
    return put(name, each)


def put(name: str, each: Iterable[Mapping[str, Any]], *, at: datetime | None = None) -> list[int]:
    if name not in QUEUES:
        raise UnknownJob(name)
    rows = [dict(arguments) for arguments in each]
    if not rows:
        return []
    deferrer = configure_task(name=name, job_manager=JobManager(DjangoConnector()), queue=QUEUES[name], schedule_at=at)
    return deferrer.batch_defer(*rows)
