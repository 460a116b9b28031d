"""Taking in what a provider says, once, in whatever order it comes; the ledger follows from all that was said."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid5

from django.db import connection, transaction
from django.db.models import Sum

from naniwa.kernel.fees.models import Charge, Delivery, Entry, EntryKind, Payment, Refund, RefundState
from naniwa.kernel.fees.operations.entering import enter, locked, locked_for
from naniwa.kernel.fees.operations.following import follow_up
from naniwa.kernel.fees.providers import Notice, Status
from naniwa.kernel.organisations.isolation import as_system

LONGEST = 80
"""Of the numbers that providers give."""


@transaction.atomic
def hear(notice: Notice, *, provider: str, now: datetime) -> bool:
    """Take a call that was believed; False if it had been taken before. One of an unknown order is kept for reading."""
    with as_system():
        if Delivery.objects.filter(provider=provider, number=notice.number[:LONGEST]).exists():
            return False
        charge = locked_for(notice.order, provider)
        payment = Payment.objects.get(public_id=notice.order) if charge else None
        if not _fresh(notice, payment, provider=provider, now=now):
            return False
        if payment and charge and _adds(payment, status := _status(notice)):
            _take_in(charge, payment, status, now=now)
        return True


@transaction.atomic
def learn(number: UUID, status: Status, *, now: datetime) -> Payment:
    """Take what a provider answered about an order, and that it was asked. Raises Payment.DoesNotExist."""
    with as_system():
        payment = Payment.objects.get(public_id=number)
        charge = locked(payment.charge_id)
        Payment.objects.filter(pk=payment.pk).update(asked_at=now)
        payment.refresh_from_db()
        return _take_in(charge, payment, status, now=now)


@transaction.atomic
def give_up(number: UUID, *, now: datetime) -> Payment:
    """Nobody will pay on this page any more; should money come all the same, it counts."""
    with as_system():
        payment = Payment.objects.get(public_id=number)
        charge = locked(payment.charge_id)
        payment.refresh_from_db()
        payment.expired = True
        _keep(payment, now=now)
        follow_up(charge, now=now)
        return payment


def _fresh(notice: Notice, payment: Payment | None, *, provider: str, now: datetime) -> bool:
    """Write the call down; the database says whether it is there already."""
    row = [
        provider, notice.number[:LONGEST], notice.kind, payment.pk if payment else None, notice.amount_yen,
        notice.happened_at, now,
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO fees_delivery (provider, number, kind, payment_id, amount_yen, happened_at, received_at)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT (provider, number) DO NOTHING",
            row,
        )
        return bool(cursor.rowcount)


def _status(notice: Notice) -> Status:
    """A single call as a part of the whole."""
    amount = notice.amount_yen
    match notice.kind:
        case "authorised":
            return Status(authorised=True)
        case "captured":
            return Status(captured_yen=amount or None)
        case "voided":
            return Status(voided=True)
        case "failed":
            return Status(failed=True)
        case "refunded":
            return Status(refunds={notice.refund or notice.number: amount})


def _adds(payment: Payment, status: Status) -> bool:
    """Whether a call says anything that an earlier one did not; if not, what follows from it was done with that one."""
    told = (status.authorised, status.voided, status.failed, status.captured_yen is not None)
    known = (payment.authorised, payment.voided, payment.failed, payment.captured_yen is not None)
    return bool(status.refunds) or any(new and not old for new, old in zip(told, known, strict=True))


def _take_in(charge: Charge, payment: Payment, status: Status, *, now: datetime) -> Payment:
    """Add facts to a payment of a locked charge, then write what the ledger lacks."""
    payment.authorised |= status.authorised
    payment.voided |= status.voided
    payment.failed |= status.failed
    if payment.captured_yen is None:
        payment.captured_yen = status.captured_yen
    _keep(payment, now=now)
    _note_refunds(payment, status.refunds, now=now)
    _bring_up(charge, payment, now=now)
    follow_up(charge, now=now)
    return payment


def _keep(payment: Payment, *, now: datetime) -> None:
    before = payment.state
    payment.derive_state()
    if payment.state != before:
        payment.changed_at = now
    payment.save(update_fields=["authorised", "captured_yen", "voided", "failed", "expired", "state", "changed_at"])


def _note_refunds(payment: Payment, refunds: Mapping[str, int], *, now: datetime) -> None:
    """Ours are done; one that we did not ask for was made at the provider's own desk, and counts as well."""
    for number, amount in refunds.items():
        if amount <= 0:
            continue
        refund, _fresh = Refund.objects.get_or_create(
            payment=payment,
            number=number[:LONGEST],
            defaults={
                "public_id": uuid5(payment.public_id, number),
                "amount_yen": amount,
                "asked_at": now,
                "state": RefundState.DONE,
                "done_at": now,
            },
        )
        if refund.state != RefundState.DONE:
            refund.state, refund.done_at, refund.amount_yen = RefundState.DONE, now, amount
            refund.save(update_fields=["state", "done_at", "amount_yen"])


def _bring_up(charge: Charge, payment: Payment, *, now: datetime) -> None:
    """Enter what came in, and then what went back: a refund that was heard of first waits for its payment."""
    if payment.captured_yen is None:
        return
    if not Entry.objects.filter(payment=payment).exists():
        enter(charge, EntryKind.PAY, payment.captured_yen, now=now, way=payment.method, payment=payment)
    left = payment.captured_yen - _entered(payment)
    for refund in Refund.objects.filter(payment=payment, state=RefundState.DONE, entry=None).order_by("pk"):
        # More than came in cannot have gone back; the daily file will name the difference.
        if refund.amount_yen <= left:
            left -= refund.amount_yen
            enter(charge, EntryKind.REFUND, refund.amount_yen, now=now, way=payment.method, refund=refund)


def _entered(payment: Payment) -> int:
    """What went back of a payment so far, in yen."""
    return Entry.objects.filter(refund__payment=payment).aggregate(total=Sum("amount_yen"))["total"] or 0
