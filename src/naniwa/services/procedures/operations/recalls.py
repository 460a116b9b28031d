"""Withdrawing a decision: by an approver other than the one who made it, with the money that follows from it."""

from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.events import operations as events
from naniwa.kernel.notifications import operations as notifications
from naniwa.kernel.notifications.outgoing import Outgoing
from naniwa.kernel.payments import operations as payments
from naniwa.kernel.payments.errors import ClaimIsMoving, DueTooSoon
from naniwa.kernel.payments.models import Reclaim
from naniwa.kernel.people.models import Person
from naniwa.library.wareki import format_date
from naniwa.library.yen import format_yen
from naniwa.services.procedures.events import DecisionRecalled
from naniwa.services.procedures.models import OPEN_ITEMS, Application, Decision, ItemState, Recall, State
from naniwa.services.procedures.operations.history import locked, move
from naniwa.services.procedures.operations.messages import message, worded
from naniwa.services.procedures.rules import BrokenRule, MoneyIsMoving, NotDecided, check_may_recall


class NoTimeToPayBack(BrokenRule):
    """Money that was paid is claimed back by a day after today."""


@transaction.atomic
def recall(*, application: Application, reason: str, due_on: date | None, by: Person, now: datetime) -> Application:
    """Take a decision back; what was paid is claimed back by `due_on`, what was not is never paid.

    Raises NotDecided, MoneyIsMoving, AlreadyDecided (withdrawn before), SameApprover, NoReason, NoTimeToPayBack.
    """
    case = locked(application)
    decision = Decision.objects.filter(application=case).first()
    if decision is None:
        raise NotDecided
    decided_by_id = decision.decided_by_id
    check_may_recall(state=case.state, decided_by_id=decided_by_id, by_id=by.pk, reason=reason)
    reclaim = _money(case, due_on, by, now)
    Recall.objects.create(
        application=case, reason=reason.strip(), decided_by_id=decided_by_id, recalled_by=by, recalled_at=now
    )
    move(case, State.RECALLED, by=by, now=now, detail=reason.strip())
    case.deficiencies.filter(state__in=OPEN_ITEMS).update(state=ItemState.WAIVED, closed_at=now, closed_by=by)
    notifications.send_many([_letter(case, reclaim, reason.strip(), now)], now=now, by=by)
    claimed_yen = reclaim.amount_yen if reclaim else 0
    audit.record("procedures.recalled", by=by, target=case, now=now, claimed_back_yen=claimed_yen)
    events.emit(DecisionRecalled(case.procedure, case.reference, claimed_yen), now=now)
    return case


def _money(case: Application, due_on: date | None, by: Person, now: datetime) -> Reclaim | None:
    try:
        return payments.recall(reference=case.reference, due_on=due_on, by=by, now=now)
    except ClaimIsMoving as error:
        raise MoneyIsMoving from error
    except DueTooSoon as error:
        raise NoTimeToPayBack from error


def _letter(case: Application, reclaim: Reclaim | None, reason: str, now: datetime) -> Outgoing:
    """Definitions do not name this turn yet, so the wording is the platform's own."""
    context = {"reason": reason, "date": format_date(timezone.localtime(now).date())}
    if reclaim:
        context |= {"amount": format_yen(reclaim.amount_yen), "due": format_date(reclaim.due_on)}
    written = message(case, "declined", key=f"procedures.recalled.{case.reference}", context=context)
    template = "procedures.recalled_repay" if reclaim else "procedures.recalled"
    return replace(written, template=worded(template, case), wording=None)
