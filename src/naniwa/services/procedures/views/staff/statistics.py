"""Statistics for staff: exact, over the cases of their organisation, by procedure and period."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.services.procedures.queries import inside, names
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.queries.viewing import viewer
from naniwa.services.procedures.views.public import wording
from naniwa.services.procedures.views.public.sections import sections


@dataclass(frozen=True, slots=True)
class Asked:
    """Which procedure and which days of receipt; `problem` says what cannot be read."""

    version: Live | None
    first: date | None = None
    last: date | None = None
    problem: str = ""


@staff_required("reviewer", "approver", "auditor")
@require_safe
def show(request: StaffRequest) -> HttpResponse:
    language, known = get_language() or "ja", names.procedures()
    asked = _asked(request.GET, known)
    context = {
        "asked": asked,
        "typed": {name: request.GET.get(name, "") for name in ("from", "to")},
        "procedures": [(one.procedure.slug, one.procedure.title.in_language(language)) for one in known],
    }
    if asked.version:
        found = inside.statistics(asked.version, viewer=viewer(request.staff), first=asked.first, last=asked.last)
        figures = wording.key_figures(found, source=str(request.staff.organisation))
        context |= {"found": found, "figures": figures, "sections": sections(found, files=False)}
    return render(request, "procedures/staff/statistics.html", context)


def _asked(given: QueryDict, known: list[Live]) -> Asked:
    """The first procedure unless another is named; a period that cannot be read is left out and said so."""
    slug = given.get("procedure", "")
    version = next((one for one in known if one.procedure.slug == slug), known[0] if known else None)
    try:
        first, last = _day(given.get("from", "")), _day(given.get("to", ""))
    except ValueError:
        return Asked(version, problem=_("日付が正しくありません。2020-04-27のように入れてください。"))
    if first and last and last < first:
        return Asked(version, problem=_("終わりの日が始まりの日より前です。どちらかを直してください。"))
    return Asked(version, first, last)


def _day(typed: str) -> date | None:
    """Raises ValueError."""
    if not typed:
        return None
    found = parse_date(typed)
    if found is None or found.year >= date.max.year:
        raise ValueError(typed)
    return found
