"""Decisions about what is proposed for a row."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.people.access import Staff
from naniwa.services.inventory.models import Procedure, ProposalVerdict, Seal
from naniwa.services.inventory.operations import deciding
from naniwa.services.inventory.operations.saving import ChangedMeanwhile, Removed, locked
from naniwa.services.inventory.operations.summing import sum_up
from naniwa.services.inventory.queries.redesign import Redesign, redesign_of
from naniwa.services.inventory.rules.proposals import Proposal
from naniwa.services.inventory.rules.verdicts import ACCEPTED, LONGEST_REASON, Verdict, check, for_seal

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
    proposals = {one.key: one for one in before.proposals}
    changed = {key: one for key, one in _tidied(wanted, before, proposals).items() if one != _kept(before, key)}
    if not changed:
        return current
    for key, one in changed.items():
        if key in before.seals:
            _decide_seal(before.seals[key], proposals[key], one, by=by, now=now)
        if not (key in before.seals and before.seals[key].decision):
            _keep(current, proposals[key], one, by=by, now=now)
    sum_up(current)
    lines = [[proposals[key].sentence.ja, proposals[key].sentence.en, *_plain(one)] for key, one in changed.items()]
    audit.record("inventory.redesign_decided", by=by, target=current, now=now, proposals=lines)
    return current


def _tidied(wanted: Mapping[str, Verdict], before: Redesign, proposals: Mapping[str, Proposal]) -> dict[str, Verdict]:
    """A decision on a seal always has its reason: where none was typed, the one it has or the proposal's."""
    tidied = {key: one.tidied() for key, one in wanted.items()}
    for key in before.seals.keys() & tidied.keys():
        if tidied[key].verdict == ACCEPTED and not tidied[key].reason:
            kept = _kept(before, key)
            words = kept.reason if kept.verdict == ACCEPTED else proposals[key].reason.ja
            tidied[key] = Verdict(ACCEPTED, words[:LONGEST_REASON])
    return tidied


def _decide_seal(seal: Seal, proposal: Proposal, one: Verdict, *, by: Staff, now: datetime) -> None:
    """Leaves in `seal` what is decided on it now."""
    decision = for_seal(proposal, one.verdict, law=seal.law)
    if decision:
        deciding.settle(seal=seal, decision=decision, reason=one.reason, by=by, now=now)
    elif seal.decision:
        deciding.take_back(seal=seal, by=by, now=now)


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
