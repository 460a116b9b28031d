"""Fifty people who press at the same moment, each over a connection of their own: a place is never given twice."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection

from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.appointments.models import Booking, Seat
from naniwa.services.appointments.operations import booking as bookings
from naniwa.services.appointments.rules.broken import Taken
from naniwa.services.appointments.tests.counter import MONDAY, NOW, VISITOR, fresh, held, hours, lead, window

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS = 50
LATER = MONDAY + timedelta(minutes=30)


def at_once(work: Callable[[int], str]) -> Counter[str]:
    """What came of it for each of fifty, who all wait for the last."""
    line = Barrier(WRITERS)

    def in_thread(number: int) -> str:
        try:
            connection.ensure_connection()
            line.wait(timeout=60)
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as pool:
        return Counter(pool.map(in_thread, range(WRITERS)))


def places() -> list[tuple[object, ...]]:
    with as_system():
        return list(Seat.objects.values_list("window_id", "number", "starts_at"))


def test_of_fifty_who_want_three_places_three_have_them() -> None:
    at = window(lead(), hours(capacity=3))

    def press(number: int) -> str:
        try:
            held(at, visitor=replace(VISITOR, email=f"p{number}@example.jp"))
        except Taken:
            return "taken"
        return "booked"

    assert at_once(press) == {"booked": 3, "taken": WRITERS - 3}
    assert len(places()) == len(set(places())) == 3


def test_fifty_presses_of_one_form_are_one_booking() -> None:
    at, press = window(lead(), hours(capacity=50)), uuid4()
    at_once(lambda _number: str(held(at, press=press).pk))
    with as_system():
        assert (Booking.objects.count(), Seat.objects.count()) == (1, 1)


def test_fifty_who_book_and_move_between_two_times_never_share_a_place() -> None:
    at = window(lead(), hours(capacity=25))
    made = [
        held(at, begins=(MONDAY, LATER)[n % 2], visitor=replace(VISITOR, email=f"p{n}@example.jp")) for n in range(40)
    ]

    def press(number: int) -> str:
        try:
            if number < len(made):
                to = LATER if made[number].starts_at == MONDAY else MONDAY
                bookings.move(booking=made[number], begins=to, by=None, now=NOW)
            else:
                held(at, visitor=replace(VISITOR, email=f"p{number}@example.jp"))
        except Taken:
            return "taken"
        return "done"

    told = at_once(press)
    assert set(told) <= {"done", "taken"}
    assert len(places()) == len(set(places()))
    with as_system():
        assert Seat.objects.count() == Booking.objects.exclude(state="cancelled").count()
    assert all(one.seat and one.seat.starts_at == one.starts_at for one in map(fresh, made))
