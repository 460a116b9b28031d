"""What a person has to look at in a case, with who did; and how long an office takes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Aggregate, Count, FloatField

from naniwa.services.procedures.models import Application, CaseTime, CheckMark
from naniwa.services.procedures.queries.live import live
from naniwa.services.procedures.queries.names import title
from naniwa.services.procedures.queries.viewing import Viewer

LEAST = 5
"""Fewer times than these would tell of single cases."""


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to look at; without a mark nobody has yet."""

    code: str
    words: str
    field: str
    mark: CheckMark | None


class Median(Aggregate):
    """The middle of all values."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()


def checklist(case: Application, language: str, *, marked: bool) -> list[Point]:
    """The checks that only a person can make, about what was asked in this case.

    `marked` is False where none is known to have been made.
    """
    form = live(case.version_id).form
    asked = {
        field.key for page in form.visible_pages(case.answers) for field in form.visible_fields(page.key, case.answers)
    }
    points = [check for check in form.checks.values() if check.must is None and check.field in asked]
    marks = _marks(case) if points and marked else {}
    return [
        Point(
            check.code,
            title(check.staff.in_language(language)),
            form.fields[check.field].label.in_language(language),
            marks.get(check.code),
        )
        for check in points
    ]


def _marks(case: Application) -> Mapping[str, CheckMark]:
    return {mark.point: mark for mark in CheckMark.objects.filter(application=case).select_related("by")}


def medians(procedure: str, *, viewer: Viewer, first: date | None, last: date | None) -> dict[str, float | None]:
    """Seconds from opening a case to moving it on, by stage, over the acts of these days; None over fewer than five."""
    found = CaseTime.objects.filter(organisation_id=viewer.organisation_id, procedure=procedure)
    if first:
        found = found.filter(on__gte=first)
    if last:
        found = found.filter(on__lte=last)
    rows = found.values_list("stage").annotate(n=Count("pk"), median=Median("seconds")).order_by()
    return {stage: median if n >= LEAST else None for stage, n, median in rows}
