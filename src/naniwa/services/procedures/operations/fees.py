"""The fees of a case: charged when it is received or approved, let go or taken when it ends."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

from django.db import transaction

from naniwa.kernel.fees import operations as fees
from naniwa.kernel.fees.operations import NewCharge
from naniwa.kernel.people.models import Person
from naniwa.library.yen import format_yen
from naniwa.services.procedures.definitions import decider
from naniwa.services.procedures.definitions.fees import Due, Unreckonable
from naniwa.services.procedures.models import Application, StepKind
from naniwa.services.procedures.operations.history import add_step
from naniwa.services.procedures.queries.live import Live, live

type Turn = Literal["if_declined", "if_withdrawn"]


def charge_on_receipt(
    version: Live, received: Sequence[tuple[str, Any]], places: Mapping[str, int], *, now: datetime
) -> None:
    """Charge what is due before the review, for each receipt number with its intake."""
    charges = [
        _charge(
            version,
            due,
            reference=reference,
            name=intake.prepared.name,
            partner_id=places.get(intake.prepared.municipality_code),
            person_id=intake.person_id,
        )
        for reference, intake in received
        for due in intake.prepared.dues
        if due.fee.due == "before_review" and due.amount_yen
    ]
    fees.open_charges(charges, by=None, now=now)


def follow_decisions(
    approved: Sequence[Application], declined: Sequence[Application], *, by: Person, now: datetime
) -> None:
    """Approved: charge what is due now, take what was set aside. Declined: let go, and give back by the rule."""
    charged = [(live(case.version_id), case) for case in approved if live(case.version_id).procedure.fees]
    if charged:
        due = [new for version, case in charged for new in _after_approval(version, case)]
        fees.open_charges(due, by=by, now=now)
        fees.take(references=[case.reference for _, case in charged])
    let_go(declined, "if_declined", by=by, now=now)


def let_go(cases: Sequence[Application], turn: Turn, *, by: Person | None, now: datetime) -> None:
    """Nothing more is owed on cases that have ended; what was paid goes back where its rule says so."""
    by_rule: dict[frozenset[str], list[str]] = defaultdict(list)
    for case in cases:
        if rules := live(case.version_id).procedure.fees:
            by_rule[frozenset(fee.key for fee in rules if getattr(fee, turn) == "keep")].append(case.reference)
    for keep, references in by_rule.items():
        fees.release(references=references, keep=keep, reason=turn, by=by, now=now)


@transaction.atomic
def note_paid(reference: str, *, amount_yen: int, now: datetime) -> None:
    """Write into the history of a case that its fee is there."""
    case = Application.objects.filter(reference=reference).first()
    if case is not None:
        add_step(case, by=None, now=now, detail=format_yen(amount_yen), kind=StepKind.FEE)


def _after_approval(version: Live, case: Application) -> list[NewCharge]:
    decided = decider(version.procedure)
    try:
        dues = decided.charger.dues(version.form.assess(case.answers, informing=False))
    except Unreckonable:
        return []
    return [
        _charge(
            version,
            due,
            reference=case.reference,
            name=case.applicant_name,
            partner_id=case.partner_id,
            person_id=case.person_id,
        )
        for due in dues
        if due.fee.due == "after_approval" and due.amount_yen
    ]


def _charge(
    version: Live, due: Due, *, reference: str, name: str, partner_id: int | None, person_id: int | None
) -> NewCharge:
    return NewCharge(
        reference=reference,
        item=due.fee.key,
        subject=version.procedure.slug,
        title=due.fee.name.ja,
        title_en=due.fee.name.en,
        amount_yen=due.amount_yen,
        payer_name=name,
        organisation_id=version.organisation_id,
        partner_id=partner_id,
        person_id=person_id,
        sum_in_words=due.in_words("ja"),
        sum_in_words_en=due.in_words("en"),
        capture=due.fee.capture,
    )
