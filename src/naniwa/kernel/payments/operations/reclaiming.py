"""Money back: what becomes of a claim whose decision is withdrawn, and what of it came in."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from naniwa.kernel.audit.operations import record
from naniwa.kernel.payments.actors import Clerk, person_of
from naniwa.kernel.payments.errors import ClaimIsMoving, DueTooSoon, NoAmountBack, NotADayYet
from naniwa.kernel.payments.models import Claim, ClaimState, Reclaim, Repayment
from naniwa.kernel.payments.operations.claims import cancel


@transaction.atomic
def recall(*, reference: str, due_on: date | None, by: Clerk, now: datetime) -> Reclaim | None:
    """Cancel a claim that was not paid, or claim back what was, by `due_on`; None if nothing was paid.

    Raises ClaimIsMoving while the bank has it, DueTooSoon.
    """
    claim = Claim.objects.select_for_update().filter(reference=reference).first()
    if claim is None or claim.state == ClaimState.CANCELLED:
        return None
    if claim.state == ClaimState.IN_RUN:
        raise ClaimIsMoving(reference)
    if claim.state != ClaimState.PAID:
        cancel(claim=claim, by=by, now=now)
        return None
    if due_on is None or due_on <= timezone.localtime(now).date():
        raise DueTooSoon
    reclaim, new = Reclaim.objects.get_or_create(
        claim=claim,
        defaults={
            "amount_yen": claim.amount_yen,
            "due_on": due_on,
            "opened_by": person_of(by),
            "opened_at": now,
            "organisation_id": claim.organisation_id,
            "partner_id": claim.partner_id,
            "person_id": claim.person_id,
        },
    )
    if new:
        record(
            "payments.reclaimed", by=by, target=claim, subject=claim.person, organisation=claim.organisation, now=now,
            amount_yen=claim.amount_yen, due_on=due_on,
        )  # fmt: skip
    return reclaim


@transaction.atomic
def pay_back(*, reclaim: Reclaim, number: int, amount_yen: int, paid_on: date, by: Clerk, now: datetime) -> Repayment:
    """Write down what came in; `number` is the form's, so a second press finds the first repayment.

    Raises NoAmountBack, NotADayYet.
    """
    reclaim = Reclaim.objects.select_for_update().select_related("claim", "organisation").get(pk=reclaim.pk)
    already = reclaim.repayments.filter(number=number).first()
    if already:
        return already
    owed = reclaim.amount_yen - (reclaim.repayments.aggregate(sum=Sum("amount_yen"))["sum"] or 0)
    if not 0 < amount_yen <= owed:
        raise NoAmountBack(owed)
    if not timezone.localtime(reclaim.opened_at).date() <= paid_on <= timezone.localtime(now).date():
        raise NotADayYet
    made = Repayment.objects.create(
        reclaim=reclaim,
        number=number,
        amount_yen=amount_yen,
        paid_on=paid_on,
        recorded_by=person_of(by),
        recorded_at=now,
    )
    if amount_yen == owed:
        reclaim.settled_at = now
        reclaim.save(update_fields=["settled_at"])
    record(
        "payments.paid_back", by=by, target=reclaim.claim, subject=reclaim.person, organisation=reclaim.organisation,
        now=now, amount_yen=amount_yen, paid_on=paid_on, still_owed_yen=owed - amount_yen,
    )  # fmt: skip
    return made
