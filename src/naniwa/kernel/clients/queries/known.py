"""What the command line tells of clients: plain values, over all organisations, and who may act on them."""

from dataclasses import dataclass
from datetime import datetime

from naniwa.kernel.clients.models import ApiClient
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.access import Staff
from naniwa.kernel.people.models import Appointment, Person, Role

RELATED = ("oidc", "person", "organisation", "created_by", "revoked_by")


@dataclass(frozen=True, slots=True)
class Known:
    """Codes and moments; `former_until` is None where no former secret was kept."""

    client_id: str
    name: str
    organisation: str
    procedures: tuple[str, ...]
    roles: tuple[str, ...]
    scopes: tuple[str, ...]
    purpose: str
    registered_at: datetime
    last_used_at: datetime | None
    secret_renewed_at: datetime | None
    former_until: datetime | None
    stopped_at: datetime | None


def known_clients(organisation: str = "") -> list[Known]:
    """Of the organisation of this code, or of all; by organisation and name."""
    found = ApiClient.objects.select_related(*RELATED).order_by("organisation__code", "name", "pk")
    if organisation:
        found = found.filter(organisation__code=organisation)
    return [_known(one) for one in found]


def client_by_id(client_id: str) -> ApiClient | None:
    """Also one that is stopped."""
    return ApiClient.objects.select_related(*RELATED).filter(oidc_id=client_id).first()


def administrator(email: str, organisation: Organisation) -> Staff | None:
    """The person of this address as administrator there today; None where they are none."""
    person = Person.objects.filter(email__iexact=email).first()
    held = Appointment.objects.filter(
        person=person, organisation=organisation, role=Role.ADMINISTRATOR, ends_on=None
    ).first()
    return Staff(person, organisation, frozenset({str(Role.ADMINISTRATOR)})) if person and held else None


def _known(client: ApiClient) -> Known:
    held = Appointment.objects.filter(person=client.person_id, ends_on=None).order_by("role")
    return Known(
        client_id=client.oidc_id,
        name=client.name,
        organisation=client.organisation.code,
        procedures=tuple(client.procedures),
        roles=tuple(held.values_list("role", flat=True)),
        scopes=tuple(client.oidc.get_scopes()),
        purpose=client.purpose,
        registered_at=client.created_at,
        last_used_at=client.last_used_at,
        secret_renewed_at=client.secret_renewed_at,
        former_until=client.former_until,
        stopped_at=client.revoked_at,
    )
