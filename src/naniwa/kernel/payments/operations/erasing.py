"""Taking names and accounts out of the books of money, once the time for which they are kept is over."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import Exists, OuterRef

from naniwa.kernel.payments.models import Claim, ClaimState, Objection, Reclaim, Run, RunState, Transfer

ENDED = (ClaimState.PAID, ClaimState.CANCELLED)
GONE = "-"


@transaction.atomic
def erase(references: Collection[str]) -> int:
    """Leave amount, shares, municipality, dates, bank and branch; take away who was paid and into which account.

    A bank file goes with the last name in it; its SHA-256 stays. What is not paid or cancelled is left alone.
    Run as the system. Returns how many claims were emptied.
    """
    claims = list(Claim.objects.filter(reference__among=references, state__in=ENDED).values_list("pk", flat=True))
    count = Claim.objects.filter(pk__among=claims).update(
        payee_name="", payee_kana="", account_number="", person=None
    )  # fmt: skip
    transfers = Transfer.objects.filter(claim__among=claims)
    runs = set(transfers.values_list("run_id", flat=True))
    transfers.update(payee_text="", account_number="", person=None)
    Reclaim.objects.filter(claim__among=claims).update(person=None)
    objections = Objection.objects.filter(claim__among=claims)
    objections.update(shown="")
    objections.exclude(waived_at=None).update(waived_reason=GONE, waived_account=GONE)
    _empty_files(runs)
    return count


def _empty_files(runs: Collection[int]) -> None:
    named = Transfer.objects.filter(run=OuterRef("pk")).exclude(payee_text="")
    Run.objects.filter(~Exists(named), pk__among=runs, state=RunState.CONFIRMED).update(file=b"")
