"""What tests of appointments start from: an office with a window that receives people, its staff, and visitors."""

from datetime import date, datetime, time
from typing import Any
from uuid import uuid4

from django.test import Client

from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.access import Staff
from naniwa.kernel.people.models import Person, PersonKind
from naniwa.library.periods import TOKYO
from naniwa.services.appointments.models import Booking, Office, Window
from naniwa.services.appointments.operations import booking, keeping
from naniwa.services.appointments.rules.slots import Hours
from naniwa.web.tests.doors import acting, enter

NOW = datetime(2026, 11, 2, 8, 0, tzinfo=TOKYO)
"""A Monday; the Tuesday after it is a holiday (文化の日)."""
MONDAY = datetime(2026, 11, 9, 9, 30, tzinfo=TOKYO)
OFFICE, OTHER = "271004", "271403"
VISITOR = booking.Visitor(name="葛󠄀城 𠮷子", name_kana="カツラギ ヨシコ", email="yoshiko@example.jp", phone="0669410351")


def member(email: str, *roles: str, office: str = OFFICE) -> Staff:
    """A member of staff who acts for an office, with an appointment for each role."""
    return acting(email, *roles, office=office)


def lead(email: str = "lead@example.jp", office: str = OFFICE) -> Staff:
    return member(email, "publisher", office=office)


def clerk(email: str = "clerk@example.jp", office: str = OFFICE) -> Staff:
    return member(email, "reviewer", office=office)


def resident(email: str = "hanako@example.jp") -> Person:
    return Person.objects.create(email=email, name="𠮷野 花子", name_kana="ヨシノ ハナコ")


def signed_in(person: Person) -> Client:
    """A browser in which this person has signed in, staff with a device."""
    if person.kind == PersonKind.STAFF:
        return enter(Client(), person, "mfa")
    client = Client()
    client.force_login(person)
    return client


def hours(weekday: int = 0, **changes: Any) -> Hours:
    """Mondays from 9:00 to 12:00, half an hour each, two people at once."""
    given = {"begins": time(9), "ends": time(12), "minutes": 30, "capacity": 2, "since": date(2026, 11, 1), **changes}
    return Hours(weekday=weekday, **given)


def window(by: Staff, *rules: Hours, now: datetime = NOW, office: str = "大阪市役所 本庁舎") -> Window:
    """A window with these hours, or those above, made by the real operations."""
    with as_system():
        made = Office.objects.filter(organisation=by.organisation, name=office).first() or keeping.keep_office(
            number=uuid4(),
            fields={"name": office, "name_en": "City Hall", "address": "北区中之島1-3-20", "phone": "06-6208-8181"},
            by=by,
            now=now,
        )
        fields: dict[str, Any] = {"name": f"第{made.windows.count() + 1}窓口", "notice_minutes": 60, "days_ahead": 30}
        found = keeping.keep_window(office=made, number=uuid4(), fields=fields, by=by, now=now)
        for rule in rules or (hours(),):
            keeping.add_hours(window=found, number=uuid4(), rule=rule, by=by, now=now)
        return found


def booked(at: Window, *, begins: datetime = MONDAY, now: datetime = NOW, **options: Any) -> Booking:
    """Somebody who signed in has booked, unless `person` says otherwise."""
    person = options.pop("person", None) or Person.objects.get_or_create(email=VISITOR.email)[0]
    given = {"visitor": VISITOR, "press": uuid4(), "origin": "", **options}
    return booking.book(window=at, begins=begins, person=person, now=now, **given)


def held(at: Window, *, begins: datetime = MONDAY, now: datetime = NOW, **options: Any) -> Booking:
    """Somebody who did not sign in has asked, and has yet to open the mail."""
    given = {"visitor": VISITOR, "press": uuid4(), "origin": "", **options}
    return booking.book(window=at, begins=begins, person=None, now=now, **given)


def fresh(one: Booking) -> Booking:
    with as_system():
        return Booking.objects.select_related("window__office", "organisation", "person", "seat").get(pk=one.pk)
