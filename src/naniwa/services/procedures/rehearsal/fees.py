"""Paying the fees of a rehearsal, at an invented counter."""

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from naniwa.kernel.fees.models import Way
from naniwa.kernel.fees.operations import counter
from naniwa.kernel.fees.queries import own
from naniwa.kernel.people.models import Person


def pay_fees(references: Sequence[str], *, by: Person, now: datetime) -> int:
    """Pay all that is owed for these references; returns how many yen."""
    owed = [charge for charge in own.charges_for(references) if charge.sums.owed]
    return sum(
        counter.receive(
            charge=charge, way=Way.COUNTER_QR, counter="rehearsal", number=uuid4(), by=by, now=now
        ).amount_yen
        for charge in owed
    )
