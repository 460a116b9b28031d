"""What reviewers do with a case."""

from datetime import datetime

from django.db import transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.people.models import Person
from naniwa.services.procedures.models import (
    OPEN_ITEMS,
    Application,
    Deficiency,
    Finder,
    ItemState,
    Note,
    Outcome,
    Stage,
    State,
    StepKind,
)
from naniwa.services.procedures.operations.history import add_step, locked, move, tell_stage
from naniwa.services.procedures.operations.notices import discard_empty_draft, draft_notices
from naniwa.services.procedures.queries.deciding import granted
from naniwa.services.procedures.queries.fees import check_paid
from naniwa.services.procedures.queries.live import live
from naniwa.services.procedures.rules import (
    PAPER_CODE,
    NoAccount,
    OpenDeficiencies,
    TakenByAnother,
    WrongState,
    check_may_review,
)


@transaction.atomic
def claim(*, application: Application, by: Person, now: datetime) -> Application:
    """Take a case to review, once. Raises WrongState, TakenByAnother."""
    case = locked(application)
    check_may_review(case.state, stage=case.stage, assignee_id=case.assignee_id, by_id=by.pk)
    if case.assignee_id == by.pk and case.state == State.UNDER_REVIEW:
        return case
    case.assignee = by
    case.save(update_fields=["assignee"])
    if case.state != State.UNDER_REVIEW:
        move(case, State.UNDER_REVIEW, by=by, now=now)
    audit.record("procedures.claimed", by=by, target=case, now=now)
    return case


@transaction.atomic
def claim_next(
    *, by: Person, now: datetime, organisation_id: int, municipality_id: int | None = None
) -> Application | None:
    """Take the oldest case that nobody has, passing over those another person is taking at this moment."""
    waiting = Application.objects.filter(
        organisation_id=organisation_id,
        stage=Stage.REVIEW,
        state__in=[State.RESUBMITTED, State.RECEIVED],
        assignee=None,
    )
    if municipality_id is not None:
        waiting = waiting.filter(partner_id=municipality_id)
    case = waiting.select_for_update(skip_locked=True, of=("self",)).order_by("due_at", "pk").first()
    return claim(application=case, by=by, now=now) if case else None


@transaction.atomic
def hand_back(*, application: Application, by: Person, now: datetime, reason: str = "") -> Application:
    """Give a case back to the team. Raises TakenByAnother, WrongState."""
    case = locked(application)
    if case.assignee_id != by.pk:
        raise TakenByAnother
    if case.stage == Stage.CLOSED:
        raise WrongState(case.state)
    case.assignee = None
    case.save(update_fields=["assignee"])
    add_step(case, by=by, now=now, detail=reason, kind=StepKind.REVIEW, public=False)
    audit.record("procedures.handed_back", by=by, target=case, now=now)
    return case


@transaction.atomic
def add_deficiency(
    *, application: Application, code: str, by: Person, now: datetime, reason: str = "", reason_en: str = ""
) -> Deficiency:
    """Enter a fault that a person found, by a code of the definition. Raises WrongState, KeyError for an unknown code.

    An empty reason takes the definition's wording.
    """
    case = locked(application)
    check_may_review(case.state, stage=case.stage, assignee_id=case.assignee_id, by_id=by.pk)
    check = live(case.version_id).form.checks[code]
    item, _ = Deficiency.objects.get_or_create(
        application=case,
        code=code,
        field=check.field,
        state__in=OPEN_ITEMS,
        defaults={
            "opens": list(check.fields),
            "reason": reason or check.applicant.ja,
            "reason_en": reason_en or check.applicant.en,
            "found_by": Finder.PERSON,
            "finder": by,
            "state": ItemState.CONFIRMED,
            "found_at": now,
        },
    )
    draft_notices([case.pk], now=now)
    audit.record("procedures.deficiency_added", by=by, target=case, now=now, code=code)
    return item


@transaction.atomic
def confirm_item(*, item: Deficiency, by: Person, now: datetime) -> Deficiency:
    """Agree with a fault that a rule proposed. Raises WrongState, TakenByAnother."""
    return _settle(item, ItemState.CONFIRMED, {ItemState.PROPOSED}, by=by, now=now)


@transaction.atomic
def waive_item(*, item: Deficiency, by: Person, now: datetime) -> Deficiency:
    """Let a fault pass. Raises WrongState, TakenByAnother, NoAccount."""
    return _settle(
        item, ItemState.WAIVED, {ItemState.PROPOSED, ItemState.CONFIRMED, ItemState.ANSWERED}, by=by, now=now
    )


