"""The front page: what waits for the reader's centre."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from naniwa.design.parts import Figure
from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.services.outbreak.models import Stage
from naniwa.services.outbreak.queries import cases, centres
from naniwa.services.outbreak.service import CENTRE, EVERYBODY


@staff_required(*EVERYBODY)
@require_safe
def show(request: StaffRequest) -> HttpResponse:
    mine = request.staff.may(*CENTRE)
    context = {
        "figures": _figures(request.staff.organisation.pk) if mine else [],
        "centre": centres.centre_of(request.staff.organisation.pk),
        "mine": mine,
    }
    return render(request, "outbreak/home.html", context)


def _figures(organisation_id: int) -> list[Figure]:
    counts = cases.counted(organisation_id, now=timezone.now())
    places = (
        (_("急ぎの対応"), "tasks", "outbreak:tasks"),
        (_("最初の連絡待ち"), Stage.FIRST_CONTACT, "outbreak:queue"),
        (_("健康観察中"), Stage.OBSERVATION, "outbreak:observed"),
    )
    return [_figure(label, counts.get(key, cases.Counted()), url) for label, key, url in places]


def _figure(label: str, count: cases.Counted, url: str) -> Figure:
    return Figure(
        label=label,
        value=f"{count.all:,}",
        unit=_("件") if url == "outbreak:tasks" else _("人"),
        note=_("うち期限を過ぎた %(n)s") % {"n": f"{count.late:,}"} if count.late else "",
        href=reverse(url),
    )
