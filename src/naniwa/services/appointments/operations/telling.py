"""What a booking says to its person by mail, with a file for their calendar, and to the rest of the platform."""

from datetime import datetime
from email.utils import parseaddr

from django.conf import settings

from naniwa.kernel.events import operations as events
from naniwa.kernel.notifications import operations as notifications
from naniwa.kernel.notifications.composing import domain
from naniwa.library.icalendar import Meeting, Method, write
from naniwa.library.periods import TOKYO
from naniwa.library.wareki import format_date, format_english
from naniwa.services.appointments.events import Booked
from naniwa.services.appointments.models import Booking
from naniwa.services.appointments.queries import links


def send(booking: Booking, turn: str, *, now: datetime, page: str = links.YOURS, method: Method | None = None) -> None:
    """One mail of a turn ("confirm", "booked", "moved", "cancelled", "reminder"); nobody without an address gets any.

    Run as the system.
    """
    if not booking.email:
        return
    english = booking.language.startswith("en")
    window, office = booking.window, booking.window.office
    notifications.send(
        f"appointments.{turn}",
        to=None,
        person=booking.person,
        name=booking.name,
        address=booking.email,
        language=booking.language,
        organisation=booking.organisation,
        reference=booking.reference,
        key=f"appointments:{booking.public_id}:{turn}:{booking.sequence}",
        context={
            "when": when(booking),
            "place": (english and office.name_en) or office.name,
            "address": office.address,
            "window": (english and window.name_en) or window.name,
            "place_phone": office.phone or booking.organisation.phone,
            "link": links.address(booking, page),
        },
        calendar=calendar(booking, method=method, now=now) if method else "",
        now=now,
    )


def calendar(booking: Booking, *, method: Method, now: datetime) -> str:
    """The booking as an iCalendar file; whatever changes, its UID stays."""
    english = booking.language.startswith("en")
    window, office = booking.window, booking.window.office
    names = ((english and window.name_en) or window.name, (english and office.name_en) or office.name)
    link = links.address(booking)
    words = "Appointment number" if english else "予約番号"
    return write(
        Meeting(
            uid=f"{booking.public_id}@{domain()}",
            sequence=booking.sequence,
            starts_at=booking.starts_at,
            ends_at=booking.ends_at,
            title=f"{names[1]} {names[0]}",
            place=" ".join(part for part in (names[1], office.address) if part),
            text=f"{words} {booking.reference}\n{link}",
            url=link,
            organiser=(booking.organisation.name, parseaddr(settings.DEFAULT_FROM_EMAIL)[1]),
            attendee=(booking.name, booking.email),
        ),
        method=method,
        now=now,
    )


def when(booking: Booking) -> str:
    """`2026年11月9日（月） 9:30〜10:00` in the booking's language."""
    begins, ends = booking.starts_at.astimezone(TOKYO), booking.ends_at.astimezone(TOKYO)
    english = booking.language.startswith("en")
    day = format_english(begins.date()) if english else format_date(begins.date())
    between = " to " if english else "〜"
    return f"{day} {begins:%H:%M}{between}{ends:%H:%M}"


def tell_booked(booking: Booking, *, now: datetime) -> None:
    window = booking.window
    events.emit(
        Booked(
            reference=booking.reference,
            origin=booking.origin,
            organisation=booking.organisation.code,
            office=window.office.reference,
            window=window.reference,
            starts_at=booking.starts_at,
            ends_at=booking.ends_at,
        ),
        now=now,
    )
