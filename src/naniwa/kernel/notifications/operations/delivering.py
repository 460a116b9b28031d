"""Delivering what is due: each message is claimed and committed before a word is said to the mail server.

A process that dies while it speaks leaves its one message in the state `sending`. Nobody can know whether the server
took it, so it becomes `unconfirmed` and is never sent again under its number.
"""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db.models import Q

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.events import operations as events
from naniwa.kernel.notifications import channels
from naniwa.kernel.notifications.channels import Channel, Deferred, Refused, ServerAway, Unconfirmed
from naniwa.kernel.notifications.composing import compose
from naniwa.kernel.notifications.events import MessageFailed
from naniwa.kernel.notifications.models import Message, State
from naniwa.kernel.organisations.isolation import as_system

type Clock = Callable[[], datetime]

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
WAITS = (MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, 24 * HOUR)
LOST_AFTER = timedelta(minutes=15)  # much longer than one conversation with its timeouts
LONGEST_ERROR = 1000


@dataclass(frozen=True)
class Delivered:
    """What became of one batch; `away` when the mail server was not to be reached."""

    sent: int = 0
    deferred: int = 0
    failed: int = 0
    unconfirmed: int = 0
    away: bool = False

    @property
    def tried(self) -> int:
        return self.sent + self.deferred + self.failed + self.unconfirmed


def deliver_due(
    *, clock: Clock, at_most: int = 100, through: Channel | None = None, stopping: Callable[[], bool] = lambda: False
) -> Delivered:
    """Deliver what is due over one connection, a transaction before and after each message, until `stopping`.

    Must not run inside a transaction: a claim has to be seen by others, and to outlive this process.
    """
    done = Delivered()
    with closing(through or channels.channel()) as channel:
        while done.tried < at_most and not done.away and not stopping():
            message = _claim(clock())
            if message is None:
                break
            done = _deliver(message, channel, clock, done)
    return done


def give_up_on_lost(*, now: datetime) -> int:
    """Mark messages whose sender died while speaking; returns how many. They are for staff to look at."""
    long_ago = Q(claimed_at__lt=now - LOST_AFTER) | Q(claimed_at__gt=now + LOST_AFTER)  # by a clock that ran ahead
    lost = Message.objects.filter(long_ago, state=State.SENDING)
    return lost.update(state=State.UNCONFIRMED, error="the sending process ended before the mail server answered")


def _claim(now: datetime) -> Message | None:
    with as_system():
        # Nothing waits longer than the longest wait, unless it was written while the clock ran ahead.
        its_time = Q(next_attempt_at__lte=now) | Q(next_attempt_at__gt=now + WAITS[-1])
        due = Message.objects.filter(its_time, state=State.QUEUED).order_by("next_attempt_at")
        message = due.select_for_update(skip_locked=True, of=("self",)).select_related("organisation").first()
        if message is None:
            return None
        message.state, message.claimed_at, message.next_attempt_at = State.SENDING, now, None
        message.attempts += 1
        message.save(update_fields=["state", "claimed_at", "next_attempt_at", "attempts"])
        return message


def _deliver(message: Message, channel: Channel, clock: Clock, done: Delivered) -> Delivered:
    try:
        channel.deliver(compose(message))
    except Unconfirmed as error:
        _settle(message, State.UNCONFIRMED, str(error))
        return replace(done, unconfirmed=done.unconfirmed + 1)
    except Refused as error:
        _fail(message, str(error), clock())
        return replace(done, failed=done.failed + 1)
    except Deferred as error:
        return _defer(message, error, clock(), done)
    _settle(message, State.SENT, "", sent_at=clock())
    return replace(done, sent=done.sent + 1)


def _defer(message: Message, error: Deferred, now: datetime, done: Delivered) -> Delivered:
    away = isinstance(error, ServerAway)
    if message.attempts > len(WAITS):
        _fail(message, str(error), now)
        return replace(done, failed=done.failed + 1, away=away)
    _settle(message, State.QUEUED, str(error), next_attempt_at=now + WAITS[message.attempts - 1])
    return replace(done, deferred=done.deferred + 1, away=away)


def _settle(
    message: Message,
    state: State,
    error: str,
    *,
    sent_at: datetime | None = None,
    next_attempt_at: datetime | None = None,
) -> bool:
    """Write the outcome of this attempt, unless something else has happened to the message since."""
    with as_system():
        mine = Message.objects.filter(
            pk=message.pk, attempts=message.attempts, state__in=[State.SENDING, State.UNCONFIRMED], handled_at=None
        )
        return bool(
            mine.update(state=state, error=error[:LONGEST_ERROR], sent_at=sent_at, next_attempt_at=next_attempt_at)
        )


def _fail(message: Message, reason: str, now: datetime) -> None:
    with as_system():
        if _settle(message, State.FAILED, reason):
            audit.record("notifications.failed", by=None, target=message, now=now, reason=reason[:LONGEST_ERROR])
            events.emit(MessageFailed(str(message.pk), message.reference, reason[:LONGEST_ERROR]), now=now)
