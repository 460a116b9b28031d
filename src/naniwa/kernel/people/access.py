"""Who may open a page: decorators for views, and the member of staff who is acting."""

from dataclasses import dataclass

from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.models import Person

__all__ = ["Staff"]


@dataclass(frozen=True)
class Staff:
    """A signed-in member of staff, the organisation they act for now and the roles they hold there."""

    person: Person
    organisation: Organisation
    roles: frozenset[str]

    def may(self, *roles: str) -> bool:
        """Whether one of these roles is held; no role named means any."""
        return not roles or bool(self.roles & set(roles))
