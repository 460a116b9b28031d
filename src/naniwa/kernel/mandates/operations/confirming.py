"""Confirming: by the principal, who is signed in, or by an office that looked at the paper."""

from datetime import datetime

from django.db import transaction

from naniwa.kernel.mandates import rules
from naniwa.kernel.mandates.models import Mandate, Proof, State
from naniwa.kernel.mandates.operations.telling import changed, tell, tell_both
from naniwa.kernel.mandates.rules import EndsByLaw, NotForYou, WrongState
from naniwa.kernel.people.access import Staff
from naniwa.kernel.people.models import Person, PersonKind
from naniwa.library.periods import day_of


@transaction.atomic
def confirm(*, mandate: Mandate, by: Person, now: datetime) -> Mandate:
    """The principal gives it; a second press changes nothing. Raises NotForYou, WrongState, EndsByLaw."""
    found = locked(mandate)
    if found.principal_id != by.pk:
        raise NotForYou
    return _confirmed(found, Proof.PRINCIPAL, by=by, actor=by, now=now)


@transaction.atomic
def check(*, mandate: Mandate, by: Staff, now: datetime) -> Mandate:
    """An office found the paper to be in order, for every case to come. Raises NotForYou, WrongState."""
    found = locked(mandate)
    _check_office(found, by)
    return _confirmed(found, Proof.PAPER, by=by.person, actor=by, now=now)


@transaction.atomic
def refuse(*, mandate: Mandate, reason: str, by: Person | Staff, now: datetime) -> Mandate:
    """By the principal, or by the office with its reason. Raises NotForYou, EndsByLaw, WrongState."""
    found = locked(mandate)
    if isinstance(by, Staff):
        _check_office(found, by)
    elif found.principal_id != by.pk:
        raise NotForYou
    elif found.rule.by_law:
        raise EndsByLaw
    if found.state == State.REFUSED:
        return found
    rules.check_transition(found.state, State.REFUSED)
    found.state, found.over_at, found.reason = State.REFUSED, now, reason
    found.over_by = by.person if isinstance(by, Staff) else by
    found.save(update_fields=["state", "over_at", "over_by", "reason"])
    changed("mandates.refused", found, by=by, now=now)
    tell(found, "refused", to=found.agent, by=by, now=now)
    return found


def locked(mandate: Mandate) -> Mandate:
    """The mandate as it is now, kept from others until the transaction ends."""
    related = Mandate.objects.select_related("principal", "agent", "organisation")
    return related.select_for_update(of=("self",)).get(pk=mandate.pk)


def _check_office(mandate: Mandate, by: Staff) -> None:
    if mandate.organisation_id != by.organisation.pk or by.person.pk in {mandate.agent_id, mandate.principal_id}:
        raise NotForYou


def _confirmed(mandate: Mandate, proof: Proof, *, by: Person, actor: Person | Staff, now: datetime) -> Mandate:
    if mandate.state == State.CONFIRMED:
        return mandate
    if mandate.principal.kind == PersonKind.STAFF:
        raise NotForYou
    rules.check_transition(mandate.state, State.CONFIRMED)
    rules.check_confirmable(mandate.kind, by_principal=proof == Proof.PRINCIPAL, has_paper=mandate.paper_id is not None)
    if day_of(now) > mandate.ends_on:
        raise WrongState(mandate.state)
    mandate.state, mandate.proof, mandate.confirmed_by, mandate.confirmed_at = State.CONFIRMED, proof, by, now
    mandate.save(update_fields=["state", "proof", "confirmed_by", "confirmed_at"])
    changed("mandates.confirmed", mandate, by=actor, now=now)
    tell_both(mandate, "confirmed", by=actor, now=now)
    return mandate
