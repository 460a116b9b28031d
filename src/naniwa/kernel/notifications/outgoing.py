"""What a caller wants said to one person."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from naniwa.kernel.notifications.templates import Template
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.models import Person

COPY = ".agent"
"""How the key of a copy ends."""


@dataclass(frozen=True, kw_only=True)
class Outgoing:
    """One message to be. `key` names the occasion: a second message with the same key is not made.

    Address, name and language are `to`'s own unless given. With no usable address it becomes a letter to
    `postal_address` (lines). `person` is whose data it holds, `to` unless given. `calendar` is an iCalendar
    file that goes with the mail. `note` stands above the wording. `copy` is a second reader of the same words.
    `wording` is said in place of that of `template`.
    """

    template: str
    key: str
    organisation: Organisation
    to: Person | None = None
    context: Mapping[str, object] = field(default_factory=dict)
    reference: str = ""
    name: str = ""
    address: str | None = None
    postal_address: str = ""
    language: str = ""
    partner: Organisation | None = None
    person: Person | None = None
    calendar: str = ""
    note: str = ""
    copy: "Copy | None" = None
    wording: Template | None = None

    def copies(self, now: datetime) -> "list[Outgoing]":
        """The same for the second reader, from whom nothing goes any more once their time is over."""
        if self.copy is None or now >= self.copy.until:
            return []
        return [
            replace(
                self,
                key=f"{self.key}{COPY}",
                to=self.copy.to,
                name=self.copy.name,
                address=None,
                postal_address="",
                language="",
                person=self.person or self.to,
                copy=None,
            )
        ]


@dataclass(frozen=True, kw_only=True)
class Copy:
    """Who reads a message beside the one it is for, until when; they are only written to by mail."""

    to: Person
    name: str
    until: datetime
