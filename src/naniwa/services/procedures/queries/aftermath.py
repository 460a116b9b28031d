"""What followed a decision, and what keeps a case: appeals, its withdrawal, money to come back, legal holds."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from naniwa.kernel.organisations.statements import Statement
from naniwa.kernel.payments.models import Reclaim
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
    """At most five queries; one where there is nothing."""
    appealed, recalled, claimed_back, held = _there.first(case.pk) or (False,) * 4
    return Aftermath(
        gone=case.applicant_name == GONE,
        appeals=tuple(_appeals(case.pk)) if appealed else (),
        recall=_recall.first(case.pk) if recalled else None,
        owed=reclaims.of_claim(case.reference) if claimed_back else None,
        holds=tuple(holds_on(case, now=now)) if held else (),
    )


_there = Statement(
    lambda case: Application.objects.filter(pk=case).values_list(
        Exists(Appeal.objects.filter(application=OuterRef("pk"))),
        Exists(Recall.objects.filter(application=OuterRef("pk"))),
        Exists(Reclaim.objects.filter(claim__reference=OuterRef("reference"))),
        Exists(Hold.objects.filter(ended_at=None, organisation=OuterRef("organisation"))),
    )
)


_appeals = Statement(
    lambda case: (
        Appeal.objects.filter(application_id=case).select_related("recorded_by", "closed_by").order_by("filed_on")
    )
)
_recall = Statement(lambda case: Recall.objects.filter(application_id=case).select_related("recalled_by"))
