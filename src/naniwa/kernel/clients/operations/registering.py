"""Registering a partner's program, and stopping it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from allauth.idp.oidc.adapter import get_adapter
from allauth.idp.oidc.models import Client, Token
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.clients.models import ApiClient
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people import operations as people
from naniwa.kernel.people.access import Staff
from naniwa.kernel.people.models import Appointment, Person, PersonKind, Role

READ, WRITE = "procedures:read", "procedures:write"
SCOPES = (READ, WRITE)
MINUTE = timedelta(minutes=1)


class AlreadyRegistered(Exception):
    """The form was sent before; its secret is not told a second time."""


@dataclass(frozen=True, slots=True)
class Registered:
    """`secret` exists only until it is shown."""

    client: ApiClient
    secret: str


@transaction.atomic
def register(
    *,
    number: UUID,
    name: str,
    procedures: Sequence[str],
    roles: Sequence[Role],
    scopes: Sequence[str],
    purpose: str,
    by: Staff,
    now: datetime,
) -> Registered:
    """A client of the administrator's own organisation, with a person who acts for it. Raises AlreadyRegistered."""
    if ApiClient.objects.filter(public_id=number).exists():
        raise AlreadyRegistered
    secret = get_adapter().generate_client_secret()
    person = Person.objects.create(name=name, kind=PersonKind.STAFF, is_active=False, password="!", created_at=now)  # noqa: S106 - no password fits it
    for role in roles:
        people.appoint(person=person, organisation=by.organisation, role=role, starts_on=timezone.localtime(now).date())
    client = ApiClient.objects.create(
        public_id=number,
        oidc=_oidc(name, secret, scopes, now),
        organisation=by.organisation,
        person=person,
        name=name,
        procedures=list(procedures),
        purpose=purpose,
        created_at=now,
        created_by=by.person,
    )
    audit.record(
        "clients.registered",
        by=by,
        target=client,
        purpose="administration",
        now=now,
        procedures=list(procedures),
        roles=list(roles),
        scopes=list(scopes),
    )
    return Registered(client, secret)


def _oidc(name: str, secret: str, scopes: Sequence[str], now: datetime) -> Client:
    made = Client(name=name, type=Client.Type.CONFIDENTIAL, response_types="", created_at=now)
    made.set_secret(secret)
    made.set_scopes(list(scopes))
    made.set_default_scopes(list(scopes))
    made.set_grant_types([Client.GrantType.CLIENT_CREDENTIALS])
    made.save()
    return made


@transaction.atomic
def revoke(*, client: ApiClient, by: Staff, now: datetime) -> None:
    """Stop a client at once and for good: its tokens, its secret and its roles; a second time changes nothing."""
    stopped = ApiClient.objects.filter(pk=client.pk, revoked_at=None).update(
        revoked_at=now, revoked_by=by.person, former_secret="", former_until=None
    )
    if not stopped:
        return
    Token.objects.filter(client=client.oidc_id).delete()
    Client.objects.filter(pk=client.oidc_id).update(secret=make_password(None), grant_types="")
    for held in Appointment.objects.filter(person=client.person_id, ends_on=None):
        people.end_appointment(appointment=held, ends_on=timezone.localtime(now).date())
    audit.record("clients.revoked", by=by, target=client, purpose="administration", now=now)


def used(client: ApiClient, *, now: datetime) -> None:
    """Note that it was used, once a minute."""
    with as_system():
        ApiClient.objects.filter(Q(last_used_at=None) | Q(last_used_at__lt=now - MINUTE), pk=client.pk).update(
            last_used_at=now
        )
