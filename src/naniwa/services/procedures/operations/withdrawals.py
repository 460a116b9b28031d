"""Withdrawing an application before it is decided."""

from datetime import datetime

from django.db import transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.mandates.rules import Act
from naniwa.kernel.notifications import operations as notifications
from naniwa.kernel.people.models import Person
from naniwa.services.procedures.models import OPEN_ITEMS, Application, ItemState, NoticeState, State
from naniwa.services.procedures.operations import fees
from naniwa.services.procedures.operations.history import locked, move
from naniwa.services.procedures.operations.messages import message
from naniwa.services.procedures.operations.whose import act_for, check_whose


@transaction.atomic
def withdraw(*, application: Application, reason: str, by: Person, now: datetime) -> Application:
    """Take an application back; a second press changes nothing. Raises NotYours, WrongState, AlreadyDecided."""
    case = locked(application)
    mandate = check_whose(case, by=by, act=Act.WITHDRAW, now=now)
    if case.state == State.WITHDRAWN:
        return case
    move(case, State.WITHDRAWN, by=by, now=now, detail=reason)
    case.deficiencies.filter(state__in=OPEN_ITEMS).update(state=ItemState.WAIVED, closed_at=now, closed_by=by)
    case.notices.filter(state=NoticeState.DRAFT).update(state=NoticeState.DISCARDED)
    fees.let_go([case], "if_withdrawn", by=by, now=now)
    notifications.send_many([message(case, "withdrawn", key=f"procedures.withdrawn.{case.reference}")], now=now, by=by)
    if mandate is not None:
        act_for(mandate, case, by=by, act=Act.WITHDRAW, now=now)
    audit.record("procedures.withdrawn", by=by, target=case, now=now)
    return case
