"""Decisions on seals: one by one or over a selection, with a notice to the departments they concern."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.notifications import operations as notifications
from naniwa.kernel.notifications.outgoing import Outgoing
from naniwa.kernel.people.access import Staff
from naniwa.services.inventory.models import Department, Procedure, Seal, SealBatch
from naniwa.services.inventory.operations.saving import NotYours
from naniwa.services.inventory.operations.summing import put_off, sum_up
from naniwa.services.inventory.queries.keeping import leads
from naniwa.services.inventory.queries.sealing import fitting
from naniwa.services.inventory.rules.seals import DECISIONS, BrokenRule, NoReason, UnknownDecision, check_decision

LONGEST_REASON = 500
FACTS = ("decision", "reason", "decided_at", "decided_by")


class NothingToDecide(BrokenRule):
    """No seal of the selection would change."""


@transaction.atomic
def decide(*, seal: Seal, decision: str, reason: str, by: Staff, now: datetime) -> Seal:
    """Decide on one seal and tell its department's contact; the same again changes nothing.

    Raises NotYours, UnknownDecision, NoReason, NoLaw, LawForbids.
    """
    _check_lead(seal.organisation_id, by)
    procedure = Procedure.objects.select_for_update().get(pk=seal.procedure_id)
    if settle(seal=seal, decision=decision, reason=reason, by=by, now=now):
        sum_up(procedure)
    return seal


def settle(*, seal: Seal, decision: str, reason: str, by: Staff, now: datetime) -> bool:
    """Keep a decision, tell of it, and leave it in `seal`; returns whether it is new.

    For whoever may decide and holds the procedure locked. Raises UnknownDecision, NoReason, NoLaw, LawForbids.
    """
    seal.refresh_from_db()
    check_decision(decision, law=seal.law, reason=reason)
    reason = reason.strip()[:LONGEST_REASON]
    if (seal.decision, seal.reason) == (decision, reason):
        return False
    seal.decision, seal.reason, seal.decided_at, seal.decided_by = decision, reason, now, by.person
    seal.save(update_fields=FACTS)
    _record([seal.pk], decision, reason, by=by, now=now)
    _tell(f"{seal.public_id}:{now.isoformat()}", [seal.pk], decision=decision, reason=reason, by=by, now=now)
    return True


def take_back(*, seal: Seal, by: Staff, now: datetime) -> None:
    """Leave the seal undecided again; for whoever may decide and holds the procedure locked."""
    seal.decision, seal.reason, seal.decided_at, seal.decided_by = "", "", None, None
    seal.save(update_fields=FACTS)
    audit.record("inventory.seal_reopened", by=by, target=seal.procedure, now=now, seal=seal.kind)


@transaction.atomic
def decide_many(
    *, number: UUID, found: QuerySet[Seal], decision: str, reason: str, by: Staff, now: datetime
) -> SealBatch:
    """Decide on all seals of a selection that the decision fits, and tell each department's contact once.

    Pressing twice with one `number` finds the first. Raises NotYours, UnknownDecision, NoReason, NothingToDecide.
    """
    _check_lead(by.organisation.pk, by)
    if known := SealBatch.objects.filter(public_id=number, organisation=by.organisation).first():
        return known
    if decision not in {word.value for word in DECISIONS}:
        raise UnknownDecision
    if not reason.strip():
        raise NoReason
    whole = list(found.filter(organisation=by.organisation).values_list("pk", flat=True))
    chosen = Seal.objects.select_for_update().filter(fitting(decision), pk__in=whole).exclude(decision=decision)
    ids = list(chosen.order_by("pk").values_list("pk", flat=True))
    if not ids:
        raise NothingToDecide
    reason = reason.strip()[:LONGEST_REASON]
    Seal.objects.filter(pk__in=ids).update(decision=decision, reason=reason, decided_at=now, decided_by=by.person)
    _record(ids, decision, reason, by=by, now=now)
    put_off(Seal.objects.filter(pk__in=ids).values_list("procedure__public_id", flat=True))
    told = _tell(str(number), ids, decision=decision, reason=reason, by=by, now=now)
    batch = SealBatch.objects.create(
        public_id=number,
        organisation=by.organisation,
        decision=decision,
        reason=reason,
        count=len(ids),
        passed_over=len(whole) - len(ids),
        told=told,
        decided_at=now,
        decided_by=by.person,
    )
    audit.record(
        "inventory.seals_decided", by=by, target=batch, now=now, decision=decision, reason=reason, count=len(ids)
    )
    return batch


def _check_lead(organisation_id: int, by: Staff) -> None:
    if not leads(by) or organisation_id != by.organisation.pk:
        raise NotYours


def _record(ids: Sequence[int], decision: str, reason: str, *, by: Staff, now: datetime) -> None:
    """On the procedure, so that its history tells of it."""
    found = Seal.objects.filter(pk__in=ids).select_related("procedure").order_by("pk")
    audit.record_many(
        audit.Entry(
            action="inventory.seal_decided",
            by=by,
            target=seal.procedure,
            now=now,
            detail={"seal": seal.kind, "decision": decision, "reason": reason},
        )
        for seal in found
    )


def _tell(occasion: str, ids: Sequence[int], *, decision: str, reason: str, by: Staff, now: datetime) -> int:
    """One message to the contact of each department that has one."""
    counts = Counter(Seal.objects.filter(pk__in=ids).values_list("procedure__department", flat=True))
    departments = (
        Department.objects.filter(pk__in=counts).exclude(contact=None).select_related("contact", "organisation")
    )
    outgoing = [
        _outgoing(one, counts[one.pk], occasion, decision=decision, reason=reason, by=by)
        for one in departments.order_by("code")
    ]
    notifications.send_many(outgoing, now=now, by=by)
    return len(outgoing)


def _outgoing(department: Department, count: int, occasion: str, *, decision: str, reason: str, by: Staff) -> Outgoing:
    contact = department.contact
    english = bool(contact and contact.language.startswith("en"))
    word = next(word for word in DECISIONS if word.value == decision)
    return Outgoing(
        template="inventory.seals",
        key=f"inventory.seals:{occasion}:{department.code}",
        organisation=by.organisation,
        to=contact,
        context={
            "department": department.name,
            "decision": word.en if english else word.ja,
            "count": count,
            "reason": reason,
            "link": f"{settings.SITE_URL}{reverse('inventory:seals')}?department={department.code}&decision={decision}",
        },
        reference=department.reference,
    )
