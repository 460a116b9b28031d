"""How many payments came without cash: counts alone, by counter and by what was paid, each tax for itself."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from naniwa.kernel.fees.models import Entry, EntryKind, Kind, Way
from naniwa.kernel.fees.shares import Counted
from naniwa.kernel.organisations.isolation import as_system

CASHLESS = frozenset({Way.CARD, Way.QR, Way.COUNTER_CARD, Way.COUNTER_QR})
"""A slip is paid at a shop, in cash as a rule, and so counts as cash."""
ONLINE, SLIPS = "online", "slip"


@dataclass(frozen=True, slots=True)
class Counts:
    """The same payments twice: by office and counter, and by office and kind, each in this order."""

    by_counter: list[Counted]
    by_kind: list[Counted]


def counts(*, since: datetime) -> Counts:
    """Payments since a moment; what came in no counter stands below `online` or `slip`. One query, as the system."""
    with as_system():
        paid = Entry.objects.filter(kind=EntryKind.PAY, at__gte=since).order_by()
        columns = ("charge__organisation__name", "charge__organisation__name_en", "counter", "way")
        what = ("charge__kind", "charge__subject")
        rows = list(paid.values_list(*columns, *what).annotate(count=Count("pk")))
    return Counts(
        _counted(
            ((name, name_en, counter or _place(way)), way, count) for name, name_en, counter, way, _, _, count in rows
        ),
        _counted(
            ((name, name_en, subject if kind == Kind.TAX else str(Kind.FEE.value)), way, count)
            for name, name_en, _, way, kind, subject, count in rows
        ),
    )


def _place(way: str) -> str:
    return SLIPS if way == Way.SLIP else ONLINE


def _counted(rows: Iterable[tuple[tuple[str, ...], str, int]]) -> list[Counted]:
    cashless: Counter[tuple[str, ...]] = Counter()
    cash: Counter[tuple[str, ...]] = Counter()
    for group, way, count in rows:
        (cashless if way in CASHLESS else cash)[group] += count
    return [Counted(group, cashless[group], cash[group]) for group in sorted(cashless.keys() | cash.keys())]
