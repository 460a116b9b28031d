"""The name of a session for services, and hearing of its end."""

from secrets import token_urlsafe

from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest  # noqa: TID251 - listens to sessions
from django.utils import timezone

from naniwa.kernel.connections import operations
from naniwa.kernel.connections.sessions import SID


def sid_of(request: HttpRequest) -> str:
    """What services call this session; made when it is first asked for."""
    return str(request.session.setdefault(SID, token_urlsafe(24)))


@receiver(user_logged_out)
def left(*, request: HttpRequest | None, **_others: object) -> None:
    """Services that were entered from the session are told of its end."""
    sid = request.session.get(SID) if request is not None else None
    if sid:
        operations.tell_of_sign_out(sid=sid, now=timezone.now())  # noqa: TID251 - a signal gives no time
