"""Departments: their names and contacts."""

from datetime import datetime

from django.db import transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.people import queries as people
from naniwa.kernel.people.access import Staff
from naniwa.library.periods import day_of
from naniwa.services.inventory.models import Department
from naniwa.services.inventory.operations.saving import NotYours
from naniwa.services.inventory.queries.keeping import leads
from naniwa.services.inventory.rules.seals import BrokenRule


class NoName(BrokenRule):
    """A department has a name."""


class NotOfThisOffice(BrokenRule):
    """Contacts are staff who act for this organisation."""


@transaction.atomic
def describe(*, department: Department, name: str, address: str, by: Staff, now: datetime) -> Department:
    """Keep a department's name and its contact by e-mail address, or none. Raises NotYours, NoName, NotOfThisOffice."""
    if not leads(by) or department.organisation_id != by.organisation.pk:
        raise NotYours
    if not name.strip():
        raise NoName
    contact = None
    if address.strip():
        held = people.appointments_in(by.organisation, on=day_of(now))
        contact = next((one.person for one in held if one.person.email == address.strip().lower()), None)
        if contact is None:
            raise NotOfThisOffice
    kept = Department.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=department.pk)
    if (kept.name, kept.contact_id) == (name.strip(), contact.pk if contact else None):
        return kept
    kept.name, kept.contact = name.strip(), contact
    kept.save(update_fields=["name", "contact"])
    audit.record(
        "inventory.department_changed", by=by, target=kept, now=now, name=kept.name, contact=str(contact or "")
    )
    return kept
