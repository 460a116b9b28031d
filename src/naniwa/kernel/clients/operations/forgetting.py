"""Forgetting what is over: calls and what was posted after 30 days, tokens and signing keys at once."""

from datetime import datetime, timedelta

from allauth.idp.oidc.models import Token

from naniwa.kernel.clients.models import Call, CallState, Posted
from naniwa.kernel.clients.operations.keys import forget_keys

KEPT = timedelta(days=30)


def forget_old(*, now: datetime) -> int:
    """Returns how many rows went."""
    calls = Call.objects.exclude(state=CallState.WAITING).filter(created_at__lt=now - KEPT).delete()[0]
    posts = Posted.objects.filter(at__lt=now - KEPT).delete()[0]
    tokens = Token.objects.filter(expires_at__lt=now).delete()[0]
    return int(calls + posts + tokens) + forget_keys(now=now)
