"""Who keeps what: leads the whole inventory, a contact the rows of their departments."""

from collections.abc import Iterable
from uuid import UUID

from naniwa.kernel.people.access import Staff
from naniwa.services.inventory.models import Department, Procedure, Seal
from naniwa.services.inventory.rules.columns import Pressed
from naniwa.services.inventory.service import LEADS


def leads(staff: Staff) -> bool:
    return staff.may(*LEADS)


def keeps(staff: Staff, department: Department) -> bool:
    """Whether this member of staff may change the department's rows."""
    same = department.organisation_id == staff.organisation.pk
    return same and (leads(staff) or department.contact_id == staff.person.pk)


def departments_of(organisation_id: int) -> list[Department]:
    """By code, with their contacts."""
    found = Department.objects.filter(organisation_id=organisation_id).select_related("contact", "organisation")
    return list(found.order_by("code"))


def kept_by(staff: Staff) -> list[Department]:
    """The departments whose rows this member of staff may change, by code."""
    return [department for department in departments_of(staff.organisation.pk) if keeps(staff, department)]


def procedure_of(organisation_id: int, number: UUID) -> Procedure | None:
    """A row with its department, removed or not."""
    found = Procedure.objects.filter(organisation_id=organisation_id, public_id=number)
    return found.select_related("department", "department__organisation", "organisation", "updated_by").first()


def seals_of(numbers: Iterable[int]) -> dict[int, list[Seal]]:
    """The seals of these procedures in their order, by row number of the procedure."""
    found: dict[int, list[Seal]] = {}
    for seal in Seal.objects.filter(procedure_id__in=list(numbers)).order_by("procedure_id", "position"):
        found.setdefault(seal.procedure_id, []).append(seal)
    return found


def pressed(seals: Iterable[Seal]) -> list[Pressed]:
    return [seal.pressed for seal in seals]
