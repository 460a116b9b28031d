"""What followed a decision, and what keeps a case: appeals, its withdrawal, money to come back, legal holds."""

from dataclasses import dataclass
from datetime import datetime

from naniwa.kernel.organisations.statements import Statement
from naniwa.kernel.payments.queries import reclaims
from naniwa.kernel.payments.queries.reclaims import Owed
from naniwa.services.procedures.models import GONE, Appeal, Application, Hold, Recall
from naniwa.services.procedures.queries.retention import holds_on
from naniwa.services.procedures.queries.there import There


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


def aftermath(case: Application, has: There, *, now: datetime) -> Aftermath:
    """At most four queries; none where there is nothing."""
    return Aftermath(
        gone=case.applicant_name == GONE,
        appeals=tuple(_appeals(case.pk)) if has.appeals else (),
        recall=_recall.first(case.pk) if has.recall else None,
        owed=reclaims.of_claim(case.reference) if has.reclaim else None,
        holds=tuple(holds_on(case, now=now)) if has.holds else (),
    )


_appeals = Statement(
    lambda case: (
        Appeal.objects.filter(application_id=case).select_related("recorded_by", "closed_by").order_by("filed_on")
    )
)
_recall = Statement(lambda case: Recall.objects.filter(application_id=case).select_related("recalled_by"))
