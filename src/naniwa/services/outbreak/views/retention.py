"""For the supervisor: how long cases name their person, and what the next nights take; nothing changes here."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from naniwa.design.tables import Column, Row, Table
from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.library.spoken import said
from naniwa.services.outbreak.queries import retention
from naniwa.services.outbreak.service import SUPERVISOR

DAYS = 30


@staff_required(SUPERVISOR)
@require_safe
def show(request: StaffRequest) -> HttpResponse:
    found = retention.foresee(request.staff.organisation.pk, days=DAYS, now=timezone.now())
    heads = (
        _("感染症"),
        _("保存する年数"),
        _("これから匿名化する患者"),
        _("急ぎの対応が残り、待つ患者"),
        _("匿名化した患者"),
    )
    rows = [
        Row(cells=[said(one.names, get_language() or "ja"), one.years, one.going, one.kept, one.gone]) for one in found
    ]
    caption = _("これから%(days)s日のあいだの見込み") % {"days": DAYS}
    table = Table(id="retention", caption=caption, columns=[Column(label=one) for one in heads], rows=rows)
    return render(request, "outbreak/cases/retention.html", {"table": table})
