"""Health centres: the prefecture registers them and says who looks after whom; they keep their own data themselves."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.access import Staff
from naniwa.kernel.people.models import Person
from naniwa.library.periods import day_of
from naniwa.services.outbreak.models import Area, Centre
from naniwa.services.outbreak.queries import cases, centres
from naniwa.services.outbreak.rules.broken import CentreNotRegistered, NoSupervisor, NotOfThisCentre, NotThePrefectures
from naniwa.services.outbreak.service import SUPERVISOR


def register(*, office: Organisation, municipalities: Collection[str], by: Staff, now: datetime) -> Centre:
    """Make the office a health centre, or change whom it looks after; a municipality of another's comes over.

    A new one has the first of its supervisors on duty. Raises NotThePrefectures, NoSupervisor.
    """
    if not centres.may_register(by):
        raise NotThePrefectures
    held = cases.staff_with(office, (SUPERVISOR,), on=day_of(now))
    with transaction.atomic(), as_system():
        known = {one.pk: one for one in Centre.objects.select_for_update(of=("self",)).order_by("pk")}
        before = {pk: centres.area_codes(one) for pk, one in known.items()}
        found = next((one for one in known.values() if one.organisation_id == office.pk), None)
        if found is None:
            if not held:
                raise NoSupervisor
            found = Centre.objects.create(organisation=office, on_duty=held[0])
        _look_after(found, municipalities)
        for one in {**known, found.pk: found}.values():
            was, now_is = before.get(one.pk), centres.area_codes(one)
            if was != now_is:
                audit.record("outbreak.centre_registered", by=by, target=one, now=now, before=was or [], after=now_is)
        return found


def _look_after(centre: Centre, municipalities: Collection[str]) -> None:
    Area.objects.filter(centre=centre).exclude(municipality__code__in=municipalities).delete()
    for body in Organisation.objects.filter(code__in=municipalities):
        Area.objects.update_or_create(
            municipality=body, defaults={"centre": centre, "organisation_id": centre.organisation_id}
        )


def keep(*, on_duty: Person, phone: str, by: Staff, now: datetime) -> Centre:
    """A centre's own data, which its supervisors keep. Raises CentreNotRegistered, NotOfThisCentre."""
    if on_duty not in cases.staff_with(by.organisation, (SUPERVISOR,), on=day_of(now)):
        raise NotOfThisCentre
    with transaction.atomic(), as_system():
        found = Centre.objects.select_for_update(of=("self",)).filter(organisation=by.organisation).first()
        if found is None:
            raise CentreNotRegistered
        found.on_duty, found.phone = on_duty, phone
        found.save(update_fields=["on_duty", "phone"])
        audit.record("outbreak.centre_kept", by=by, target=found, now=now, on_duty=str(on_duty.public_id))
        return found
