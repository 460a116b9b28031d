"""What hangs on a case at all, asked once, so that the rest is not asked for in vain."""

from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from naniwa.kernel.organisations.statements import Statement
from naniwa.kernel.payments.models import Reclaim
from naniwa.services.procedures.models import (
    Appeal,
    Application,
    CheckMark,
    Decision,
    Hold,
    Note,
    Notice,
    Pair,
    Recall,
    Submission,
)


class There(NamedTuple):
    """Whether there is any; `corrections` are submissions after the first, `holds` those of its whole office."""

    notices: bool
    corrections: bool
    notes: bool
    pairs: bool
    decision: bool
    marks: bool
    appeals: bool
    recall: bool
    reclaim: bool
    holds: bool


def there(case: Application) -> There:
    found = _there.first(case.pk)
    return There(*found) if found else There(*(True,) * len(There._fields))


def _questions(case: int) -> "QuerySet[Application, tuple[bool, ...]]":
    its = {"application": OuterRef("pk")}
    asked: dict[str, QuerySet[Any]] = {
        "notices": Notice.objects.filter(**its),
        "corrections": Submission.objects.filter(**its, number__gt=1),
        "notes": Note.objects.filter(**its),
        "pairs": Pair.objects.filter(Q(earlier=OuterRef("pk")) | Q(later=OuterRef("pk"))),
        "decision": Decision.objects.filter(**its),
        "marks": CheckMark.objects.filter(**its),
        "appeals": Appeal.objects.filter(**its),
        "recall": Recall.objects.filter(**its),
        "reclaim": Reclaim.objects.filter(claim__reference=OuterRef("reference")),
        "holds": Hold.objects.filter(ended_at=None, organisation=OuterRef("organisation")),
    }
    return Application.objects.filter(pk=case).values_list(*(Exists(asked[name]) for name in There._fields))


_there = Statement(_questions)
