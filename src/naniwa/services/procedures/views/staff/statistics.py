"""Statistics for staff: exact, over the cases of their organisation, by procedure and period."""

from dataclasses import dataclass, replace
from datetime import date

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.utils.translation import get_language, npgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from naniwa.design.parts import Figure
from naniwa.kernel.people.access import Staff, StaffRequest, staff_required
from naniwa.services.procedures.queries import channels, checklist, inside, names
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.queries.statistics import Statistics
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
    """Day and office of the figures are said once, below them."""
    language, known = get_language() or "ja", names.procedures()
    asked = _asked(request.GET, known)
    context = {
        "asked": asked,
        "typed": {name: request.GET.get(name, "") for name in ("from", "to")},
        "procedures": [(one.procedure.slug, one.procedure.title.in_language(language)) for one in known],
    }
    if asked.version:
        found = inside.statistics(asked.version, viewer=viewer(request.staff), first=asked.first, last=asked.last)
        all_of_them, *rest = (replace(one, as_of=None, source="") for one in wording.key_figures(found, source=""))
        figures = [all_of_them, _papers(asked, request.staff), *rest, *_times(asked, found, request.staff)]
        context |= {"found": found, "figures": figures, "sections": sections(found, files=False)}
    return render(request, "procedures/staff/statistics.html", context)


def _papers(asked: Asked, staff: Staff) -> Figure:
    """How many of them came on paper."""
    n = channels.papers(asked.version, viewer=viewer(staff), first=asked.first, last=asked.last) if asked.version else 0
    unit = npgettext("unit", "件", "件", n)
    return Figure(label=_("うち紙"), value=f"{n:,}", unit=unit)


def _times(asked: Asked, found: Statistics, staff: Staff) -> list[Figure]:
    """How long a case lies open before somebody moves it on; the days are those of the acts."""
    medians = checklist.medians(found.procedure.slug, viewer=viewer(staff), first=asked.first, last=asked.last)
    labels = {"review": _("1件の審査にかけた時間（中央値）"), "decision": _("1件の決定にかけた時間（中央値）")}
    return [Figure(label=label, value=_minutes(medians.get(stage))) for stage, label in labels.items()]


def _minutes(seconds: float | None) -> str:
    if seconds is None:
        return "—"
    minutes, rest = divmod(round(seconds), 60)
    return _("%(minutes)d分%(seconds)02d秒") % {"minutes": minutes, "seconds": rest}


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
