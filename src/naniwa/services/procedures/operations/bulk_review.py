"""Reviewing by sets: cases without a fault pass together, answered faults that the rules find mended are closed."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Case, Exists, OuterRef, Value, When

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.audit.entries import Entry
from naniwa.kernel.people.models import Person
from naniwa.library.periods import day_of
from naniwa.services.procedures.definitions import decide
from naniwa.services.procedures.models import (
    OPEN_ITEMS,
    Application,
    Deficiency,
    Finder,
    ItemState,
    Outcome,
    Stage,
    State,
    StepKind,
)
from naniwa.services.procedures.operations.history import add_steps, tell_changed, tell_stage
from naniwa.services.procedures.queries.deciding import settled, unpaid_cases, versions_of
from naniwa.services.procedures.queries.fees import unpaid_references
from naniwa.services.procedures.queries.live import live
from naniwa.services.procedures.rules import PAPER_CODE

REVIEWABLE = (State.RECEIVED, State.RESUBMITTED, State.UNDER_REVIEW)


@transaction.atomic
def close_mended(*, case_ids: Sequence[int], by: Person, now: datetime) -> int:
    """Close answered faults that a rule had found and that it finds no more; returns how many."""
    items = (
        Deficiency.objects.select_for_update(of=("self",))
        .filter(application_id__among=case_ids, state=ItemState.ANSWERED, found_by=Finder.RULE)
        .select_related("application")
        .order_by("pk")
    )
    standing: dict[int, set[str]] = {}
    mended = []
    for item in items:
        case = item.application
        if case.pk not in standing:
            procedure, received_on = live(case.version_id).procedure, day_of(case.received_at)
            assessment = decide(procedure, case.answers, received_on=received_on).assessment
            standing[case.pk] = {finding.check_code for finding in assessment.findings}
            standing[case.pk] |= {PAPER_CODE} if assessment.problems else set()
        if item.code not in standing[case.pk]:
            mended.append(item)
    Deficiency.objects.filter(pk__among=[item.pk for item in mended]).update(
        state=ItemState.RESOLVED, closed_at=now, closed_by=by
    )
    audit.record_many(
        Entry(
            action="procedures.deficiency_resolved",
            by=by,
            target=item.application,
            now=now,
            detail={"code": item.code},
        )
        for item in mended
    )
    return len(mended)


@transaction.atomic
def pass_clean(*, case_ids: Sequence[int], comment: str, by: Person, now: datetime) -> int:
    """Propose approval for cases without open fault or unpaid fee that nobody else has; returns how many."""
    open_items = Deficiency.objects.filter(application=OuterRef("pk"), state__in=OPEN_ITEMS)
    versions = versions_of(Application.objects.filter(pk__among=case_ids))
    cases = list(
        Application.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(pk__among=case_ids, state__in=REVIEWABLE, stage=Stage.REVIEW)
        .filter(settled(unpaid_cases(versions)))
        .exclude(Exists(open_items))
        .exclude(assignee__isnull=False, assignee__in=Person.objects.exclude(pk=by.pk))
        .order_by("pk")
    )
    unpaid = unpaid_references(cases)
    cases = [case for case in cases if case.reference not in unpaid]
    _propose(cases, Outcome.APPROVED, comment, by=by, now=now)
    return len(cases)


@transaction.atomic
def propose_declined(*, case_ids: Sequence[int], comment: str, by: Person, now: datetime) -> int:
    """Propose to decline cases under review, such as those whose correction never came; returns how many."""
    cases = list(
        Application.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(pk__among=case_ids, state=State.UNDER_REVIEW, stage=Stage.REVIEW)
        .order_by("pk")
    )
    _propose(cases, Outcome.DECLINED, comment, by=by, now=now)
    return len(cases)


def _propose(cases: Sequence[Application], outcome: Outcome, comment: str, *, by: Person, now: datetime) -> None:
    ids = [case.pk for case in cases]
    fresh = [case.pk for case in cases if case.state != State.UNDER_REVIEW]
    nothing = Case(When(unpaid_cases(case.version_id for case in cases), then=Value(None)), default=Value(0))
    values = {} if outcome == Outcome.APPROVED else {"amount_yen": nothing}
    Application.objects.filter(pk__among=ids).update(
        state=State.UNDER_REVIEW,
        stage=Stage.DECISION,
        state_at=now,
        reviewed_by=by,
        reviewed_at=now,
        assignee=None,
        proposed_outcome=outcome,
        review_comment=comment,
        **values,
    )
    steps = [(pk, now, StepKind.STATE, State.UNDER_REVIEW, by.pk, "", True) for pk in fresh]
    steps += [(pk, now, StepKind.REVIEW, State.UNDER_REVIEW, by.pk, comment, False) for pk in ids]
    add_steps(steps)
    tell_changed([case.reference for case in cases if case.state != State.UNDER_REVIEW], State.UNDER_REVIEW, now=now)
    tell_stage([case.reference for case in cases], Stage.DECISION, now=now)
    audit.record_many(
        Entry(action="procedures.reviewed", by=by, target=case, now=now, detail={"outcome": outcome}) for case in cases
    )
