"""Puts sample venues, check-ins and alerts into an installation; for the demo."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import uuid4

from django.conf import settings
from django.db import transaction

from naniwa.kernel.organisations import queries as organisations
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.access import Staff
from naniwa.kernel.people.models import Person
from naniwa.library import receipts
from naniwa.library.periods import day_of
from naniwa.services.check_ins import definitions
from naniwa.services.check_ins.models import Alert, CaseCode, OfficerKey, State, Venue
from naniwa.services.check_ins.operations import checking_in, keys, naming, reporting
from naniwa.services.check_ins.operations.checking_in import Place, Row
from naniwa.services.check_ins.queries import given
from naniwa.services.check_ins.samples import CASES, DELAYS, PASSPHRASE, VENUES, VISITORS

DEPARTMENT = "commerce"
DAYS = 5


@dataclass(frozen=True, slots=True)
class Keeping:
    """Who, at the prefecture, makes the key and names the health centre; who gives codes, who approves."""

    keeper: Person
    centre: Person
    officer: Person


@transaction.atomic
def load_samples(who: Keeping, *, now: datetime) -> list[Venue]:
    """Where there is no venue yet; otherwise nothing happens."""
    with as_system():
        body = organisations.by_code(f"{settings.PREFECTURE_CODE}-{DEPARTMENT}")
        if body is None or Venue.objects.exists():
            return []
        keeper = Staff(who.keeper, organisations.prefecture(), frozenset({"administrator"}))
        naming.name(organisation=body, by=keeper, now=now - timedelta(days=DAYS + 2))
        if not OfficerKey.objects.exists():
            keys.make(passphrase=PASSPHRASE, by=keeper, now=now - timedelta(days=DAYS + 2))
        made = [_venue(body, number, now) for number in range(len(VENUES))]
        _check_ins(made, now)
        centre = Staff(who.centre, body, frozenset({"reviewer"}))
        for number, email in enumerate(CASES):
            _report(centre, f"見本-{number + 1}", email, now)
        reporting.give(
            case="見本-3",
            onset=(now - timedelta(days=1)).date(),
            press=uuid4(),
            by=centre,
            now=now - timedelta(hours=1),
        )
        _sent_before(centre, now)
        return made


def _venue(body: Organisation, number: int, now: datetime) -> Venue:
    name, name_en, kind, capacity, address = VENUES[number]
    at = now - timedelta(days=DAYS + 2)
    return Venue.objects.create(
        organisation=body,
        press=uuid4(),
        name=name,
        name_en=name_en,
        kind=kind,
        capacity=capacity,
        address=address,
        email=f"venue-{number + 1}@business.example.jp",
        made_at=at,
        confirmed_at=at,
    )


def _check_ins(venues: list[Venue], now: datetime) -> None:
    random = Random(20_200_529)  # noqa: S311 - a simulation
    rows = [_row(venues[0], email, now - timedelta(days=2), minute) for minute, email in enumerate(CASES)]
    for visitor in range(VISITORS):
        venue = venues[0] if visitor < len(venues) * 2 else random.choice(venues)
        when = now - timedelta(days=2 if visitor < len(venues) * 2 else random.randint(1, DAYS))
        rows.append(_row(venue, f"visitor-{visitor}@resident.example.jp", when, random.randint(-60, 60)))
    checking_in.open_days({row.day for row in rows}, now=now)
    checking_in.write(rows, now=now)


def _row(venue: Venue, email: str, at: datetime, minute: int) -> Row:
    return checking_in.prepare(
        place=Place.of(venue),
        email=email,
        press=uuid4(),
        language="ja",
        key=checking_in.officer_key(),
        now=at + timedelta(minutes=minute),
        mail=False,
    )


def _sent_before(centre: Staff, now: datetime) -> None:
    """Alerts of some weeks ago, so that there are delays to publish."""
    for number, delay in enumerate(DELAYS):
        at, press = now - timedelta(days=7 * (number + 1)), uuid4()
        code = CaseCode.objects.create(
            public_id=press,
            organisation=centre.organisation,
            case=f"見本-前-{number + 1}",
            onset=day_of(at) - timedelta(days=delay),
            digest=given.digest(given.code(press.hex)),
            given_at=at,
            given_by=centre.person,
            expires_at=at + reporting.VALID,
            used_at=at,
        )
        Alert.objects.create(
            number=receipts.new(reporting.PREFIX),
            organisation=centre.organisation,
            code=code,
            policy=definitions.current(day_of(now)),
            policy_version=1,
            state=State.SENT,
            reported_at=at,
            released_at=at,
            sent_at=at,
            people=20 + 7 * number,
        )


def _report(centre: Staff, case: str, email: str, now: datetime) -> None:
    onset = (now - timedelta(days=1)).date()
    code = reporting.give(case=case, onset=onset, press=uuid4(), by=centre, now=now - timedelta(hours=2))
    reporting.report(code=given.code_of(code), email=email, now=now - timedelta(hours=1))
