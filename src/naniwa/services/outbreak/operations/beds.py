"""What facilities say of their beds, in one tap each or all figures at once; every report is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.access import Staff
from naniwa.services.outbreak.definitions.areas import towns
from naniwa.services.outbreak.models import BedPool, BedReport, Facility
from naniwa.services.outbreak.operations import beds_matching
from naniwa.services.outbreak.rules.placement_broken import FacilityKnown, FewerThanNone, NotYourFacility

ACTS: Mapping[str, tuple[int, int]] = {"admitted": (1, 0), "left": (-1, 1), "cleaned": (0, -1), "same": (0, 0)}
"""What one tap does to beds in use and beds being cleaned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A facility as it is first written down; `pools` are (bed, offers, secured by phase, staffed)."""

    kind: str
    name: str
    name_en: str
    municipality: str
    phone: str = ""
    pools: Sequence[tuple[str, Sequence[str], Sequence[int], int]] = ()


@transaction.atomic
def open_facility(*, told: Told, body: Organisation, reporter: Organisation, by: Staff, now: datetime) -> Facility:
    """Write down a facility with its beds, all of them empty. Raises FacilityKnown."""
    if Facility.objects.filter(organisation=body, name=told.name).exists():
        raise FacilityKnown
    town = towns()[told.municipality]
    made = Facility.objects.create(
        organisation=body,
        reporter=reporter,
        kind=told.kind,
        name=told.name,
        name_en=told.name_en,
        area=town.area,
        latitude=town.place[0],
        longitude=town.place[1],
        phone=told.phone,
    )
    for bed, offers, secured, staffed in told.pools:
        empty_pool(facility=made, bed=bed, offers=offers, secured=secured, staffed=staffed, by=by, now=now)
    audit.record("outbreak.facility_opened", by=by, target=made, now=now, name=made.name)
    beds_matching.wanted()
    return made


def empty_pool(
    *,
    facility: Facility,
    bed: str,
    offers: Sequence[str],
    secured: Sequence[int],
    staffed: int,
    by: Staff,
    now: datetime,
) -> BedPool:
    """Beds of a facility, none of them in use. For the operations that write a facility down."""
    return BedPool.objects.create(
        organisation_id=facility.organisation_id,
        facility=facility,
        bed=bed,
        offers=sorted(offers),
        secured=list(secured),
        staffed=staffed,
        reported_at=now,
        reported_by=by.person,
    )


@transaction.atomic
def tap(*, pool: BedPool, act: str, press: UUID, by: Staff, now: datetime) -> BedPool:
    """One of `ACTS`; a second press of the same form changes nothing. Raises NotYourFacility, FewerThanNone."""
    in_use, cleaning = ACTS[act]
    with as_system():
        found = _locked(pool, by)
        if _known(press):
            return found
        if found.occupied + in_use < 0 or found.cleaning + cleaning < 0:
            raise FewerThanNone
        found.occupied += in_use
        found.cleaning += cleaning
        return _report(found, press, by, now)


@transaction.atomic
def report(
    *, pool: BedPool, staffed: int, occupied: int, cleaning: int, press: UUID, by: Staff, now: datetime
) -> BedPool:
    """All figures at once, also more people than staffed beds. Raises NotYourFacility."""
    with as_system():
        found = _locked(pool, by)
        if _known(press):
            return found
        found.staffed, found.occupied, found.cleaning = staffed, occupied, cleaning
        return _report(found, press, by, now)


def _locked(pool: BedPool, by: Staff) -> BedPool:
    found = BedPool.objects.select_for_update(of=("self",)).select_related("facility").get(pk=pool.pk)
    if by.organisation.pk != found.facility.reporter_id:
        raise NotYourFacility
    return found


def _known(press: UUID) -> bool:
    """The caller has locked the pool, so a press that is under way has been waited for."""
    return BedReport.objects.filter(press=press).exists()


def _report(pool: BedPool, press: UUID, by: Staff, now: datetime) -> BedPool:
    pool.reported_at, pool.reported_by = now, by.person
    pool.save(update_fields=["staffed", "occupied", "cleaning", "reported_at", "reported_by"])
    BedReport.objects.create(
        press=press,
        organisation_id=pool.organisation_id,
        pool=pool,
        at=now,
        by=by.person,
        staffed=pool.staffed,
        occupied=pool.occupied,
        cleaning=pool.cleaning,
    )
    audit.record(
        "outbreak.beds_reported", by=by, target=pool, now=now,
        staffed=pool.staffed, occupied=pool.occupied, cleaning=pool.cleaning,
    )  # fmt: skip
    beds_matching.wanted()
    return pool
