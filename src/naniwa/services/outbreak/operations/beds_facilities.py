"""Facilities as the coordinating body keeps them: what changes about one, further beds, and beds secured by phase."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.access import Staff
from naniwa.services.outbreak.models import BedPool, Facility
from naniwa.services.outbreak.operations import beds_matching
from naniwa.services.outbreak.operations.beds import empty_pool
from naniwa.services.outbreak.rules.placement_broken import FacilityKnown, NotYourFacility, PoolKnown


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What may change about a facility; where it lies and of what kind it is stays."""

    name: str
    name_en: str
    phone: str
    reporter: Organisation


@transaction.atomic
def change(*, facility: Facility, known: Known, by: Staff, now: datetime) -> Facility:
    """Raises NotYourFacility, FacilityKnown."""
    found = _locked(facility, by)
    if Facility.objects.filter(organisation_id=found.organisation_id, name=known.name).exclude(pk=found.pk).exists():
        raise FacilityKnown
    found.name, found.name_en, found.phone, found.reporter = known.name, known.name_en, known.phone, known.reporter
    found.save(update_fields=["name", "name_en", "phone", "reporter"])
    audit.record("outbreak.facility_changed", by=by, target=found, now=now, name=found.name)
    return found


@transaction.atomic
def add_pool(
    *,
    facility: Facility,
    bed: str,
    offers: Sequence[str],
    secured: Sequence[int],
    staffed: int,
    by: Staff,
    now: datetime,
) -> BedPool:
    """Further beds, all of them empty. Raises NotYourFacility, PoolKnown."""
    found = _locked(facility, by)
    if BedPool.objects.filter(facility=found, bed=bed, offers=sorted(offers)).exists():
        raise PoolKnown
    made = empty_pool(facility=found, bed=bed, offers=offers, secured=secured, staffed=staffed, by=by, now=now)
    audit.record("outbreak.pool_added", by=by, target=made, now=now, bed=bed, staffed=staffed)
    beds_matching.wanted()
    return made


@transaction.atomic
def secure(*, pool: BedPool, secured: Sequence[int], by: Staff, now: datetime) -> BedPool:
    """Beds promised for each phase; what is staffed today only the facility says. Raises NotYourFacility."""
    found = BedPool.objects.select_for_update(of=("self",)).get(pk=pool.pk)
    if by.organisation.pk != found.organisation_id:
        raise NotYourFacility
    found.secured = list(secured)
    found.save(update_fields=["secured"])
    audit.record("outbreak.beds_secured", by=by, target=found, now=now, secured=list(secured))
    return found


def _locked(facility: Facility, by: Staff) -> Facility:
    found = Facility.objects.select_for_update(of=("self",)).get(pk=facility.pk)
    if by.organisation.pk != found.organisation_id:
        raise NotYourFacility
    return found
