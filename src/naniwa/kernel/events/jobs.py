"""Delivery of events, and the sweep that finds what was not delivered."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from naniwa.kernel.events import operations
from naniwa.kernel.jobs import job


@job(name="events.deliver", queue="events", one_transaction=False)
def deliver(*, ids: Sequence[str], now: datetime) -> None:
    operations.deliver([UUID(number) for number in ids], now=now)


@job(name="events.sweep", queue="events", cron="* * * * *", one_transaction=False)
def sweep(*, now: datetime) -> None:
    operations.sweep(now=now)
