"""A call on our own page: the two browsers speak to each other, and no server in between sees or hears anything."""

import hashlib
import hmac
from base64 import b64encode
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from naniwa.services.consultation.meetings.port import Meeting, Server
from naniwa.services.consultation.rules.calls import LONGEST_CALL


class Peer:
    key = "peer"
    title = _("このサイトのビデオ通話に案内する")
    needs_link = False
    on_our_page = True

    def open(self, *, number: UUID, given: str) -> Meeting:  # noqa: ARG002 - our page needs no address
        return Meeting()

    def servers(self, *, number: UUID, now: datetime) -> Sequence[Server]:
        until = int((now + LONGEST_CALL).timestamp())
        return [_server(one, f"{until}:{number}") for one in settings.ICE_SERVERS]


def _server(address: str, name: str) -> Server:
    """`stun:host:port`, or `turn:secret@host:port` with a password that ends with the call.

    As TURN servers with `use-auth-secret` take it (draft-uberti-behave-turn-rest): the name has its end in it.
    """
    scheme, _colon, rest = address.partition(":")
    secret, at, host = rest.rpartition("@")
    if not at:
        return Server(address)
    password = hmac.digest(secret.encode(), name.encode(), hashlib.sha1)
    return Server(f"{scheme}:{host}", name, b64encode(password).decode())
