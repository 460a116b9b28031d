"""Reads of people and their sign-in."""

from datetime import date

from django.contrib.sessions.backends.base import SessionBase

from naniwa.kernel.people.access import Staff
from naniwa.kernel.people.models import Appointment, Person, PersonKind

ACTING_FOR = "acting_for"


def staff_in_session(person: Person, session: SessionBase, *, on: date) -> Staff | None:
    """The member of staff acting in this session: None for residents and businesses."""
    if person.kind != PersonKind.STAFF:
        return None
    held = _held(person, on)
    organisations = {appointment.organisation_id: appointment.organisation for appointment in held}
    if not organisations:
        return None
    chosen = session.get(ACTING_FOR)
    organisation = organisations.get(chosen) or next(iter(organisations.values()))
    roles = frozenset(a.role for a in held if a.organisation_id == organisation.pk)
    return Staff(person=person, organisation=organisation, roles=roles)


def _held(person: Person, on: date) -> list[Appointment]:
    current = Appointment.objects.filter(person=person, starts_on__lte=on).exclude(ends_on__lt=on)
    return list(current.select_related("organisation").order_by("pk"))
