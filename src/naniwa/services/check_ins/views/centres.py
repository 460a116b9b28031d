"""The prefecture's administrator says which organisations are health centres for alerts, and takes it back."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from naniwa.design.acts import tried
from naniwa.kernel.organisations import queries as organisations
from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.services.check_ins.operations import naming
from naniwa.services.check_ins.queries import centres as queries
from naniwa.services.check_ins.rules.broken import BrokenRule
from naniwa.services.check_ins.service import KEEPERS
from naniwa.services.check_ins.words import refusal


@staff_required(*KEEPERS)
@require_safe
def centres(request: StaffRequest) -> HttpResponse:
    found = queries.named()
    context = {
        "centres": [one for one in found if one.ended_at is None],
        "ended": [one for one in found if one.ended_at],
        "nameable": queries.nameable(),
        "prefecture": organisations.prefecture(),
        "may": queries.is_prefecture(request.staff.organisation),
    }
    return render(request, "check_ins/staff/centres.html", context)


@staff_required(*KEEPERS)
@require_POST
def change(request: StaffRequest) -> HttpResponse:
    """Name one or take it back; each of the two undoes the other."""
    found = organisations.by_code(request.POST.get("organisation", "")[:40])
    act = {"name": naming.name, "end": naming.end}.get(request.POST.get("act", ""))
    if found is None or act is None:
        raise Http404
    now, done = timezone.now(), _("登録しました。") if act is naming.name else _("外しました。")
    tried(
        request,
        lambda: act(organisation=found, by=request.staff, now=now),
        done,
        unless=BrokenRule,
        why=refusal,
        refused=messages.warning,
    )
    return redirect("check_ins:centres")
