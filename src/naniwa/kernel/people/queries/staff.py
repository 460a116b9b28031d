"""Who acts for which organisation, and whether they proved it with a second factor."""

from datetime import date

from django.contrib.sessions.backends.base import SessionBase
from django.db.models import Q

from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.organisations.statements import Statement
from naniwa.kernel.people.access import Staff
from naniwa.kernel.people.models import Appointment, Person, PersonKind
from naniwa.kernel.people.second_factor import second_factor_used

ACTING_FOR = "acting_for"


def staff_in_session(person: Person, session: SessionBase, *, on: date) -> Staff | None:
    """The member of staff acting in this session: None without a second factor or an appointment."""
    if person.kind != PersonKind.STAFF or not second_factor_used(person, session):
        return None
    held = _held(person, on)
    organisations = {appointment.organisation_id: appointment.organisation for appointment in held}
    if not organisations:
        return None
    chosen = session.get(ACTING_FOR, 0)
    organisation = organisations.get(chosen) or next(iter(organisations.values()))
    roles = frozenset(a.role for a in held if a.organisation_id == organisation.pk)
    return Staff(person=person, organisation=organisation, roles=roles)


def organisations_of(person: Person, *, on: date) -> list[Organisation]:
    """Where a member of staff may act, oldest appointment first."""
    return list({held.organisation_id: held.organisation for held in _held(person, on)}.values())


def appointments_in(organisation: Organisation, *, on: date) -> list[Appointment]:
    """Appointments that hold or are to come in an organisation, by name and role."""
    lasting = Appointment.objects.filter(Q(ends_on=None) | Q(ends_on__gt=on), organisation=organisation)
    return list(lasting.select_related("person", "organisation").order_by("person__name_kana", "person_id", "role"))


def _held(person: Person, on: date) -> list[Appointment]:
    return _appointments(person.pk, on, on)


_appointments = Statement(
    lambda person, started, lasting: (
        Appointment.objects.filter(Q(ends_on=None) | Q(ends_on__gt=lasting), person_id=person, starts_on__lte=started)
        .select_related("organisation")
        .order_by("pk")
    )
)
