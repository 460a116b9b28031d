"""The redesign of one row: its facts, what is proposed and what was decided about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import F

from naniwa.services.inventory.models import FormWish, Procedure, ProposalVerdict, Seal
from naniwa.services.inventory.queries.keeping import pressed
from naniwa.services.inventory.rules import redesigned, sketching
from naniwa.services.inventory.rules.facts import STANDARDS, Facts
from naniwa.services.inventory.rules.flow import Flow
from naniwa.services.inventory.rules.proposals import Proposal, effective, found, together
from naniwa.services.inventory.rules.survey import facts_of
from naniwa.services.inventory.rules.verdicts import ACCEPTED, DECIDED, of_seal
from naniwa.services.inventory.rules.work import Saving

ALIKE = 10
"""So many others are looked at; a row is merged into the largest."""


@dataclass(frozen=True)
class Redesign:
    """`proposals` are those of the row as it stands; `past` was decided about others that it gives rise to no more."""

    facts: Facts
    proposals: Sequence[Proposal]
    verdicts: dict[str, ProposalVerdict]
    seals: dict[str, Seal]
    """Those that proposals are about, by the key of the proposal: what is decided on them is decided there."""

    @property
    def accepted(self) -> list[Proposal]:
        """In the order of their decision."""
        chosen = [one for one in self.proposals if self._verdict(one) == ACCEPTED]
        return sorted(chosen, key=lambda one: (self.verdicts[one.key].decided_at, one.key))

    @property
    def past(self) -> list[ProposalVerdict]:
        known = {one.key for one in self.proposals}
        return [one for key, one in self.verdicts.items() if key not in known]

    @property
    def shown(self) -> list[Proposal]:
        """What the proposed flow takes up: what was accepted or, before anything was, everything."""
        return self.accepted if self.verdicts else list(self.proposals)

    @cached_property
    def today(self) -> Flow:
        return sketching.today(self.facts)

    @cached_property
    def proposed(self) -> Flow:
        return sketching.proposed(self.facts, self.shown)

    @cached_property
    def after(self) -> Facts:
        """The row as it will be when what was accepted is done."""
        return redesigned.after(self.facts, self.accepted)

    @cached_property
    def saving(self) -> Saving:
        """Of all that the proposed flow takes up."""
        return together(self.facts, self.shown, STANDARDS)

    @property
    def waiting(self) -> frozenset[str]:
        """Keys of accepted proposals that count only once others are accepted too."""
        kept = {one.key for one in effective(self.accepted)}
        return frozenset(one.key for one in self.accepted if one.key not in kept)

    def _verdict(self, proposal: Proposal) -> str:
        known = self.verdicts.get(proposal.key)
        return known.verdict if known else ""


def redesign_of(procedure: Procedure) -> Redesign:
    """Its seals, what was decided, and others of the same occasion: a query for each."""
    seals = list(Seal.objects.filter(procedure=procedure).select_related("decided_by").order_by("position"))
    facts = facts_of(procedure.entry(pressed(seals)), code=procedure.reference)
    decided = ProposalVerdict.objects.filter(procedure=procedure).select_related("decided_by").order_by("decided_at")
    proposals, verdicts = found(facts, _alike(procedure)), {one.key: one for one in decided}
    asked = {piece.partition(":")[2]: seal for (piece, _fact), seal in zip(facts.asked_seals, seals, strict=True)}
    about = {one.key: asked[one.about] for one in proposals if one.code in DECIDED}
    for proposal in proposals:
        if seal := about.get(proposal.key):
            _follow(verdicts, proposal, seal)
    return Redesign(facts, proposals, verdicts, about)


def _follow(verdicts: dict[str, ProposalVerdict], proposal: Proposal, seal: Seal) -> None:
    """What is decided on the seal takes the place of what is kept about the proposal, but for its savings."""
    known = verdicts.get(proposal.key)
    if seal.decided_at and seal.decided_by:
        verdict = of_seal(proposal, seal.decision)
        kept = known if known and known.verdict == verdict else _unsaved(proposal, seal, verdict)
        kept.reason, kept.decided_at, kept.decided_by = seal.reason, seal.decided_at, seal.decided_by
        verdicts[proposal.key] = kept
    elif known and known.verdict == ACCEPTED:
        del verdicts[proposal.key]


def _unsaved(proposal: Proposal, seal: Seal, verdict: str) -> ProposalVerdict:
    words = {"sentence_ja": proposal.sentence.ja, "sentence_en": proposal.sentence.en}
    return ProposalVerdict(
        organisation_id=seal.organisation_id, procedure_id=seal.procedure_id, key=proposal.key, verdict=verdict, **words
    )


def _alike(procedure: Procedure) -> list[Facts]:
    """The largest of those that the same people apply for on the same occasion."""
    if not (procedure.applicant and procedure.moment):
        return []
    found = Procedure.objects.filter(
        organisation_id=procedure.organisation_id,
        applicant=procedure.applicant,
        moment=procedure.moment,
        removed_at=None,
    ).exclude(pk=procedure.pk)
    rows = found.order_by(F("volume").desc(nulls_last=True), "public_id").values_list("public_id", "title", "volume")
    return [
        Facts(code=str(number), name=title, volume=volume or 0, applicant_minutes=0, office_minutes=0)
        for number, title, volume in rows[:ALIKE]
    ]


def wish_of(procedure: Procedure) -> FormWish | None:
    return FormWish.objects.filter(procedure=procedure).select_related("asked_by").first()
