"""Appointing staff and ending appointments; callers keep the audit record."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.models import Appointment, Person, PersonKind, Role


class NotStaff(Exception):
    """Only members of staff hold appointments."""


class AlreadyAppointed(Exception):
    """The person holds this role in this organisation already."""


class AlreadyEnded(Exception):
    """The appointment no longer holds."""


def appoint(*, person: Person, organisation: Organisation, role: Role, starts_on: date) -> Appointment:
    """Give a role from a day on. Raises NotStaff, AlreadyAppointed."""
    if person.kind != PersonKind.STAFF:
        raise NotStaff
    same = Appointment.objects.filter(person=person, organisation=organisation, role=role)
    if same.filter(Q(ends_on=None) | Q(ends_on__gt=starts_on)).exists():
        raise AlreadyAppointed
    try:
        with transaction.atomic():
            return _begin(same, Appointment(person=person, organisation=organisation, role=role, starts_on=starts_on))
    except IntegrityError as error:
        raise AlreadyAppointed from error


def end_appointment(*, appointment: Appointment, ends_on: date) -> Appointment:
    """Take a role away from `ends_on` on, at once where that is today. Raises AlreadyEnded."""
    ends_on = max(ends_on, appointment.starts_on)
    if not Appointment.objects.filter(pk=appointment.pk, ends_on=None).update(ends_on=ends_on):
        raise AlreadyEnded
    appointment.ends_on = ends_on
    return appointment


def _begin(same: QuerySet[Appointment], new: Appointment) -> Appointment:
    """Save it, or open again what began and ended on the same day."""
    ended = same.filter(starts_on=new.starts_on).first()
    if ended is None:
        new.save()
        return new
    ended.ends_on = None
    ended.save(update_fields=["ends_on"])
    return ended
