"""Entry points for the queue: parse, then call one operation. Providers are asked outside of transactions."""

from datetime import datetime, timedelta
from uuid import UUID

from naniwa.kernel.fees.operations import asking, fetching
from naniwa.kernel.fees.operations.following import CAPTURE_JOB, REFUND_JOB, VOID_JOB
from naniwa.kernel.jobs.registry import job
from naniwa.library.periods import day_of


@job(name=REFUND_JOB, one_transaction=False)
def refund(*, number: str, now: datetime) -> None:
    asking.refund(UUID(number), now=now)


@job(name=VOID_JOB, one_transaction=False)
def void(*, number: str, now: datetime) -> None:
    asking.void(UUID(number), now=now)


@job(name=CAPTURE_JOB, one_transaction=False)
def capture(*, number: str, now: datetime) -> None:
    asking.capture(UUID(number), now=now)


@job(name="fees.fetch", cron="30 5 * * *", one_transaction=False)
def fetch(*, now: datetime) -> None:
    """Yesterday's files of the providers, beside the ledger."""
    fetching.fetch_all(day_of(now) - timedelta(days=1), now=now)


@job(name="fees.ask", cron="*/5 * * * *", one_transaction=False)
def ask(*, now: datetime) -> None:
    """What never arrived."""
    asking.ask_all(now=now)
