"""The same figures for staff: exact, over the cases that they may see, of a procedure and a period."""

from dataclasses import replace
from datetime import date

from naniwa.library.open_data import Measure, Measured, exact, headline
from naniwa.library.periods import Period, start_of
from naniwa.services.procedures.models.clock import database_now
from naniwa.services.procedures.queries import measuring
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.queries.remembering import remember
from naniwa.services.procedures.queries.statistics import Statistics, Told
from naniwa.services.procedures.queries.subjects import subjects
from naniwa.services.procedures.queries.viewing import Viewer, cases_of


def statistics(version: Live, *, viewer: Viewer, first: date | None = None, last: date | None = None) -> Statistics:
    """Of cases received from the first day to the last, both whole in Tokyo; over many they may be 20 seconds old."""
    about = (viewer.organisation_id, viewer.shares_cases, version.version_id, first, last)
    return remember("inside", about, lambda: _count(version, viewer, first, last), size=_size)


def _size(found: Statistics) -> int:
    return int(found.whole["applications"].figures[0] or 0)


def _count(version: Live, viewer: Viewer, first: date | None, last: date | None) -> Statistics:
    cases = cases_of(viewer).filter(procedure=version.procedure.slug)
    if first:
        cases = cases.filter(received_at__gte=start_of(first))
    if last:
        cases = cases.filter(received_at__lt=Period.of_days(last, last).ends)
    wholes: dict[Measure, Measured] = {one: measuring.whole(one, cases) for one in measuring.KINDS}
    tables = []
    for subject in subjects(version.procedure):
        counted = measuring.measure(subject, version, cases)
        if counted:
            whole, of = wholes.get(subject.measure, Measured()), wholes["applications"].count
            tables.append(Told(subject, exact(replace(counted, whole=whole, of=of))))
    return Statistics(
        version=version,
        as_of=database_now(),
        whole={one: headline(one, whole) for one, whole in wholes.items()},
        tables=tuple(tables),
    )
