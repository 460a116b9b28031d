"""What follows from the sums of a charge: it is told as paid, too much goes back, what is set aside is let go."""

from collections.abc import Iterable
from datetime import datetime
from uuid import uuid4

from django.db.models import Sum

from naniwa.kernel import jobs
from naniwa.kernel.events import operations as events
from naniwa.kernel.fees.events import ChargeSecured
from naniwa.kernel.fees.models import SLIP, Charge, Payment, Refund, RefundState
from naniwa.kernel.fees.operations.entering import note
from naniwa.kernel.fees.rules import PaymentState

REFUND_JOB, VOID_JOB, CAPTURE_JOB = "fees.refund", "fees.void", "fees.capture"


def follow_up(charge: Charge, *, now: datetime) -> None:
    """Bring all that hangs on a locked charge into line with its sums; asked again it does nothing new."""
    payments = list(Payment.objects.filter(charge=charge).order_by("-pk"))
    holds = [one for one in payments if one.state == PaymentState.AUTHORISED]
    charge.held_yen = sum(one.amount_yen for one in holds)
    _tell(charge, now=now)
    charge.save(update_fields=["held_yen", "secured_at"])
    if charge.sums.owed == 0:
        _let_go(holds)
    _give_back(charge, payments, now=now)


def _tell(charge: Charge, *, now: datetime) -> None:
    """Once, when the money is first there or set aside."""
    sums = charge.sums
    if charge.secured_at is not None or not sums.secured or not (sums.kept or sums.held):
        return
    charge.secured_at = now
    events.emit(ChargeSecured(reference=charge.reference, item=charge.item, amount_yen=sums.due), now=now)
    note("fees.secured", charge, sums.due, by=None, now=now)


def _let_go(holds: Iterable[Payment]) -> None:
    for payment in holds:
        jobs.defer_by_name(VOID_JOB, number=str(payment.public_id))


def _give_back(charge: Charge, payments: Iterable[Payment], *, now: datetime) -> None:
    """Ask for refunds of what was paid too much, the latest first; money of counters and slips goes back there."""
    if not charge.sums.excess:
        return
    asked = Refund.objects.filter(payment__charge=charge).exclude(state=RefundState.DONE)
    left = charge.sums.excess - (asked.aggregate(total=Sum("amount_yen"))["total"] or 0)
    for payment in (one for one in payments if one.provider != SLIP):
        amount = min(left, _refundable(payment))
        if amount <= 0:
            continue
        left -= amount
        number = uuid4()
        Refund.objects.create(public_id=number, payment=payment, number=str(number), amount_yen=amount, asked_at=now)
        jobs.defer_by_name(REFUND_JOB, number=str(number))


def _refundable(payment: Payment) -> int:
    given = Refund.objects.filter(payment=payment).aggregate(total=Sum("amount_yen"))["total"] or 0
    return (payment.captured_yen or 0) - given
