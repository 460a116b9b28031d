"""Letting somebody at a bill who has no account: by its link and by something that only they know."""

from datetime import datetime

from django.db import transaction
from django.utils.crypto import constant_time_compare

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.taxes.models import Bill
from naniwa.services.taxes.queries import bills
from naniwa.services.taxes.rules.lines import day_of


@transaction.atomic
def opened(*, reference: str, said: str, now: datetime) -> Bill | None:
    """The bill, if what was said is the payer's date of birth, or the bill's number where that is not known.

    A link in a mail does not tell the number; a letter does, but who holds the letter holds the slips as well.
    """
    with as_system():
        bill = bills.by_reference(reference)
        if bill is None or not _known(bill, said):
            return None
        audit.record_read(
            "taxes.opened", by=None, target=bill, subject=bill.person, organisation=bill.organisation,
            purpose="taxes", now=now,
        )  # fmt: skip
        return bill


def _known(bill: Bill, said: str) -> bool:
    if bill.born_on:
        return day_of(said.strip()) == bill.born_on
    return constant_time_compare(said.strip(), bill.number)
