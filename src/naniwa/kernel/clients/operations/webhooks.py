"""Where a client is told, and the secret that its tellings are signed with."""

from datetime import datetime, timedelta

from django.db import transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.clients import boxes, outgoing
from naniwa.kernel.clients.models import ApiClient, Webhook
from naniwa.kernel.people.access import Staff
from naniwa.library import webhook_signatures

ABOUT = "webhook-secret"
BOTH_SIGN = timedelta(hours=24)


@transaction.atomic
def set_webhook(*, client: ApiClient, url: str, by: Staff, now: datetime) -> str:
    """Tell the client at this address from now on; returns a secret, shown once. Raises NotAllowed, NotDelivered."""
    outgoing.check_reachable(url)
    secret = webhook_signatures.new_secret()
    fresh = {
        "url": url,
        "sealed_secret": boxes.seal(secret, about=ABOUT),
        "sealed_before": "",
        "before_until": None,
        "paused_until": None,
        "created_at": now,
    }
    Webhook.objects.update_or_create(client=client, defaults=fresh)
    audit.record("clients.webhook_set", by=by, target=client, purpose="administration", now=now, url=url)
    return secret


@transaction.atomic
def renew_secret(*, webhook: Webhook, by: Staff, now: datetime) -> str:
    """A new secret, to be shown once; for a day the one before signs beside it."""
    secret = webhook_signatures.new_secret()
    webhook.sealed_before, webhook.before_until = webhook.sealed_secret, now + BOTH_SIGN
    webhook.sealed_secret = boxes.seal(secret, about=ABOUT)
    webhook.save(update_fields=["sealed_secret", "sealed_before", "before_until"])
    audit.record("clients.webhook_secret_renewed", by=by, target=webhook.client, purpose="administration", now=now)
    return secret


@transaction.atomic
def remove_webhook(*, client: ApiClient, by: Staff, now: datetime) -> None:
    """Tell it no more; what is on its way is not sent."""
    if Webhook.objects.filter(client=client).delete()[0]:
        audit.record("clients.webhook_removed", by=by, target=client, purpose="administration", now=now)


def secrets_in_force(webhook: Webhook, *, now: datetime) -> list[str]:
    """The newest first. Raises Unreadable."""
    sealed = [webhook.sealed_secret]
    if webhook.before_until and now < webhook.before_until:
        sealed.append(webhook.sealed_before)
    return [boxes.unseal(one, about=ABOUT) for one in sealed]
