"""The counter: what is charged, taking it, giving it back, and closing the till."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.fees.errors import AlreadyClosed, FeeError, NoReason, NothingOwed, TooMuch
from naniwa.kernel.fees.models import COUNTER_WAYS, Charge, Entry
from naniwa.kernel.fees.operations import cashing_up, counter
from naniwa.kernel.fees.queries import desk, own
from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.library.periods import day_of
from naniwa.library.yen import NotYen, parse_yen

READERS = ("cashier", "reviewer", "approver", "auditor")
CLERKS = ("cashier",)
COUNTER = "fees_counter"
LONGEST = 60
WAYS = [(way.value, way.label) for way in COUNTER_WAYS]
FILTERS = {
    "open": gettext_lazy("お支払い待ち"),
    "held": gettext_lazy("確保済み"),
    "paid": gettext_lazy("納付済み"),
    "back": gettext_lazy("返金するもの"),
}
WORDS = {
    NothingOwed: gettext_lazy("納める額はもうありません。今の状態を確かめてください。"),
    TooMuch: gettext_lazy("窓口で返すお金はありません。オンラインで支払われた分は、決済会社から戻ります。"),
    AlreadyClosed: gettext_lazy("この窓口は、きょうの分を締めました。別の窓口で受け取ってください。"),
    NoReason: gettext_lazy("収納簿と数えた額が違います。違いの理由を書いてください。例：釣り銭の渡し間違い"),
}


@never_cache
@staff_required(*READERS)
@require_safe
def home(request: StaffRequest) -> HttpResponse:
    """Charges of the office, to be found by number or name."""
    words, state, office = request.GET.get("q", "").strip(), request.GET.get("state", ""), request.staff.organisation
    counted = desk.counts(office)
    context = {
        "charges": desk.charges(office, words=words, state=state),
        "filters": [(key, label, counted[key]) for key, label in FILTERS.items()],
        "state": state,
        "words": words,
        "shown": desk.SHOWN,
    }
    return render(request, "fees/desk/home.html", context)


@never_cache
@staff_required(*READERS)
@require_safe
def charge(request: StaffRequest, number: UUID) -> HttpResponse:
    """One charge with its ledger; looking is written down."""
    found = _charge(request, number)
    audit.record_read(
        "fees.charge_read",
        by=request.staff,
        target=found.reference,
        subject=found.person,
        purpose="enquiry",
        now=timezone.now(),
    )
    context = {
        "charge": found,
        "sums": found.sums,
        "entries": own.entries(found),
        "payments": desk.payments(found),
        "refunds": desk.refunds(found),
        "may_take": request.staff.may(*CLERKS) and found.sums.owed > 0,
        "may_give": request.staff.may(*CLERKS) and min(found.sums.excess, counter.kept_at_counters(found)) > 0,
        "ways": WAYS,
        "counter": request.session.get(COUNTER, ""),
        "counters": desk.counters(request.staff.organisation),
        "number": uuid4(),
    }
    return render(request, "fees/desk/charge.html", context)


@staff_required(*CLERKS)
@require_POST
def take(request: StaffRequest, number: UUID) -> HttpResponse:
    """Take what is owed; a second press takes nothing."""
    return _moved(request, number, counter.receive, _("%(amount)s円を受け取りました。"))


@staff_required(*CLERKS)
@require_POST
def give_back(request: StaffRequest, number: UUID) -> HttpResponse:
    """Give back what was paid too much at a counter."""
    return _moved(request, number, counter.give_back, _("%(amount)s円を返しました。"))


@never_cache
@staff_required("cashier", "auditor")
@require_safe
def tills(request: StaffRequest) -> HttpResponse:
    """What each counter took today by way of paying."""
    today = day_of(timezone.now())
    context = {
        "tills": desk.tills(request.staff.organisation, today),
        "today": today,
        "ways": WAYS,
        "may_close": request.staff.may(*CLERKS),
    }
    return render(request, "fees/desk/tills.html", context)


@staff_required(*CLERKS)
@require_POST
def close_till(request: StaffRequest) -> HttpResponse:
    """Close the till of a counter for today; a second press changes nothing."""
    now = timezone.now()
    try:
        made = cashing_up.cash_up(
            counter=request.POST.get("counter", "")[:LONGEST],
            day=day_of(now),
            counted_yen=parse_yen(request.POST.get("counted", "")),
            reason=request.POST.get("reason", ""),
            by=request.staff,
            now=now,
        )
    except NotYen:
        messages.error(request, _("数えた現金を、円で入れてください。例：12,300"))
    except NoReason as error:
        messages.error(request, WORDS[type(error)])
    else:
        messages.success(request, _("%(counter)sを締めました。") % {"counter": made.counter})
    return redirect("desk:tills")


def _moved(request: StaffRequest, number: UUID, act: Callable[..., Entry], done: str) -> HttpResponse:
    """Do it and say so, or say why not; the counter is kept for the next time."""
    found, asked = _charge(request, number), _asked(request)
    if asked is None:
        messages.error(request, _("窓口の名前と納め方を選んでください。例：1番窓口、現金"))
        return redirect("desk:charge", number)
    request.session[COUNTER] = asked["counter"]
    try:
        made = act(charge=found, by=request.staff, now=timezone.now(), **asked)
    except FeeError as error:
        messages.error(request, WORDS[type(error)])
    else:
        messages.success(request, done % {"amount": f"{made.amount_yen:,}"})
    return redirect("desk:charge", number)


def _asked(request: StaffRequest) -> dict[str, Any] | None:
    """The counter, the way and the number of the form; None if one of them is missing."""
    name, way = request.POST.get("counter", "").strip()[:LONGEST], request.POST.get("way", "")
    try:
        number = UUID(request.POST.get("number", ""))
    except ValueError:
        return None
    return (
        {"counter": name, "way": way, "number": number} if name and way in {str(one) for one in COUNTER_WAYS} else None
    )


def _charge(request: StaffRequest, number: UUID) -> Charge:
    """A charge of the office. Raises Http404 for another's, as for one that does not exist."""
    found = desk.charge_of(request.staff.organisation, number)
    if found is None:
        raise Http404
    return found
