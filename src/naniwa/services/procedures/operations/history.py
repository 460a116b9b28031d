"""Moving a case from state to state, for one case or a whole set, with its history."""

from collections.abc import Sequence
from datetime import datetime

from naniwa.kernel.events import operations as events
from naniwa.kernel.organisations import bulk
from naniwa.kernel.people.models import Person
from naniwa.services.procedures.events import StagesChanged, StatusesChanged
from naniwa.services.procedures.models import Application, Step, StepKind
from naniwa.services.procedures.rules import check_transition, stage_of

_COLUMNS = ("application_id", "at", "kind", "state", "by_id", "detail", "public")


def locked(application: Application) -> Application:
    """The case as it is now, kept from others until the transaction ends."""
    return Application.objects.select_for_update(of=("self",)).get(pk=application.pk)


def move(application: Application, state: str, *, by: Person | None, now: datetime, detail: str = "") -> None:
    """Change the state, and write the step. Raises WrongState, AlreadyDecided."""
    check_transition(application.state, state)
    application.state = state
    application.stage = stage_of(state, reviewed=application.reviewed_by_id is not None)
    application.state_at = now
    application.save(update_fields=["state", "stage", "state_at"])
    add_step(application, by=by, now=now, detail=detail)
    tell_changed([application.reference], state, now=now)


def move_all(ids: Sequence[int], state: str, *, by: Person | None, now: datetime, detail: str = "") -> int:
    """Change the state of many cases that are known to be in a state which allows it; returns how many."""
    stage = stage_of(state, reviewed=False)
    count = Application.objects.filter(pk__among=ids).update(state=state, stage=stage, state_at=now)
    by_id = by.pk if by else None
    add_steps([(pk, now, StepKind.STATE, state, by_id, detail, True) for pk in ids])
    tell_changed(list(Application.objects.filter(pk__among=ids).values_list("reference", flat=True)), state, now=now)
    return count


def tell_changed(references: Sequence[str], state: str, *, now: datetime) -> None:
    """Let partners' programs know, after the commit."""
    if references:
        events.emit(StatusesChanged(references=list(references), state=str(state), at=now), now=now)


def tell_stage(references: Sequence[str], stage: str, *, now: datetime) -> None:
    """The same, where only the stage changed."""
    if references:
        events.emit(StagesChanged(references=list(references), stage=str(stage), at=now), now=now)


def add_steps(rows: Sequence[bulk.Row]) -> None:
    """Write steps of many cases: case, time, kind, state, who, detail, and whether the applicant sees it."""
    bulk.load(Step, _COLUMNS, rows)


def add_step(
    application: Application,
    *,
    by: Person | None,
    now: datetime,
    detail: str = "",
    kind: str = StepKind.STATE,
    public: bool = True,
) -> None:
    Step.objects.create(
        application=application, at=now, kind=kind, state=application.state, by=by, detail=detail, public=public
    )
