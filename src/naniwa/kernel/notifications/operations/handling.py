"""What staff do about messages that did not arrive, and about letters."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.audit.entries import Entry
from naniwa.kernel.notifications.addresses import usable
from naniwa.kernel.notifications.models import TO_HANDLE, Message, State
from naniwa.kernel.notifications.operations.sending import queue_delivery
from naniwa.kernel.people.access import Staff


class NotToHandle(Exception):
    """The message is on its way, arrived, or was dealt with already."""


@transaction.atomic
def handle(numbers: Collection[UUID | str], *, by: Staff, now: datetime, how: str) -> int:
    """Take messages off the list: `how` is `printed`, `telephoned` or `none_needed`. Returns how many.

    Those that are not on the list any more are left alone.
    """
    messages = list(_open().filter(pk__in=[str(number) for number in numbers]))
    for message in messages:
        message.handled_at, message.handled_by = now, by.person
    Message.objects.bulk_update(messages, ["handled_at", "handled_by"])
    audit.record_many(
        Entry(action="notifications.handled", by=by, target=each, now=now, detail={"how": how}) for each in messages
    )
    return len(messages)


@transaction.atomic
def send_anew(number: UUID | str, *, by: Staff, now: datetime, address: str | None = None) -> Message:
    """Send the same words as another message, to the same or another address; without any, as a letter.

    Raises NotToHandle.
    """
    old = _open().select_related("organisation", "partner", "person").filter(pk=number).first()
    if old is None:
        raise NotToHandle
    old.handled_at, old.handled_by = now, by.person
    old.save(update_fields=["handled_at", "handled_by"])
    new = _again(old, usable(old.to_address if address is None else address), now)
    new.save(force_insert=True)
    audit.record("notifications.sent_anew", by=by, target=new, now=now, replaces=str(old.pk))
    queue_delivery(int(new.state == State.QUEUED))
    return new


def _again(old: Message, address: str, now: datetime) -> Message:
    return Message(
        key=f"{old.pk}#anew",
        template=old.template,
        template_version=old.template_version,
        language=old.language,
        to_name=old.to_name,
        to_address=address,
        postal_address=old.postal_address,
        subject=old.subject,
        body=old.body,
        calendar=old.calendar,
        reference=old.reference,
        state=State.QUEUED if address else State.LETTER,
        replaces=old,
        created_at=now,
        next_attempt_at=now if address else None,
        organisation=old.organisation,
        partner=old.partner,
        person=old.person,
    )


def _open() -> QuerySet[Message]:
    return Message.objects.select_for_update(of=("self",)).filter(state__in=TO_HANDLE, handled_at=None)
