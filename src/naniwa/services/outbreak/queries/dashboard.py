"""What the dashboard is drawn from: figures of days as they are in force, and counts that are kept by sets."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Max, Sum

from naniwa.kernel.organisations import queries as organisations
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.library.kept import Kept
from naniwa.services.outbreak.models import DailyFigure, FeedImport, FeedRejection, SwitchOver
from naniwa.services.outbreak.queries import dashboard_known, dashboard_wards, switching
from naniwa.services.outbreak.queries.dashboard_known import Known


@dataclass(frozen=True, slots=True)
class Groups:
    """Cases of a period by age and by place, and together."""

    since: date
    until: date
    total: int
    ages: Mapping[str, int]
    places: Mapping[str, int]


def known(at: datetime | None = None) -> Known:
    """As it is, kept for a short while in this process; or as it was told at a time."""
    return dashboard_known.read(at) if at else _kept()


def groups(days: int | None, at: datetime | None = None) -> Groups | None:
    """Of the last so many days up to the last whose cases are known one by one; None where there is none."""
    with as_system():
        body = organisations.prefecture()
        through = dashboard_known.through(switching.in_force(body, at), at)
        counts = dashboard_known.counted(body, at).filter(basis="reported")
        if through:
            counts = counts.filter(day__lte=through)
        until = counts.filter(by="all").aggregate(last=Max("day"))["last"]
        if until is None:
            return None
        since = until - timedelta(days=days - 1) if days else date.min
        found = {
            (by, code): count
            for by, code, count in counts.filter(day__gte=since, by__in=["all", "age", "place"])
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


def owner() -> Organisation:
    """Whose figures they are."""
    return organisations.prefecture()


def switch() -> SwitchOver | None:
    """What was decided last on whose cases are counted."""
    with as_system():
        return switching.latest(owner())


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
    dashboard_wards.forget()


_kept = Kept(lambda: dashboard_known.read(None))
