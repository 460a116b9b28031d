"""The signed links that open one booking to whoever holds them: from its mail, or from the page after booking it."""

from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.appointments.models import Booking

YOURS, CONFIRM = "appointments:yours", "appointments:confirm"
"""Names of the pages, each with links of its own: one that confirms an address opens nothing before that."""


def token(booking: Booking, page: str = YOURS) -> str:
    return _signer(page).sign(booking.public_id.hex)


def address(booking: Booking, page: str = YOURS) -> str:
    """The whole address, for mails and calendars."""
    return settings.SITE_URL + reverse(page, args=[token(booking, page)])


def opened(carried: str, page: str = YOURS) -> Booking | None:
    """The booking of a link that was signed here and whose person was not erased."""
    try:
        number = UUID(_signer(page).unsign(carried))
    except (BadSignature, ValueError):
        return None
    with as_system():
        bookings = Booking.objects.select_related("window__office", "organisation", "person", "seat")
        return bookings.filter(public_id=number, erased_at=None).first()


def _signer(page: str) -> Signer:
    return Signer(salt=f"naniwa.services.{page}", sep="~")
