"""What check-ins do outside requests."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from naniwa.kernel.jobs import job, stopping
from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.check_ins.operations import checking_in, forgetting, keys, posting, telling, venues
from naniwa.services.check_ins.operations.approving import TELL

BATCH = 100


@job(name=checking_in.DELIVER, queue="mail", cron="* * * * *", one_transaction=False)
def deliver(*, now: datetime) -> None:  # noqa: ARG001 - a batch takes longer than a moment
    """Deliver what is due, and go on in another job while there may be more."""
    done = posting.deliver_due(clock=timezone.now, at_most=BATCH, stopping=stopping)
    if (done.tried == BATCH or stopping()) and not done.away:
        deliver.defer()


@job(name="check_ins.give_up_on_lost", queue="mail", cron="*/5 * * * *")
def give_up_on_lost(*, now: datetime) -> None:
    posting.give_up_on_lost(now=now)


@job(name=TELL, one_transaction=False)
def tell(*, now: datetime, alert: str) -> None:
    """Queue the mails of an approved alert."""
    telling.tell(number=UUID(alert), now=now)


@job(name="check_ins.open_tomorrow", cron="15 * * * *")
def open_tomorrow(*, now: datetime) -> None:
    """So that the first check-in after midnight makes no table; and a key that was lost is said within the hour."""
    checking_in.open_days(checking_in.today_and_tomorrow(now), now=now)


@job(name="check_ins.forget_old", queue="maintenance", cron="20 18 * * *", one_transaction=False)
def forget_old(*, now: datetime) -> None:
    """At 3:20 in Japan: days whose time is over, officer's keys that no day needs, and keys lent for alerts."""
    forgetting.forget_old(now=now)
    forgetting.count_over(now=now)
    keys.destroy_unneeded(now=now)
    telling.take_back_strays()


@job(name="check_ins.drop_unconfirmed", queue="maintenance", cron="50 18 * * *")
def drop_unconfirmed(*, now: datetime) -> None:
    venues.drop_unconfirmed(now=now)


@job(name="check_ins.erase_keepers", queue="maintenance", cron="55 18 * * *", one_transaction=False)
def erase_keepers(*, now: datetime) -> None:
    """A set at a time, each whole in one transaction."""
    while True:
        with as_system():
            if not venues.erase_keepers(now=now):
                return
