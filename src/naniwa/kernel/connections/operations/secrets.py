"""A service's secret: proved, and renewed so that the one before holds for a week beside it."""

import hmac
from datetime import datetime
from uuid import UUID

from django.db import transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.clients.operations import BOTH_HOLD, AlreadyRenewed, Stopped
from naniwa.kernel.connections.models import Party
from naniwa.kernel.connections.operations.digests import digest, new_secret
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.access import Staff


@transaction.atomic
def renew_secret(*, party: Party, seen: datetime | None, keep_former: bool, by: Staff, now: datetime) -> str:
    """A new secret, to be shown once; the one before holds for a week more, or ends at once.

    `seen` is when it was renewed last, as far as the administrator knew. Raises AlreadyRenewed, Stopped.
    """
    kept = Party.objects.select_for_update().get(pk=party.pk)
    if kept.stopped_at:
        raise Stopped
    if kept.secret_renewed_at != seen:
        raise AlreadyRenewed
    secret = new_secret()
    kept.former_digest = kept.secret_digest if keep_former else ""
    kept.former_until = now + BOTH_HOLD if keep_former else None
    kept.secret_digest, kept.secret_renewed_at = digest(secret), now
    kept.save(update_fields=["secret_digest", "secret_renewed_at", "former_digest", "former_until"])
    until = kept.former_until.isoformat() if kept.former_until else None
    audit.record(
        "connections.secret_renewed", by=by, target=kept, purpose="administration", now=now, former_until=until
    )
    return secret


def known_party(client_id: str, secret: str, *, now: datetime) -> Party | None:
    """The service that proves itself by its secret, or by the former one in its last week, if it was not stopped."""
    try:
        number = UUID(client_id)
    except ValueError:
        return None
    with as_system():
        party = Party.objects.filter(client_id=number, stopped_at=None).first()
    if party is None:
        return None
    former = party.former_digest if party.former_until and now < party.former_until else ""
    told = digest(secret)
    held = [hmac.compare_digest(known, told) for known in (party.secret_digest, former)]
    return party if any(held) else None
