"""Acting for somebody: the one place that decides whether an agent may, and that opens the principal's rows to them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from naniwa.kernel.mandates import rules, words
from naniwa.kernel.mandates.models import Mandate
from naniwa.kernel.mandates.rules import NotForYou
from naniwa.kernel.organisations.isolation import Scope, enter
from naniwa.kernel.people.models import Person


@dataclass(frozen=True, slots=True)
class Agency:
    """What the bar on every page says: for whom one acts, under which number, until when."""

    principal: str
    reference: str
    until: str
    url: str


def checked(
    mandate_id: int, *, by: Person, act: str, procedure: str, now: datetime, case: str = "", agents: str = "anyone"
) -> Mandate:
    """The mandate, which nobody ends while this transaction acts under it.

    Raises NotForYou (also where there is none that `by` may see), NotInForce, OutsideScope, TakesNoAgents.
    """
    mandate = Mandate.objects.select_for_update(no_key=True).filter(pk=mandate_id, agent=by).first()
    if mandate is None:
        raise NotForYou
    rules.check_may(mandate.terms, act=act, procedure=procedure, case=case, agents=agents, now=now)
    return mandate


def enter_for(mandate: Mandate) -> Agency:
    """Show the principal's rows, of those only what was done under this mandate, until the transaction ends."""
    enter(Scope(person_id=mandate.principal_id, mandate_id=mandate.pk))
    return agency(mandate)


def show_to(mandate: Mandate, organisations: Iterable[int | None]) -> None:
    """Let the offices that have a case under it see the mandate."""
    seen = sorted({*mandate.shown_to, *(one for one in organisations if one is not None)})
    if seen != mandate.shown_to:
        mandate.shown_to = seen
        mandate.save(update_fields=["shown_to"])


def agency(mandate: Mandate) -> Agency:
    url = reverse("mandates:mandate", args=[mandate.reference])
    return Agency(mandate.principal_name, mandate.reference, words.day(mandate.ends_on), url)
