"""Days that are kept, with the fingerprints of their keys, and the receipts of those that are gone."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import connection

from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.check_ins.models import Day
from naniwa.services.check_ins.secrecy import days, receipts

PAGE = 50


def partitions() -> list[date]:
    """The days that have a table."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT check_ins_days()")
        return [day for (day,) in cursor.fetchall()]


def kept_days() -> list[Day]:
    """As many as a day is kept for, the newest first."""
    with as_system():
        return list(Day.objects.filter(forgotten_at=None).order_by("-day"))


def gone_days(*, page: int = 1) -> tuple[list[Day], int]:
    """A page of the days that were forgotten, the newest first, and how many there are."""
    with as_system():
        found = Day.objects.filter(forgotten_at__isnull=False).order_by("-day")
        return list(found[(page - 1) * PAGE : page * PAGE]), found.count()


def receipt(day: date) -> Mapping[str, object] | None:
    """What was signed of a day that is gone, with signature and key in hexadecimal."""
    with as_system():
        found = Day.objects.filter(day=day, forgotten_at__isnull=False).first()
    if found is None or found.signature is None:
        return None
    key = bytes(found.signed_by or receipts.public_key())
    return {**found.said, "signature": bytes(found.signature).hex(), "public_key": key.hex()}


def without_key(every: Iterable[Day]) -> list[Day]:
    """Days that nobody can read although they are kept: a restored backup brought them, and it has no keys."""
    keyed = set(days.kept())
    return [day for day in every if day.forgotten_at is None and day.day not in keyed]


def unreadable(first: date, last: date) -> list[Day]:
    """Those of some days, both ends included."""
    with as_system():
        return without_key(Day.objects.filter(day__range=(first, last)).order_by("day"))
