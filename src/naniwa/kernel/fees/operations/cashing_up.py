"""Closing the till of a counter for a day."""

from datetime import date, datetime

from django.db import connection, transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.fees.errors import AlreadyClosed, NoReason
from naniwa.kernel.fees.models import CashUp
from naniwa.kernel.fees.queries import desk
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.access import Staff


@transaction.atomic
def cash_up(*, counter: str, day: date, counted_yen: int, reason: str, by: Staff, now: datetime) -> CashUp:
    """Write down what was counted; a second press finds what the first one wrote. Raises NoReason for a difference."""
    office = by.organisation
    hold(office, counter, day)
    if (closed := CashUp.objects.filter(organisation=office, counter=counter, day=day).first()) is not None:
        return closed
    expected = desk.cash(office, counter, day)
    if counted_yen != expected and not reason.strip():
        raise NoReason
    made = CashUp.objects.create(
        organisation=office,
        counter=counter,
        day=day,
        expected_yen=expected,
        counted_yen=counted_yen,
        reason=reason.strip()[:300],
        closed_at=now,
        closed_by=by.person,
    )
    audit.record("fees.cashed_up", by=by, target=made, now=now, counter=counter, difference_yen=made.difference_yen)
    return made


def check_open(office: Organisation, counter: str, day: date) -> None:
    """Keep the till open until the transaction ends. Raises AlreadyClosed."""
    hold(office, counter, day)
    if CashUp.objects.filter(organisation=office, counter=counter, day=day).exists():
        raise AlreadyClosed


def hold(office: Organisation, counter: str, day: date) -> None:
    """Taking money and closing the till take turns; taken after the lock on a charge, never before it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"fees {office.pk} {counter} {day}"])
