"""Which health centre looks after whom. Clinics and patients ask too, so these run as the system."""

from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.outbreak.models import Area, Centre


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
