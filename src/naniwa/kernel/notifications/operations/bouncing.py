"""When a mail comes back."""

from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.db import transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.events import operations as events
from naniwa.kernel.notifications import bounces
from naniwa.kernel.notifications.events import MessageBounced
from naniwa.kernel.notifications.models import Message, State
from naniwa.kernel.organisations.isolation import as_system

FROM = (State.SENT, State.UNCONFIRMED, State.SENDING)


@transaction.atomic
def bounced(number: UUID, *, reason: str, now: datetime) -> bool:
    """Mark a message as come back and tell others; False if it is not ours or was marked before."""
    message = Message.objects.select_for_update().filter(pk=number, state__in=FROM).first()
    if message is None:
        return False
    message.state, message.error = State.BOUNCED, reason
    message.save(update_fields=["state", "error"])
    audit.record("notifications.bounced", by=None, target=message, now=now, reason=reason)
    events.emit(MessageBounced(str(message.pk), message.reference, reason), now=now)
    return True


def read_bounces(maildir: Path, *, now: datetime) -> int:
    """Take what a mail server has put into `new/` of a maildir, move it to `cur/`; returns how many were ours.

    Each is marked in a transaction of its own before it is moved, so that none is lost. A mail that is not a
    bounce is left for people to read in `cur/`.
    """
    ours = 0
    for path in sorted((maildir / "new").iterdir()):
        try:
            bounce = bounces.read(path.read_bytes())
        except bounces.NotABounce:
            pass
        else:
            with as_system():
                ours += bounced(bounce.message, reason=f"{bounce.status} {bounce.reason}".strip(), now=now)
        path.rename(maildir / "cur" / f"{path.name}:2,S")
    return ours
