"""What a way of holding video meetings does for us."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Meeting:
    """`address` leads to another system; it is empty where the call is held on our own page."""

    address: str = ""


@dataclass(frozen=True, slots=True)
class Server:
    """One that helps browsers to find each other, as `RTCIceServer` of WebRTC names its parts."""

    urls: str
    username: str = ""
    credential: str = ""


class MeetingProvider(Protocol):
    """Opens a meeting for a call that a clerk offers; who may come in and when is not its affair."""

    @property
    def key(self) -> str:
        """Kept with the call, such as `peer`."""

    @property
    def title(self) -> str | Promise:
        """What stands on the button that offers it."""

    @property
    def needs_link(self) -> bool:
        """Whether the clerk gives the address of the meeting."""

    @property
    def on_our_page(self) -> bool:
        """Whether faces and voices meet on a page of ours, which is also the only one that can record."""

    def open(self, *, number: UUID, given: str) -> Meeting:
        """`number` is the call's, the same again for the same call. Raises BadLink, MeetingUnavailable."""

    def servers(self, *, number: UUID, now: datetime) -> Sequence[Server]:
        """Whom the browsers of a call may ask for their way to each other; nobody unless the operator says so."""
