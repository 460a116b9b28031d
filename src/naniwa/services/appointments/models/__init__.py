"""Offices with their windows and hours, the places that can be taken, and who took them."""

from naniwa.services.appointments.models.booking import Booking, Channel, State
from naniwa.services.appointments.models.hours import Closure, Hours
from naniwa.services.appointments.models.office import Office, Window
from naniwa.services.appointments.models.seat import Seat

__all__ = ["Booking", "Channel", "Closure", "Hours", "Office", "Seat", "State", "Window"]
