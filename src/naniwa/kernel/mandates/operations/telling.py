"""What is told of a mandate: to the trail with both persons, to the rest of the platform, and by mail to either."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.audit.entries import Actor
from naniwa.kernel.events import operations as events
from naniwa.kernel.mandates import words
from naniwa.kernel.mandates.events import MandateChanged
from naniwa.kernel.mandates.models import Mandate
from naniwa.kernel.mandates.offered import titles
from naniwa.kernel.notifications import operations as notifications
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people import operations as people
from naniwa.kernel.people.models import Person, Purpose

ASKING = frozenset({"proposed", "reminder"})
"""Turns whose link signs the principal in."""


def changed(action: str, mandate: Mandate, *, by: Actor, now: datetime) -> None:
    """The act in the trail: who did it, whose mandate it is, and who the agent is."""
    audit.record(
        action,
        by=by,
        target=mandate,
        subject=mandate.principal,
        now=now,
        agent=mandate.agent.reference,
        until=mandate.ends_on,
    )
    events.emit(MandateChanged(reference=mandate.reference, state=str(mandate.state)), now=now)


def tell_both(mandate: Mandate, turn: str, *, by: Actor, now: datetime) -> None:
    for person in (mandate.principal, mandate.agent):
        tell(mandate, turn, to=person, by=by, now=now)


def tell(mandate: Mandate, turn: str, *, to: Person, by: Actor, now: datetime, number: int = 0) -> None:
    """One mail of a turn ("proposed", "confirmed", "refused", "over"); a letter to a principal without an address.

    `number` counts mails of one turn, where there may be several ("reminder").

    Written as the system, as neither may write to the other.
    """
    principal = to.pk == mandate.principal_id
    language = to.language
    with as_system(), translation.override(language):
        notifications.send(
            f"mandates.{turn}",
            to=to,
            name=mandate.principal_name if principal else mandate.agent_name,
            postal_address=mandate.principal_address if principal else "",
            language=language,
            organisation=mandate.organisation,
            reference=mandate.reference,
            key=f"mandates.{turn}.{mandate.reference}.{to.reference}" + (f".{number}" if number else ""),
            context=_context(mandate, turn, to, now),
            by=by,
            now=now,
        )


def _context(mandate: Mandate, turn: str, to: Person, now: datetime) -> dict[str, object]:
    path = reverse("mandates:mandate", args=[mandate.reference])
    return {
        "agent": words.agent(mandate),
        "principal": mandate.principal_name,
        "kind": mandate.get_kind_display(),
        "scope": words.scope(mandate, titles(mandate.procedures)),
        "acts": "、".join(words.acts(mandate)),
        "starts": words.day(mandate.starts_on),
        "ends": words.day(mandate.ends_on),
        "state": mandate.get_state_display(),
        "reason": mandate.reason or "－",
        "link": _sign_in_link(to, path, now) if turn in ASKING else settings.SITE_URL + path,
    }


def _sign_in_link(to: Person, path: str, now: datetime) -> str:
    """Who opens it is signed in; it is used once, and lasts as long as such links do."""
    issued = people.issue(purpose=Purpose.SIGN_IN, email=to.email or "", person=to, next_path=path, now=now)
    return settings.SITE_URL + reverse("people:sign_in_link", args=[issued.token])
