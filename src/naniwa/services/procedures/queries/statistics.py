"""What is published of a procedure: the standard figures and those its definition asks for, over all cases."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db.models import Max

from naniwa.kernel.forms import queries as forms
from naniwa.kernel.organisations.isolation import as_system
from naniwa.library.kept import Kept
from naniwa.library.open_data import Line, Measure, Table, headline, published
from naniwa.library.suppression import step_of_money
from naniwa.services.procedures.definitions import Procedure
from naniwa.services.procedures.models import Application
from naniwa.services.procedures.models.clock import database_now
from naniwa.services.procedures.queries import measuring, publishing
from naniwa.services.procedures.queries.live import KIND, Live, live
from naniwa.services.procedures.queries.subjects import Subject, subjects


@dataclass(frozen=True, slots=True)
class Told:
    """A subject with its table."""

    subject: Subject
    table: Table


@dataclass(frozen=True, slots=True)
class Statistics:
    """All that is told of a procedure, counted at `as_of` over all its versions."""

    version: Live
    as_of: datetime
    whole: Mapping[Measure, Line]
    tables: tuple[Told, ...]
    step_yen: int = 1

    @property
    def procedure(self) -> Procedure:
        return self.version.procedure

    def of(self, key: str) -> Told | None:
        return next((one for one in self.tables if one.subject.key == key), None)


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
    """Count everything now: one query for each measure and one for each table."""
    with as_system():
        cases = Application.objects.filter(procedure=version.procedure.slug)
        exact = {measure: measuring.whole(measure, cases) for measure in measuring.KINDS}
        asked = [(one, measuring.measure(one, version, cases)) for one in subjects(version.procedure)]
        largest = cases.aggregate(largest=Max("amount_yen"))["largest"]
        as_of = database_now()
    found = [(subject, one) for subject, one in asked if one]
    step = step_of_money(largest or 0)
    wholes, shown = publishing.safe(exact, found, step_yen=step)
    return Statistics(
        version=version,
        as_of=as_of,
        whole={measure: headline(measure, one, few=True) for measure, one in wholes.items()},
        tables=tuple(Told(subject, published(one, step_yen=step)) for subject, one in shown),
        step_yen=step,
    )
