"""Reads of mandates; row security hides those that are not the reader's."""

from collections.abc import Collection
from datetime import datetime

from naniwa.kernel.mandates import rules
from naniwa.kernel.mandates.models import Mandate, State
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.models import Person

WITH = ("principal", "agent", "organisation", "paper")
SHOWN = 200
"""The longest list of an office's page."""


def of_person(reference: str, person: Person) -> Mandate | None:
    """A mandate that the person gave or holds; anybody else's does not exist for them."""
    found = Mandate.objects.select_related(*WITH).filter(reference=reference)
    return found.filter(principal=person).first() or found.filter(agent=person).first()


def asked(person: Person) -> list[Mandate]:
    """Whom the person asked by mail to act for, those that wait first, the oldest first."""
    found = Mandate.objects.select_related("principal").filter(agent=person, paper=None)
    return sorted(found, key=lambda one: (one.state != State.PROPOSED, one.proposed_at, one.pk))


def addresses_asked(person: Person) -> set[str]:
    """Addresses that the person has asked and that have not declined, or whom they act for."""
    own = Mandate.objects.filter(agent=person, state__in=(State.PROPOSED, State.CONFIRMED))
    return {email for email in own.values_list("principal__email", flat=True) if email}


def held(person: Person) -> list[Mandate]:
    """Where the person acts for others, the newest first."""
    return list(Mandate.objects.filter(agent=person).order_by("-proposed_at", "-pk"))


def given(person: Person) -> list[Mandate]:
    """Where others act for the person, the newest first."""
    return list(Mandate.objects.filter(principal=person).order_by("-proposed_at", "-pk"))


def usable(person: Person, *, procedure: str, agents: str, now: datetime) -> list[Mandate]:
    """For whom the person may begin an application of this procedure now, by name."""
    own = Mandate.objects.select_related("principal").filter(agent=person, state=State.CONFIRMED)
    return [
        one
        for one in own.order_by("principal_kana", "pk")
        if rules.may(one.terms, act=rules.Act.APPLY, procedure=procedure, agents=agents, now=now)
    ]


def by_pk(numbers: Collection[int]) -> dict[int, Mandate]:
    """Those that the reader may see, by row number."""
    return {one.pk: one for one in Mandate.objects.filter(pk__in=set(numbers))}


def by_reference(reference: str) -> Mandate | None:
    """For staff: one that their office checks or has a case under."""
    return Mandate.objects.select_related(*WITH).filter(reference=reference).first()


def waiting(organisation: Organisation) -> list[Mandate]:
    """Papers that the office has yet to look at, the oldest first."""
    found = Mandate.objects.select_related("principal").filter(organisation=organisation, state=State.PROPOSED)
    return list(found.exclude(paper=None).order_by("proposed_at", "pk")[:SHOWN])


def standing(organisation: Organisation) -> list[Mandate]:
    """Those that the office found in order and that hold, the latest first."""
    found = Mandate.objects.select_related("principal").filter(organisation=organisation, state=State.CONFIRMED)
    return list(found.exclude(paper=None).order_by("-confirmed_at", "-pk")[:SHOWN])
