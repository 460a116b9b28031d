"""Proposing to act for somebody: by the agent, who knows the one they act for; nothing holds until it is confirmed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction

from naniwa.kernel.documents import operations as documents
from naniwa.kernel.documents.models import Document
from naniwa.kernel.mandates import rules
from naniwa.kernel.mandates.models import Mandate
from naniwa.kernel.mandates.models.mandate import PREFIX
from naniwa.kernel.mandates.offered import offered
from naniwa.kernel.mandates.operations.telling import changed, tell
from naniwa.kernel.mandates.rules import NotSound, Terms
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people import operations as people
from naniwa.kernel.people.models import Person, PersonKind
from naniwa.library import receipts
from naniwa.library.periods import day_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What an agent says of the one they act for, of themselves, and of what they may do.

    With `email` the principal is asked by mail; without, they have no account and are known by the paper.
    """

    terms: Terms
    name: str
    kana: str
    address: str
    born_on: date | None = None
    email: str = ""
    agent_name: str
    agent_kana: str
    registration: str = ""
    office: str = ""


@transaction.atomic
def propose(
    *, proposal: Proposal, organisation: Organisation, paper: Document | None, press: UUID, by: Person, now: datetime
) -> Mandate:
    """Write a mandate down and ask the principal; a second press finds the first. Raises NotSound, NotAnAddress.

    Nothing tells whether an address is known here, or whose: staff, who act for themselves, are just never asked.
    """
    if (made := Mandate.objects.filter(press=press, agent=by).first()) is not None:
        return made
    _check(proposal, by, has_paper=paper is not None, now=now)
    principal = _principal(proposal, now)
    if principal.pk == by.pk:
        raise NotSound([("email", "oneself")])
    mandate = Mandate.objects.create(
        **_said(proposal),
        reference=receipts.new(PREFIX),
        press=press,
        principal=principal,
        agent=by,
        organisation=organisation,
        paper=paper,
        proposed_at=now,
    )
    if paper is not None:
        documents.assign([paper.pk], organisation=organisation, partner=None, person=by, now=now)
    changed("mandates.proposed", mandate, by=by, now=now)
    if mandate.principal.email and not mandate.rule.by_law and principal.kind != PersonKind.STAFF:
        tell(mandate, "proposed", to=mandate.principal, by=by, now=now)
    return mandate


@transaction.atomic
def propose_many(
    *, proposals: Sequence[Proposal], organisation: Organisation, press: UUID, by: Person, now: datetime
) -> list[Mandate]:
    """One for each client, all or none; each is asked by mail. Raises NotSound with the number of the row from 0."""
    made = []
    for number, one in enumerate(proposals):
        try:
            made.append(
                propose(
                    proposal=one,
                    organisation=organisation,
                    paper=None,
                    press=press_number(press, one.email),
                    by=by,
                    now=now,
                )
            )
        except NotSound as faulty:
            raise NotSound([(f"{number}.{name}", code) for name, code in faulty.faults]) from faulty
    return made


def press_number(press: UUID, email: str) -> UUID:
    """The number of one client's proposal within a press for many."""
    return uuid5(press, email)


def _check(proposal: Proposal, by: Person, *, has_paper: bool, now: datetime) -> None:
    found = rules.faults(
        proposal.terms,
        today=day_of(now),
        born_on=proposal.born_on,
        registration=proposal.registration,
        has_paper=has_paper,
        has_mail=bool(proposal.email),
        known=[one.slug for one in offered()],
    )
    if proposal.email and proposal.email == by.email:
        found.append(("email", "oneself"))
    if not by.email or by.kind == PersonKind.STAFF:  # who is told of everything by mail, and acts as themselves
        found.append(("agent_name", "no_account"))
    if found:
        raise NotSound(found)


def _principal(proposal: Proposal, now: datetime) -> Person:
    """Whoever has the address, whose name is theirs to give; or somebody without one, named by the paper."""
    if proposal.email:
        return people.register(email=proposal.email, now=now)
    return people.name_without_address(name=proposal.name, name_kana=proposal.kana, now=now)


def _said(proposal: Proposal) -> dict[str, Any]:
    """The columns that the agent filled in."""
    terms = proposal.terms
    return {
        "principal_name": proposal.name,
        "principal_kana": proposal.kana,
        "principal_address": proposal.address,
        "principal_born_on": proposal.born_on,
        "agent_name": proposal.agent_name,
        "agent_kana": proposal.agent_kana,
        "registration": proposal.registration,
        "agent_office": proposal.office,
        "kind": terms.kind,
        "procedures": sorted(terms.procedures),
        "case": terms.case,
        "acts": sorted(terms.acts),
        "starts_on": terms.starts_on,
        "ends_on": terms.ends_on,
    }
