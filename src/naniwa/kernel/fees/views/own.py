"""What a person sees of a fee: how much and why, how to pay it, whether it is paid, and the receipt."""

from collections.abc import Callable, Collection, Mapping
from functools import update_wrapper
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from naniwa.kernel.documents import pdf
from naniwa.kernel.fees import opened, payers
from naniwa.kernel.fees.errors import NoSlips, NothingOwed
from naniwa.kernel.fees.links import link_to
from naniwa.kernel.fees.models import SLIP, Capture, Charge, EntryKind, Kind, Payment
from naniwa.kernel.fees.operations import asking, begin, slips
from naniwa.kernel.fees.providers import Declined, ProviderUnavailable, provider, providers
from naniwa.kernel.fees.queries import own
from naniwa.kernel.fees.receipts import receipt_data, slip_data
from naniwa.kernel.fees.rules import PaymentState
from naniwa.kernel.organisations.isolation import Scope, enter
from naniwa.kernel.people.access import PersonRequest
from naniwa.kernel.people.models import Person

METHODS = {"card": gettext_lazy("クレジットカードで支払う"), "qr": gettext_lazy("スマホ決済で支払う")}
TO_PROVIDER = "to"


def payer_required(
    view: Callable[[PersonRequest, UUID], HttpResponse],
) -> Callable[[HttpRequest, UUID], HttpResponse]:
    """Whoever is signed in, and whoever a service has opened something for; others are led to sign in and back."""

    def guarded(request: HttpRequest, /, number: UUID) -> HttpResponse:
        if not request.user.is_authenticated and not _opened(request):
            return redirect_to_login(request.get_full_path())
        return view(cast("PersonRequest", request), number)

    update_wrapper(guarded, view)
    return guarded


@never_cache
@require_safe
@payer_required
def charge(request: PersonRequest, number: UUID) -> HttpResponse:
    """One fee with its calculation, its state and the ways to pay it."""
    found = _charge(request, number)
    context = {
        "charge": found,
        "sums": found.sums,
        "open": not found.sums.secured,
        "ways": [(name, METHODS[one.method]) for name, one in providers().items()],
        "slips": slips.is_allowed(found),
        "entries": [one for one in own.entries(found) if one.kind != EntryKind.CHARGE],
        "back": link_to(found.reference),
        "tax": found.kind == Kind.TAX,
    }
    return render(request, "fees/charge.html", context)


@require_POST
@payer_required
def pay(request: PersonRequest, number: UUID) -> HttpResponse:
    """Make the provider's page ready; a second press finds the page of the first."""
    found, name = _charge(request, number), request.POST.get("way", "")
    chosen = provider(name)
    if chosen is None:
        messages.error(request, _("支払い方を選んでください。"))
        return redirect("fees:charge", number)
    try:
        made = begin(charge=found, name=name, provider=chosen, language=get_language() or "ja", now=timezone.now())
    except NothingOwed:
        messages.info(request, _("もう支払う必要がありません。"))
        return redirect("fees:charge", number)
    except (ProviderUnavailable, Declined):
        messages.error(
            request,
            _("いま、決済会社につながりません。お支払いは始まっていません。少し待って、もう一度押してください。"),
        )
        return redirect("fees:charge", number)
    response = redirect("fees:payment", made.public_id)
    response["Location"] += f"?{TO_PROVIDER}=provider"
    return response


@never_cache
@require_safe
@payer_required
def payment(request: PersonRequest, number: UUID) -> HttpResponse:
    """On the way to the provider's page, and back from it: then the provider is asked, whatever it told before."""
    found = _payment(request, number)
    leaving = TO_PROVIDER in request.GET
    if not leaving and _unsettled(found):
        found = _asked(found)
    if found.state in {PaymentState.AUTHORISED, PaymentState.CAPTURED}:
        messages.success(request, _("お支払いを確かめました。ありがとうございます。"))
        return redirect("fees:charge", found.charge.public_id)
    context = {"payment": found, "charge": found.charge, "leaving": leaving}
    return render(request, "fees/payment.html", context)


