"""The front page: what waits for the reader's centre."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
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
    counts = cases.counted(organisation_id)
    places = (
        (_("急ぎの対応"), counts["tasks"], "outbreak:tasks"),
        (_("最初の連絡待ち"), counts.get(Stage.FIRST_CONTACT, 0), "outbreak:queue"),
        (_("健康観察中"), counts.get(Stage.OBSERVATION, 0), "outbreak:observed"),
    )
    return [
        Figure(label=label, value=f"{count:,}", unit=_("人") if at else _("件"), href=reverse(url))
        for at, (label, count, url) in enumerate(places)
    ]
