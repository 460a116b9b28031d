"""Reads of connections."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import Count

from naniwa.kernel.connections.models import Connection, Party
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.models import Person


def party(client_id: str) -> Party | None:
    """A service that was not stopped; None also for what is no number at all."""
    try:
        number = UUID(client_id)
    except ValueError:
        return None
    with as_system():
        return Party.objects.filter(client_id=number, stopped_at=None).first()


def held(party: Party, person: Person) -> Connection | None:
    """The person's permission for a service, if it holds."""
    return Connection.objects.filter(party=party, person=person, ended_at=None).first()


def connected(person: Person) -> list[tuple[Connection, Party]]:
    """Every service that knows the person, the latest first."""
    found = list(Connection.objects.filter(person=person, ended_at=None).order_by("-connected_at", "-pk"))
    with as_system():
        parties = Party.objects.in_bulk([one.party_id for one in found])
    return [(one, parties[one.party_id]) for one in found]


def parties() -> list[dict[str, Any]]:
    """Every service with the number of people that it knows now, in words and figures that JSON can hold."""
    with as_system():
        found = list(Party.objects.order_by("name", "pk"))
        people = _people([one.pk for one in found])
    return [
        {
            "client_id": one.reference,
            "name": one.name,
            "operator": one.operator,
            "people": people.get(one.pk, 0),
            "stopped_at": one.stopped_at.isoformat() if one.stopped_at else None,
        }
        for one in found
    ]


def parties_of(organisation: Organisation) -> list[tuple[Party, int]]:
    """The services that an organisation registered, each with the number of people that it knows now."""
    found = list(Party.objects.filter(organisation=organisation).order_by("name", "pk"))
    people = _people([one.pk for one in found])
    return [(one, people.get(one.pk, 0)) for one in found]


def party_of(organisation: Organisation, number: UUID) -> tuple[Party, int] | None:
    """One of them by its client ID."""
    found = Party.objects.filter(organisation=organisation, client_id=number).first()
    return (found, _people([found.pk]).get(found.pk, 0)) if found else None


def _people(parties: Collection[int]) -> dict[int, int]:
    """Connections are the people's own: only how many there are is told."""
    with as_system():
        known = Connection.objects.filter(ended_at=None, party__in=parties).values_list("party_id")
        return dict(known.annotate(n=Count("pk")).order_by())
