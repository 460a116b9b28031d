"""The taxes of the world that is attacked: a bill with its letter, one without, and a list that waits."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

from django.utils import timezone

from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.access import Staff
from naniwa.services.taxes.models import Batch, Bill, Instalment, Upload
from naniwa.services.taxes.operations import batches, importing
from naniwa.services.taxes.queries import links
from naniwa.services.taxes.tests import register


@dataclass(frozen=True)
class Things:
    """`bill` is overdue; `upload` was sent by the cashier."""

    bill: Bill
    instalment: Instalment
    batch: Batch
    upload: Upload


def build(*, by: Staff, name: str, now: datetime) -> Things:
    """Who is billed is called `name`."""
    with as_system():
        _taken("1", name, by, now)
        batch = batches.begin_notices(number=uuid4(), dated=timezone.localdate(now), by=by, now=now)
        _taken("2", name, by, now)
        bill = Bill.objects.select_related("organisation").get(organisation=by.organisation, number="1")
        return Things(bill, bill.instalments.get(), batch, _read("3", name, by, now))


def _read(number: str, name: str, by: Staff, now: datetime) -> Upload:
    overdue = (timezone.localdate(now) - timedelta(days=9)).isoformat()
    content = register.listed(register.row(number=number, name=name, due_on=overdue))
    return importing.receive(file=BytesIO(content), name=f"{number}.csv", by=by, now=now)


def _taken(number: str, name: str, by: Staff, now: datetime) -> None:
    importing.take(upload=_read(number, name, by, now), by=by, now=now)


def places(things: Things) -> dict[str, dict[str, Any]]:
    """What the addresses of taxes name."""
    numbers = {
        things.bill.public_id: ("bill", "hold", "release"),
        things.instalment.public_id: ("charge_interest", "reduce"),
        things.upload.public_id: ("upload", "take"),
        things.batch.public_id: ("batch", "print_again"),
    }
    return {
        **{f"taxes:{name}": {"number": number} for number, names in numbers.items() for name in names},
        "taxes:yours": {"token": links.token(things.bill.reference)},
    }


def forms(things: Things) -> dict[str, dict[str, Any]]:
    """What its honest forms send."""
    today = timezone.localdate().isoformat()
    return {
        "taxes:find": {"reference": things.bill.reference},
        "taxes:yours": {"said": "1980-01-02"},
        "taxes:begin_notices": {"number": str(uuid4()), "dated": today},
        "taxes:begin_dunning": {"number": str(uuid4()), "dated": today, "seen": "2", "read": "yes"},
        "taxes:reduce": {"number": str(uuid4()), "amount": "1,000", "reason": "corrected"},
        "taxes:hold": {"reason": "徴収の猶予"},
    }
