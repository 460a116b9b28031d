"""What tests of check-ins start from: an officer's key, venues, people who check in, and a health centre."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.access import Staff
from naniwa.kernel.people.models import Person
from naniwa.library.periods import TOKYO
from naniwa.services.check_ins.models import Alert, CheckIn, OfficerKey, Post, Venue
from naniwa.services.check_ins.operations import checking_in, keys, naming, reporting
from naniwa.services.check_ins.operations import venues as operations
from naniwa.services.check_ins.operations.checking_in import Place
from naniwa.services.check_ins.operations.venues import Told
from naniwa.services.check_ins.queries import given
from naniwa.web.tests.doors import acting

NOW = datetime(2026, 11, 20, 19, 0, tzinfo=TOKYO)
PASSPHRASE = "とても長い合言葉 2026"
OFFICE, PREFECTURE = "271004", "270008"
CASE_ADDRESS = "case@example.jp"


def staff(email: str, *roles: str) -> Staff:
    """The member of staff of this address, appointed where there is none yet."""
    return staff_of(OFFICE, email, *roles)


def staff_of(office: str, email: str, *roles: str) -> Staff:
    known = Person.objects.filter(email=email).first()
    if known is None:
        return acting(email, *roles, office=office)
    return Staff(known, Organisation.objects.get(code=office), frozenset(roles))


def keeper() -> Staff:
    """The prefecture's administrator."""
    return staff_of(PREFECTURE, "keeper@example.jp", "administrator")


def with_key(now: datetime = NOW) -> OfficerKey:
    """The officer's key, made by the prefecture's administrator, who says that OFFICE is a health centre."""
    by = keeper()
    with as_system():
        naming.name(organisation=Organisation.objects.get(code=OFFICE), by=by, now=now)
        return keys.make(passphrase=PASSPHRASE, by=by, now=now)


def venue(*, now: datetime = NOW, **changes: Any) -> Venue:
    """An open venue of forty seats, registered and confirmed as its keeper does."""
    told: dict[str, Any] = {
        "name": "難波食堂 本店",
        "name_en": "Namba Shokudo",
        "kind": "restaurant",
        "capacity": 40,
        "address": "大阪市中央区難波1-1-1",
        "email": "keeper@shop.example.jp",
        **changes,
    }
    made = operations.register(told=Told(**told), press=uuid4(), now=now)
    return operations.confirm(venue=made, now=now)


def check_in(at: Venue, email: str, *, now: datetime = NOW, **options: Any) -> checking_in.Row:
    with as_system():
        place = Place.of(Venue.objects.get(pk=at.pk))
    given_options: dict[str, Any] = {"press": uuid4(), "language": "ja", **options}
    row = checking_in.prepare(place=place, email=email, key=checking_in.officer_key(), now=now, **given_options)
    checking_in.check_in(row, now=now)
    return row


def reported(
    by: Staff,
    *,
    email: str = CASE_ADDRESS,
    onset: date | None = None,
    now: datetime | None = None,
    case: str = "2026-0123",
) -> Alert:
    """A code given for a case and entered, a day after everybody checked in."""
    now = now or NOW + timedelta(days=1)
    with as_system():
        made = reporting.give(case=case, onset=onset or NOW.date(), press=uuid4(), by=by, now=now)
        return reporting.report(code=given.code_of(made), email=email, now=now)


def giver() -> Staff:
    return staff("centre@example.jp", "reviewer")


def approvers() -> tuple[Staff, Staff]:
    return staff("first@example.jp", "approver"), staff("second@example.jp", "approver")


def check_ins() -> list[CheckIn]:
    with as_system():
        return list(CheckIn.objects.order_by("at"))


def posts() -> list[Post]:
    with as_system():
        return list(Post.objects.order_by("next_attempt_at", "id"))
