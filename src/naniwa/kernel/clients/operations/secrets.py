"""The secret that a client proves itself by: renewed with an overlap, so that the partner changes it at its leisure."""

from datetime import datetime, timedelta

from allauth.idp.oidc.adapter import get_adapter
from allauth.idp.oidc.models import Client, Token
from django.contrib.auth.hashers import check_password
from django.db import transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.clients.models import ApiClient
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.access import Staff

BOTH_HOLD = timedelta(days=7)


class AlreadyRenewed(Exception):
    """The secret was renewed since the administrator looked; the new one is not told a second time."""


class Stopped(Exception):
    """Who was stopped needs no secret."""


@transaction.atomic
def renew_client_secret(
    *, client: ApiClient, seen: datetime | None, keep_former: bool, by: Staff, now: datetime
) -> str:
    """A new secret, to be shown once; the one before holds for a week more, or ends at once with all its tokens.

    `seen` is when the secret was renewed last, as far as the administrator knew. Raises AlreadyRenewed, Stopped.
    """
    kept = ApiClient.objects.select_for_update(of=("self",)).select_related("oidc").get(pk=client.pk)
    if kept.revoked_at:
        raise Stopped
    if kept.secret_renewed_at != seen:
        raise AlreadyRenewed
    secret: str = get_adapter().generate_client_secret()
    kept.secret_renewed_at = now
    _keep_former(kept, kept.oidc.secret if keep_former else "", now + BOTH_HOLD)
    kept.oidc.set_secret(secret)
    kept.oidc.save(update_fields=["secret"])
    until = kept.former_until.isoformat() if kept.former_until else None
    audit.record("clients.secret_renewed", by=by, target=kept, purpose="administration", now=now, former_until=until)
    return secret


@transaction.atomic
def end_former_secret(*, client: ApiClient, by: Staff, now: datetime) -> None:
    """Only the new secret lets in from now on; a second time changes nothing."""
    kept = ApiClient.objects.select_for_update(of=("self",)).get(pk=client.pk)
    if kept.former_secret:
        _keep_former(kept, "", now)
        audit.record("clients.former_secret_ended", by=by, target=kept, purpose="administration", now=now)


def _keep_former(client: ApiClient, former: str, until: datetime) -> None:
    """Without one, what was issued before ends too."""
    client.former_secret, client.former_until = former, until if former else None
    client.save(update_fields=["secret_renewed_at", "former_secret", "former_until"])
    if not former:
        Token.objects.filter(client=client.oidc_id).delete()


def known_client(client_id: str, *, now: datetime) -> Client | None:
    """As the authorisation server is to see it: let in by either secret while both hold. None for no client of ours."""
    with as_system():
        ours = ApiClient.objects.select_related("oidc").filter(oidc_id=client_id, revoked_at=None).first()
    if ours is None:
        return None
    if ours.former_until and now < ours.former_until:
        hashes = (ours.oidc.secret, ours.former_secret)
        ours.oidc.check_secret = lambda secret: any(check_password(secret, one) for one in hashes)
    return ours.oidc
