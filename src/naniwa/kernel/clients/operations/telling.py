"""Telling clients what has happened: at least once, with the same number at every try."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from naniwa.kernel import jobs
from naniwa.kernel.audit import operations as audit
from naniwa.kernel.clients import boxes, outgoing
from naniwa.kernel.clients.models import ApiClient, Call, CallState, Webhook
from naniwa.kernel.clients.operations.webhooks import secrets_in_force
from naniwa.kernel.clients.queries.telling import listeners
from naniwa.kernel.jobs.queue import put
from naniwa.kernel.jobs.retries import Retry
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.access import Staff
from naniwa.library import webhook_signatures

JOB = "clients.deliver"
# At once, then after 30 seconds, 90 seconds and so on, at most 6 hours apart: for about two days.
TRIES = Retry(attempts=14, wait=timedelta(seconds=30), factor=3, up_to=timedelta(hours=6))
PAUSE = timedelta(seconds=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something to tell, without personal data; heard by clients of these organisations that may see the procedure."""

    kind: str
    procedure: str
    organisations: frozenset[int | None]
    subject: str
    at: datetime
    data: Mapping[str, Any]


def tell(facts: Sequence[Fact], *, now: datetime) -> int:
    """Write down and queue one call for each fact and client that may hear it; returns how many."""
    heard = listeners() if facts else []
    calls = [
        _call(fact, one.client_id, now)
        for fact in facts
        for one in heard
        if one.hears(fact.procedure, fact.organisations)
    ]
    return _queue(calls)


def ping(*, client: ApiClient, now: datetime) -> None:
    """A call for trying the receiver out."""
    fact = Fact(kind="ping", procedure="", organisations=frozenset(), subject="", at=now, data={})
    _queue([_call(fact, client.pk, now)])


@transaction.atomic
def send_again(*, client: ApiClient, by: Staff, now: datetime) -> int:
    """Try what was given up from the beginning, under the same numbers; returns how many calls."""
    failed = Call.objects.select_for_update().filter(client=client, state=CallState.FAILED)
    numbers = list(failed.order_by("created_at", "pk").values_list("pk", flat=True))
    if numbers:
        Call.objects.filter(pk__among=numbers).update(state=CallState.WAITING, attempts=0, next_attempt_at=now)
        _put(numbers)
        count = len(numbers)
        audit.record("clients.calls_sent_again", by=by, target=client, purpose="administration", now=now, count=count)
    return len(numbers)


def deliver(*, number: UUID, now: datetime) -> None:
    """Try one call; what fails is tried again later, until it is given up.

    The address is called outside any transaction, so that a slow receiver holds no row.
    """
    with as_system():
        call = Call.objects.filter(pk=number, state=CallState.WAITING).first()
        webhook = Webhook.objects.filter(client=call.client_id, client__revoked_at=None).first() if call else None
        if call is None:
            return
        if webhook is None:
            _give_up(call, "removed")
            return
        if webhook.paused_until and now < webhook.paused_until:
            _again(call, webhook.paused_until)
            return
    try:
        answer = str(_post(call, webhook, now))
    except (outgoing.NotAllowed, outgoing.NotDelivered, boxes.Unreadable) as error:
        _failed(call, webhook, str(error) or type(error).__name__, now)
        return
    with as_system():
        Call.objects.filter(pk=call.pk).update(
            state=CallState.DELIVERED, delivered_at=now, attempts=call.attempts + 1, answer=answer, next_attempt_at=None
        )


def _post(call: Call, webhook: Webhook, now: datetime) -> int:
    body, moment = call.body.encode(), int(now.timestamp())
    signed = webhook_signatures.headers(
        secrets_in_force(webhook, now=now), number=str(call.pk), timestamp=moment, body=body
    )
    return outgoing.post(webhook.url, body, {"Content-Type": "application/json", **signed})


def _failed(call: Call, webhook: Webhook, answer: str, now: datetime) -> None:
    with as_system():
        call.attempts += 1
        call.answer = answer[:60]
        wait = TRIES.wait_after(call.attempts)
        Webhook.objects.filter(pk=webhook.pk).update(paused_until=now + PAUSE)
        if wait is None:
            _give_up(call, call.answer)
        else:
            _again(call, now + wait)


def _again(call: Call, at: datetime) -> None:
    call.next_attempt_at = at
    call.save(update_fields=["attempts", "answer", "next_attempt_at"])
    put(JOB, [{"number": str(call.pk)}], at=at)


def _give_up(call: Call, answer: str) -> None:
    call.state, call.answer, call.next_attempt_at = CallState.FAILED, answer, None
    call.save(update_fields=["state", "attempts", "answer", "next_attempt_at"])


def _call(fact: Fact, client_id: int, now: datetime) -> Call:
    body = json.dumps({"type": fact.kind, "timestamp": fact.at.isoformat(), "data": dict(fact.data)})
    return Call(
        client_id=client_id, kind=fact.kind, subject=fact.subject, body=body, created_at=now, next_attempt_at=now
    )


def _queue(calls: Sequence[Call]) -> int:
    Call.objects.bulk_create(calls)
    _put([call.pk for call in calls])
    return len(calls)


def _put(numbers: Sequence[UUID]) -> None:
    jobs.defer_many_by_name(JOB, [{"number": str(number)} for number in numbers])
