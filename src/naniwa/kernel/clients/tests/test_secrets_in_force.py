"""Which secrets sign what a partner is told: the newest, and for a day the one before it."""

from datetime import UTC, datetime, timedelta

from naniwa.kernel.clients import boxes
from naniwa.kernel.clients.models import Webhook
from naniwa.kernel.clients.operations.webhooks import ABOUT, secrets_in_force
from naniwa.library import webhook_signatures

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


def test_the_secret_before_signs_until_its_time_is_over() -> None:
    new, before = webhook_signatures.new_secret(), webhook_signatures.new_secret()
    webhook = Webhook(
        sealed_secret=boxes.seal(new, about=ABOUT),
        sealed_before=boxes.seal(before, about=ABOUT),
        before_until=NOW,
    )
    assert secrets_in_force(webhook, now=NOW - timedelta(seconds=1)) == [new, before]
    assert secrets_in_force(webhook, now=NOW) == [new]
