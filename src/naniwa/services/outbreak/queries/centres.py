"""Which health centre looks after whom. Clinics and patients ask too, so these run as the system."""

from collections import defaultdict
from datetime import date

from django.db.models import Q

from naniwa.kernel.organisations import queries as organisations
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.models import Kind, Organisation
from naniwa.kernel.people.access import Staff
from naniwa.kernel.people.models import Appointment
from naniwa.services.outbreak.models import Area, Centre
from naniwa.services.outbreak.service import REGISTRARS, SUPERVISOR


def centre_of(organisation_id: int) -> Centre | None:
    with as_system():
        return Centre.objects.select_related("organisation", "on_duty").filter(organisation_id=organisation_id).first()


def centre_for(municipality: str) -> Centre | None:
    """The one that looks after this municipality (six-digit code)."""
    with as_system():
        found = Area.objects.select_related("centre__organisation", "centre__on_duty")
        area = found.filter(municipality__code=municipality).first()
        return area.centre if area else None


def centres() -> list[Centre]:
    with as_system():
        return list(Centre.objects.select_related("organisation", "on_duty").order_by("organisation__code"))


def area_codes(centre: Centre) -> list[str]:
    """Codes of the municipalities that it looks after."""
    with as_system():
        return list(centre.areas.order_by("municipality__code").values_list("municipality__code", flat=True))


def may_register(staff: Staff) -> bool:
    """Administrators of the prefecture itself or of one of its departments; no outside office, no municipality."""
    body, office = organisations.prefecture(), staff.organisation
    own = office.pk == body.pk or (office.kind == Kind.DEPARTMENT and office.parent_id == body.pk)
    return own and staff.may(*REGISTRARS)


def offices(*, on: date) -> list[Organisation]:
    """Those that are health centres, or could be: somebody there is a supervisor on that day."""
    holds = Q(ends_on=None) | Q(ends_on__gt=on)
    held = Appointment.objects.filter(holds, role=SUPERVISOR, starts_on__lte=on)
    with as_system():
        known = Centre.objects.values("organisation_id")
        either = Q(pk__in=held.values("organisation_id")) | Q(pk__in=known)
        return list(Organisation.objects.filter(either).order_by("code"))


def areas() -> dict[int, list[Organisation]]:
    """The municipalities that each office looks after, by its row number."""
    found: dict[int, list[Organisation]] = defaultdict(list)
    with as_system():
        for one in Area.objects.select_related("municipality").order_by("municipality__code"):
            found[one.organisation_id].append(one.municipality)
    return found
