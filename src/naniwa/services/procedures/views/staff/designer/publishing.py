"""Asking another person to look at a draft, and that person letting it out or sending it back."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from naniwa.design.acts import tried
from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.services.procedures.operations import designs_publishing
from naniwa.services.procedures.rules import BrokenRule
from naniwa.services.procedures.views.staff.designer.opened import WRITERS, base_of, opened
from naniwa.services.procedures.views.staff.designer.refusals import refusal


@staff_required(*WRITERS)
@require_POST
def ask(request: StaffRequest, number: UUID) -> HttpResponse:
    now, base = opened(request, number), base_of(request)
    seen = now.revision.number if base is None else base
    return _act(
        request,
        number,
        lambda: designs_publishing.ask(design=now.design, base=seen, by=request.staff.person, now=timezone.now()),
        _("確認を頼みました。ほかの公開担当が内容を確かめて、公開します。"),
    )


@staff_required(*WRITERS)
@require_POST
def publish(request: StaffRequest, number: UUID) -> HttpResponse:
    now = opened(request, number)
    return _act(
        request,
        number,
        lambda: designs_publishing.publish(design=now.design, by=request.staff.person, now=timezone.now()),
        _("公開しました。新しい申請は、この版で受け付けます。"),
    )


@staff_required(*WRITERS)
@require_POST
def send_back(request: StaffRequest, number: UUID) -> HttpResponse:
    now, note = opened(request, number), request.POST.get("note", "")
    return _act(
        request,
        number,
        lambda: designs_publishing.send_back(design=now.design, note=note, by=request.staff.person, now=timezone.now()),
        _("書き直しを頼みました。"),
    )


@staff_required(*WRITERS)
@require_POST
def take_back(request: StaffRequest, number: UUID) -> HttpResponse:
    now = opened(request, number)
    return _act(
        request,
        number,
        lambda: designs_publishing.take_back(design=now.design, by=request.staff.person, now=timezone.now()),
        _("確認の依頼を取り下げました。続きを書けます。"),
    )


def _act(request: StaffRequest, number: UUID, work: Callable[[], object], done: str) -> HttpResponse:
    """Either way back to the draft."""
    tried(request, work, done, unless=BrokenRule, why=refusal)
    return redirect("procedures:staff_design", number)
