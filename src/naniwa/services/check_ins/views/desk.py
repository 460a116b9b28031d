"""Health centres and officers: codes given, what each opened, approving and dropping; and making the officer's key."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naniwa.design.acts import tried
from naniwa.design.tables import page_number, paging
from naniwa.kernel.audit import operations as audit
from naniwa.kernel.people import limits
from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.library.periods import day_of
from naniwa.library.typed import number_in
from naniwa.services.check_ins import definitions
from naniwa.services.check_ins.forms import ApproveForm, CodeForm, DropForm, EnterForm, KeyForm
from naniwa.services.check_ins.models import Alert, CaseCode
from naniwa.services.check_ins.operations import approving, keys, reporting
from naniwa.services.check_ins.queries import centres, days, given, officers, planning
from naniwa.services.check_ins.queries.planning import Plan
from naniwa.services.check_ins.rules import codes
from naniwa.services.check_ins.rules.broken import BrokenRule, NoSuchDays, WrongPassphrase
from naniwa.services.check_ins.service import APPROVERS, GIVERS, KEEPERS
from naniwa.services.check_ins.words import refusal

TRIES = limits.Rule("try a passphrase, by person", 10, timedelta(hours=1))
WRONG = limits.Rule("enter a wrong passphrase, by person", 20, timedelta(days=1))


@staff_required(*GIVERS)
@require_safe
def desk(request: StaffRequest) -> HttpResponse:
    organisation, number = request.staff.organisation.pk, page_number(request.GET)
    alerts, total = planning.alerts_of(organisation, page=number)
    waiting, every = centres.waiting_codes(organisation, now=timezone.now())
    context = {
        "centre": centres.is_centre(request.staff.organisation),
        "alerts": alerts,
        "total": total,
        "paging": paging(number, len(alerts), total, request.GET, length=planning.PAGE),
        "codes": waiting,
        "more_codes": every - len(waiting),
        "key": next(iter(officers.uses()), None),
        "policy": definitions.policies()[definitions.current(timezone.localdate())],
    }
    return render(request, "check_ins/staff/desk.html", context)


@staff_required(*GIVERS)
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: StaffRequest) -> HttpResponse:
    form, press = CodeForm(request.POST if request.method == "POST" else None), uuid4()
    if request.method == "POST" and form.is_valid():
        try:
            made = reporting.give(
                **form.cleaned_data,
                press=number_in(request.POST.get("number", "")),
                by=request.staff,
                now=timezone.now(),
            )
            return redirect("check_ins:code", made.public_id)
        except BrokenRule as broken:
            form.add_error("onset" if isinstance(broken, NoSuchDays) else None, refusal(broken))
    context = {"form": form, "number": number_in(request.POST.get("number", "")) if form.errors else press}
    return render(request, "check_ins/staff/give.html", context, status=422 if form.errors else 200)


@staff_required(*GIVERS)
@require_safe
def code(request: StaffRequest, number: UUID) -> HttpResponse:
    """Shown to the centre until it is used or over."""
    return _code(request, _given(request, number), EnterForm(), uuid4())


@staff_required(*GIVERS)
@require_POST
def enter(request: StaffRequest, number: UUID) -> HttpResponse:
    """The person says the address on the telephone; whoever types it is written down, and sees no places."""
    found, form, press = _given(request, number), EnterForm(request.POST), number_in(request.POST.get("number", ""))
    if not form.is_valid():
        return _code(request, found, form, press)
    email, now = form.cleaned_data["email"], timezone.now()
    try:
        made = reporting.enter(given_code=found, email=email, press=press, by=request.staff, now=now)
    except BrokenRule as broken:
        messages.warning(request, refusal(broken))
        return redirect("check_ins:code", number)
    messages.success(request, _("入力しました。ほかの職員が、場所と時間を確かめます。"))
    return redirect("check_ins:alert", made.public_id)


@staff_required(*GIVERS)
@require_http_methods(["GET", "HEAD"])
def alert(request: StaffRequest, number: UUID) -> HttpResponse:
    """What would be sent, before anybody approves it."""
    plan = planning.plan(_alert(request, number))
    return _page(request, plan, _approving(plan), DropForm())


@staff_required(*APPROVERS)
@require_POST
def approve(request: StaffRequest, number: UUID) -> HttpResponse:
    found = _alert(request, number)
    plan = planning.plan(found)
    form = _approving(plan, request.POST)
    if not form.is_valid():
        return _page(request, plan, form, DropForm())
    now, person = timezone.now(), str(request.staff.person.pk)
    limits.consume(TRIES, person, now=now)
    limits.consume(WRONG, person, now=now)
    wrong = False
    try:
        done = approving.approve(
            alert=found, passphrase=form.cleaned_data["passphrase"], older=form.older, by=request.staff, now=now
        )
    except BrokenRule as broken:
        wrong = isinstance(broken, WrongPassphrase)
        messages.warning(request, refusal(broken))
    else:
        messages.success(
            request,
            _("承認しました。もう1人の承認を待っています。")
            if done.state == "planned"
            else _("承認しました。お知らせを送っています。"),
        )
    if not wrong:
        limits.give_back(WRONG, person)
    return redirect("check_ins:alert", found.public_id)


@staff_required(*APPROVERS)
@require_POST
def drop(request: StaffRequest, number: UUID) -> HttpResponse:
    found, form = _alert(request, number), DropForm(request.POST)
    if not form.is_valid():
        plan = planning.plan(found)
        return _page(request, plan, _approving(plan), form)
    reason, now = form.cleaned_data["reason"], timezone.now()
    _tell(
        request,
        lambda: approving.drop(alert=found, reason=reason, by=request.staff, now=now),
        _("お知らせを取りやめました。"),
    )
    return redirect("check_ins:alert", found.public_id)


@staff_required(*KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def key(request: StaffRequest) -> HttpResponse:
    form = KeyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        passphrase, now = form.cleaned_data["passphrase"], timezone.now()
        replaces = request.POST.get("replaces", "")[:64]
        _tell(
            request,
            lambda: keys.make(passphrase=passphrase, by=request.staff, now=now, replaces=replaces),
            _("新しい鍵に替えました。これからのチェックインは、この鍵で封をします。")
            if replaces
            else _("鍵を作りました。チェックインを受け付けられます。"),
        )
        return redirect("check_ins:key")
    context = {"form": form, "uses": [(use, use.needed_until(settings.CHECK_IN_DAYS)) for use in officers.uses()]}
    context["may"] = centres.is_prefecture(request.staff.organisation)
    return render(request, "check_ins/staff/key.html", context, status=422 if form.errors else 200)


def _tell(request: StaffRequest, act: Callable[[], object], done: str) -> None:
    tried(request, act, done, unless=BrokenRule, why=refusal, refused=messages.warning)


def _given(request: StaffRequest, number: UUID) -> CaseCode:
    found = CaseCode.objects.filter(organisation=request.staff.organisation, public_id=number).first()
    if found is None:
        raise Http404
    return found


def _code(request: StaffRequest, found: CaseCode, form: EnterForm, press: UUID) -> HttpResponse:
    now = timezone.now()
    lasting = found.used_at is None and found.expires_at > now
    if lasting:
        audit.record("check_ins.code_shown", by=request.staff, target=found, now=now, purpose="check_ins")
    shown = codes.spaced(given.code_of(found)) if lasting else ""
    context = {"given": found, "code": shown, "form": form, "number": press}
    return render(request, "check_ins/staff/code.html", context, status=422 if form.errors else 200)


def _alert(request: StaffRequest, number: UUID) -> Alert:
    found = planning.alert(request.staff.organisation.pk, number)
    if found is None:
        raise Http404
    return found


def _infectious(found: Alert) -> tuple[date, date]:
    return definitions.rules(found.policy).days(found.code.onset, today=day_of(found.reported_at))


def _approving(plan: Plan, sent: QueryDict | None = None) -> ApproveForm:
    """Which passphrases it takes: none before the last approval; of replaced keys, too, where their days need them."""
    needed = [use for use in officers.for_days(plan.days) if use.there]
    return ApproveForm(sent, last=plan.lacking <= 1, older=[use.key.reference for use in needed[1:]])


def _page(request: HttpRequest, plan: Plan, approving_form: ApproveForm, dropping: DropForm) -> HttpResponse:
    staff, found = getattr(request, "staff", None), plan.alert
    audit.record("check_ins.alert_read", by=staff, target=found, now=timezone.now(), purpose="check_ins")
    context = {
        "alert": found,
        "plan": plan,
        "approve_form": approving_form,
        "drop_form": dropping,
        "may": bool(staff and centres.may(staff, *APPROVERS)) and found.state == "planned",
        "policy": definitions.policies().get(found.policy),
        "own": bool(staff and found.is_of(staff.person.pk)),
        "unreadable": days.unreadable(*_infectious(found)),
        "demo": getattr(settings, "DEMO", False),
    }
    wrong = approving_form.errors or dropping.errors
    return render(request, "check_ins/staff/alert.html", context, status=422 if wrong else 200)
