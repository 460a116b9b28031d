"""Puts the sample desks into an installation, with conversations of a sample resident; for demo and benchmarks."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction

from naniwa.kernel.organisations import queries as organisations
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.access import Staff
from naniwa.kernel.people.models import Person
from naniwa.services.consultation.models import Desk
from naniwa.services.consultation.operations import handling, keeping, saying
from naniwa.services.consultation.operations.saying import Words
from naniwa.services.consultation.samples import DESKS, TALKS, SampleDesk, SampleTalk


@dataclass(frozen=True, slots=True)
class Talking:
    """Who keeps the desks, who answers at the first of them, and who asks there."""

    lead: Person
    clerk: Person
    resident: Person


@transaction.atomic
def load_samples(who: Talking, *, now: datetime) -> list[Desk]:
    """The sample desks and conversations, where there is no desk yet; otherwise nothing happens."""
    with as_system():
        if Desk.objects.exists():
            return []
        made = [desk for sample in DESKS if (desk := _desk(sample, who.lead, now))]
        for number, sample in enumerate(TALKS if made else ()):
            _talk(made[0], sample, who, now - timedelta(hours=len(TALKS) - number))
        return made


def _desk(sample: SampleDesk, by: Person, now: datetime) -> Desk | None:
    body = organisations.by_code(sample.organisation)
    if body is None:
        return None
    lead = Staff(person=by, organisation=body, roles=frozenset({"publisher"}))
    names = ("name", "name_en", "about", "about_en", "hours", "hours_en")
    fields = {name: getattr(sample, name) for name in names}
    return keeping.keep(number=uuid4(), fields=fields, is_open=True, by=lead, now=now)


def _talk(desk: Desk, sample: SampleTalk, who: Talking, now: datetime) -> None:
    asked = Words(text=sample.question, file=None, press=uuid4())
    talk = saying.begin(
        desk=desk, subject=sample.subject, words=asked, by=who.resident, language="ja", origin="", now=now
    )
    if sample.answer:
        clerk = Staff(person=who.clerk, organisation=desk.organisation, roles=frozenset({"reviewer"}))
        taken = handling.take(conversation=talk, by=clerk, now=now + timedelta(minutes=5))
        answer = Words(text=sample.answer, file=None, press=uuid4())
        saying.answer(conversation=taken, words=answer, by=clerk, now=now + timedelta(minutes=6))
