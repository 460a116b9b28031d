"""Telling partners' programs that a case changed: its number, its status or stage, when, and nothing else."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from naniwa.kernel.clients import operations as clients
from naniwa.kernel.clients.operations import Fact
from naniwa.kernel.clients.queries import listeners
from naniwa.services.procedures.events import StagesChanged, StatusesChanged
from naniwa.services.procedures.models import Application, State

KIND, STAGE_KIND = "case.status_changed", "case.stage_changed"


def tell_of_new(references: Sequence[str], *, now: datetime) -> int:
    """Of cases that arrived; returns how many calls were queued."""
    cases = _cases(references) if listeners() else []
    return clients.tell([_fact(case, State.RECEIVED, case.received_at) for case in cases], now=now)


def tell_of_changes(changes: Iterable[StatusesChanged], *, now: datetime) -> int:
    """Of each change, also where a case has moved on since; returns how many calls were queued."""
    if not listeners():
        return 0
    facts = [_fact(case, one.state, one.at) for one in changes for case in _cases(one.references)]
    return clients.tell(facts, now=now)


def tell_of_stages(changes: Iterable[StagesChanged], *, now: datetime) -> int:
    """Of each case that went on to decision, or back to review; returns how many calls were queued."""
    if not listeners():
        return 0
    told = [(one, case) for one in changes for case in _cases(one.references)]
    return clients.tell([_told(STAGE_KIND, case, one.at, stage=one.stage) for one, case in told], now=now)


def _cases(references: Sequence[str]) -> list[Application]:
    columns = ("reference", "procedure", "organisation_id", "partner_id", "received_at")
    return list(Application.objects.only(*columns).filter(reference__among=references).order_by("pk"))


def _fact(case: Application, state: str, at: datetime) -> Fact:
    return _told(KIND, case, at, status=str(state))


def _told(kind: str, case: Application, at: datetime, **changed: str) -> Fact:
    return Fact(
        kind=kind,
        procedure=case.procedure,
        organisations=frozenset({case.organisation_id, case.partner_id}),
        subject=case.reference,
        at=at,
        data={"reference": case.reference, "procedure": case.procedure, **changed, "changed_at": at.isoformat()},
    )
