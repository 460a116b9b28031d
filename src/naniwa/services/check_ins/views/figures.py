"""What the public sees: delays and counts, and the reach of a scheme reckoned from figures of one's own."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.services.check_ins.queries import figures
from naniwa.services.check_ins.rules import reach
from naniwa.services.check_ins.service import GIVERS

LEVERS: dict[str, tuple[str | Promise, float, float]] = {
    "posters": (_("ポスターの数"), 1, 1_000_000),
    "check_ins_a_poster": (_("ポスター1枚あたりの1日のチェックイン"), 0, 1_000),
    "days": (_("日数"), 1, 1_000),
    "cases": (_("その間の感染者"), 0, 10_000_000),
    "reporting": (_("訪れた場所を知らせる感染者の割合（0〜1）"), 0, 1),
    "threshold": (_("しきい値（1からこの人数まで）"), 1, 10),
    "delay": (_("発症からお知らせまでの日数"), 0, 60),
}


@dataclass(frozen=True, slots=True)
class Lever:
    """One figure that can be changed."""

    name: str
    label: str | Promise
    value: float


@require_safe
def published(request: HttpRequest) -> HttpResponse:
    return render(request, "check_ins/figures.html", {"figures": figures.published(now=timezone.now())})


@require_safe
def reckon(request: HttpRequest) -> HttpResponse:
    """With the figures of then, or with somebody's own; which lever matters stands first."""
    scheme = reach.with_values(
        reach.THEN, {name: value for name in LEVERS if (value := _given(request, name)) is not None}
    )
    shown = [Lever(name, label, getattr(scheme, name)) for name, (label, _low, _high) in LEVERS.items()]
    moved = [(LEVERS[one.name][0], one) for one in reach.levers(scheme)]
    context = {"scheme": scheme, "levers": shown, "found": reach.reach(scheme), "moved": moved}
    return render(request, "check_ins/reach.html", context)


@staff_required(*GIVERS)
@require_safe
def policies(request: StaffRequest) -> HttpResponse:
    """A change of thresholds, tried on the alerts there are, before it is made."""
    found = figures.tried(request.staff.organisation.pk, now=timezone.now())
    return render(request, "check_ins/staff/policies.html", {"tried": found})


def _given(request: HttpRequest, name: str) -> float | None:
    """A figure within its bounds; None where it is no number."""
    _label, low, high = LEVERS[name]
    try:
        value = float(request.GET.get(name, "")[:20])
    except ValueError:
        return None
    return min(max(value, low), high) if value == value else None  # noqa: PLR0124 - not a number is not itself
