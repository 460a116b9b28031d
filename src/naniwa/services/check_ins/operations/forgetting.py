"""Destroying a day: its key first, after which no copy of it can be read; then its rows; then the receipt is signed."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import connection
from django.db.models import Q
from django.db.utils import OperationalError

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.organisations.isolation import as_system
from naniwa.library.periods import day_of, start_of
from naniwa.library.suppression import lowered
from naniwa.services.check_ins.models import CaseCode, CheckIn, Day, Post, SharedVisit
from naniwa.services.check_ins.queries import days as kept
from naniwa.services.check_ins.rules.sealing import WAITED
from naniwa.services.check_ins.secrecy import days, receipts
from naniwa.services.check_ins.secrecy.days import KeyGone

LONGEST_WAIT = "400ms"
"""For the lock that dropping needs: writers behind it must not wait longer."""
TRIES = 50
CASE_GONE = "-"


class StillBusy(Exception):
    """Somebody reads or writes this day without a pause; it is tried again. Its key is gone already."""


def forget_old(*, now: datetime) -> list[date]:
    """Every day whose time is over, also those that a killed job or a restored backup left; returns them.

    Must not run inside a transaction.
    """
    last = day_of(now) - timedelta(days=settings.CHECK_IN_DAYS)
    with as_system():
        there = {*kept.partitions(), *days.kept()}
        CaseCode.objects.filter(given_at__lt=now - timedelta(days=settings.CHECK_IN_DAYS)).exclude(
            case=CASE_GONE
        ).update(case=CASE_GONE)
    over = sorted(day for day in there if day < last)
    for day in over:
        forget(day, now=now)
    return over


def count_over(*, now: datetime) -> None:
    """Count the days that take no check-ins any more, so that it need not be done when they go."""
    with as_system():
        for day in Day.objects.filter(total=None, forgotten_at=None, day__lt=day_of(now - WAITED)):
            day.total = CheckIn.objects.filter(day=day.day).count()
            day.save(update_fields=["total"])


def forget(day: date, *, now: datetime) -> Day:
    """Raises StillBusy. Forgotten again, a day keeps its first receipt."""
    fingerprint, count = _fingerprint(day), _count(day)
    days.destroy(day)
    for _try in range(TRIES):
        try:
            return _drop(day, fingerprint, count, now)
        except OperationalError as busy:
            if "lock timeout" not in str(busy):
                raise
    raise StillBusy(day)


def _fingerprint(day: date) -> str:
    try:
        return days.to_read(day).fingerprint
    except KeyGone:
        return ""


def _count(day: date) -> int:
    with as_system():
        known = Day.objects.filter(day=day).values_list("total", flat=True).first()
        return CheckIn.objects.filter(day=day).count() if known is None else known


def _drop(day: date, fingerprint: str, count: int, now: datetime) -> Day:
    with as_system():
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [LONGEST_WAIT])
            cursor.execute("SELECT check_ins_drop_day(%s)", [day])
        began = Q(begins__gte=start_of(day), begins__lt=start_of(day + timedelta(days=1)))
        SharedVisit.objects.filter(Q(day=day) | began).delete()  # a stay over midnight stands under the next day, too
        Post.objects.filter(day=day).delete()
        return _receipt(day, fingerprint, count, now)


def _receipt(day: date, fingerprint: str, count: int, now: datetime) -> Day:
    found, _new = Day.objects.get_or_create(day=day, defaults={"fingerprint": fingerprint, "opened_at": now})
    if found.forgotten_at is None:
        found.forgotten_at, found.check_ins = now, lowered(count)
        found.signature, found.signed_by = receipts.sign(found.said), receipts.public_key()
        found.save(update_fields=["forgotten_at", "check_ins", "signature", "signed_by"])
        audit.record("check_ins.forgotten", by=None, target=found, now=now, check_ins=count)
    return found
