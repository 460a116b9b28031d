"""Mails of many alerts that people approved: how many others were there, and a sealed mail for each, queued to be sent.

Bar: 600,000 mails of 200 alerts within 5 minutes, two of them at a time as the worker does. Every address is opened and
sealed again; those who checked in are PEOPLE (600,000 unless given) in venues of their own.
"""

import os
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from benchmarks.support import database, report
from naniwa.library.periods import TOKYO

if TYPE_CHECKING:
    from naniwa.services.check_ins.models import Alert, Venue

PEOPLE, ALERTS, BATCH, PARTS = int(os.environ.get("PEOPLE", "600000")), 200, 500, 2
NOW = datetime(2026, 11, 14, 19, 0, tzinfo=TOKYO)
LATER = NOW + timedelta(days=1)
BAR = {"seconds": 300, "mails": PEOPLE // ALERTS * ALERTS}


def main() -> None:
    with database():
        alerts = _alerts()
        began = time.monotonic()
        planned = _planned(alerts)
        plan_s = time.monotonic() - began
        with ThreadPoolExecutor(PARTS) as pool:
            mails = sum(pool.map(_tell, alerts))
        seconds = time.monotonic() - began
        again = _again(alerts)
    figures: dict[str, Any] = {
        "alerts": ALERTS,
        "people": planned,
        "mails": mails,
        "plan_s": round(plan_s, 1),
        "seconds": round(seconds, 1),
        "mails_per_second": round(mails / seconds),
        "queued_twice": again,
    }
    report("alerts", figures, bar=BAR, ok=seconds <= BAR["seconds"] and mails == BAR["mails"] and again == 0)


def _alerts() -> "list[Alert]":
    """Each of a case of its own, who was at a venue with the others, and approved."""
    from naniwa.kernel.organisations.isolation import as_system
    from naniwa.services.check_ins.operations import approving, checking_in
    from naniwa.services.check_ins.tests import places

    places.with_key(NOW)
    checking_in.open_days({NOW.date()}, now=NOW)
    venues = [places.venue(name=f"店{number}", now=NOW) for number in range(ALERTS)]
    with ThreadPoolExecutor(PARTS) as pool:
        list(pool.map(_fill, venues))
    approver, _other = places.approvers()
    giver = places.giver()
    found = []
    for venue in venues:
        alert = places.reported(giver, email=f"case-{venue.pk}@example.jp", onset=NOW.date(), now=LATER)
        with as_system():
            found.append(approving.approve(alert=alert, passphrase=places.PASSPHRASE, by=approver, now=LATER))
    return found


def _fill(venue: "Venue") -> None:
    from django.db import connection

    from naniwa.services.check_ins.operations import checking_in

    place, key = checking_in.Place.of(venue), checking_in.officer_key()
    addresses = [
        f"case-{venue.pk}@example.jp",
        *(f"p{venue.pk}-{number}@example.jp" for number in range(PEOPLE // ALERTS)),
    ]
    try:
        for start in range(0, len(addresses), BATCH):
            rows = [
                checking_in.prepare(
                    place=place, email=email, press=uuid4(), language="ja", key=key, now=NOW, mail=False
                )
                for email in addresses[start : start + BATCH]
            ]
            checking_in.commit(rows, now=NOW)
    finally:
        connection.close()


def _planned(alerts: "Sequence[Alert]") -> int:
    """As the page of an alert shows it before anybody approves."""
    from naniwa.services.check_ins.queries import planning

    return sum(planning.plan(alert).people for alert in alerts)


def _tell(alert: "Alert") -> int:
    from django.db import connection

    from naniwa.services.check_ins.operations import telling

    try:
        return telling.tell(number=alert.public_id, now=LATER)
    finally:
        connection.close()


def _again(alerts: "Sequence[Alert]") -> int:
    """Mails that a second run of every job would queue."""
    return sum(map(_tell, alerts))


if __name__ == "__main__":
    main()
