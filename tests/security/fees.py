"""The fees of the world that is attacked: a provider's file, and what it says otherwise than our ledger."""

from datetime import datetime
from typing import Any

from naniwa.kernel.fees.models import Difference, Payment
from naniwa.kernel.fees.operations.reconciling import take_in
from naniwa.kernel.fees.statements import Line
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.access import Staff
from naniwa.library.periods import day_of


def build(payment: Payment, *, by: Staff, now: datetime) -> Difference:
    """A file that knows of a movement of which the ledger knows nothing."""
    told = Line(
        number=2,
        transaction="T1",
        order=str(payment.public_id),
        kind="pay",
        amount_yen=300,
        fee_yen=6,
        day=day_of(now),
        refund="",
    )
    with as_system():
        take_in(
            [told], [], office=by.organisation, provider=payment.provider, day=day_of(now), name="gone.csv",
            digest="0" * 64, by=by, now=now,
        )  # fmt: skip
        return Difference.objects.select_related("line__statement").get(line__transaction="T1")


def places(difference: Difference) -> dict[str, dict[str, Any]]:
    return {
        "desk:statement": {"number": difference.line.statement.public_id if difference.line else None},
        "desk:close_difference": {"number": difference.public_id},
    }
