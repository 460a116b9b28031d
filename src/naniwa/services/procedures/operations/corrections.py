"""Answering a deficiency notice: only the faulty fields are open."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.documents import operations as documents
from naniwa.kernel.organisations import queries as organisations
from naniwa.kernel.payments import operations as payments
from naniwa.kernel.payments.models import Claim
from naniwa.kernel.people.models import Person
from naniwa.services.procedures.models import (
    OPEN_ITEMS,
    Application,
    Deficiency,
    ItemState,
    Notice,
    NoticeState,
    State,
    StepKind,
    Submission,
)
from naniwa.services.procedures.operations.history import add_step, locked, move
from naniwa.services.procedures.operations.intake import insert_findings
from naniwa.services.procedures.operations.notices import draft_notices
from naniwa.services.procedures.operations.preparing import Prepared, document_ids, prepare
from naniwa.services.procedures.queries.account import account_of
from naniwa.services.procedures.queries.live import Live, live
from naniwa.services.procedures.rules import NotYours, TooLate, WrongState, editable_fields


@transaction.atomic
def resubmit(*, application: Application, changes: Mapping[str, Any], by: Person, now: datetime) -> Application:
    """Hand in corrections; fields that no open item opened are ignored.

    Raises NotYours, WrongState (also on a second press, when nothing is left to answer), TooLate, RefusedAtEntry.
    """
    case = locked(application)
    if case.person_id != by.pk:
        raise NotYours
    version = live(case.version_id)
    items = list(case.deficiencies.filter(state=ItemState.NOTIFIED))
    if case.state not in {State.NEEDS_CORRECTION, State.TRANSFER_FAILED} or not items:
        raise WrongState(case.state)
    if case.state == State.NEEDS_CORRECTION:
        _check_in_time(case, now)
    open_fields = editable_fields([item.opens for item in items])
    answers = {**case.answers, **{key: value for key, value in changes.items() if key in open_fields}}
    prepared = prepare(version, answers)
    _store(case, version, prepared, by=by, now=now)
    if case.state == State.TRANSFER_FAILED:
        _close_account_item(case, version, by=by, now=now)
    else:
        _answer(case, prepared, items, by=by, now=now)
    audit.record(
        "procedures.resubmitted", by=by, target=case, now=now,
        fields=sorted(open_fields & set(changes)),
    )  # fmt: skip
    return case


def _check_in_time(case: Application, now: datetime) -> None:
    notice = case.notices.filter(state=NoticeState.SENT).order_by("-number").first()
    if notice is not None and notice.due_at is not None and now >= notice.due_at:
        raise TooLate


def _store(case: Application, version: Live, prepared: Prepared, *, by: Person, now: datetime) -> None:
    before, case.answers = case.answers, prepared.answers
    case.applicant_name, case.applicant_kana = prepared.name, prepared.kana
    case.search = f"{case.reference.replace('-', '')} {prepared.search}"
    case.identity_keys = prepared.identity_keys
    if case.state == State.NEEDS_CORRECTION:
        case.amount_yen = prepared.amount_yen
        case.partner_id = organisations.ids_by_code([prepared.municipality_code]).get(prepared.municipality_code)
        case.due_at = now + timedelta(days=version.procedure.review_days)
    case.save(
        update_fields=[
            "answers", "applicant_name", "applicant_kana", "search", "identity_keys", "amount_yen", "partner", "due_at",
        ]
    )  # fmt: skip
    number = case.submissions.count() + 1
    Submission.objects.create(application=case, number=number, answers=prepared.answers, at=now, by=by)
    new = set(document_ids(version, prepared.answers)) - set(document_ids(version, before))
    documents.assign(
        new,
        organisation=case.organisation,
        partner=case.partner,
        person=by,
        now=now,
    )


def _answer(case: Application, prepared: Prepared, items: list[Deficiency], *, by: Person, now: datetime) -> None:
    Deficiency.objects.filter(pk__in=[item.pk for item in items]).update(state=ItemState.ANSWERED)
    Notice.objects.filter(application=case, state=NoticeState.SENT).update(state=NoticeState.ANSWERED, answered_at=now)
    known = set(case.deficiencies.filter(state__in=OPEN_ITEMS).values_list("code", "field"))
    fresh = [finding for finding in prepared.proposals if (finding.check_code, finding.field) not in known]
    faulty = insert_findings([(case, fresh)], now=now)
    draft_notices(faulty, now=now)
    move(case, State.RESUBMITTED, by=by, now=now)


def _close_account_item(case: Application, version: Live, *, by: Person, now: datetime) -> None:
    """A corrected account goes straight back to payment: the decision stands."""
    case.deficiencies.filter(state=ItemState.NOTIFIED).update(state=ItemState.RESOLVED, closed_at=now, closed_by=by)
    claim = Claim.objects.get(reference=case.reference)
    payments.amend_account(claim=claim, account=account_of(version, case), by=by, now=now)
    add_step(case, by=by, now=now, kind=StepKind.ACCOUNT)
    move(case, State.APPROVED, by=by, now=now)
