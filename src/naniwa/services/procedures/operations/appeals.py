"""Appeals (審査請求): that one was made against a decision, and how it was answered."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.people.access import Staff
from naniwa.services.procedures.models import Appeal, AppealOutcome, Application, Decision
from naniwa.services.procedures.operations.history import locked
from naniwa.services.procedures.rules import BrokenRule, NoReason, NotDecided


class AppealOpen(BrokenRule):
    """An appeal of this case waits for its answer already."""


class WrongDay(BrokenRule):
    """An appeal follows its decision, an answer its appeal, and neither lies in the future."""


@transaction.atomic
def record(*, application: Application, filed_on: date, ground: str, by: Staff, now: datetime) -> Appeal:
    """Write down that an appeal was made. Raises NotDecided, AppealOpen, WrongDay, NoReason."""
    case = locked(application)
    decision = Decision.objects.filter(application=case).first()
    if decision is None:
        raise NotDecided
    if not timezone.localtime(decision.decided_at).date() <= filed_on <= timezone.localtime(now).date():
        raise WrongDay
    if not ground.strip():
        raise NoReason
    if case.appeals.filter(outcome="").exists():
        raise AppealOpen
    appeal = Appeal.objects.create(
        application=case, filed_on=filed_on, ground=ground.strip(), recorded_by=by.person, recorded_at=now
    )
    audit.record("procedures.appeal_recorded", by=by, target=case, now=now, filed_on=filed_on)
    return appeal


@transaction.atomic
def answer(
    *, application: Application, outcome: AppealOutcome, answered_on: date, words: str, by: Staff, now: datetime
) -> Appeal | None:
    """Write down how the open appeal was answered; None where none is open. Raises WrongDay.

    Upholding changes nothing by itself: an approver withdraws the decision, or it stands in part.
    """
    case = locked(application)
    appeal = case.appeals.filter(outcome="").first()
    if appeal is None:
        return None
    if not appeal.filed_on <= answered_on <= timezone.localtime(now).date():
        raise WrongDay
    appeal.outcome, appeal.answered_on, appeal.answer = outcome.value, answered_on, words.strip()
    appeal.closed_by, appeal.closed_at = by.person, now
    appeal.save(update_fields=["outcome", "answered_on", "answer", "closed_by", "closed_at"])
    audit.record("procedures.appeal_answered", by=by, target=case, now=now, outcome=outcome.value)
    return appeal
