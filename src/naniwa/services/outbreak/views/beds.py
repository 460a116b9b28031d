"""Beds: all of them for those who coordinate, and a facility's own for its staff, who report and answer offers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from naniwa.design.acts import tried
from naniwa.kernel.audit import operations as audit
from naniwa.kernel.audit.entries import Entry
from naniwa.kernel.audit.models import Kind
from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.library.typed import number_in
from naniwa.services.outbreak.models import Bed, BedPool, Offer, Refusal
from naniwa.services.outbreak.operations import beds, beds_offers
from naniwa.services.outbreak.queries import beds as reading
from naniwa.services.outbreak.rules.broken import BrokenRule
from naniwa.services.outbreak.service import COORDINATOR, HOSPITAL
from naniwa.services.outbreak.views.beds_form import FiguresForm
from naniwa.services.outbreak.views.beds_table import table
from naniwa.services.outbreak.views.beds_words import needs, refusal


@dataclass(frozen=True, slots=True)
class Ward:
    """A pool as a page shows it."""

    pool: BedPool
    offers: str
    stale: bool
    press: UUID


@staff_required(COORDINATOR)
@require_safe
def show(request: StaffRequest) -> HttpResponse:
    now, found = timezone.now(), reading.pools()
    context = {
        "any": bool(found),
        "table": table(found, request.GET, now=now),
        "totals": [(str(Bed(one.bed).label), one) for one in reading.totals(found, now=now)],
        "phases": range(1, 6),
    }
    return render(request, "outbreak/beds/all.html", context)


@staff_required(HOSPITAL)
@require_safe
def own(request: StaffRequest) -> HttpResponse:
    """Figures first, then what is being asked: both are a tap away."""
    now, organisation = timezone.now(), request.staff.organisation
    offers = reading.offers_to(organisation)
    audit.record_many(_read(request, one, now) for one in offers)
    context = {
        "facilities": [
            (one, [_ward(pool, now) for pool in one.pools.all()]) for one in reading.facilities_of(organisation)
        ],
        "offers": [(one, needs(one.request.needs)) for one in offers],
        "refusals": Refusal.choices,
        "now": now,
    }
    return render(request, "outbreak/beds/own.html", context)


def _read(request: StaffRequest, offer: Offer, now: datetime) -> Entry:
    return Entry(
        action="outbreak.placement_read",
        by=request.staff,
        target=offer.request,
        now=now,
        kind=Kind.READ,
        purpose="outbreak",
    )


def _ward(pool: BedPool, now: datetime) -> Ward:
    return Ward(pool, needs(pool.offers), reading.is_stale(pool, now=now), uuid4())


@staff_required(HOSPITAL)
@require_POST
def tap(request: StaffRequest, number: UUID) -> HttpResponse:
    """One of the four acts, which a button names."""
    act, pool = request.POST.get("act", ""), _pool(number)
    if act not in beds.ACTS:
        raise Http404
    return _done(
        request,
        lambda: beds.tap(
            pool=pool, act=act, press=number_in(request.POST.get("press", "")), by=request.staff, now=timezone.now()
        ),
    )


@staff_required(HOSPITAL)
@require_POST
def report(request: StaffRequest, number: UUID) -> HttpResponse:
    pool, form = _pool(number), FiguresForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("病床の数は、0から9,999までの数字で入力してください。例：12"))
        return redirect("outbreak:own_beds")
    told = form.cleaned_data
    return _done(
        request,
        lambda: beds.report(
            pool=pool, press=number_in(request.POST.get("press", "")), by=request.staff, now=timezone.now(), **told
        ),
    )


@staff_required(HOSPITAL)
@require_POST
def answer(request: StaffRequest, number: UUID) -> HttpResponse:
    """Accept, refuse with a reason, or say that the person has come."""
    offer = next((one for one in reading.offers_to(request.staff.organisation) if one.public_id == number), None)
    said = request.POST.get("answer", "")
    if offer is None or said not in {"accept", "refuse", "arrive"}:
        raise Http404
    return _done(request, lambda: _answered(request, offer, said))


def _answered(request: StaffRequest, offer: Offer, said: str) -> Offer:
    by, now = request.staff, timezone.now()
    if said == "accept":
        return beds_offers.accept(offer=offer, by=by, now=now)
    if said == "arrive":
        return beds_offers.arrive(offer=offer, by=by, now=now)
    reason, note = request.POST.get("refusal", ""), request.POST.get("note", "")[:200]
    return beds_offers.refuse(offer=offer, refusal=reason, note=note, by=by, now=now)


def _pool(number: UUID) -> BedPool:
    found = BedPool.objects.select_related("facility").filter(public_id=number).first()
    if found is None:
        raise Http404
    return found


def _done(request: StaffRequest, act: Callable[[], object]) -> HttpResponse:
    tried(request, act, _("記録しました。"), unless=BrokenRule, why=refusal, refused=messages.warning)
    return redirect("outbreak:own_beds")
