"""Decisions about what is proposed for a row."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Sum

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.people.access import Staff
from naniwa.services.inventory.models import Procedure, ProposalVerdict
from naniwa.services.inventory.operations.saving import ChangedMeanwhile, Removed, locked
from naniwa.services.inventory.queries.redesign import Redesign, redesign_of
from naniwa.services.inventory.rules.proposals import Proposal
from naniwa.services.inventory.rules.verdicts import ACCEPTED, Verdict, check, shares

MOST_WORDS = 500


@transaction.atomic
def decide(*, procedure: Procedure, wanted: Mapping[str, Verdict], seen: int, by: Staff, now: datetime) -> Procedure:
    """Keep the verdicts by key; those that differ from what is kept are new, others stay as they are.

    `seen` is the edition of the row on which they were given. Raises NotYours, Removed, ChangedMeanwhile,
    UnknownProposal, UnknownVerdict, NoReasonToDismiss.
    """
    current = locked(procedure, by=by)
    if current.removed_at:
        raise Removed
    if seen != current.edition:
        raise ChangedMeanwhile
    before = redesign_of(current)
    check(wanted, before.proposals)
    changed = {key: one for key, one in _tidied(wanted).items() if one != _kept(before, key)}
    if not changed:
        return current
    proposals = {one.key: one for one in before.proposals}
    for key, one in changed.items():
        _keep(current, proposals[key], one, by=by, now=now)
    _sum_up(current)
    lines = [[proposals[key].sentence.ja, proposals[key].sentence.en, *_plain(one)] for key, one in changed.items()]
    audit.record("inventory.redesign_decided", by=by, target=current, now=now, proposals=lines)
    return current


def _tidied(wanted: Mapping[str, Verdict]) -> dict[str, Verdict]:
    return {key: one.tidied() for key, one in wanted.items()}


def _kept(before: Redesign, key: str) -> Verdict:
    known = before.verdicts.get(key)
    return Verdict(known.verdict, known.reason) if known else Verdict("")


def _plain(one: Verdict) -> list[str]:
    return [one.verdict, one.reason]


def _keep(procedure: Procedure, proposal: Proposal, one: Verdict, *, by: Staff, now: datetime) -> None:
    if not one.verdict:
        ProposalVerdict.objects.filter(procedure=procedure, key=proposal.key).delete()
        return
    values = {
        "organisation_id": procedure.organisation_id,
        "sentence_ja": proposal.sentence.ja[:MOST_WORDS],
        "sentence_en": proposal.sentence.en[:MOST_WORDS],
        "verdict": one.verdict,
        "reason": one.reason,
        "decided_at": now,
        "decided_by": by.person,
        "office_minutes": 0,
        "applicant_minutes": 0,
        "yen": 0,
    }
    ProposalVerdict.objects.update_or_create(procedure=procedure, key=proposal.key, defaults=values)


def _sum_up(procedure: Procedure) -> None:
    """What the accepted ones save; those whose reason has gone from the row keep what they were counted for."""
    now = redesign_of(procedure)
    for key, share in shares(now.facts, now.accepted).items():
        ProposalVerdict.objects.filter(procedure=procedure, key=key).update(
            office_minutes=share.office_minutes, applicant_minutes=share.applicant_minutes, yen=share.yen
        )
    kept = ProposalVerdict.objects.filter(procedure=procedure)
    sums = kept.aggregate(office=Sum("office_minutes"), applicant=Sum("applicant_minutes"), yen=Sum("yen"))
    procedure.accepted = kept.filter(verdict=ACCEPTED).count()
    procedure.dismissed = kept.exclude(verdict=ACCEPTED).count()
    procedure.saved_minutes = (sums["office"] or 0) + (sums["applicant"] or 0)
    procedure.saved_yen = sums["yen"] or 0
    procedure.save(update_fields=["accepted", "dismissed", "saved_minutes", "saved_yen"])
