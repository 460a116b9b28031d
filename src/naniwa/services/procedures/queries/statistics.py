"""The figures that a definition says are published, counted in the database over all cases."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache

from django.db.models import Aggregate, Count, DurationField, F, Q, QuerySet, Sum

from naniwa.kernel.forms import queries as forms
from naniwa.kernel.organisations.isolation import as_system
from naniwa.library.kept import Kept
from naniwa.library.open_data import Line, Measure, Measured, Table, alone, table
from naniwa.services.procedures.definitions import Procedure
from naniwa.services.procedures.definitions.schema import Statistic
from naniwa.services.procedures.models import Application, Outcome, State
from naniwa.services.procedures.models.clock import database_now
from naniwa.services.procedures.queries.grouping import grouping
from naniwa.services.procedures.queries.live import KIND, Live, live


class Median(Aggregate):
    """Of a duration."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


@dataclass(frozen=True, slots=True)
class Counted:
    """Which cases are counted, the moment that puts each into a week, what is measured; `nothing` is that of none."""

    cases: Q
    moment: str
    value: Aggregate
    nothing: int | None = 0


MEASURES: dict[Measure, Counted] = {
    "applications": Counted(Q(), "received_at", Count("pk")),
    "approved": Counted(Q(decision__outcome=Outcome.APPROVED), "decision__decided_at", Count("pk")),
    "paid_yen": Counted(Q(state=State.PAID), "state_at", Sum("amount_yen")),
    "days_to_decision": Counted(
        Q(decision__isnull=False),
        "decision__decided_at",
        Median(F("decision__decided_at") - F("received_at")),
        nothing=None,
    ),
}


@dataclass(frozen=True, slots=True)
class Published:
    """One statistic of the definition with its table."""

    statistic: Statistic
    table: Table


@dataclass(frozen=True, slots=True)
class Statistics:
    """All that is published of a procedure, counted at `as_of` over all its versions."""

    version: Live
    as_of: datetime
    whole: dict[Measure, Line]
    tables: tuple[Published, ...]

    @property
    def procedure(self) -> Procedure:
        return self.version.procedure

    def of(self, key: str) -> Published | None:
        return next((one for one in self.tables if one.statistic.key == key), None)


def statistics(slug: str) -> Statistics | None:
    """Kept for a short while in this process; None if no such procedure is published."""
    version = forms.latest(KIND, slug)
    return _kept(version.pk)() if version else None


def everything() -> list[Statistics]:
    """Of every published procedure, by slug."""
    return [_kept(version.pk)() for version in forms.all_latest(KIND)]


def forget() -> None:
    """Count anew when next asked."""
    _kept.cache_clear()


@lru_cache(maxsize=256)
def _kept(version_id: int) -> Kept[Statistics]:
    return Kept(lambda: count(live(version_id)))


def count(version: Live) -> Statistics:
    """Count everything now: one query for each measure and one for each statistic."""
    with as_system():
        whole = {measure: _whole(version, measure) for measure in MEASURES}
        tables = [_published(version, one, whole[one.measure]) for one in version.procedure.statistics]
        return Statistics(
            version=version,
            as_of=database_now(),
            whole={measure: alone(measured) for measure, measured in whole.items()},
            tables=tuple(one for one in tables if one),
        )


def _published(version: Live, statistic: Statistic, whole: Measured) -> Published | None:
    counted = MEASURES[statistic.measure]
    found = grouping(statistic.by, procedure=version.procedure, moment=counted.moment)
    if found is None:
        return None
    rows = _cases(version, statistic.measure).values_list(found.key).annotate(n=Count("pk"), value=counted.value)
    measured: dict[str, Measured] = {}
    for key, n, value in rows.order_by():
        code, one = found.code(key), _measured(counted, n, value)
        measured[code] = _together(measured[code], one, counted) if code in measured else one
    return Published(statistic, table(found.groups(measured), measured, whole, nothing=counted.nothing))


def _together(one: Measured, other: Measured, counted: Counted) -> Measured:
    """Several answers that are published as one: counts and yen add up, medians do not."""
    adds_up = counted.nothing is not None
    return Measured(one.count + other.count, (one.value or 0) + (other.value or 0) if adds_up else None)


def _whole(version: Live, measure: Measure) -> Measured:
    counted = MEASURES[measure]
    found = _cases(version, measure).aggregate(n=Count("pk"), value=counted.value)
    return _measured(counted, found["n"], found["value"])


def _cases(version: Live, measure: Measure) -> QuerySet[Application]:
    return Application.objects.filter(MEASURES[measure].cases, procedure=version.procedure.slug)


def _measured(counted: Counted, count: int, value: Decimal | timedelta | None) -> Measured:
    """Durations in days with one decimal."""
    if value is None:
        return Measured(count, counted.nothing)
    return Measured(count, round(value / timedelta(days=1), 1) if isinstance(value, timedelta) else int(value))
