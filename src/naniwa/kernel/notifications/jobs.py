"""What notifications do outside requests."""

from datetime import datetime

from django.conf import settings
from django.utils import timezone

from naniwa.kernel.jobs import job, stopping
from naniwa.kernel.notifications import operations
from naniwa.kernel.notifications.operations.sending import BATCH


@job(name="notifications.deliver", queue="mail", cron="* * * * *", one_transaction=False)
def deliver(*, now: datetime) -> None:  # noqa: ARG001 - a batch takes longer than a moment
    """Deliver what is due, and go on in another job while there may be more."""
    done = operations.deliver_due(clock=timezone.now, at_most=BATCH, stopping=stopping)
    if (done.tried == BATCH or stopping()) and not done.away:
        deliver.defer()


@job(name="notifications.give_up_on_lost", queue="mail", cron="*/5 * * * *")
def give_up_on_lost(*, now: datetime) -> None:
    """Find messages whose sender died while speaking."""
    operations.give_up_on_lost(now=now)


@job(name="notifications.read_bounces", queue="mail", cron="*/5 * * * *", one_transaction=False)
def read_bounces(*, now: datetime) -> None:
    """Take in what came back, where NANIWA_BOUNCES says that mails come back to."""
    if settings.BOUNCES is not None:
        operations.read_bounces(settings.BOUNCES, now=now)
