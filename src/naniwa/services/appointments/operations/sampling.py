"""Puts the sample offices into an installation, with some who come in the next days; for demo and benchmarks."""

from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction

from naniwa.kernel.organisations import queries as organisations
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.access import Staff
from naniwa.kernel.people.models import Person
from naniwa.library.periods import day_of
from naniwa.services.appointments.models import Office, Window
from naniwa.services.appointments.operations import booking, keeping
from naniwa.services.appointments.queries import offering
from naniwa.services.appointments.samples import OFFICES, VISITORS, SampleOffice


@transaction.atomic
def load_samples(*, by: Person, now: datetime) -> list[Window]:
    """The sample offices, where there is none yet; otherwise nothing happens. Returns the new windows."""
    with as_system():
        if Office.objects.exists():
            return []
        return [window for sample in OFFICES for window in _office(sample, by, now)]


def _office(sample: SampleOffice, by: Person, now: datetime) -> list[Window]:
    body = organisations.by_code(sample.organisation)
    if body is None:
        return []
    lead = Staff(person=by, organisation=body, roles=frozenset({"publisher"}))
    fields = {"name": sample.name, "name_en": sample.name_en, "phone": body.phone}
    office = keeping.keep_office(number=uuid4(), fields=fields, by=lead, now=now)
    return [_window(office, number, sample, lead, now) for number in range(len(sample.windows))]


def _window(office: Office, number: int, sample: SampleOffice, lead: Staff, now: datetime) -> Window:
    told = sample.windows[number]
    fields = {"name": told.name, "name_en": told.name_en, "about": told.about, "about_en": told.about_en}
    window = keeping.keep_window(office=office, number=uuid4(), fields=fields, by=lead, now=now)
    for rule in told.hours(day_of(now) - timedelta(days=7)):
        keeping.add_hours(window=window, number=uuid4(), rule=rule, by=lead, now=now)
    _visitors(window, lead, now)
    return window


def _visitors(window: Window, lead: Staff, now: datetime) -> None:
    """Some who telephoned, at the next times that are free."""
    days = offering.days(window, day_of(now), 7, now=now)
    free = [one for day in days for one in day.free]
    for (name, kana), at in zip(VISITORS, free[::3], strict=False):
        visitor = booking.Visitor(name=name, name_kana=kana, phone="0600000000")
        booking.book_at_counter(window=window, begins=at.slot.begins, visitor=visitor, press=uuid4(), by=lead, now=now)
