"""Throwing a draft away, after asking once, and bringing it back."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from naniwa.design.acts import tried
from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.services.procedures.operations import designs_discarding
from naniwa.services.procedures.queries import designs
from naniwa.services.procedures.rules import BrokenRule
from naniwa.services.procedures.views.staff.designer.opened import WRITERS, opened
from naniwa.services.procedures.views.staff.designer.refusals import refusal


@never_cache
@staff_required(*WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: StaffRequest, number: UUID) -> HttpResponse:
    now = opened(request, number)
    if request.method != "POST":
        context = {"opened": now, "days": designs_discarding.KEPT.days}
        return render(request, "procedures/staff/designer/discard.html", context)
    gone = tried(
        request,
        lambda: designs_discarding.discard(design=now.design, by=request.staff.person, now=timezone.now()),
        _("下書き「%(title)s」を捨てました。この画面の下から戻せます。") % {"title": now.design.title},
        unless=BrokenRule,
        why=refusal,
    )
    return redirect("procedures:staff_designs") if gone else redirect("procedures:staff_design", number)


@staff_required(*WRITERS)
@require_POST
def bring_back(request: StaffRequest, number: UUID) -> HttpResponse:
    design = designs.any_of(request.staff.organisation.pk, number)
    if design is None:
        raise Http404
    tried(
        request,
        lambda: designs_discarding.bring_back(design=design, by=request.staff.person, now=timezone.now()),
        _("下書き「%(title)s」を戻しました。") % {"title": design.title},
        unless=BrokenRule,
        why=refusal,
    )
    return redirect("procedures:staff_designs")
