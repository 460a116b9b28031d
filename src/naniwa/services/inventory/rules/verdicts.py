"""What is decided about each proposal, and what the accepted ones save together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from naniwa.services.inventory.rules.facts import STANDARDS, Facts, Standards
from naniwa.services.inventory.rules.proposals import Code, Draft, Proposal, together
from naniwa.services.inventory.rules.seals import BrokenRule, Word
from naniwa.services.inventory.rules.work import Saving

ACCEPTED: Final = "accepted"
DISMISSED: Final = "dismissed"
VERDICTS: Final[tuple[Word, ...]] = (Word(ACCEPTED, "採用", "Accept"), Word(DISMISSED, "見送り", "Dismiss"))
LONGEST_REASON = 500
DECIDED: Final[Mapping[str, str]] = {
    Code.ABOLISH_SEAL: "abolish",
    Code.SIGN_IN: "sign_in",
    Code.E_SIGNATURE: "e_signature",
}
"""Who accepts one of these proposals decides so on the seal: there is one decision, which both pages show."""


class UnknownProposal(BrokenRule):
    """The rules do not propose this for the row as it stands."""


class UnknownVerdict(BrokenRule):
    """A proposal is accepted, dismissed, or left."""


class NoReasonToDismiss(BrokenRule):
    """Who leaves something as it is says why; `key` names the proposal."""

    def __init__(self, key: str = "") -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True, slots=True)
class Verdict:
    """Accepted, or dismissed for a reason; one that is left open has an empty verdict."""

    verdict: str
    reason: str = ""

    def tidied(self) -> "Verdict":
        """A reason stands only beside what was decided."""
        return Verdict(self.verdict, self.reason.strip()[:LONGEST_REASON] if self.verdict else "")


def of_seal(proposal: Draft, decision: str) -> str:
    """What a decision on a seal says of the proposal about it; empty where nothing is decided."""
    if not decision:
        return ""
    return ACCEPTED if decision == DECIDED[proposal.code] else DISMISSED


def for_seal(proposal: Draft, verdict: str, *, law: str) -> str:
    """What a verdict decides on the seal: who leaves a seal of a law keeps it, who leaves another decides nothing."""
    if verdict == ACCEPTED:
        return DECIDED[proposal.code]
    return "keep" if verdict == DISMISSED and law else ""


def check(wanted: Mapping[str, Verdict], found: Iterable[Proposal]) -> None:
    """Verdicts by key. Raises UnknownProposal, UnknownVerdict, NoReasonToDismiss."""
    known = {one.key for one in found}
    for key, one in wanted.items():
        if key not in known:
            raise UnknownProposal
        if one.verdict not in ("", ACCEPTED, DISMISSED):
            raise UnknownVerdict
        if one.verdict == DISMISSED and not one.reason.strip():
            raise NoReasonToDismiss(key)


def shares(facts: Facts, accepted: Sequence[Draft], standards: Standards = STANDARDS) -> dict[str, Saving]:
    """What each adds to those before it, by key: their sum is what all save together, and nothing counts twice."""
    found: dict[str, Saving] = {}
    before = Saving()
    for count, one in enumerate(accepted, start=1):
        now = together(facts, accepted[:count], standards)
        found[one.key] = _less(now, before)
        before = now
    return found


def _less(one: Saving, other: Saving) -> Saving:
    return Saving(
        office_minutes=one.office_minutes - other.office_minutes,
        applicant_minutes=one.applicant_minutes - other.applicant_minutes,
        office_yen=one.office_yen - other.office_yen,
        applicant_yen=one.applicant_yen - other.applicant_yen,
        days=one.days - other.days,
    )