@require_POST
@payer_required
def slip(request: PersonRequest, number: UUID) -> HttpResponse:
    """Make the slip for what is owed; pressed again, it is the same one."""
    try:
        made = slips.issue(charge=_charge(request, number), now=timezone.now())
    except (NothingOwed, NoSlips):
        messages.info(request, _("いま、納付書は出せません。ほかの方法で支払ってください。"))
        return redirect("fees:charge", number)
    return redirect("fees:slip_pdf", made.public_id)


@never_cache
@require_safe
@payer_required
def slip_pdf(request: PersonRequest, number: UUID) -> HttpResponse:
    """A slip to print, as long as it is to be paid."""
    found = _payment(request, number)
    if found.provider != SLIP or found.state != PaymentState.STARTED:
        raise Http404
    made = pdf.render("fees/slip", slip_data(found), language=get_language() or "ja", now=found.started_at)
    return HttpResponse(made, content_type="application/pdf", headers=_named(f"slip-{found.provider_reference}.pdf"))


@never_cache
@require_safe
@payer_required
def receipt(request: PersonRequest, number: UUID) -> HttpResponse:
    """The receipt as PDF, once money is there."""
    found = _charge(request, number)
    paid = [one for one in own.entries(found) if one.kind in {EntryKind.PAY, EntryKind.REFUND}]
    if not found.sums.kept or not paid:
        raise Http404
    made = pdf.render("fees/receipt", receipt_data(found, paid), language=get_language() or "ja", now=paid[-1].at)
    return HttpResponse(made, content_type="application/pdf", headers=_named(f"fee-{found.reference}.pdf"))


def _charge(request: PersonRequest, number: UUID) -> Charge:
    """One's own, of one they act for, or opened for the browser. Raises Http404 for others, as if there were none."""
    ways = (own.charge_of, own.charge_opened, own.charge_seen)
    return _theirs(request, number, *ways, charge=lambda one: one)


def _payment(request: PersonRequest, number: UUID) -> Payment:
    """As `_charge`, of a payment."""
    ways = (own.payment_of, own.payment_opened, own.payment_seen)
    return _theirs(request, number, *ways, charge=lambda one: one.charge)


def _theirs[T](
    request: PersonRequest,
    number: UUID,
    mine: Callable[[Person, UUID], T | None],
    for_browser: Callable[[UUID, Collection[str]], T | None],
    seen: Callable[[UUID], T | None],
    *,
    charge: Callable[[T], Charge],
) -> T:
    """The person's own; or what was opened for the browser; or an agent's to see, with the bar on the page."""
    known = request.user.is_authenticated
    if known and (found := mine(request.user, number)) is not None:
        return found
    if (found := for_browser(number, _opened(request))) is not None:
        enter(Scope(organisation_id=charge(found).organisation_id))
        return found
    found = seen(number)
    agency = (
        payers.acting(request.user, charge(found).reference, timezone.now()) if known and found is not None else None
    )
    request.agency = agency
    if found is None or agency is None:
        raise Http404
    return found


def _opened(request: HttpRequest) -> list[str]:
    return list(opened.references(request.session, now=timezone.now()))


def _unsettled(found: Payment) -> bool:
    """Whether more is to come: of money that is taken at once, the call that it was set aside is only the first."""
    taken_at_once = found.state == PaymentState.AUTHORISED and found.charge.capture == Capture.AT_ONCE
    return found.state == PaymentState.STARTED or taken_at_once


def _asked(found: Payment) -> Payment:
    try:
        asking.ask(found.public_id, now=timezone.now())
    except (ProviderUnavailable, Declined):
        return found
    return Payment.objects.select_related("charge", "charge__organisation").get(pk=found.pk)


def _named(name: str) -> Mapping[str, Any]:
    return {"Content-Disposition": f'inline; filename="{name}"'}
