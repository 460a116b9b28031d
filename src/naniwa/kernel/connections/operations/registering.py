"""Registering a service that people may enter with their one ID, suspending it, and letting it in again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.audit.entries import Actor
from naniwa.kernel.clients import outgoing
from naniwa.kernel.connections.asking import SCOPES
from naniwa.kernel.connections.models import Party
from naniwa.kernel.connections.operations.digests import digest, new_secret
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.models import Organisation


class AlreadyRegistered(Exception):
    """The form was sent before; its secret is not told a second time."""


class NotAllowed(Exception):
    """An address or a scope that no service may have; the message names it."""


@dataclass(frozen=True, slots=True)
class Registered:
    """`secret` exists only until it is shown."""

    party: Party
    secret: str


@transaction.atomic
def register(
    *,
    organisation: Organisation,
    name: str,
    operator: str,
    purpose_ja: str,
    purpose_en: str,
    redirect_uris: Sequence[str],
    scopes: Sequence[str] = ("openid",),
    logout_uri: str = "",
    level: str = "email",
    number: UUID | None = None,
    by: Actor = None,
    now: datetime,
) -> Registered:
    """A service with an agreement; addresses are https, and only those named are ever led to.

    `number` becomes its client ID. Raises NotAllowed, AlreadyRegistered.
    """
    for one in [*redirect_uris, *([logout_uri] if logout_uri else [])]:
        check_address(one)
    if "openid" not in scopes or not set(scopes) <= set(SCOPES) or not redirect_uris:
        raise NotAllowed(" ".join(scopes))
    secret = new_secret()
    with as_system():
        if number and Party.objects.filter(client_id=number).exists():
            raise AlreadyRegistered
        party = Party.objects.create(
            client_id=number or uuid4(),
            organisation=organisation,
            name=name,
            operator=operator,
            purpose_ja=purpose_ja,
            purpose_en=purpose_en,
            redirect_uris=list(redirect_uris),
            logout_uri=logout_uri,
            scopes=list(scopes),
            level=level,
            secret_digest=digest(secret),
            created_at=now,
        )
        audit.record("connections.registered", by=by, target=party, organisation=organisation, now=now)
    return Registered(party, secret)


@transaction.atomic
def stop(*, client_id: UUID, by: Actor = None, now: datetime) -> None:
    """Let nobody in there any more. Again changes nothing."""
    _set_stopped(client_id, now, action="connections.stopped", by=by, now=now)


@transaction.atomic
def resume(*, client_id: UUID, by: Actor = None, now: datetime) -> None:
    """Let people in there again, by the addresses and the secret that it had. Again changes nothing."""
    _set_stopped(client_id, None, action="connections.resumed", by=by, now=now)


def _set_stopped(client_id: UUID, at: datetime | None, *, action: str, by: Actor, now: datetime) -> None:
    with as_system():
        party = Party.objects.select_for_update().filter(client_id=client_id).first()
        if party is None or (party.stopped_at is None) == (at is None):
            return
        party.stopped_at = at
        party.save(update_fields=["stopped_at"])
        audit.record(action, by=by, target=party, organisation=party.organisation, now=now)


def check_address(url: str) -> None:
    """Https with a host and without a fragment; http on this machine alone, in demo and tests. Raises NotAllowed."""
    try:
        parts = outgoing.check_url(url)
    except outgoing.NotAllowed as error:
        local = settings.WEBHOOKS_MAY_STAY_LOCAL and urlsplit(url).hostname in {"127.0.0.1", "localhost"}
        if not local:
            raise NotAllowed(url) from error
        return
    if "*" in (parts.hostname or ""):
        raise NotAllowed(url)
