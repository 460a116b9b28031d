"""Check-ins in the world that attacks are tried on: a venue, one to confirm, a code to enter, alerts, and a day that is gone."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from naniwa.kernel.organisations import queries as organisations
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.access import Staff
from naniwa.kernel.people.models import Person
from naniwa.library.periods import day_of
from naniwa.services.check_ins.models import Alert, Approval, CaseCode, Post, Venue
from naniwa.services.check_ins.operations import checking_in, forgetting, keys, naming, reporting
from naniwa.services.check_ins.operations import venues as operations
from naniwa.services.check_ins.operations.venues import Told
from naniwa.services.check_ins.queries import given, venues
from naniwa.services.check_ins.tests import places as made

PASSPHRASE = "合言葉はこれです 2026"
VENUE = {
    "kind": "restaurant",
    "capacity": 40,
    "address": "大阪市中央区難波1-1-1",
    "email": "keeper@shop.example.jp",
    "name_en": "",
}


@dataclass(frozen=True)
class Things:
    """`waiting` has yet to open its mail, `code` to be entered; `gone` is a day that was destroyed, `key` the officer's."""

    venue: Venue
    waiting: Venue
    code: CaseCode
    alert: Alert
    gone: date
    key: str


def build(*, centre: Staff, keeper: Staff, approver: Person, now: datetime) -> Things:
    prefecture = Staff(keeper.person, organisations.prefecture(), keeper.roles)
    with as_system():
        naming.name(organisation=centre.organisation, by=prefecture, now=now)
        key = keys.make(passphrase=PASSPHRASE, by=prefecture, now=now)
        venue = made.venue(name="難波食堂", now=now, **VENUE)
        waiting = operations.register(told=Told(name="待つ店", **VENUE), press=uuid4(), now=now)  # type: ignore[arg-type] # each of its own type
        for number, address in enumerate(("case@example.jp", "one@example.jp", "two@example.jp")):
            made.check_in(venue, address, now=now - timedelta(hours=3, minutes=number))
        alert, other = (_alert(centre, now) for _each in range(2))
        Approval.objects.create(organisation=other.organisation, alert=other, by=approver, at=now)
        code = reporting.give(case="2026-0003", onset=day_of(now), press=uuid4(), by=centre, now=now)
        gone = day_of(now) - timedelta(days=70)
        checking_in.open_days({gone}, now=now)
        forgetting.forget(gone, now=now)
        assert Post.objects.exists()
    return Things(venue=venue, waiting=waiting, code=code, alert=alert, gone=gone, key=key.reference)


def _alert(centre: Staff, now: datetime) -> Alert:
    code = reporting.give(case="2026-0001", onset=day_of(now), press=uuid4(), by=centre, now=now)
    return reporting.report(code=given.code_of(code), email="case@example.jp", now=now)


def places(things: Things) -> dict[str, dict[str, Any]]:
    """What the addresses of check-ins name."""
    token = venues.token(things.venue)
    code = {"code": things.venue.code}
    return {
        "check_ins:confirm": {"token": venues.token(things.waiting, venues.CONFIRM)},
        **{f"check_ins:{name}": {"token": token} for name in ("keep", "change", "screen")},
        "check_ins:poster": {"token": token, "size": "a4"},
        "check_ins:receipt": {"day": things.gone.isoformat()},
        "check_ins:check_in": code,
        "check_ins:done": code,
        "check_ins:check_in_now": {**code, "proof": "none"},
        **{f"check_ins:{name}": {"number": things.code.public_id} for name in ("code", "enter")},
        **{f"check_ins:{name}": {"number": things.alert.public_id} for name in ("alert", "approve", "drop")},
    }


def forms(things: Things) -> dict[str, dict[str, Any]]:
    """What its honest forms send."""
    visitor = {"email": "visitor@example.jp", "waited": "0", "remember": "on"}
    return {
        "check_ins:register": {
            "name": "新しい店",
            **{key: str(value) for key, value in VENUE.items()},
            "starts_at": "",
            "ends_at": "",
            "number": str(uuid4()),
        },
        "check_ins:change": {"act": "rotate"},
        "check_ins:check_in": {**visitor, "number": str(uuid4())},
        "check_ins:check_in_now": {**visitor, "number": str(uuid4())},
        "check_ins:report": {
            "code": given.code_of(things.code),
            "email": "case@example.jp",
            "number": str(uuid4()),
        },
        "check_ins:enter": {"email": "case@example.jp", "number": str(uuid4())},
        "check_ins:give": {"case": "2026-0004", "onset": things.code.onset.isoformat(), "number": str(uuid4())},
        "check_ins:approve": {"passphrase": PASSPHRASE},
        "check_ins:drop": {"reason": "検査の結果が変わった"},
        "check_ins:key": {"passphrase": PASSPHRASE, "again": PASSPHRASE, "replaces": things.key},
        "check_ins:change_centre": {"organisation": "271403", "act": "name"},
    }
