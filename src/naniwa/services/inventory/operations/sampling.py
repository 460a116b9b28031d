"""Puts the sample data into an inventory, for the demo, tests and benchmarks."""

from datetime import datetime

from django.db import transaction

from naniwa.kernel.people.access import Staff
from naniwa.services.inventory.models import Procedure
from naniwa.services.inventory.operations.saving import queue_for_numbers
from naniwa.services.inventory.operations.taking import take_new
from naniwa.services.inventory.samples import PROCEDURES, entries


@transaction.atomic
def load_samples(*, by: Staff, now: datetime, count: int = PROCEDURES) -> int:
    """The sample rows, in an inventory that has none; otherwise nothing happens. Returns how many there are new."""
    queue_for_numbers(by.organisation.pk)
    if Procedure.objects.filter(organisation=by.organisation).exists():
        return 0
    return len(take_new(entries(count), by=by, now=now))
