"""Taking off what a correction or an exemption says, and charging late interest once a tax was paid after its day."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.fees.models import Charge, Kind
from naniwa.kernel.fees.operations import NewCharge, open_charges, reduce
from naniwa.kernel.people.access import Staff
from naniwa.services.taxes.definitions import rates
from naniwa.services.taxes.models import Instalment
from naniwa.services.taxes.queries.paid import paid_on
from naniwa.services.taxes.queries.words import interest_title
from naniwa.services.taxes.rules.broken import NoInterest, NoReason
from naniwa.services.taxes.rules.interest import Interest, interest

REASONS = ("corrected", "exempted", "cancelled")
"""Codes of the ledger for 更正, 減免 and 賦課の取消し; the decision itself is kept where it was made."""


@transaction.atomic
def reduce_tax(*, instalment: Instalment, amount_yen: int, reason: str, number: UUID, by: Staff, now: datetime) -> None:
    """Whole yen, once for each `number`; what was paid beyond goes back. Raises NoReason, TooMuch."""
    if reason not in REASONS:
        raise NoReason
    reduce(charge=instalment.charge, amount_yen=amount_yen, reason=reason, number=number, by=by, now=now)


def reckoned(instalment: Instalment) -> Interest | None:
    """What is owed for paying late, once all of the tax is there; None before. Raises NoRate."""
    sums = instalment.charge.sums
    day = paid_on(instalment.charge) if sums.due and not sums.owed else None
    return interest(sums.due, due_on=instalment.due_on, paid_on=day, rates=rates()) if day else None


@transaction.atomic
def charge_interest(*, instalment: Instalment, by: Staff, now: datetime) -> Charge:
    """Charge it as of the day of the payment; charged already, it stays as it was. Raises NoInterest, NoRate."""
    found = Instalment.objects.select_for_update(of=("self",)).select_related("bill", "charge", "interest")
    one = found.get(pk=instalment.pk)
    if one.interest:
        return one.interest
    late = reckoned(one)
    if late is None or late.yen == 0:
        raise NoInterest
    [one.interest] = open_charges([_wanted(one, late)], by=by, now=now)
    one.save(update_fields=["interest"])
    audit.record(
        "taxes.interest_charged", by=by, target=one.bill, now=now, instalment=one.number, yen=late.yen,
        base_yen=late.base_yen,
    )  # fmt: skip
    return one.interest


def _wanted(one: Instalment, late: Interest) -> NewCharge:
    bill = one.bill
    about = NewCharge(
        kind=Kind.TAX,
        reference=bill.reference,
        item=f"{one.number}-interest",
        subject=bill.tax,
        title=interest_title(bill.tax, bill.year, one.number, "ja"),
        title_en=interest_title(bill.tax, bill.year, one.number, "en"),
        amount_yen=late.yen,
        payer_name=bill.name,
        organisation_id=bill.organisation_id,
        person_id=bill.person_id,
    )
    days = sum(span.days for span in late.spans)
    return replace(
        about,
        sum_in_words=f"納期限の翌日から{days}日分（もとの額 {late.base_yen:,}円）",
        sum_in_words_en=f"{days} days after the due day, of {late.base_yen:,} yen",
    )
