"""Answering deficiency notices: only the faulty fields are open, for one case or for a whole set."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.audit.entries import Entry
from naniwa.kernel.documents import operations as documents
from naniwa.kernel.mandates.rules import Act
from naniwa.kernel.organisations import bulk
from naniwa.kernel.organisations import queries as organisations
from naniwa.kernel.payments import operations as payments
from naniwa.kernel.payments.models import Claim
from naniwa.kernel.people.models import Person
from naniwa.library.periods import day_of
from naniwa.services.procedures.models import (
    OPEN_ITEMS,
    Application,
    Channel,
    Deficiency,
    ItemState,
    Notice,
    NoticeState,
    Stage,
    State,
    StepKind,
    Submission,
)
from naniwa.services.procedures.operations.history import add_step, add_steps, move, tell_changed
from naniwa.services.procedures.operations.intake import insert_findings
from naniwa.services.procedures.operations.notices import draft_notices
from naniwa.services.procedures.operations.paper_preparing import prepare_paper
from naniwa.services.procedures.operations.preparing import Prepared, document_ids, prepare
from naniwa.services.procedures.operations.whose import act_for, check_money, check_whose
from naniwa.services.procedures.queries.account import account_of
from naniwa.services.procedures.queries.live import Live, live, review_due
from naniwa.services.procedures.rules import TooLate, WrongState, check_transition, editable_fields

type Changes = Mapping[str, Any]


@dataclass(frozen=True)
class _Answer:
    """A case with the answers to its notice, checked and ready to be written."""

    case: Application
    version: Live
    items: list[Deficiency]
    prepared: Prepared
    fields: frozenset[str]
    new_files: set[str]


def resubmit(*, application: Application, changes: Changes, by: Person, now: datetime) -> Application:
    """Hand in corrections; fields that no open item opened are ignored.

    Raises NotYours, AccountOfAgent, WrongState (also on a second press, when nothing is left to answer), TooLate,
    RefusedAtEntry.
    """
    mandate = check_whose(application, by=by, act=Act.CORRECT, now=now)
    if mandate is None:
        return resubmit_many(changes={application.pk: changes}, now=now)[0]
    check_money(mandate, live(application.version_id), {**application.answers, **changes})
    act_for(mandate, application, by=by, act=Act.CORRECT, now=now)
    return resubmit_many(changes={application.pk: changes}, now=now, by=by)[0]


@transaction.atomic
def resubmit_many(
    *, changes: Mapping[int, Changes], now: datetime, by: Person | None = None, received_at: datetime | None = None
) -> list[Application]:
    """Hand in corrections of many cases, each by its own applicant, all of them or none. Raises as `resubmit`.

    `by` is an agent, or whoever keys them in from paper, which came at `received_at`.
    """
    cases = list(
        Application.objects.select_for_update(of=("self",))
        .select_related("organisation", "partner", "person")
        .filter(pk__among=changes)
        .order_by("pk")
    )
    items, due = _notified_items(cases), _due(cases)
    answers = [_checked(case, changes[case.pk], items[case.pk], due.get(case.pk), received_at or now) for case in cases]
    _store(answers, by=by, now=now)
    audit.record_many(
        Entry(
            action="procedures.resubmitted",
            by=by or answer.case.person,
            target=answer.case,
            now=now,
            detail={"fields": sorted(answer.fields)},
        )
        for answer in answers
    )
    for answer in answers:
        if answer.case.state == State.TRANSFER_FAILED:
            _close_account_item(answer.case, answer.version, by=by or answer.case.person, now=now)
    _back_to_review([answer for answer in answers if answer.case.state == State.NEEDS_CORRECTION], by=by, now=now)
    return cases


def _notified_items(cases: Sequence[Application]) -> dict[int, list[Deficiency]]:
    found = defaultdict(list)
    for item in Deficiency.objects.filter(application__among=cases, state=ItemState.NOTIFIED).order_by("pk"):
        found[item.application_id].append(item)
    return found


def _due(cases: Sequence[Application]) -> dict[int, datetime | None]:
    """The deadline of each case's latest notice."""
    sent = Notice.objects.filter(application__among=cases, state=NoticeState.SENT).order_by("number")
    return dict(sent.values_list("application_id", "due_at"))


def _checked(
    case: Application, changes: Changes, items: list[Deficiency], due: datetime | None, at: datetime
) -> _Answer:
    if case.state not in {State.NEEDS_CORRECTION, State.TRANSFER_FAILED} or not items:
        raise WrongState(case.state)
    if case.state == State.NEEDS_CORRECTION and due is not None and at >= due:
        raise TooLate
    version, open_fields = live(case.version_id), editable_fields([item.opens for item in items])
    answers = {**case.answers, **{key: value for key, value in changes.items() if key in open_fields}}
    ready = prepare_paper if case.channel == Channel.PAPER else prepare
    prepared = ready(version, answers, received_on=day_of(case.received_at))
    new_files = set(document_ids(version, prepared.answers)) - set(document_ids(version, case.answers))
    return _Answer(case, version, items, prepared, open_fields & set(changes), new_files)


