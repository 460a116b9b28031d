"""Conversations with what was said in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people import queries as people
from naniwa.kernel.people.models import Person
from naniwa.services.consultation.models import Conversation, HandOver, Utterance
from naniwa.services.consultation.service import DESK

RECENT = 50


@dataclass(frozen=True, slots=True)
class Queue:
    """What a clerk sees of the office: who waits (the longest first), what is theirs, what is others', what is over."""

    waiting: Sequence[Conversation]
    mine: Sequence[Conversation]
    others: Sequence[Conversation]
    closed: Sequence[Conversation]


def own(person: Person) -> list[Conversation]:
    """The person's, those spoken in last first; as the system, for the desk beside it is not theirs to see."""
    with as_system():
        return list(_full().filter(person=person).order_by("-last_at")[:RECENT])


def own_one(person: Person, number: UUID) -> Conversation | None:
    """As for all of them."""
    with as_system():
        return _full().filter(person=person, public_id=number).first()


def one_of(organisation_id: int, number: UUID) -> Conversation | None:
    return _full().filter(organisation_id=organisation_id, public_id=number, erased_at=None).first()


def own_of(person: Person, reference: str) -> Conversation | None:
    return Conversation.objects.filter(person=person, reference=reference).first()


def one_by(organisation_id: int, reference: str) -> Conversation | None:
    return Conversation.objects.filter(organisation_id=organisation_id, reference=reference, erased_at=None).first()


def queue(organisation_id: int, by: Person) -> Queue:
    found = _full().filter(organisation_id=organisation_id, erased_at=None)
    is_open = list(found.filter(state="open").order_by("last_at")[:200])
    return Queue(
        waiting=list(found.filter(state="waiting").order_by("waiting_since")[:200]),
        mine=[one for one in is_open if one.clerk_id == by.pk],
        others=[one for one in is_open if one.clerk_id != by.pk],
        closed=list(found.filter(state="closed").order_by("-closed_at")[:RECENT]),
    )


def said(conversation: Conversation, *, since: int = 0) -> list[Utterance]:
    """Everything after the message of this number, in order."""
    found = conversation.utterances.filter(number__gt=since)
    return list(found.select_related("author", "document").order_by("number"))


def notes(conversation: Conversation) -> list[HandOver]:
    """How it was handed on; for the office alone."""
    return list(conversation.hand_overs.select_related("by", "to").order_by("at", "pk"))


def clerks(organisation: Organisation, *, on: date) -> list[Person]:
    """Who may answer in an organisation today."""
    held = [one for one in people.appointments_in(organisation, on=on) if one.role in DESK and one.starts_on <= on]
    return list({one.person_id: one.person for one in held}.values())


def _full() -> QuerySet[Conversation]:
    return Conversation.objects.select_related("desk", "organisation", "person", "clerk")
