"""Placement: who waits and which bed is suggested, one person's choices, offering and taking back."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naniwa.design.tables import page_number, paging
from naniwa.kernel.audit import operations as audit
from naniwa.kernel.audit.entries import Entry
from naniwa.kernel.audit.models import Kind
from naniwa.kernel.organisations.models import in_readers_language
from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.library.typed import known_number, number_in
from naniwa.services.outbreak.models import BedPool, PlacementRequest
from naniwa.services.outbreak.operations import beds_offers, beds_requests
from naniwa.services.outbreak.queries import beds as reading
from naniwa.services.outbreak.queries import beds_board as boards
from naniwa.services.outbreak.queries.beds_fairness import fairness as told_fairness
from naniwa.services.outbreak.queries.dashboard_sheets import AGES
from naniwa.services.outbreak.rules.broken import BrokenRule
from naniwa.services.outbreak.service import CENTRE, COORDINATOR
from naniwa.services.outbreak.views import beds_lists as lists
from naniwa.services.outbreak.views import beds_words as words
from naniwa.services.outbreak.views.beds_form import AskForm

DAYS = 30


@staff_required(COORDINATOR)
@require_safe
def board(request: StaffRequest) -> HttpResponse:
    now, wish = timezone.now(), lists.wish_of(request.GET)
    found = boards.board(wish, now=now, organisation=request.staff.organisation)
    _seen(request, found.found, now)
    context = {
        "board": found,
        "lines": [(each, words.reasons(each, now=now), words.next_best(each)) for each in found.found],
        "list": lists.frame(found, wish, request.GET),
        "wish": wish,
        "is_old": found.counts["state"] and boards.is_old(found.matched_at, now=now),
        "back": request.GET.urlencode(),
    }
    return render(request, "outbreak/beds/board.html", context)


@staff_required(COORDINATOR)
@require_safe
def one(request: StaffRequest, number: UUID) -> HttpResponse:
    """Every safe bed for this person, and what was offered before."""
    now, found = timezone.now(), _request(number)
    _seen(request, [found], now)
    ranked = reading.ranked(found, now=now) if found.state == "waiting" else []
    context = {
        "found": found,
        "needs": words.needs(found.needs),
        "left": words.time_left(words.hours_late(found, now)),
        "choices": [(each.pool, words.of_choice(asdict(each.choice), each.pool, found, now=now)) for each in ranked],
        "history": reading.history(found),
    }
    return render(request, "outbreak/beds/one.html", context)


@staff_required(COORDINATOR)
@require_POST
def offer(request: StaffRequest, number: UUID) -> HttpResponse:
    """To the pool that the button names, whether it was suggested or not."""
    now, found, pool = timezone.now(), _request(number), _pool(request.POST.get("pool", ""))
    told, suggestion = words.kept(found, now=now), words.suggestion_of(found)
    is_suggested = bool(suggestion and suggestion.pool_id == pool.pk)
    try:
        beds_offers.offer(request=found, pool=pool, by=request.staff, now=now, suggested=is_suggested, told=told)
    except BrokenRule as broken:
        messages.warning(request, words.refusal(broken))
    else:
        messages.success(
            request, _("%(facility)sに打診しました。30分以内の回答を待ちます。") % {"facility": pool.facility}
        )
    return _to_board(request)


@staff_required(COORDINATOR)
@require_POST
def take_back(request: StaffRequest, number: UUID) -> HttpResponse:
    try:
        beds_offers.withdraw(request=_request(number), by=request.staff, now=timezone.now())
    except BrokenRule as broken:
        messages.warning(request, words.refusal(broken))
    else:
        messages.success(request, _("打診を取り消しました。この人は調整中に戻りました。"))
    return _to_board(request)


@staff_required(*CENTRE, COORDINATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: StaffRequest) -> HttpResponse:
    """What this office has asked for, and one more."""
    now, press = timezone.now(), number_in(request.POST.get("press", ""))
    form = AskForm(
        request.POST if request.method == "POST" else None, initial=reading.known_of(request.GET.get("case", ""))
    )
    if request.method == "POST" and form.is_valid() and _asked(request, form, press, now):
        return redirect("outbreak:ask_bed")
    page = page_number(request.GET)
    asked, total = reading.asked_by(request.staff.organisation, page=page)
    _seen(request, asked, now)
    pages = paging(page, len(asked), total, request.GET, length=reading.PAGE)
    context = {"form": form, "press": press, "asked": asked, "pages": pages}
    return render(request, "outbreak/beds/ask.html", context, status=422 if form.errors else 200)


def _asked(request: StaffRequest, form: AskForm, press: UUID, now: datetime) -> bool:
    try:
        beds_requests.ask(asked=form.asked(now=now), press=press, by=request.staff, now=now)
    except BrokenRule as broken:
        form.add_error("case_reference", words.refusal(broken))
        return False
    messages.success(request, _("入院調整を依頼しました。"))
    return True


@staff_required(*CENTRE, COORDINATOR)
@require_POST
def withdraw(request: StaffRequest, number: UUID) -> HttpResponse:
    found = reading.one_asked_by(request.staff.organisation, number)
    if found is None:
        raise Http404
    try:
        beds_requests.withdraw(request=found, by=request.staff, now=timezone.now())
    except BrokenRule as broken:
        messages.warning(request, words.refusal(broken))
    else:
        messages.success(request, _("依頼を取り下げました。"))
    return redirect("outbreak:ask_bed")


@staff_required(COORDINATOR)
@require_safe
def fairness(request: StaffRequest) -> HttpResponse:
    areas, ages = told_fairness(days=DAYS, now=timezone.now())
    unknown = ("不明", "Not known")
    context = {
        "areas": [(words.area(each.code) or _("不明"), each) for each in areas],
        "ages": [(in_readers_language(*AGES.get(each.code, unknown)), each) for each in ages],
        "days": DAYS,
    }
    return render(request, "outbreak/beds/fairness.html", context)


def _to_board(request: StaffRequest) -> HttpResponse:
    """As it was filtered before the button was pressed."""
    return redirect(reverse("outbreak:placement") + lists.kept_query(request.POST.get("back", "")))


def _seen(request: StaffRequest, found: Sequence[PlacementRequest], now: datetime) -> None:
    """Write down whose request was read, in the transaction of the page."""
    audit.record_many(
        Entry(
            action="outbreak.placement_read", by=request.staff, target=each, now=now, kind=Kind.READ, purpose="outbreak"
        )
        for each in found
    )


def _request(number: UUID) -> PlacementRequest:
    pools = (f"suggestion__{pool}__facility" for pool in ("pool", "next_best"))
    found = PlacementRequest.objects.select_related("centre", *pools).filter(public_id=number).first()
    if found is None:
        raise Http404
    return found


def _pool(number: str) -> BedPool:
    known = known_number(number)
    found = BedPool.objects.select_related("facility").filter(public_id=known).first() if known else None
    if found is None:
        raise Http404
    return found
