"""Series of days as they are in force or were at a time: the feed's, and from the switch-over on our own counts.

A case is counted once: by its day of report it is the feed's or ours. A day of onset can have cases of both.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import accumulate

from django.db.models import Max, Q, QuerySet

from naniwa.kernel.organisations import queries as organisations
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.library.periods import day_of
from naniwa.services.outbreak.models import CaseCount, DailyFigure, FeedImport, SwitchOver
from naniwa.services.outbreak.queries import switching
from naniwa.services.outbreak.rules import estimates

type Values = Sequence[float | None]
type Found = dict[str, dict[date, float]]

OURS = ("positives", "positives_total", "per_100_000", "in_care", "recovered", "deaths", "unlinked", "route_unknown",
        "route_known")  # fmt: skip
"""Series that the feed tells no more of from the switch-over on; tests, calls and beds it still does."""
ONSETS = "onsets"
COUNTED = {"reported": "positives", "onset": ONSETS}


@dataclass(frozen=True, slots=True)
class Known:
    """Every series over the same days, None where nothing is known; `imported_at` is when they were last taken in.

    From `own_from` on the reports made here are counted, last at `counted_at`, and whole days are told; `today` are
    those of the day that has not ended.
    """

    days: Sequence[date]
    series: Mapping[str, Values]
    imported_at: datetime | None
    own_from: date | None = None
    counted_at: datetime | None = None
    today: int | None = None

    def of(self, key: str) -> Values:
        return self.series.get(key) or [None] * len(self.days)

    @property
    def last(self) -> date | None:
        return self.days[-1] if self.days else None


def read(at: datetime | None) -> Known:
    """As it is now; with `at`, as it was told then."""
    with as_system():
        body = organisations.prefecture()
        switch = switching.in_force(body, at)
        own_from = switch.own_from if switch else None
        found: Found = {}
        for series, day, value in [*_figures(body, own_from, at), *_onsets(body, own_from, at)]:
            found.setdefault(series, {})[day] = float(value)
        counts: Found = {}
        for basis, day, count in counted(body, at).filter(by="all").values_list("basis", "day", "count"):
            counts.setdefault(basis, {})[day] = float(count)
        lags = list(
            counted(body, at).filter(by="lag", basis="reported").order_by("day").values_list("day", "code", "count")
        )
        imports = FeedImport.objects.filter(organisation=body, **({"imported_at__lte": at} if at else {}))
        imported_at = imports.aggregate(at=Max("imported_at"))["at"]
    found |= _lags(lags)
    for basis, key in COUNTED.items():  # days of which the feed gives no figure are told by its cases
        found[key] = counts.get(basis, {}) | found.get(key, {})
    last = through(switch, at)
    if switch and own_from and last:
        _add_own(found, counts, own_from, last)
    return _known(found, imported_at, switch, counts)


def _known(found: Found, imported_at: datetime | None, switch: SwitchOver | None, counts: Found) -> Known:
    every = [day for one in found.values() for day in one]
    days = days_between(min(every), max(every)) if every else []
    own = switch if switch and switch.own_from else None
    today = day_of(own.counted_at) if own and own.counted_at else None
    return Known(
        days,
        {key: [one.get(day) for day in days] for key, one in found.items()},
        imported_at,
        own_from=own.own_from if own else None,
        counted_at=own.counted_at if own else None,
        today=int(counts.get("reported", {}).get(today, 0)) if today else None,
    )


def _lags(counts: Sequence[tuple[date, str, int]]) -> Found:
    if not counts:
        return {}
    days = days_between(counts[0][0], counts[-1][0])
    told = estimates.lags([((day - days[0]).days, int(code), count) for day, code, count in counts], len(days))
    pairs = [(day, one) for day, one in zip(days, told, strict=True) if one]
    return {
        "lag_median": {day: float(one[0]) for day, one in pairs},
        "lag_p90": {day: float(one[1]) for day, one in pairs},
    }


def through(switch: SwitchOver | None, at: datetime | None) -> date | None:
    """The last whole day of our own counts."""
    if switch is None or switch.own_from is None or switch.counted_at is None:
        return None
    return day_of(min(switch.counted_at, at) if at else switch.counted_at) - timedelta(days=1)


def counted(body: Organisation, at: datetime | None) -> QuerySet[CaseCount]:
    """Counts that are in force, or were then."""
    found = CaseCount.objects.filter(organisation=body)
    return found.filter(_in_force("counted_at", at)) if at else found.filter(replaced_at=None)


def _in_force(since: str, at: datetime) -> Q:
    return Q(**{f"{since}__lte": at}) & (Q(replaced_at=None) | Q(replaced_at__gt=at))


def _all_figures(body: Organisation, at: datetime | None) -> QuerySet[DailyFigure]:
    found = DailyFigure.objects.filter(organisation=body)
    return found.filter(_in_force("feed__imported_at", at)) if at else found.filter(replaced_at=None)


def _figures(body: Organisation, own_from: date | None, at: datetime | None) -> list[tuple[str, date, Decimal]]:
    found = _all_figures(body, at).exclude(series=ONSETS)
    if own_from:
        found = found.exclude(series__in=OURS, day__gte=own_from)
    return list(found.values_list("series", "day", "value"))


def _onsets(body: Organisation, own_from: date | None, at: datetime | None) -> list[tuple[str, date, Decimal]]:
    """As the feed last told of them before the switch-over: later ones would have cases in them that we count."""
    found = _all_figures(body, at).filter(series=ONSETS)
    if own_from:
        found = DailyFigure.objects.filter(organisation=body, series=ONSETS)
        found = found.exclude(feed__last_on__gte=own_from)
        found = found.filter(Q(replaced_by=None) | Q(replaced_by__last_on__gte=own_from) | _later(at))
        if at:
            found = found.filter(feed__imported_at__lte=at)
    return list(found.values_list("series", "day", "value"))


def _later(at: datetime | None) -> Q:
    return Q(replaced_at__gt=at) if at else Q(pk__in=[])


def _add_own(found: Found, counts: Found, own_from: date, last: date) -> None:
    """Every day has a count, if only of nought; the day that has not ended has none yet."""
    ours = days_between(own_from, last)
    for key, basis in (("positives", "reported"), ("deaths", "died")):
        kept = {day: value for day, value in found.get(key, {}).items() if day < own_from}
        found[key] = kept | {day: counts.get(basis, {}).get(day, 0.0) for day in ours}
    onsets, own = found.setdefault(ONSETS, {}), counts.get("own_onset", {})
    for day in {*ours, *(day for day in own if day <= last)}:
        onsets[day] = onsets.get(day, 0.0) + own.get(day, 0.0)
    found.setdefault("in_care", {}).update(_in_care(counts.get("came", {}), counts.get("left", {}), ours))


def _in_care(came: Mapping[date, float], left: Mapping[date, float], ours: Sequence[date]) -> dict[date, float]:
    """Who was reported here and had not recovered or died by the end of the day, whenever it was that they came."""
    if not ours:
        return {}
    changes = [came.get(day, 0.0) - left.get(day, 0.0) for day in ours]
    before = sum(count for day, count in came.items() if day < ours[0])
    before -= sum(count for day, count in left.items() if day < ours[0])
    return dict(zip(ours, (max(one, 0.0) for one in list(accumulate(changes, initial=before))[1:]), strict=True))


def days_between(first: date, last: date) -> list[date]:
    """Both with them; none where the last comes first."""
    return [first + timedelta(days=at) for at in range((last - first).days + 1)]
