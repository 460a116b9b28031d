"""Asking providers: for what never arrived, and for what is to be done there; each may be asked again."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from naniwa.kernel import jobs
from naniwa.kernel.fees.models import OPEN_STATES, SLIP, Payment, Refund, RefundState
from naniwa.kernel.fees.operations.following import REFUND_JOB
from naniwa.kernel.fees.operations.settling import give_up, learn
from naniwa.kernel.fees.providers import Declined, PaymentProvider, ProviderUnavailable, Status, provider
from naniwa.kernel.fees.rules import PaymentState
from naniwa.kernel.organisations.isolation import as_system
from naniwa.library.bulkhead import PAGES

QUIET = timedelta(minutes=10)
"""How long a provider may be silent before it is asked."""
HOPELESS = timedelta(hours=24)
"""After this time nobody pays on a page any more; shorter than none, as pages of providers last for hours."""
AT_ONCE = 200


def ask(number: UUID, *, now: datetime) -> Payment:
    """Ask what became of a payment, and take the answer in. Raises ProviderUnavailable."""
    payment = _payment(number)
    with PAGES.outside():
        status = _provider(payment).look_up(number)
    payment = learn(number, status or Status(), now=now)
    if payment.state == PaymentState.STARTED and payment.started_at < now - HOPELESS:
        return _close(payment, known=status is not None, now=now)
    return payment


def ask_all(*, now: datetime) -> int:
    """Ask about each payment of which nothing was heard for a while; returns how many answers came."""
    answers = 0
    for number in _silent(now):
        try:
            ask(number, now=now)
        except (ProviderUnavailable, Declined):
            continue
        answers += 1
    _ask_again(now)
    return answers


def capture(number: UUID, *, now: datetime) -> None:
    """Take what was set aside. Raises ProviderUnavailable."""
    payment = _payment(number)
    if payment.state != PaymentState.AUTHORISED:
        return
    try:
        _provider(payment).capture(number, amount_yen=payment.amount_yen)
    except Declined:
        ask(number, now=now)
        return
    learn(number, Status(authorised=True, captured_yen=payment.amount_yen), now=now)


def void(number: UUID, *, now: datetime) -> None:
    """Let go what was set aside; if it was taken meanwhile, that is learnt instead. Raises ProviderUnavailable."""
    payment = _payment(number)
    if payment.state not in OPEN_STATES:
        return
    try:
        _provider(payment).void(number)
    except Declined:
        ask(number, now=now)
        return
    learn(number, Status(voided=True), now=now)


def refund(number: UUID, *, now: datetime) -> None:
    """Give back what a refund says. Raises ProviderUnavailable; a refusal is kept for staff to see."""
    with as_system():
        asked = Refund.objects.select_related("payment").get(public_id=number)
    if asked.state == RefundState.DONE:
        return
    payment = asked.payment
    try:
        _provider(payment).refund(payment.public_id, refund=asked.number, amount_yen=asked.amount_yen)
    except Declined:
        with as_system():
            Refund.objects.filter(pk=asked.pk, state=RefundState.ASKED).update(state=RefundState.REFUSED)
        return
    learn(payment.public_id, Status(refunds={asked.number: asked.amount_yen}), now=now)


def _close(payment: Payment, *, known: bool, now: datetime) -> Payment:
    """Close the page at the provider's, so that nobody pays there any more, and give up."""
    if known:
        void(payment.public_id, now=now)
        payment = _payment(payment.public_id)
    return give_up(payment.public_id, now=now) if payment.state == PaymentState.STARTED else payment


def _silent(now: datetime) -> list[UUID]:
    before = now - QUIET
    with as_system():
        waiting = Payment.objects.filter(state__in=OPEN_STATES, changed_at__lt=before).exclude(provider=SLIP)
        waiting = waiting.filter(Q(asked_at=None) | Q(asked_at__lt=before))
        return list(waiting.order_by("asked_at", "pk").values_list("public_id", flat=True)[:AT_ONCE])


@transaction.atomic
def _ask_again(now: datetime) -> None:
    """Refunds whose job was lost or gave up."""
    with as_system():
        late = Refund.objects.filter(state=RefundState.ASKED, asked_at__lt=now - 3 * QUIET)
        for number in late.order_by("pk").values_list("public_id", flat=True)[:AT_ONCE]:
            jobs.defer_by_name(REFUND_JOB, number=str(number))


def _payment(number: UUID) -> Payment:
    with as_system():
        return Payment.objects.get(public_id=number)


def _provider(payment: Payment) -> PaymentProvider:
    found = provider(payment.provider)
    if found is None:
        raise ProviderUnavailable(payment.provider)
    return found
