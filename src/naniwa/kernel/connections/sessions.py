"""Which sessions here still hold, by the name that services know them by."""

from collections.abc import Collection
from datetime import datetime

from django.contrib.sessions.models import Session

SID = "connections_sid"
"""Where a session keeps its name for services."""
AT_ONCE = 500


def holding(sids: Collection[str], *, now: datetime) -> set[str]:
    """Those of these names whose session is there and not over. Reads sessions until it has found all of them."""
    found: set[str] = set()
    for session in Session.objects.filter(expire_date__gt=now).iterator(AT_ONCE):
        if found == set(sids):
            break
        sid = str(session.get_decoded().get(SID, ""))
        if sid in sids:
            found.add(sid)
    return found
