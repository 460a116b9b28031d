"""What followed a decision, and what keeps a case: appeals, its withdrawal, money to come back, legal holds."""

from dataclasses import dataclass
from datetime import datetime

from naniwa.kernel.payments.queries import reclaims
from naniwa.kernel.payments.queries.reclaims import Owed
from naniwa.services.procedures.models import GONE, Appeal, Application, Hold, Recall
from naniwa.services.procedures.queries.retention import holds_on


@dataclass(frozen=True, slots=True)
class Aftermath:
    """`gone` says that the time of the case is over and the person has been taken out of it."""

    gone: bool
    appeals: tuple[Appeal, ...]
    recall: Recall | None
    owed: Owed | None
    holds: tuple[Hold, ...]

    @property
    def open_appeal(self) -> Appeal | None:
        return next((appeal for appeal in self.appeals if not appeal.outcome), None)


def aftermath(case: Application, *, now: datetime) -> Aftermath:
    """Four queries, whatever there is."""
    return Aftermath(
        gone=case.applicant_name == GONE,
        appeals=tuple(case.appeals.select_related("recorded_by", "closed_by").order_by("filed_on")),
        recall=Recall.objects.select_related("recalled_by").filter(application=case).first(),
        owed=reclaims.of_claim(case.reference),
        holds=tuple(holds_on(case, now=now)),
    )
