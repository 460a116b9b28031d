"""What the dashboard is drawn from: figures of days as they are in force, and counts that are kept by sets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Max, Sum

from naniwa.kernel.organisations import queries as organisations
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.library.kept import Kept
from naniwa.services.outbreak.models import CaseCount, DailyFigure, FeedImport, FeedRejection

type Values = Sequence[float | None]


@dataclass(frozen=True, slots=True)
class Known:
    """Every series over the same days, None where nothing is known; `imported_at` is when they were last taken in."""

    days: Sequence[date]
    series: Mapping[str, Values]
    imported_at: datetime | None

    def of(self, key: str) -> Values:
        return self.series.get(key) or [None] * len(self.days)

    @property
    def last(self) -> date | None:
        return self.days[-1] if self.days else None


@dataclass(frozen=True, slots=True)
class Groups:
    """Cases of a period by age and by place, and together."""

    since: date
    until: date
    total: int
    ages: Mapping[str, int]
    places: Mapping[str, int]


def known() -> Known:
    """Kept for a short while in this process."""
    return _kept()


def groups(days: int | None) -> Groups | None:
    """Of the last so many days up to the last case that the feed tells one by one; None where it tells of none."""
    with as_system():
        counts = CaseCount.objects.filter(organisation=organisations.prefecture(), basis="reported")
        until = counts.filter(by="all").aggregate(last=Max("day"))["last"]
        if until is None:
            return None
        since = until - timedelta(days=days - 1) if days else date.min
        found = {
            (by, code): count
            for by, code, count in counts.filter(day__gte=since)
            .values_list("by", "code")
            .annotate(n=Sum("count"))
            .order_by("by", "code")
        }
        first = counts.filter(by="all", day__gte=since).order_by("day").values_list("day", flat=True)[:1]
        return Groups(
            since=max(since, first[0]),
            until=until,
            total=found.get(("all", ""), 0),
            ages={code: count for (by, code), count in found.items() if by == "age"},
            places={code: count for (by, code), count in found.items() if by == "place"},
        )


def imports(limit: int = 20) -> list[FeedImport]:
    """The latest first, of the reader's organisation."""
    return list(FeedImport.objects.select_related("imported_by").order_by("-imported_at")[:limit])


def rejections(of: FeedImport, limit: int = 500) -> list[FeedRejection]:
    """In the order of the files."""
    return list(of.rejections.order_by("pk")[:limit])


def corrections(by: FeedImport, limit: int = 200) -> list[tuple[DailyFigure, Decimal]]:
    """Figures that this import replaced, the latest day first, each with what replaced it then."""
    before = DailyFigure.objects.filter(replaced_by=by).order_by("-day", "series")[:limit]
    after = {(one.series, one.day): one.value for one in by.figures.filter(day__in={one.day for one in before})}
    return [(one, after[one.series, one.day]) for one in before]


def forget() -> None:
    """Read anew when next asked."""
    _kept.forget()


def _read() -> Known:
    with as_system():
        body = organisations.prefecture()
        rows = DailyFigure.objects.filter(organisation=body, replaced_at=None).values_list("series", "day", "value")
        found: dict[str, dict[date, float]] = {}
        for series, day, value in rows:
            found.setdefault(series, {})[day] = float(value)
        _add_counted(body, found)
        imported_at = FeedImport.objects.filter(organisation=body).aggregate(at=Max("imported_at"))["at"]
    every = [day for one in found.values() for day in one]
    days = _days(min(every), max(every)) if every else []
    return Known(days, {key: [one.get(day) for day in days] for key, one in found.items()}, imported_at)


def _add_counted(body: Organisation, found: dict[str, dict[date, float]]) -> None:
    """Days that no feed tells of are told by the cases that were counted one by one."""
    counts = CaseCount.objects.filter(organisation=body, by="all").values_list("basis", "day", "count")
    keys = {"reported": "positives", "onset": "onsets"}
    for basis, day, count in counts:
        found.setdefault(keys[basis], {}).setdefault(day, float(count))


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=at) for at in range((last - first).days + 1)]


_kept = Kept(_read)
