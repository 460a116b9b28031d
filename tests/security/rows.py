"""What a row of the table of routes says, and who the people in it are."""

from dataclasses import dataclass, field
from typing import Any

EVERYBODY, PERSON = ("everybody",), ("person",)
CENTRE = ("caller", "supervisor", "physician", "observer")
COORDINATOR = ("coordinator",)
OUTBREAK = ("clinic", *CENTRE, "coordinator", "hospital")
REPORTERS, CALLERS = ("clinic", *CENTRE), ("caller", "supervisor", "physician")
RULES, INTAKE = ("supervisor", "physician"), ("caller", "supervisor")
ANY_STAFF = (
    *("reviewer", "approver", "payer", "releaser", "cashier", "publisher", "administrator", "auditor"),
    *OUTBREAK,
)
READERS = ("reviewer", "approver", "auditor")
MONEY = ("payer", "releaser", "auditor")
HANDLERS = ("payer", "releaser")
TAXES = ("cashier", "approver", "auditor")
DESK = ("cashier", "reviewer", "approver", "auditor")
REVIEWER, APPROVER, ADMINISTRATOR = ("reviewer",), ("approver",), ("administrator",)
LEADS, SENDER, KEEPERS = ("publisher", "administrator"), ("publisher",), ("publisher", "auditor")
RECEPTION = ("reviewer", "approver", "administrator")
GIVERS = ("reviewer", "approver")

type Who = tuple[str, ...]
"""Roles, or EVERYBODY, or PERSON (anybody signed in); empty where the method is not offered."""


@dataclass(frozen=True)
class Route:
    """`owned` lies under the number of a thing that is somebody's; `hidden` is not there (404) for colleagues who may not; `done` is the answer to a POST that was let in."""

    get: Who = ()
    post: Who = ()
    owned: bool = False
    hidden: bool = False
    done: int = 302
    shown: int = 200
    body: dict[str, Any] = field(default_factory=dict)

    @property
    def staffs(self) -> bool:
        return bool(set(self.get + self.post) & set(ANY_STAFF))


READ = Route(get=EVERYBODY)
OWN = Route(get=PERSON)
OWNED = Route(get=PERSON, owned=True)
