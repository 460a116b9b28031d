"""Telling services that somebody signed out here or took a permission back: OpenID Connect back-channel logout."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.db import transaction

from naniwa.kernel.clients import outgoing
from naniwa.kernel.connections.models import Connection, Grant
from naniwa.kernel.connections.operations.exchanging import signed
from naniwa.kernel.connections.sessions import holding
from naniwa.kernel.jobs import defer_many_by_name
from naniwa.kernel.organisations.isolation import as_system

JOB = "connections.tell"
EVENT = "http://schemas.openid.net/event/backchannel-logout"
LASTS = timedelta(minutes=2)
KEPT = timedelta(days=1)
"""Longer than any session here lasts."""


@transaction.atomic
def tell_of_sign_out(*, sid: str, now: datetime) -> int:
    """Each service that was entered from this session, once; returns how many."""
    with as_system():
        entered = Grant.objects.select_for_update().filter(sid=sid, told_at=None)
        numbers = set(entered.values_list("connection_id", flat=True))
        Grant.objects.filter(sid=sid, told_at=None).update(told_at=now)
        return put_off(Connection.objects.select_related("party").filter(pk__in=numbers), sid=sid)


def tell_of_lost_sessions(*, now: datetime) -> int:
    """Services entered from sessions that expired, or were ended from another device; returns how many are told."""
    with as_system():
        entered = set(Grant.objects.filter(told_at=None).values_list("sid", flat=True).distinct())
        lost = entered - holding(entered, now=now) if entered else set()
    return sum(tell_of_sign_out(sid=sid, now=now) for sid in sorted(lost))


def put_off(connections: Iterable[Connection], *, sid: str) -> int:
    """Queue the telling of those whose service wants to hear of it; without a session, all of them are meant."""
    wanted = [one for one in connections if one.party.logout_uri]
    defer_many_by_name(JOB, [{"number": str(one.public_id), "sid": sid} for one in wanted])
    return len(wanted)


def tell(*, number: UUID, sid: str, now: datetime) -> None:
    """Tell one service; outside any transaction, so that a slow one holds no row. Raises NotDelivered, NotAllowed."""
    with as_system():
        connection = Connection.objects.select_related("party").filter(public_id=number).first()
        if connection is None or not connection.party.logout_uri:
            return
        party = connection.party
        claims = {"sub": str(connection.subject), "jti": str(uuid4()), "events": {EVENT: {}}}
        token = signed(claims | ({"sid": sid} if sid else {}), party=party, lasts=LASTS, now=now, kind="logout+jwt")
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    outgoing.post(party.logout_uri, urlencode({"logout_token": token}).encode(), headers)


def forget_grants(*, now: datetime) -> int:
    """Sign-ins of sessions that are long over; returns how many went."""
    return Grant.objects.filter(at__lt=now - KEPT).delete()[0]
