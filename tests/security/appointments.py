"""Appointments in the world that attacks are tried on: a window, somebody who comes, and somebody who has yet to confirm."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.access import Staff
from naniwa.kernel.people.models import Person
from naniwa.library.periods import day_of
from naniwa.services.appointments.models import Booking, Closure, Window
from naniwa.services.appointments.operations import booking, keeping
from naniwa.services.appointments.queries import links, offering
from naniwa.services.appointments.tests import counter


@dataclass(frozen=True)
class Things:
    """`coming` is the owner's, `held` somebody's without an account; `closure` lies weeks ahead."""

    window: Window
    coming: Booking
    held: Booking
    closure: Closure
    free: str

    @property
    def hours(self) -> Any:
        with as_system():
            return self.window.hours.order_by("weekday").first()


def build(*, lead: Staff, owner: Person, now: datetime) -> Things:
    since = day_of(now)
    window = counter.window(lead, *(counter.hours(day, since=since, on_holidays=True) for day in range(7)), now=now)
    days = offering.days(window, since + timedelta(days=2), 2, now=now)
    first, second, third = [free for day in days for free in day.free][:3]
    visitor = booking.Visitor(
        name=owner.name or "髙橋", name_kana="タカハシ", email=owner.email or "", phone="0669410351"
    )
    with as_system():
        closure = keeping.close(
            window=window,
            whole_office=False,
            number=uuid4(),
            starts_at=first.slot.begins + timedelta(days=20),
            ends_at=first.slot.begins + timedelta(days=21),
            words=("点検", ""),
            cancel=False,
            by=lead,
            now=now,
        )
    return Things(
        window=window,
        coming=counter.booked(window, begins=first.slot.begins, now=now, person=owner, visitor=visitor),
        held=counter.held(window, begins=second.slot.begins, now=now),
        closure=closure,
        free=third.at,
    )


def places(things: Things) -> dict[str, dict[str, Any]]:
    """What the addresses of appointments name."""
    window, coming = things.window.public_id, things.coming.public_id
    token = links.token(things.coming)
    numbers = {
        things.window.office.public_id: ("office", "keep_office", "add_window"),
        window: ("times", "book", "add", "keep_window", "change_window", "add_hours", "close"),
        coming: ("mark", "call_off"),
        things.hours.public_id: ("end_hours",),
        things.closure.public_id: ("reopen",),
    }
    return {
        **{f"appointments:{name}": {"number": number} for number, names in numbers.items() for name in names},
        "appointments:confirm": {"token": links.token(things.held, links.CONFIRM)},
        **{f"appointments:{name}": {"token": token} for name in ("yours", "calendar", "move", "cancel")},
    }


def forms(things: Things) -> dict[str, dict[str, Any]]:
    """What its honest forms send, with what they leave to whoever fills them in."""
    office = {"name_en": "", "address": "", "phone": ""}
    window = {"name_en": "", "about": "", "about_en": ""}
    reasons = {"last": "", "begins": "", "ends": "", "reason": "", "reason_en": "", "whole_office": "", "cancel": ""}
    return {
        "appointments:move": {"at": things.free},
        "appointments:add_office": {"name": "別の庁舎", "number": str(uuid4()), **office},
        "appointments:keep_office": {"name": "大阪市役所", **office},
        "appointments:add_window": {
            "name": "別の窓口",
            "notice_minutes": "60",
            "days_ahead": "30",
            "number": str(uuid4()),
            **window,
        },
        "appointments:change_window": {"name": "新しい名前", "notice_minutes": "60", "days_ahead": "30", **window},
        "appointments:add_hours": {
            "weekday": "0",
            "begins": "13:00",
            "ends": "15:00",
            "minutes": "30",
            "capacity": "1",
            "since": "2099-01-01",
            "on_holidays": "on",
            "number": str(uuid4()),
        },
        "appointments:close": {"first": "2099-01-05", "number": str(uuid4()), **reasons},
        "appointments:mark": {"act": "call"},
    }
