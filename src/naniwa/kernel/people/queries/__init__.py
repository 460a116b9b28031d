"""Reads of people and their sign-in."""

from naniwa.kernel.people.queries.people import by_email, by_reference
from naniwa.kernel.people.queries.staff import (
    ACTING_FOR,
    appointments_in,
    organisations_of,
    staff_in_session,
)

__all__ = [
    "ACTING_FOR",
    "appointments_in",
    "by_email",
    "by_reference",
    "organisations_of",
    "staff_in_session",
]
