"""Many new bills by sets: rows of the register, and what the ledger charges for them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from django.db import connection

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.audit.entries import Row
from naniwa.kernel.fees.models import Kind
from naniwa.kernel.fees.operations import NewCharge, open_new
from naniwa.kernel.organisations import bulk
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.access import Staff
from naniwa.library import receipts
from naniwa.services.taxes.models import Bill, Instalment
from naniwa.services.taxes.queries.links import PREFIX
from naniwa.services.taxes.queries.words import title
from naniwa.services.taxes.rules.lines import Instalment as NewInstalment
from naniwa.services.taxes.rules.lines import NewBill

_BILL = (
    "id", "public_id", "reference", "organisation_id", "number", "tax", "year", "name", "kana", "postcode", "address",
    "born_on", "email", "details", "taken_at", "taken_by_id", "held_reason",
)  # fmt: skip
_INSTALMENT = ("public_id", "bill_id", "number", "charge_id")


def one_at_a_time(office: Organisation) -> None:
    """Two who write about the bills of one office wait for each other, until the commit."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"taxes of {office.pk}"])


def take_new(bills: Sequence[NewBill], *, by: Staff, now: datetime) -> list[str]:
    """Charge and register bills whose numbers are new, in the transaction of whoever waits for them.

    Returns under which references.
    """
    office = by.organisation
    references = receipts.new_many(PREFIX, len(bills))
    pairs = list(zip(references, bills, strict=True))
    wanted = [_charge(reference, bill, one, office) for reference, bill in pairs for one in bill.instalments]
    charges = open_new(wanted, by=by, now=now)
    ids = bulk.reserve_ids(Bill, len(bills))
    bulk.load(
        Bill,
        _BILL,
        [
            (
                pk, uuid4(), reference, office.pk, one.number, one.tax, one.year, one.name, one.kana, one.postcode,
                one.address, one.born_on, one.email, one.details, now, by.person.pk, "",
            )
            for pk, (reference, one) in zip(ids, pairs, strict=True)
        ],
    )  # fmt: skip
    bulk.load(
        Instalment,
        _INSTALMENT,
        [
            (uuid4(), pk, part.number, charges[reference, str(part.number)])
            for pk, (reference, bill) in zip(ids, pairs, strict=True)
            for part in bill.instalments
        ],
    )
    audit.record_many(_noted(reference, bill, by=by, now=now) for reference, bill in pairs)
    return references


def _charge(reference: str, bill: NewBill, one: NewInstalment, office: Organisation) -> NewCharge:
    return NewCharge(
        kind=Kind.TAX,
        reference=reference,
        item=str(one.number),
        subject=bill.tax,
        title=title(bill.tax, bill.year, one.number, "ja"),
        title_en=title(bill.tax, bill.year, one.number, "en"),
        amount_yen=one.amount_yen,
        payer_name=bill.name,
        organisation_id=office.pk,
        due_on=one.due_on,
    )


def _noted(reference: str, bill: NewBill, *, by: Staff, now: datetime) -> audit.Entry:
    return audit.Entry(
        action="taxes.billed",
        by=by,
        target=Row(Bill, reference, None, by.organisation.pk),
        now=now,
        detail={"tax": bill.tax, "year": bill.year, "yen": bill.total_yen},
    )
