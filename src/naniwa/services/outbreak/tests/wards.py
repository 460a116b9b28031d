"""What tests of beds start from: a coordinator, a hospital with its beds, a health centre, and somebody who waits."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.access import Staff
from naniwa.library.periods import TOKYO
from naniwa.services.outbreak.models import BedPool, Facility, Offer, PlacementRequest
from naniwa.services.outbreak.operations import beds, beds_offers, beds_requests
from naniwa.services.outbreak.operations.beds import Told
from naniwa.services.outbreak.operations.beds_requests import Asked
from naniwa.web.tests.doors import acting

NOW = datetime(2021, 5, 10, 9, tzinfo=TOKYO)
PREFECTURE, CENTRE, HOSPITAL = "270008", "271403", "272078"


@dataclass(frozen=True)
class World:
    """Who acts: a coordinator of the prefecture, a caller of Sakai's health centre, a clerk of the hospital."""

    coordinator: Staff
    caller: Staff
    ward: Staff


def world() -> World:
    return World(
        acting("coordinator@example.jp", "coordinator", office=PREFECTURE),
        acting("caller@example.jp", "caller", office=CENTRE),
        acting("ward@example.jp", "hospital", office=HOSPITAL),
    )


def hospital(here: World, *pools: tuple[str, int], name: str = "見本総合病院", **given: Any) -> list[BedPool]:
    """A hospital in Takatsuki with pools of (class, staffed)."""
    told = Told(
        kind="hospital",
        name=name,
        name_en="Sample General Hospital",
        municipality="272078",
        pools=[(bed, given.get("offers", ()), (staffed,) * 5, staffed) for bed, staffed in pools or [("moderate", 2)]],
    )
    with as_system():
        body = Organisation.objects.get(code=PREFECTURE)
        made: Facility = beds.open_facility(
            told=told, body=body, reporter=here.ward.organisation, by=here.coordinator, now=given.get("now", NOW)
        )
        return list(made.pools.select_related("facility").order_by("pk"))


def asked(here: World, case: str = "KN-0000-0000-0001", **given: Any) -> PlacementRequest:
    """Somebody in Sakai with pneumonia who is to have a bed by noon."""
    now = given.pop("now", NOW)
    usual = {"severity": "moderate_1", "municipality": "271403", "deadline": now + timedelta(hours=3), "age": "60"}
    told = Asked(case_reference=case, **{**usual, **given})
    with as_system():
        return beds_requests.ask(asked=told, press=uuid4(), by=here.caller, now=now)


def offered(here: World, request: PlacementRequest, pool: BedPool, now: datetime = NOW) -> Offer:
    with as_system():
        return beds_offers.offer(request=request, pool=pool, by=here.coordinator, now=now)


def counts(pool: BedPool) -> tuple[int, int, int, int]:
    """Staffed, in use, kept, being cleaned."""
    with as_system():
        found = BedPool.objects.get(pk=pool.pk)
    return found.staffed, found.occupied, found.reserved, found.cleaning
