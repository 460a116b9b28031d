"""What a provider of identities does, and the three ways in which it may not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from naniwa.kernel.consent.purposes import Words


class Unavailable(Exception):
    """The provider does not answer; may do so later."""


class Cancelled(Exception):
    """The person turned back."""


class NotProven(Exception):
    """What came back proves nothing: forged, stale, of another browser, or refused by the card."""


@dataclass(frozen=True, slots=True)
class Begun:
    """`url` is where the browser goes; `kept` stays in the session until it comes back."""

    url: str
    kept: dict[str, str]


@dataclass(frozen=True, slots=True)
class Proof:
    """`serial` names the holder at this provider, the same each time; it is never kept as it is, nor is a My Number."""

    serial: str = field(repr=False)
    name: str = ""
    name_kana: str = ""


class IdentityProvider(Protocol):
    """Leads a browser away to prove who its owner is, and reads what it brings back."""

    @property
    def key(self) -> str:
        """In addresses, such as `card`."""

    @property
    def title(self) -> Words:
        """What people know it as."""

    @property
    def test(self) -> bool:
        """Whether it is a stand-in that proves nothing; every page that offers it says so."""

    def begin(self, *, back: str, language: str, now: datetime) -> Begun:
        """`back` is the whole address to come back to. Raises Unavailable."""

    def finish(self, *, kept: Mapping[str, str], sent: Mapping[str, str], back: str, now: datetime) -> Proof:
        """`sent` is what the browser brought back. Raises Cancelled, NotProven, Unavailable."""
