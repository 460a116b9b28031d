"""Writes of people and their sign-in."""

from naniwa.kernel.people.operations.addresses import NotAnAddress, normal
from naniwa.kernel.people.operations.appointments import (
    AlreadyAppointed,
    AlreadyEnded,
    NotStaff,
    appoint,
    end_appointment,
)
from naniwa.kernel.people.operations.links import (
    Issued,
    LinkNotValid,
    WrongCode,
    forget_old_links,
    issue,
    peek,
    use,
    use_code,
)
from naniwa.kernel.people.operations.people import (
    AddressTaken,
    BelongsToResident,
    change_address,
    change_password,
    describe,
    name_without_address,
    register,
    register_staff,
)
from naniwa.kernel.people.operations.unused import erase_unused

__all__ = [
    "AddressTaken",
    "AlreadyAppointed",
    "AlreadyEnded",
    "BelongsToResident",
    "Issued",
    "LinkNotValid",
    "NotAnAddress",
    "NotStaff",
    "WrongCode",
    "appoint",
    "change_address",
    "change_password",
    "describe",
    "end_appointment",
    "erase_unused",
    "forget_old_links",
    "issue",
    "name_without_address",
    "normal",
    "peek",
    "register",
    "register_staff",
    "use",
    "use_code",
]
