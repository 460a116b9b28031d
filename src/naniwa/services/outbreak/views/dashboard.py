"""The dashboard: for everybody with small counts left out, for staff exact, with imports and corrections."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from naniwa.design.charts import plain
from naniwa.design.dates import clock
from naniwa.design.parts import Figure
from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.library.periods import day_of, start_of
from naniwa.library.suppression import LEAST
from naniwa.library.typed import day_in
from naniwa.services.outbreak.models import FeedImport
from naniwa.services.outbreak.queries import dashboard
from naniwa.services.outbreak.queries.dashboard_known import Known
from naniwa.services.outbreak.queries.dashboard_sheet import Sheet
from naniwa.services.outbreak.queries.dashboard_sheets import sheet, sheets
from naniwa.services.outbreak.service import COORDINATOR, EVERYBODY, SUPERVISOR
from naniwa.services.outbreak.views.dashboard_pictures import address, section, words

FRAMED: dict[str, Any] = {**settings.SECURE_CSP, "frame-ancestors": ["*"]}
"""Pages of anybody may show a chart."""
FIRST_DAY = date(2000, 1, 1)
PERIODS: dict[str, int | None] = {"30": 30, "90": 90, "all": None}
USUAL = "90"


def time_in(request: HttpRequest) -> datetime | None:
    """The end of the day as of which figures are asked for; None for now, and for what is no day in the past."""
    day = day_in(request.GET.get("at", ""))
    return start_of(day + timedelta(days=1)) if day and FIRST_DAY <= day < day_of(timezone.now()) else None


def period_in(request: HttpRequest) -> str:
    """What the reader chose; the usual one where that is none of them."""
    asked = request.GET.get("days", USUAL)
    return asked if asked in PERIODS else USUAL


@require_safe
def public(request: HttpRequest) -> HttpResponse:
    return render(request, "outbreak/dashboard/public.html", _page(request, few=True))


@staff_required(*EVERYBODY)
@require_safe
def staff(request: StaffRequest) -> HttpResponse:
    decides = request.staff.may(COORDINATOR) or request.staff.may(SUPERVISOR)
    context = {**_page(request, few=False), "imports": dashboard.imports(), "decides": decides}
    return render(request, "outbreak/dashboard/staff.html", context)


def _page(request: HttpRequest, *, few: bool) -> dict[str, object]:
    chosen, at = period_in(request), None if few else time_in(request)
    known = dashboard.known(at)
    drawn = sheets(days=PERIODS[chosen], few=few, at=at) if known.days else []
    figures = [_figure(one) for one in drawn if one.key in HEADLINES and not one.empty]
    return {
        "sections": [section(one, known, public=few) for one in drawn if not one.empty],
        "figures": figures if few or at or known.today is None else [_so_far(known, known.today), *figures],
        "period": chosen,
        "periods": [(key, _period(key)) for key in PERIODS],
        "known": known,
        "asof": day_of(at - timedelta(days=1)) if at else None,
        "least": LEAST,
        "demo": getattr(settings, "DEMO", False),
    }


HEADLINES = {"reported": 0, "per-100000": 0, "reproduction": 0, "bed-use": 0, "lag": 0}
"""The column of a sheet that is told first of all."""


def _figure(one: Sheet) -> Figure:
    """The last day on which it is known."""
    column = HEADLINES[one.key]
    at, value = next((at, value) for at, value in reversed(list(enumerate(one.values[column]))) if value is not None)
    name = one.columns[column]
    note = _("重症病床") if one.key == "bed-use" else words((name.ja, name.en))
    day = one.labels[at]
    return Figure(value=plain(value), label=words(one.title), unit=words(one.unit), note=f"{note} {day}")


def _so_far(known: Known, count: int) -> Figure:
    at = clock(known.counted_at, shown=True).strip() if known.counted_at else ""
    return Figure(value=plain(count), label=_("今日これまでの届出"), unit=_("人"), note=_("%(at)s現在") % {"at": at})


def _period(key: str) -> str:
    return {"30": _("30日"), "90": _("90日"), "all": _("すべて")}[key]


@require_safe
def chart(request: HttpRequest, key: str) -> HttpResponse:
    return render(request, "outbreak/dashboard/chart.html", _one(request, key))


@xframe_options_exempt
@csp_override(FRAMED)
@require_safe
def embed(request: HttpRequest, key: str) -> HttpResponse:
    """One chart that may stand in a page of anybody's: it shows what is public, and changes nothing."""
    return render(request, "outbreak/dashboard/embed.html", _one(request, key))


def _one(request: HttpRequest, key: str) -> dict[str, object]:
    chosen = period_in(request)
    found, known = sheet(key, days=PERIODS[chosen], few=True), dashboard.known()
    if found is None:
        raise Http404
    return {
        "section": section(found, known, public=True),
        "period": chosen,
        "periods": [(one, _period(one)) for one in PERIODS],
        "page": address("outbreak:chart", key),
        "embed": address("outbreak:embed", key),
        "least": LEAST,
    }


@staff_required(*EVERYBODY)
@require_safe
def imported(request: StaffRequest, number: UUID) -> HttpResponse:
    """One import: counts of each file, and every row that was not taken, with the reason."""
    found = get_object_or_404(FeedImport, public_id=number)
    context = {"found": found, "rejections": dashboard.rejections(found), "corrections": dashboard.corrections(found)}
    return render(request, "outbreak/dashboard/imported.html", context)
