"""Who calls: the client of a token, with the roles that its person holds today."""

from dataclasses import dataclass
from datetime import datetime

from allauth.idp.oidc.models import Token
from django.db.models import Q
from django.utils import timezone

from naniwa.kernel.clients.models import ApiClient
from naniwa.kernel.organisations.isolation import Scope, as_system
from naniwa.kernel.people.access import Staff
from naniwa.kernel.people.models import Appointment


@dataclass(frozen=True)
class Caller:
    """`staff` is the client's person in its organisation, as an operation or the audit trail takes a human."""

    client: ApiClient
    staff: Staff
    scopes: frozenset[str]

    @property
    def scope(self) -> Scope:
        """What the database is told of who acts."""
        return Scope(organisation_id=self.client.organisation_id, person_id=self.client.person_id)


def caller_of(token: str, *, now: datetime) -> Caller | None:
    """None for a token that is unknown or over, and for a client that was revoked; which of them is not told."""
    with as_system():
        issued = Token.objects.lookup(Token.Type.ACCESS_TOKEN, token)
        client = client_of(issued.client_id) if issued else None
        if issued is None or client is None:
            return None
        staff = Staff(person=client.person, organisation=client.organisation, roles=_roles(client, now))
        return Caller(client, staff, frozenset(issued.get_scopes()))


def client_of(oidc_id: str) -> ApiClient | None:
    """By its client_id; None if it was revoked."""
    with as_system():
        known = ApiClient.objects.select_related("organisation", "person")
        return known.filter(oidc_id=oidc_id, revoked_at=None).first()


def _roles(client: ApiClient, now: datetime) -> frozenset[str]:
    today = timezone.localtime(now).date()
    held = Appointment.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=today),
        person=client.person_id,
        organisation=client.organisation_id,
        starts_on__lte=today,
    )
    return frozenset(held.values_list("role", flat=True))