@transaction.atomic
def resolve_item(*, item: Deficiency, by: Person, now: datetime) -> Deficiency:
    """Find the answer to a fault sufficient. Raises WrongState, TakenByAnother, NoAccount."""
    return _settle(item, ItemState.RESOLVED, {ItemState.ANSWERED}, by=by, now=now)


@transaction.atomic
def reopen_item(*, item: Deficiency, by: Person, now: datetime) -> Deficiency:
    """Find the answer insufficient, or undo a waiver: the fault goes into the next notice. Raises WrongState."""
    allowed = {ItemState.ANSWERED, ItemState.WAIVED, ItemState.RESOLVED}
    return _settle(item, ItemState.CONFIRMED, allowed, by=by, now=now)


def _settle(item: Deficiency, state: str, allowed: set[ItemState], *, by: Person, now: datetime) -> Deficiency:
    case = locked(item.application)
    check_may_review(case.state, stage=case.stage, assignee_id=case.assignee_id, by_id=by.pk)
    item = Deficiency.objects.select_for_update().get(pk=item.pk)
    if item.state == state:
        return item
    if item.state not in allowed:
        raise WrongState(item.state)
    closes = state not in OPEN_ITEMS
    if closes and item.code == PAPER_CODE and item.field == _unpaid_for_want_of(case):
        raise NoAccount
    item.state, item.closed_at, item.closed_by = state, now if closes else None, by if closes else None
    if state == ItemState.CONFIRMED:
        item.notice = None
    item.save(update_fields=["state", "closed_at", "closed_by", "notice"])
    if state == ItemState.CONFIRMED:
        draft_notices([case.pk], now=now)
    else:
        discard_empty_draft(case)
    audit.record(f"procedures.deficiency_{state}", by=by, target=case, now=now, code=item.code)
    return item


def _unpaid_for_want_of(case: Application) -> str:
    """The field of the account, where one is asked for and a paper left it open."""
    field = live(case.version_id).procedure.applicant.account
    return "" if field is None or case.answers.get(field) else field


@transaction.atomic
def add_note(*, application: Application, text: str, by: Person, now: datetime) -> Note:
    """A second press, which says the same words again, finds the note of the first."""
    latest = Note.objects.filter(application=locked(application)).order_by("pk").last()
    if latest and (latest.text, latest.by_id) == (text, by.pk):
        return latest
    note = Note.objects.create(application=application, by=by, at=now, text=text)
    audit.record("procedures.noted", by=by, target=application, now=now)
    return note


@transaction.atomic
def finish_review(
    *, application: Application, outcome: str, amount_yen: int | None, comment: str, by: Person, now: datetime
) -> Application:
    """Pass a case on for decision, with a proposal. Raises OpenDeficiencies, FeeUnpaid, WrongState, TakenByAnother."""
    case = locked(application)
    check_may_review(case.state, stage=case.stage, assignee_id=case.assignee_id, by_id=by.pk)
    if case.state != State.UNDER_REVIEW:
        raise WrongState(case.state)
    if outcome == Outcome.APPROVED and case.deficiencies.filter(state__in=OPEN_ITEMS).exists():
        raise OpenDeficiencies
    if outcome == Outcome.APPROVED:
        check_paid([case])
    case.reviewed_by, case.reviewed_at, case.stage, case.state_at = by, now, Stage.DECISION, now
    case.proposed_outcome, case.review_comment = outcome, comment
    case.amount_yen = granted(case, outcome, amount_yen)
    case.assignee = None
    case.save(
        update_fields=[
            "reviewed_by", "reviewed_at", "stage", "state_at", "proposed_outcome", "review_comment", "amount_yen",
            "assignee",
        ]
    )  # fmt: skip
    add_step(case, by=by, now=now, detail=comment, kind=StepKind.REVIEW, public=False)
    tell_stage([case.reference], Stage.DECISION, now=now)
    audit.record("procedures.reviewed", by=by, target=case, now=now, outcome=outcome)
    return case


@transaction.atomic
def send_back(*, application: Application, reason: str, by: Person, now: datetime) -> Application:
    """Return a reviewed case to the reviewers instead of deciding it. Raises WrongState."""
    case = locked(application)
    if case.stage != Stage.DECISION:
        raise WrongState(case.state)
    case.assignee, case.stage, case.state_at = case.reviewed_by, Stage.REVIEW, now
    case.reviewed_by = case.reviewed_at = None
    case.save(update_fields=["assignee", "stage", "state_at", "reviewed_by", "reviewed_at"])
    add_step(case, by=by, now=now, detail=reason, kind=StepKind.REVIEW, public=False)
    tell_stage([case.reference], Stage.REVIEW, now=now)
    audit.record("procedures.sent_back", by=by, target=case, now=now)
    return case
