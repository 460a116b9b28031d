"""People as the database keeps them."""

from naniwa.kernel.people.models.appointment import Appointment, Role
from naniwa.kernel.people.models.person import Person, PersonKind

__all__ = ["Appointment", "Person", "PersonKind", "Role"]
