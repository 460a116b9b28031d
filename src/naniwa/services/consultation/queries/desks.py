"""Desks: those that anybody can write to, and an organisation's own."""

from uuid import UUID

from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.consultation.models import Desk


def open_desks() -> list[Desk]:
    with as_system():
        found = Desk.objects.filter(closed_at=None).select_related("organisation")
        return list(found.order_by("organisation__code", "name"))


def open_desk(number: UUID) -> Desk | None:
    with as_system():
        return Desk.objects.filter(closed_at=None, public_id=number).select_related("organisation").first()


def desks_of(organisation_id: int) -> list[Desk]:
    return list(Desk.objects.filter(organisation_id=organisation_id).order_by("name"))


def desk_of(organisation_id: int, number: UUID) -> Desk | None:
    return Desk.objects.filter(organisation_id=organisation_id, public_id=number).first()
