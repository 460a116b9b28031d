"""The office's side: papers that wait to be looked at, and mandates that it found in order, or ends."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.audit.entries import Entry
from naniwa.kernel.audit.models import Kind
from naniwa.kernel.mandates import operations, queries, rules, words
from naniwa.kernel.mandates.forms import ReasonForm
from naniwa.kernel.mandates.models import Mandate, State
from naniwa.kernel.mandates.offered import titles
from naniwa.kernel.mandates.rules import BrokenRule
from naniwa.kernel.people.access import StaffRequest, staff_required

DESK, READERS = ("reviewer", "approver"), ("reviewer", "approver", "auditor")
PURPOSE = "mandates"


@never_cache
@require_safe
@staff_required(*READERS)
def waiting(request: StaffRequest) -> HttpResponse:
    """The oldest paper first; below, those in force."""
    papers = queries.waiting(request.staff.organisation)
    standing = queries.standing(request.staff.organisation)
    _record([*papers, *standing], request, timezone.now())
    return render(request, "mandates/staff/waiting.html", {"papers": papers, "standing": standing})


@never_cache
@require_safe
@staff_required(*READERS)
def show(request: StaffRequest, reference: str) -> HttpResponse:
    mandate, now = _found(reference), timezone.now()
    _record([mandate], request, now)
    ours = mandate.organisation_id == request.staff.organisation.pk and request.staff.may(*DESK)
    context = {
        "mandate": mandate,
        "agent": words.agent(mandate),
        "scope": words.scope(mandate, titles(mandate.procedures)),
        "acts": words.acts(mandate),
        "in_force": rules.in_force(mandate.terms, now=now),
        "ours": mandate.organisation_id == request.staff.organisation.pk,
        "may_check": ours and mandate.state == State.PROPOSED and mandate.paper_id,
        "may_end": ours and mandate.state == State.CONFIRMED,
        "form": ReasonForm(),
    }
    return render(request, "mandates/staff/mandate.html", context)


@require_POST
@staff_required(*DESK)
def check(request: StaffRequest, reference: str) -> HttpResponse:
    mandate = _found(reference)
    try:
        operations.check(mandate=mandate, by=request.staff, now=timezone.now())
        messages.success(request, _("書類を確かめました。この代理は、おわりの日まで有効です。"))
    except BrokenRule:
        messages.warning(request, _("確認できませんでした。状態と、確認する役所を見てください。"))
    return redirect("mandates_desk:show", mandate.reference)


@require_POST
@staff_required(*DESK)
def refuse(request: StaffRequest, reference: str) -> HttpResponse:
    return _ended(request, reference, operations.refuse, _("認めませんでした。理由を代理の人に知らせました。"))


@require_POST
@staff_required(*DESK)
def end(request: StaffRequest, reference: str) -> HttpResponse:
    return _ended(request, reference, operations.end, _("終わらせました。理由を両方の人に知らせました。"))


def _ended(request: StaffRequest, reference: str, act: Callable[..., Mandate], done: str) -> HttpResponse:
    """An office always says why."""
    mandate, form = _found(reference), ReasonForm(request.POST)
    if not form.is_valid() or not form.cleaned_data["reason"].strip():
        messages.error(request, _("理由を書いてください。例：委任状に署名がありません。"))
        return redirect("mandates_desk:show", mandate.reference)
    try:
        act(mandate=mandate, reason=form.cleaned_data["reason"].strip(), by=request.staff, now=timezone.now())
        messages.success(request, done)
    except BrokenRule:
        messages.warning(request, _("いまの状態では、できません。"))
    return redirect("mandates_desk:show", mandate.reference)


def _found(reference: str) -> Mandate:
    """Row security shows an office its own, and those of its cases. Raises Http404."""
    mandate = queries.by_reference(reference)
    if mandate is None:
        raise Http404
    return mandate


def _record(mandates: list[Mandate], request: StaffRequest, now: datetime) -> None:
    """Whom the office read about; each of them can see it."""
    audit.record_many(
        Entry(
            action="mandates.read",
            by=request.staff,
            target=mandate,
            subject=mandate.principal,
            now=now,
            kind=Kind.READ,
            purpose=PURPOSE,
        )
        for mandate in mandates
    )
