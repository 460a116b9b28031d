"""Beds as facilities report them here, by class and day, beside those that are promised for each phase of the plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.models.functions import TruncDate

from naniwa.kernel.organisations.isolation import as_system
from naniwa.library.kept import Kept
from naniwa.library.open_data import Column
from naniwa.library.periods import TOKYO
from naniwa.services.outbreak.models import BedPool
from naniwa.services.outbreak.models.beds import PHASES
from naniwa.services.outbreak.queries.dashboard_known import days_between
from naniwa.services.outbreak.queries.dashboard_sheet import Sheet, Words
from naniwa.services.outbreak.rules import placement

KEY = "ward-"
NAMES: Mapping[str, Words] = {
    placement.SEVERE: ("重症病床（各施設の報告）", "Beds for severe cases, as facilities report"),
    placement.MODERATE: ("軽症・中等症病床（各施設の報告）", "Beds for mild and moderate cases, as facilities report"),
    placement.OXYGEN: ("酸素ステーション（各施設の報告）", "Oxygen stations, as they report"),
    placement.MILD: ("宿泊療養の部屋（各施設の報告）", "Rooms in hotels, as they report"),
}
NOTE: Words = (
    "各施設がこの仕組みに報告した数を、1日の終わりで合計しています。段階の線は、いまの計画でその段階までに確保する病床です。",
    (
        "The numbers that facilities reported here, added up at the end of each day. The lines are the beds that the "
        "plan as it is now secures for each phase."
    ),
)
_REPORTS = """
SELECT DISTINCT ON (pool_id, day) pool_id, (at AT TIME ZONE 'Asia/Tokyo')::date AS day, occupied, staffed
FROM outbreak_bedreport ORDER BY pool_id, day, at DESC
"""


@dataclass(frozen=True, slots=True)
class Ward:
    """Beds of a class: (occupied, staffed) of each day, and those secured for phases 1 to 5."""

    days: Mapping[date, tuple[int, int]]
    secured: tuple[int, ...]
    reported_at: datetime


def ward_sheets() -> list[Sheet]:
    """Of the classes of which somebody has reported."""
    return [_sheet(bed, ward) for bed, ward in _kept().items()]


def ward_sheet(key: str) -> Sheet | None:
    """One of them."""
    ward = _kept().get(key.removeprefix(KEY)) if key.startswith(KEY) else None
    return _sheet(key.removeprefix(KEY), ward) if ward else None


def forget() -> None:
    """Read anew when next asked."""
    _kept.forget()


def _sheet(bed: str, ward: Ward) -> Sheet:
    phases = [Column(f"phase_{n}", f"第{n}段階で確保", f"Secured in phase {n}") for n in range(1, PHASES + 1)]
    used = zip(*ward.days.values(), strict=True)
    return Sheet(
        key=KEY + bed,
        title=NAMES[bed],
        kind="line",
        unit=("床", "beds"),
        columns=(Column("occupied", "使用中", "Occupied"), Column("staffed", "使える病床", "Staffed"), *phases),
        labels=tuple(day.isoformat() for day in ward.days),
        values=(*used, *((one,) * len(ward.days) for one in ward.secured)),
        note=NOTE,
        levels=2,
        reported_at=ward.reported_at,
    )


def _read() -> dict[str, Ward]:
    with as_system(), connection.cursor() as cursor:
        pools = list(
            BedPool.objects.filter(reported_at__isnull=False).annotate(day=TruncDate("reported_at", tzinfo=TOKYO))
        )
        cursor.execute(_REPORTS)
        told: dict[int, dict[date, tuple[int, int]]] = {}
        for pool, day, occupied, staffed in cursor.fetchall():
            told.setdefault(pool, {})[day] = (occupied, staffed)
    for pool in pools:  # what stands there now is the last that was said
        told.setdefault(pool.pk, {})[pool.day] = (pool.occupied, pool.staffed)
    found = {}
    for bed in placement.CLASSES:
        here = [pool for pool in pools if pool.bed == bed]
        if here:
            secured = tuple(sum(column) for column in zip(*(one.secured for one in here), strict=True))
            at = max(pool.reported_at for pool in here if pool.reported_at)
            found[bed] = Ward(_added([told[pool.pk] for pool in here]), secured, at)
    return found


def _added(told: list[dict[date, tuple[int, int]]]) -> dict[date, tuple[int, int]]:
    """A pool that says nothing on a day is as it was the day before."""
    every = sorted({day for one in told for day in one})
    last = [(0, 0)] * len(told)
    found = {}
    for day in days_between(every[0], every[-1]):
        last = [one.get(day, before) for one, before in zip(told, last, strict=True)]
        found[day] = (sum(occupied for occupied, _n in last), sum(staffed for _n, staffed in last))
    return found


_kept = Kept(_read)
