"""Writing messages down, in the transaction of what they tell; delivery follows the commit."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.audit.entries import Actor, Entry
from naniwa.kernel.jobs import defer_many_by_name
from naniwa.kernel.notifications import templates
from naniwa.kernel.notifications.addresses import one_line, printable, usable
from naniwa.kernel.notifications.models import Message, State
from naniwa.kernel.notifications.outgoing import Outgoing
from naniwa.kernel.organisations import bulk
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.models import Person

DELIVER = "notifications.deliver"
BATCH = 100
MOST_JOBS = 4  # each takes what is due until nothing is
COLUMNS = (
    "id",
    "key",
    "template",
    "template_version",
    "language",
    "to_name",
    "to_address",
    "postal_address",
    "subject",
    "body",
    "calendar",
    "reference",
    "state",
    "attempts",
    "error",
    "created_at",
    "next_attempt_at",
    "organisation_id",
    "partner_id",
    "person_id",
)


@transaction.atomic
def send(
    template: str,
    *,
    to: Person | None,
    key: str,
    organisation: Organisation,
    now: datetime,
    context: Mapping[str, object] | None = None,
    reference: str = "",
    name: str = "",
    address: str | None = None,
    postal_address: str = "",
    language: str = "",
    partner: Organisation | None = None,
    person: Person | None = None,
    calendar: str = "",
    by: Actor = None,
) -> Message:
    """Write one message; the existing one if this occasion (`key`) had its message already.

    Raises UnknownTemplate, MissingPlaceholder. See Outgoing.
    """
    outgoing = Outgoing(
        template=template,
        key=key,
        organisation=organisation,
        to=to,
        context=context or {},
        reference=reference,
        name=name,
        address=address,
        postal_address=postal_address,
        language=language,
        partner=partner,
        person=person,
        calendar=calendar,
    )
    send_many([outgoing], now=now, by=by)
    return Message.objects.get(key=key)


@transaction.atomic
def send_many(outgoing: Sequence[Outgoing], *, now: datetime, by: Actor = None) -> int:
    """Write many messages and their audit records by sets; returns how many are new.

    Raises UnknownTemplate, MissingPlaceholder; then none is written.
    """
    outgoing = [one for each in outgoing for one in (each, *each.copies(now))]
    keys = [each.key for each in outgoing]
    known = set(Message.objects.filter(key__among=keys).values_list("key", flat=True))
    new = {each.key: each for each in outgoing if each.key not in known}
    messages = [write(each, now) for each in new.values()]
    bulk.load(Message, COLUMNS, [tuple(getattr(message, column) for column in COLUMNS) for message in messages])
    audit.record_many(_entry(message, by, now) for message in messages)
    queue_delivery(sum(message.state == State.QUEUED for message in messages))
    return len(messages)


def queue_delivery(count: int) -> None:
    """Have `count` messages delivered after the commit."""
    jobs = min(-(-count // BATCH), MOST_JOBS)
    defer_many_by_name(DELIVER, [{}] * jobs)


def write(outgoing: Outgoing, now: datetime) -> Message:
    """The message as it will be kept, not yet saved. Raises UnknownTemplate, MissingPlaceholder."""
    template = outgoing.wording or templates.get(outgoing.template)
    to = outgoing.to
    chosen = outgoing.language or (to.language if to else "ja")
    language = templates.language_of(chosen)
    name = outgoing.name or (to.name if to else "")
    given = outgoing.address if outgoing.address is not None else ((to.email or "") if to else "")
    address = usable(given)
    spoken = templates.spoken(template, chosen)
    subject, body = templates.fill(template, spoken, {**_common(outgoing, name, language), **outgoing.context})
    person = outgoing.person or to
    return Message(
        id=uuid.uuid4(),
        key=outgoing.key,
        template=template.key,
        template_version=template.version,
        language=language,
        to_name=one_line(name, 200),
        to_address=address,
        postal_address=printable(outgoing.postal_address),
        subject=one_line(subject, 400),
        body=printable(f"{outgoing.note}\n\n{body}" if outgoing.note else body),
        calendar=outgoing.calendar,
        reference=outgoing.reference,
        state=State.QUEUED if address else State.LETTER,
        error="" if address or not given else f"unusable address: {one_line(given, 254)}",
        created_at=now,
        next_attempt_at=now if address else None,
        organisation=outgoing.organisation,
        partner=outgoing.partner,
        person=person,
    )


def _common(outgoing: Outgoing, name: str, language: str) -> dict[str, str]:
    office = outgoing.organisation
    return {
        "name": name,
        "reference": outgoing.reference,
        "office": (office.name_en if language == "en" else "") or office.name,
        "office_phone": office.phone,
        "office_hours": (office.hours_en if language == "en" else "") or office.hours,
        "site_url": settings.SITE_URL,
    }


def _entry(message: Message, by: Actor, now: datetime) -> Entry:
    detail = {"template": message.template, "version": message.template_version, "case": message.reference}
    return Entry(action="notifications.written", by=by, target=message, now=now, detail=detail)