def _store(answers: Sequence[_Answer], *, by: Person | None, now: datetime) -> None:
    municipalities = organisations.by_codes(answer.prepared.municipality_code for answer in answers)
    for answer in answers:
        _take_over(answer, now)
        if answer.case.state == State.NEEDS_CORRECTION:
            answer.case.partner = municipalities.get(answer.prepared.municipality_code)
    rows = [[getattr(answer.case, column) for column in _CHANGED[:-1]] + [_json(answer)] for answer in answers]
    bulk.amend(Application, _CHANGED, rows)
    numbers = _submissions(answers)
    submitted = [
        (answer.case.pk, numbers[answer.case.pk] + 1, _json(answer), now, _by_id(answer, by)) for answer in answers
    ]
    bulk.load(Submission, ("application_id", "number", "answers", "at", "by_id"), submitted)
    for answer in answers:
        if answer.new_files:
            case = answer.case
            documents.assign(
                answer.new_files, organisation=case.organisation, partner=case.partner, person=case.person, now=now
            )


def _by_id(answer: _Answer, by: Person | None) -> int | None:
    return by.pk if by else answer.case.person_id


_CHANGED = (
    "id",
    "applicant_name",
    "applicant_kana",
    "search",
    "identity_keys",
    "amount_yen",
    "due_at",
    "partner_id",
    "answers",
)


def _json(answer: _Answer) -> str:
    return json.dumps(answer.prepared.answers, ensure_ascii=False)


def _take_over(answer: _Answer, now: datetime) -> None:
    case, prepared = answer.case, answer.prepared
    case.answers = prepared.answers
    case.applicant_name, case.applicant_kana = prepared.name, prepared.kana
    case.search = f"{case.reference.replace('-', '')} {prepared.search}"
    case.identity_keys = prepared.identity_keys
    if case.state == State.NEEDS_CORRECTION:
        case.amount_yen = prepared.amount_yen
        case.due_at = review_due(answer.version, now)


def _submissions(answers: Sequence[_Answer]) -> dict[int, int]:
    """How often each case was handed in so far."""
    found: dict[int, int] = defaultdict(int)
    cases = [answer.case.pk for answer in answers]
    for case in Submission.objects.filter(application__among=cases).values_list("application_id", flat=True):
        found[case] += 1
    return found


def _back_to_review(answers: Sequence[_Answer], *, by: Person | None, now: datetime) -> None:
    """Answered items and notices, new findings, and the cases themselves."""
    ids = [answer.case.pk for answer in answers]
    items = [item.pk for answer in answers for item in answer.items]
    Deficiency.objects.filter(pk__among=items).update(state=ItemState.ANSWERED)
    Notice.objects.filter(application__among=ids, state=NoticeState.SENT).update(
        state=NoticeState.ANSWERED, answered_at=now
    )
    known = set(
        Deficiency.objects.filter(application__among=ids, state__in=OPEN_ITEMS).values_list(
            "application_id", "code", "field"
        )
    )
    fresh = [
        (
            answer.case.pk,
            [one for one in answer.prepared.proposals if (answer.case.pk, one.check_code, one.field) not in known],
        )
        for answer in answers
    ]
    draft_notices(insert_findings(fresh, now=now), now=now)
    Application.objects.filter(pk__among=ids).update(state=State.RESUBMITTED, stage=Stage.REVIEW, state_at=now)
    steps = [
        (answer.case.pk, now, StepKind.STATE, State.RESUBMITTED, _by_id(answer, by), "", True) for answer in answers
    ]
    add_steps(steps)
    tell_changed([answer.case.reference for answer in answers], State.RESUBMITTED, now=now)
    for answer in answers:
        check_transition(answer.case.state, State.RESUBMITTED)
        answer.case.state, answer.case.stage, answer.case.state_at = State.RESUBMITTED, Stage.REVIEW, now


def _close_account_item(case: Application, version: Live, *, by: Person | None, now: datetime) -> None:
    """A corrected account goes straight back to payment: the decision stands."""
    case.deficiencies.filter(state=ItemState.NOTIFIED).update(state=ItemState.RESOLVED, closed_at=now, closed_by=by)
    claim = Claim.objects.get(reference=case.reference)
    payments.amend_account(claim=claim, account=account_of(version, case), by=by, now=now)
    add_step(case, by=by, now=now, kind=StepKind.ACCOUNT)
    move(case, State.APPROVED, by=by, now=now)
