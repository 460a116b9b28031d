"""Who comes to an office on a day, for its staff."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from naniwa.kernel.people.models import Person
from naniwa.library.periods import start_of
from naniwa.services.appointments.models import Booking, Closure, Hours, Office, Window


def offices_of(organisation_id: int) -> list[Office]:
    return list(Office.objects.filter(organisation_id=organisation_id).order_by("closed_at", "name"))


def windows_of(organisation_id: int) -> list[Window]:
    windows = Window.objects.filter(organisation_id=organisation_id).select_related("office")
    return list(windows.order_by("office__name", "office_id", "pk"))


def office_of(organisation_id: int, number: UUID) -> Office | None:
    return (
        Office.objects.filter(organisation_id=organisation_id, public_id=number).select_related("organisation").first()
    )


def window_of(organisation_id: int, number: UUID) -> Window | None:
    windows = Window.objects.select_related("office", "organisation")
    return windows.filter(organisation_id=organisation_id, public_id=number).first()


def hours_of(window: Window) -> list[Hours]:
    return list(window.hours.order_by("weekday", "begins", "since"))


def closures_of(window: Window, *, now: datetime) -> list[Closure]:
    """Those of the window and of its whole office that are not over."""
    found = Closure.objects.filter(office=window.office_id, ends_at__gt=now).order_by("starts_at")
    return [one for one in found if one.window_id in {None, window.pk}]


def bookings_on(day: date, windows: Sequence[Window]) -> list[Booking]:
    """Everybody who booked these windows for the day, cancelled ones too, in the order of time."""
    begins = start_of(day)
    found = Booking.objects.filter(window__in=windows, starts_at__gte=begins, starts_at__lt=begins + timedelta(days=1))
    return list(found.select_related("window__office", "person").order_by("starts_at", "window_id", "pk"))


def booking_of(organisation_id: int, number: UUID) -> Booking | None:
    bookings = Booking.objects.select_related("window__office", "organisation", "person", "seat")
    return bookings.filter(organisation_id=organisation_id, public_id=number).first()


def within(window_ids: Sequence[int], begins: datetime, ends: datetime) -> list[Booking]:
    """Bookings still to come that touch a span of time."""
    found = Booking.objects.filter(
        window__in=window_ids, state__in=["held", "booked"], starts_at__lt=ends, ends_at__gt=begins
    )
    return list(found.select_related("window__office", "organisation", "person", "seat").order_by("starts_at"))


def own(person: Person, *, since: datetime) -> list[Booking]:
    """A person's bookings from a time on, the next first."""
    found = Booking.objects.filter(person=person, ends_at__gte=since).exclude(state="held")
    return list(found.select_related("organisation").order_by("starts_at"))
