"""Letting a service know somebody, giving it a code, and taking the permission back."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.connections.asking import Asked
from naniwa.kernel.connections.models import Connection, Grant, Party
from naniwa.kernel.connections.operations.digests import digest, new_secret
from naniwa.kernel.connections.operations.leaving import put_off
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.models import Person


@transaction.atomic
def connect(*, party: Party, person: Person, scopes: Sequence[str], now: datetime) -> Connection:
    """The person agrees that the service is told these scopes, and those agreed to before."""
    held, made = Connection.objects.select_for_update().get_or_create(
        party=party,
        person=person,
        defaults={"scopes": list(scopes), "connected_at": now, "used_at": now},
    )
    lapsed = held.ended_at is not None
    told = [] if lapsed else held.scopes
    wanted = [*told, *(scope for scope in scopes if scope not in told)]
    if made or lapsed or wanted != held.scopes:
        held.scopes, held.ended_at = wanted, None
        held.connected_at = now if lapsed else held.connected_at
        held.save(update_fields=["scopes", "ended_at", "connected_at"])
        audit.record(
            "connections.connected", by=person, target=held, subject=person, now=now, service=party.name, scopes=wanted
        )
    return held


@transaction.atomic
def grant(*, connection: Connection, asked: Asked, level: str, sid: str, now: datetime) -> str:
    """A code for one sign-in, good for a minute and once."""
    code = new_secret()
    Grant.objects.create(
        connection=connection,
        code_digest=digest(code),
        redirect_uri=asked.redirect_uri,
        challenge=asked.challenge,
        nonce=asked.nonce,
        scopes=" ".join(asked.scopes),
        level=level,
        sid=sid,
        at=now,
    )
    return code


@transaction.atomic
def end(*, person: Person, number: UUID, now: datetime) -> None:
    """The service learns nothing more from now on, and is told to sign the person out. Again changes nothing."""
    with as_system():  # the service's own row is hidden from the person
        held = Connection.objects.select_for_update(of=("self",)).select_related("party")
        found = held.filter(person=person, public_id=number, ended_at=None).first()
        if found is None:
            return
        found.ended_at = now
        found.save(update_fields=["ended_at"])
        audit.record("connections.ended", by=person, target=found, subject=person, now=now, service=found.party.name)
        put_off([found], sid="")
