"""Beds and who waits for them: all pools, one person's choices, a facility's own, and what became of requests."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Prefetch

from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.services.outbreak.definitions.areas import names, towns
from naniwa.services.outbreak.models import BedPool, BedReport, Case, Facility, Offer, OfferState, PlacementRequest
from naniwa.services.outbreak.rules import placement
from naniwa.services.outbreak.rules.placement import Choice, Pool, Waiting

STALE = timedelta(hours=12)
"""Figures older than this are flagged: who answers for the beds looks at them twice a day."""
LAST, PAGE = 20, 50
NOWHERE = (34.686, 135.52)
"""Where somebody starts from whose municipality is not known: the prefecture's own seat."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A pool that would be safe for somebody, with what speaks for and against it."""

    choice: Choice
    pool: BedPool


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """Beds of one class together; `secured` for each phase."""

    bed: str
    secured: Sequence[int]
    staffed: int
    occupied: int
    reserved: int
    cleaning: int
    free: int
    stale: int


def pools() -> list[BedPool]:
    """Those that the reader may see, by area and facility."""
    found = BedPool.objects.select_related("facility", "reported_by")
    return sorted(found, key=lambda one: (_order(one.facility.area), one.facility.name, one.bed, one.pk))


def _order(area: str) -> int:
    known = list(names())
    return known.index(area) if area in known else len(known)


def is_stale(pool: BedPool, *, now: datetime) -> bool:
    return pool.reported_at is None or now - pool.reported_at > STALE


def totals(found: Sequence[BedPool], *, now: datetime) -> list[Total]:
    """For each class of beds that there is."""
    return [_total(bed, here, now) for bed in placement.CLASSES if (here := [one for one in found if one.bed == bed])]


def _total(bed: str, here: Sequence[BedPool], now: datetime) -> Total:
    return Total(
        bed=bed,
        secured=[sum(column) for column in zip(*(one.secured for one in here), strict=True)],
        staffed=sum(one.staffed for one in here),
        occupied=sum(one.occupied for one in here),
        reserved=sum(one.reserved for one in here),
        cleaning=sum(one.cleaning for one in here),
        free=sum(one.free for one in here),
        stale=sum(is_stale(one, now=now) for one in here),
    )


def ranked(request: PlacementRequest, *, now: datetime) -> list[Ranked]:
    """Every safe bed for one person, the best first, as if nobody else waited."""
    beds = {one.reference: one for one in pools()}
    found = placement.ranked(person_of(request), [pool_of(one) for one in beds.values()], now=now)
    return [Ranked(choice, beds[choice.pool.key]) for choice in found]


def person_of(request: PlacementRequest) -> Waiting:
    town = towns().get(request.municipality)
    return Waiting(
        key=request.reference,
        severity=request.severity,
        score=request.score,
        deadline=request.deadline,
        place=town.place if town else NOWHERE,
        needs=frozenset(request.needs),
    )


def pool_of(pool: BedPool) -> Pool:
    return Pool(
        key=pool.reference,
        bed=pool.bed,
        free=pool.free,
        staffed=pool.staffed,
        place=(pool.facility.latitude, pool.facility.longitude),
        offers=frozenset(pool.offers),
    )


def asked_by(organisation: Organisation, *, page: int) -> tuple[list[PlacementRequest], int]:
    """What a health centre has asked for and is not over, the nearest deadline first: a page, and how many in all."""
    live = Offer.objects.filter(state__in=[OfferState.OPEN, OfferState.ACCEPTED]).select_related("pool__facility")
    with as_system():
        mine = PlacementRequest.objects.filter(centre=organisation, closed_at=None)
        found = mine.order_by("deadline", "pk").prefetch_related(Prefetch("offers", queryset=live, to_attr="live"))
        return list(found[(page - 1) * PAGE : page * PAGE]), mine.count()


def one_asked_by(organisation: Organisation, number: UUID) -> PlacementRequest | None:
    """One of these."""
    return PlacementRequest.objects.filter(centre=organisation, closed_at=None, public_id=number).first()


def known_of(case: str) -> dict[str, str]:
    """What a request for one of the reader's own cases begins with, by the case's number."""
    found = Case.objects.filter(reference=case).first() if case else None
    if found is None:
        return {}
    return {"case_reference": found.reference, "severity": found.severity, "municipality": found.municipality}


def facilities_of(organisation: Organisation) -> list[Facility]:
    """Those for which the organisation reports, with their beds."""
    beds = BedPool.objects.order_by("bed", "pk")
    found = Facility.objects.filter(reporter=organisation).order_by("name")
    return list(found.prefetch_related(Prefetch("pools", queryset=beds)))


def facility_of(organisation: Organisation, number: UUID) -> Facility | None:
    """One that the organisation coordinates, with its beds."""
    beds = BedPool.objects.order_by("bed", "pk")
    found = Facility.objects.filter(organisation=organisation, public_id=number).select_related("reporter")
    return found.prefetch_related(Prefetch("pools", queryset=beds)).first()


def reports_of(facility: Facility) -> list[BedReport]:
    """The last ones of all its beds, the newest first."""
    found = BedReport.objects.filter(pool__facility=facility).select_related("pool__facility", "by")
    return list(found.order_by("-at", "-pk")[:LAST])


def offers_to(organisation: Organisation) -> list[Offer]:
    """What the organisation's facilities are asked and have accepted, the earliest end first."""
    with as_system():
        live = Offer.objects.filter(
            pool__facility__reporter=organisation, state__in=[OfferState.OPEN, OfferState.ACCEPTED]
        )
        return list(live.select_related("pool__facility", "request__centre").order_by("state", "expires_at"))


def history(request: PlacementRequest) -> list[Offer]:
    """Every offer of a request, the first first."""
    return list(
        request.offers.select_related("pool__facility", "offered_by", "answered_by").order_by("offered_at", "pk")
    )
