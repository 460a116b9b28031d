"""Deciding: by someone other than the reviewer, one case or a whole selection."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.audit.entries import Entry
from naniwa.kernel.events import operations as events
from naniwa.kernel.notifications import operations as notifications
from naniwa.kernel.notifications.outgoing import Outgoing
from naniwa.kernel.organisations import bulk
from naniwa.kernel.payments import operations as payments
from naniwa.kernel.payments.operations import NewClaim
from naniwa.kernel.people.models import Person
from naniwa.library.wareki import format_date
from naniwa.library.yen import format_yen, split
from naniwa.services.procedures.events import ApplicationsDecided
from naniwa.services.procedures.models import OPEN_ITEMS, Application, Decision, Deficiency, Outcome, Stage, State
from naniwa.services.procedures.operations import fees
from naniwa.services.procedures.operations.history import locked, move_all
from naniwa.services.procedures.operations.messages import RELATED, message
from naniwa.services.procedures.queries.account import account_of
from naniwa.services.procedures.queries.deciding import decidable, granted, pays
from naniwa.services.procedures.queries.live import Live, live
from naniwa.services.procedures.rules import BrokenRule, check_may_decide


class NoAmount(BrokenRule):
    """An approval by which something is paid needs an amount above zero."""


@dataclass(frozen=True)
class Decided:
    """`passed_over` cases were not ready, or were reviewed or keyed in by the person deciding."""

    approved: int
    declined: int
    amount_yen: int
    passed_over: int


@transaction.atomic
def decide(
    *, application: Application, outcome: str, amount_yen: int | None, reason: str, by: Person, now: datetime
) -> Application:
    """Decide one case; an amount counts only where something is paid. Raises NoAmount, and as `check_may_decide`."""
    case = locked(application)
    open_items = case.deficiencies.filter(state__in=OPEN_ITEMS).count() if outcome == Outcome.APPROVED else 0
    check_may_decide(
        state=case.state,
        open_items=open_items,
        reviewer_id=case.reviewed_by_id,
        by_id=by.pk,
        keyed_by_id=case.keyed_by_id,
    )
    case.amount_yen = granted(case, outcome, amount_yen)
    if outcome == Outcome.APPROVED and pays(case) and (case.amount_yen or 0) <= 0:
        raise NoAmount
    case.proposed_outcome = outcome
    case.save(update_fields=["amount_yen", "proposed_outcome"])
    _carry_out([case], {case.pk: reason}, by=by, now=now)
    case.refresh_from_db()
    return case


@transaction.atomic
def decide_many(*, case_ids: Sequence[int], by: Person, now: datetime) -> Decided:
    """Decide each case as its reviewer proposed; those not ready are passed over, never forced."""
    ready = (
        Application.objects.select_for_update(of=("self",))
        .filter(pk__among=case_ids, state=State.UNDER_REVIEW, stage=Stage.DECISION)
        .select_related(*RELATED)
        .exclude(reviewed_by=by)
        .exclude(keyed_by=by)
        .filter(decidable(Application.objects.filter(pk__among=case_ids)))
        .order_by("pk")
    )
    faulty = set(
        Deficiency.objects.filter(application_id__among=case_ids, state__in=OPEN_ITEMS).values_list(
            "application_id", flat=True
        )
    )
    cases = [case for case in ready if case.proposed_outcome == Outcome.DECLINED or case.pk not in faulty]
    _carry_out(cases, {}, by=by, now=now)
    approved = [case for case in cases if case.proposed_outcome == Outcome.APPROVED]
    return Decided(
        approved=len(approved),
        declined=len(cases) - len(approved),
        amount_yen=sum(case.amount_yen or 0 for case in approved),
        passed_over=len(case_ids) - len(cases),
    )


def _carry_out(cases: Sequence[Application], reasons: dict[int, str], *, by: Person, now: datetime) -> None:
    columns = ("application_id", "outcome", "amount_yen", "reason", "reviewer_id", "decided_by_id", "decided_at")
    rows = [
        (
            case.pk,
            case.proposed_outcome,
            (case.amount_yen or 0) if pays(case) else None,
            reasons.get(case.pk, case.review_comment),
            case.reviewed_by_id,
            by.pk,
            now,
        )
        for case in cases
    ]
    bulk.load(Decision, columns, rows)
    by_outcome: dict[str, list[Application]] = defaultdict(list)
    for case in cases:
        by_outcome[case.proposed_outcome].append(case)
    for outcome, group in by_outcome.items():
        move_all([case.pk for case in group], State(outcome), by=by, now=now)
        _tell(outcome, group, reasons, now=now)
    fees.follow_decisions(by_outcome[Outcome.APPROVED], by_outcome[Outcome.DECLINED], by=by, now=now)
    paid = [case for case in by_outcome[Outcome.APPROVED] if pays(case)]
    payments.open_claims([_claim(case, now=now) for case in paid], by=by, now=now)
    audit.record_many(_entry(case, by, now) for case in cases)


def _tell(outcome: str, cases: Sequence[Application], reasons: dict[int, str], *, now: datetime) -> None:
    letters = [_letter(outcome, case, reasons.get(case.pk) or case.review_comment, now=now) for case in cases]
    notifications.send_many(letters, now=now)
    for procedure in {case.procedure for case in cases}:
        references = [case.reference for case in cases if case.procedure == procedure]
        events.emit(ApplicationsDecided(procedure=procedure, outcome=outcome, references=references), now=now)


def _letter(outcome: str, case: Application, reason: str, *, now: datetime) -> Outgoing:
    return message(
        case,
        outcome,
        key=f"procedures.decision.{case.reference}",
        context={
            **({"amount": format_yen(case.amount_yen or 0)} if pays(case) else {}),
            "reason": reason or "－",
            "date": format_date(timezone.localtime(now).date()),
        },
    )


def _claim(case: Application, *, now: datetime) -> NewClaim:
    version = live(case.version_id)
    return NewClaim(
        reference=case.reference,
        procedure=case.procedure,
        title=version.procedure.title.ja,
        amount_yen=case.amount_yen or 0,
        shares=shares_of(version, case),
        payee_name=case.applicant_name,
        account=account_of(version, case),
        organisation_id=case.organisation_id,
        partner_id=case.partner_id,
        person_id=case.person_id,
        approved_at=now,
    )


def shares_of(version: Live, case: Application) -> dict[str, int]:
    """Who bears how much, by 団体コード, in whole yen; a case of no municipality is the prefecture's alone."""
    payers = {"prefecture": settings.PREFECTURE_CODE, "municipality": settings.PREFECTURE_CODE}
    if case.partner is not None:
        payers["municipality"] = case.partner.code
    borne: dict[str, int] = defaultdict(int)
    for payer, amount in split(case.amount_yen or 0, version.procedure.shares).items():
        borne[payers[payer]] += amount
    return dict(borne)


def _entry(case: Application, by: Person, now: datetime) -> Entry:
    action, detail = f"procedures.{case.proposed_outcome}", {"amount_yen": case.amount_yen or 0} if pays(case) else {}
    return Entry(action=action, by=by, target=case, now=now, detail=detail)
