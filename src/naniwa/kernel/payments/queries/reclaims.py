"""What is claimed back: from whom, by when, and how much of it came in."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from naniwa.kernel.organisations.statements import Statement
from naniwa.kernel.payments.models import Reclaim, Repayment


@dataclass(frozen=True, slots=True)
class Owed:
    """One reclaim, whole yen; `next_number` goes into the form for the next repayment."""

    public_id: str
    reference: str
    procedure: str
    payee: str
    municipality: str
    amount_yen: int
    due_on: date
    repayments: tuple[Repayment, ...]

    @property
    def repaid_yen(self) -> int:
        return sum(repayment.amount_yen for repayment in self.repayments)

    @property
    def owed_yen(self) -> int:
        return self.amount_yen - self.repaid_yen

    @property
    def next_number(self) -> int:
        return len(self.repayments) + 1


MOST = 200


def reclaims(organisation_id: int) -> list[Owed]:
    """Those of an organisation: unsettled ones first, by when they are due."""
    return [
        _owed(each) for each in _all().filter(organisation_id=organisation_id).order_by("-settled_at", "due_on")[:MOST]
    ]


def of_claim(reference: str) -> Owed | None:
    found = _claimed_back.first(reference)
    return _owed(_all().get(pk=found)) if found else None


def _all() -> QuerySet[Reclaim]:
    repayments = Prefetch("repayments", Repayment.objects.select_related("recorded_by").order_by("number"))
    return Reclaim.objects.select_related("claim", "partner").prefetch_related(repayments)


def _owed(reclaim: Reclaim) -> Owed:
    return Owed(
        public_id=reclaim.reference,
        reference=reclaim.claim.reference,
        procedure=reclaim.claim.procedure,
        payee=reclaim.claim.payee_name,
        municipality=str(reclaim.partner or ""),
        amount_yen=reclaim.amount_yen,
        due_on=reclaim.due_on,
        repayments=tuple(reclaim.repayments.all()),
    )


_claimed_back = Statement(
    lambda reference: Reclaim.objects.filter(claim__reference=reference).order_by("pk").values_list("pk", flat=True)[:1]
)
