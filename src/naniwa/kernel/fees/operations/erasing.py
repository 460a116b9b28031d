"""Taking names out of the books of fees, once the time for which they are kept is over."""

from collections.abc import Collection

from django.db import transaction

from naniwa.kernel.fees.models import Charge


@transaction.atomic
def erase(references: Collection[str]) -> int:
    """Leave amounts, dates, ways of paying and the ledger; take away who paid. Run as the system. Returns how many."""
    return Charge.objects.filter(reference__in=references).update(payer_name="", person=None)
