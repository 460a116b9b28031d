"""Which cases a client has before it, and how they are told."""

import base64
import binascii
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from django.db.models import Q, QuerySet

from naniwa.kernel.clients.queries import Caller
from naniwa.kernel.mandates import queries as mandates
from naniwa.kernel.mandates.models import Mandate
from naniwa.services.procedures.api.problems import Problem
from naniwa.services.procedures.api.schemas import Agency, Case, Decided, Fault, Filters, Step, Summary
from naniwa.services.procedures.api.wording import NO_CURSOR
from naniwa.services.procedures.models import Application, Decision
from naniwa.services.procedures.queries.live import live
from naniwa.services.procedures.queries.queue import open_items
from naniwa.services.procedures.queries.viewing import cases_of, own_and_shared, viewer


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last case that was told, by the time of its status and its number."""

    at: datetime
    reference: str

    @classmethod
    def read(cls, text: str) -> "Cursor":
        """Raises Problem."""
        try:
            at, reference = json.loads(base64.urlsafe_b64decode(text.encode() + b"=="))
            moment = datetime.fromisoformat(at)
            if moment.tzinfo is None or not reference.isascii() or not reference.isprintable():
                raise Problem("not-valid", errors=[{"at": "query.cursor", "message": str(NO_CURSOR)}])
            return cls(moment, reference)
        except (ValueError, TypeError, AttributeError, OverflowError, binascii.Error) as error:
            raise Problem("not-valid", errors=[{"at": "query.cursor", "message": str(NO_CURSOR)}]) from error

    def write(self) -> str:
        text = json.dumps([self.at.isoformat(), self.reference])
        return base64.urlsafe_b64encode(text.encode()).rstrip(b"=").decode()


def allowed(caller: Caller) -> QuerySet[Application]:
    """The organisation's cases of the client's procedures; row security holds the first of these once more."""
    return _of_procedures(cases_of(viewer(caller.staff)), caller)


def _of_procedures(cases: QuerySet[Application], caller: Caller) -> QuerySet[Application]:
    """Those of the procedures that the client may deal with."""
    return cases.filter(procedure__in=caller.client.procedures)


def found(caller: Caller, reference: str) -> Application:
    """Raises Problem: another's case is not there, as one that never was."""
    related = ("organisation", "partner", "person")
    case = allowed(caller).select_related(*related).filter(reference=reference).first()
    if case is None:
        raise Problem("not-found")
    return case


def page(caller: Caller, filters: Filters, *, size: int) -> tuple[list[Application], str | None]:
    """Cases in the order in which their status or stage last changed, and the cursor of what follows."""
    found = sorted(chain.from_iterable(part[: size + 1] for part in in_order(caller, filters)), key=_place)
    rows, more = found[:size], len(found) > size
    return rows, Cursor(*_place(rows[-1])).write() if more else None


def _place(case: Application) -> tuple[datetime, str]:
    return case.state_at, case.reference


def in_order(caller: Caller, filters: Filters) -> list[QuerySet[Application]]:
    """What is asked for, own and shared, each by the time of the status and the number: the order of its index.

    Raises Problem.
    """
    return [_narrowed(_of_procedures(part, caller), filters) for part in own_and_shared(viewer(caller.staff))]


def _narrowed(cases: QuerySet[Application], filters: Filters) -> QuerySet[Application]:
    cases = cases.select_related("organisation", "partner", "person").defer("search")
    if filters.procedure:
        cases = cases.filter(procedure=filters.procedure)
    if filters.status:
        cases = cases.filter(state=filters.status)
    if filters.changed_since:
        cases = cases.filter(state_at__gte=filters.changed_since)
    if filters.cursor:
        last = Cursor.read(filters.cursor)
        # The first condition repeats what the second says, in words that an index understands.
        following = Q(state_at__gt=last.at) | Q(reference__gt=last.reference)
        cases = cases.filter(following, state_at__gte=last.at)
    return cases.order_by("state_at", "reference")


def summaries(caller: Caller, cases: Sequence[Application]) -> list[Summary]:
    counts = open_items([case.pk for case in cases])
    return [_summary(caller, case, counts) for case in cases]


def summary(caller: Caller, case: Application) -> Summary:
    return summaries(caller, [case])[0]


def _summary(caller: Caller, case: Application, counts: Counter[int]) -> Summary:
    return Summary(
        reference=case.reference,
        procedure=case.procedure,
        status=case.state,
        stage=case.stage,  # type: ignore[arg-type] # one of Stage
        received_at=case.received_at,
        status_at=case.state_at,
        due_at=case.due_at,
        amount_yen=case.amount_yen,
        municipality=case.partner.code if case.partner else None,
        open_deficiencies=counts[case.pk],
        mine=case.assignee_id == caller.client.person_id,
    )


def in_full(caller: Caller, cases: Sequence[Application]) -> list[Case]:
    """With all that hangs on them; the number of queries does not depend on how many they are."""
    ids = [case.pk for case in cases]
    told = summaries(caller, cases)
    decisions = {one.application_id: one for one in Decision.objects.filter(application_id__in=ids)}
    with_rows = {
        case.pk: case
        for case in Application.objects.filter(pk__in=ids).only("pk").prefetch_related("steps", "deficiencies")
    }
    held = mandates.by_pk([case.mandate_id for case in cases if case.mandate_id is not None])
    return [
        _in_full(one, case, with_rows[case.pk], decisions.get(case.pk)).model_copy(
            update={"agency": _agency(held.get(case.mandate_id or 0))}
        )
        for one, case in zip(told, cases, strict=True)
    ]


def _agency(mandate: Mandate | None) -> Agency | None:
    if mandate is None:
        return None
    return Agency(
        mandate=mandate.reference,
        kind=mandate.kind,
        agent=mandate.agent_name,
        registration=mandate.registration,
        office=mandate.agent_office,
        principal=mandate.principal_name,
        acts=sorted(mandate.acts),
        starts_on=mandate.starts_on,
        ends_on=mandate.ends_on,
        state=mandate.state,
    )


def _in_full(told: Summary, case: Application, rows: Application, decision: Decision | None) -> Case:
    steps = sorted(rows.steps.all(), key=lambda step: (step.at, step.pk))
    faults = sorted(rows.deficiencies.all(), key=lambda fault: fault.pk)
    return Case(
        **told.model_dump(),
        version=live(case.version_id).number,
        channel=case.channel,
        language=case.language,
        proposed_outcome=case.proposed_outcome,
        answers=case.answers,
        steps=[Step(at=step.at, kind=step.kind, status=step.state, detail=step.detail) for step in steps],
        deficiencies=[
            Fault(
                code=fault.code,
                field=fault.field,
                state=fault.state,
                reason=fault.reason,
                reason_en=fault.reason_en,
                found_by=fault.found_by,
                found_at=fault.found_at,
                closed_at=fault.closed_at,
            )
            for fault in faults
        ],
        decision=Decided(
            outcome=decision.outcome,
            amount_yen=decision.amount_yen,
            reason=decision.reason,
            decided_at=decision.decided_at,
        )
        if decision
        else None,
        agency=None,
    )
