"""Puts the sample bills into an installation, most of what was due of them paid; for demo and benchmarks."""

from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction

from naniwa.kernel.fees.models import Way
from naniwa.kernel.fees.operations import counter
from naniwa.kernel.organisations import queries as organisations
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.access import Staff
from naniwa.kernel.people.models import Person
from naniwa.library.periods import day_of
from naniwa.services.taxes import samples
from naniwa.services.taxes.models import Bill, Instalment
from naniwa.services.taxes.operations import batches
from naniwa.services.taxes.operations.taking import one_at_a_time, take_new

WAYS = (Way.COUNTER_QR, Way.CASH, Way.COUNTER_CARD)
COUNTER = "市税の窓口（見本）"
UNPAID_EVERY = 5


@transaction.atomic
def load_samples(*, by: Person, now: datetime) -> int:
    """The sample bills, where there is none yet; otherwise nothing happens. Returns how many."""
    with as_system():
        office = organisations.by_code(samples.OFFICE)
        if office is None or Bill.objects.exists():
            return 0
        clerk = Staff(person=by, organisation=office, roles=frozenset({"cashier"}))
        one_at_a_time(office)
        before = now - timedelta(days=150)
        made = take_new(list(samples.bills(day_of(now))), by=clerk, now=before)
        batches.begin_notices(number=uuid4(), dated=day_of(before), by=clerk, now=before)
        _pay(clerk, now)
        return len(made)


def _pay(by: Staff, now: datetime) -> None:
    """What was due is paid three days before its day, but for some."""
    due = Instalment.objects.select_related("charge__organisation").filter(charge__due_on__lt=day_of(now))
    for at, one in enumerate(due.order_by("pk")):
        if at % UNPAID_EVERY == 0:
            continue
        paid_at = now - timedelta(days=(day_of(now) - one.due_on).days + 3)
        way = WAYS[at % len(WAYS)]
        counter.receive(charge=one.charge, way=way, counter=COUNTER, number=uuid4(), by=by, now=paid_at)
