"""Beds and figures in the world that attacks are tried on: a ward, two who wait, and one who is being offered a bed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.access import Staff
from naniwa.kernel.people.models import Person
from naniwa.services.outbreak.models import BedPool, FeedImport, Offer, PlacementRequest
from naniwa.services.outbreak.operations import beds, beds_offers, beds_requests
from naniwa.services.outbreak.operations.beds import Told
from naniwa.services.outbreak.operations.beds_requests import Asked


@dataclass(frozen=True)
class Things:
    """`waiting` has no offer yet, `offered` has this `offer` of a bed in the `pool`."""

    pool: BedPool
    waiting: PlacementRequest
    offered: PlacementRequest
    offer: Offer
    imported: FeedImport


def build(*, office: Organisation, staff: dict[str, Person], now: datetime) -> Things:
    """The office is everything here: it coordinates, asks, and reports."""
    by = Staff(staff["coordinator"], office, frozenset({"coordinator"}))
    told = Told(
        kind="hospital", name="見本病院", name_en="", municipality="271004", pools=[("moderate", (), (9,) * 5, 9)]
    )
    with as_system():
        made = beds.open_facility(told=told, body=office, reporter=office, by=by, now=now)
        pool = made.pools.get()
        waiting, offered = (
            beds_requests.ask(
                asked=Asked(
                    case_reference=f"KN-{number}",
                    severity="moderate_1",
                    municipality="271004",
                    deadline=now + timedelta(hours=6),
                ),
                press=uuid4(),
                by=by,
                now=now,
                body=office,
            )
            for number in (1, 2)
        )
        offer = beds_offers.offer(request=offered, pool=pool, by=by, now=now)
        imported = FeedImport.objects.create(organisation=office, feed="osaka-stopcovid19", imported_at=now)
    return Things(pool, waiting, offered, offer, imported)


def places(things: Things) -> dict[str, dict[str, Any]]:
    """What the addresses name."""
    numbers = {
        things.pool.public_id: ("tap_beds", "report_beds", "secure_beds"),
        things.pool.facility.public_id: ("facility", "add_pool"),
        things.waiting.public_id: ("placement_one", "offer_bed", "withdraw_bed"),
        things.offered.public_id: ("take_back",),
        things.offer.public_id: ("answer_offer",),
        things.imported.public_id: ("imported",),
    }
    charts = ("chart", "embed", "chart_csv", "chart_json", "chart_png")
    return {
        **{f"outbreak:{name}": {"number": number} for number, names in numbers.items() for name in names},
        **{f"outbreak:{name}": {"key": "reported"} for name in charts},
    }


def forms(things: Things) -> dict[str, dict[str, Any]]:
    """What its honest forms send."""
    reporter = {"reporter": things.pool.facility.reporter.code}
    named = {"name_en": "Mihon", "phone": "06-0000-0000"}
    secured = {f"secured_{phase}": str(phase) for phase in range(1, 6)}
    return {
        "outbreak:counting": {"own_from": "2026-11-01"},
        "outbreak:tap_beds": {"act": "admitted", "press": str(uuid4())},
        "outbreak:report_beds": {"staffed": "9", "occupied": "1", "cleaning": "1", "press": str(uuid4())},
        "outbreak:new_facility": {"kind": "hotel", "name": "見本ホテル", "municipality": "271004", **named, **reporter},
        "outbreak:facility": {"name": "見本病院北", **named, **reporter},
        "outbreak:add_pool": {"bed": "severe", "offers": [], "staffed": "3", **secured},
        "outbreak:secure_beds": secured,
        "outbreak:offer_bed": {"pool": things.pool.reference},
        "outbreak:answer_offer": {"answer": "refuse", "refusal": "staff", "note": "夜勤1人"},
        "outbreak:ask_bed": {
            "case_reference": "KN-3",
            "severity": "mild",
            "municipality": "271004",
            "age": "60",
            "hours": "6",
            "score_items": [],
            "needs": [],
            "press": str(uuid4()),
        },
    }
