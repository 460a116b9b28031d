"""Reads of identities, seen by the person alone."""

from naniwa.kernel.identity.models import IdentityLink
from naniwa.kernel.people.models import Person


def links(person: Person) -> list[IdentityLink]:
    """The cards that are tied to a person now, the oldest first."""
    return list(IdentityLink.objects.filter(person=person, ended_at=None).order_by("linked_at", "pk"))
