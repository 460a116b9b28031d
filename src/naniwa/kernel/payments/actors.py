"""Who acts on money: always a person, perhaps in an office."""

from naniwa.kernel.people.access import Staff
from naniwa.kernel.people.models import Person

type Clerk = Person | Staff


def person_of(clerk: Clerk) -> Person:
    """The person behind the office."""
    return clerk.person if isinstance(clerk, Staff) else clerk
