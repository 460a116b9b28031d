"""People as the database keeps them."""

from naniwa.kernel.people.models.appointment import Appointment, Role
from naniwa.kernel.people.models.email_link import EmailLink, Purpose
from naniwa.kernel.people.models.limit import Limit
from naniwa.kernel.people.models.person import Person, PersonKind

__all__ = ["Appointment", "EmailLink", "Limit", "Person", "PersonKind", "Purpose", "Role"]
