"""What a caller wants said to one person."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.models import Person


@dataclass(frozen=True, kw_only=True)
class Outgoing:
    """One message to be. `key` names the occasion: a second message with the same key is not made.

    Address, name and language are `to`'s own unless given. With no usable address it becomes a letter to
    `postal_address` (lines). `person` is whose data it holds, `to` unless given. `calendar` is an iCalendar
    file that goes with the mail.
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
