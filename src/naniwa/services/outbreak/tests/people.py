"""What tests of the outbreak service start from: a health centre with its staff, another one, a clinic, and a case."""

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from naniwa.kernel.organisations import queries as organisations
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.access import Staff
from naniwa.library.periods import TOKYO
from naniwa.services.outbreak.models import Case, Centre
from naniwa.services.outbreak.operations import calling, centres, reporting
from naniwa.web.tests.doors import acting

NOW = datetime(2026, 11, 2, 10, 0, tzinfo=TOKYO)
OFFICE, OTHER, CLINIC = "270008-commerce", "271403", "270008-callcentre"
HERE, THERE = "271004", "271403"
"""Municipalities that the one centre looks after, and the other."""
PATIENT: dict[str, Any] = {
    "name": "難波 花子",
    "name_kana": "ナンバ ハナコ",
    "born_on": date(1950, 4, 1),
    "sex": "female",
    "phone": "090-0000-0001",
    "municipality": HERE,
    "diagnosed_on": date(2026, 11, 1),
    "severity": "mild",
    "onset_on": date(2026, 10, 30),
}


def staff(role: str, *, email: str = "", office: str = OFFICE) -> Staff:
    return acting(email or f"{role}@{office}.example.jp", role, office=office)


def centre(by: Staff, *, municipality: str = HERE, now: datetime = NOW) -> Centre:
    with as_system():
        centres.register(office=by.organisation, municipalities=[municipality], by=prefecture(by), now=now)
        return centres.keep(on_duty=by.person, phone="06-0000-0000", by=by, now=now)


def prefecture(by: Staff) -> Staff:
    """The same person as an administrator of the prefecture."""
    return Staff(by.person, organisations.prefecture(), frozenset({"administrator"}))


def reported(by: Staff, *, now: datetime = NOW, **changes: Any) -> Case:
    with as_system():
        return reporting.report(fields={**PATIENT, **changes}, disease="covid-19", press=uuid4(), by=by, now=now)


def reached(by: Staff, *, now: datetime = NOW, **changes: Any) -> Case:
    """A case that was called, and reports each day."""
    case = reported(by, now=now, **changes)
    with as_system():
        calling.take(case=case, by=by, now=now)
        return calling.note_call(case=case, result="reached", note="", press=uuid4(), by=by, now=now)


def fresh(case: Case) -> Case:
    with as_system():
        return Case.objects.select_related("owner", "organisation").get(pk=case.pk)
