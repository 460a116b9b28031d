"""Booking, confirming, moving and cancelling: places, mails, calendar files and events."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from naniwa.kernel.events.models import StoredEvent
from naniwa.kernel.notifications.composing import compose
from naniwa.kernel.notifications.models import Message
from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.appointments.models import Booking, Seat
from naniwa.services.appointments.operations import booking as bookings
from naniwa.services.appointments.operations import keeping, receiving, upkeep
from naniwa.services.appointments.queries import links
from naniwa.services.appointments.rules.broken import HoldOver, NotNow, NotOffered, Overlapping, Taken, TooMany
from naniwa.services.appointments.tests.counter import (
    MONDAY,
    NOW,
    VISITOR,
    booked,
    clerk,
    fresh,
    held,
    hours,
    lead,
    resident,
    window,
)

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(minutes=30)


def mails() -> list[Message]:
    with as_system():
        return list(Message.objects.select_related("organisation").order_by("created_at", "template"))


def events(name: str) -> list[dict[str, object]]:
    with as_system():
        return list(StoredEvent.objects.filter(name=name).values_list("payload", flat=True))


def test_a_signed_in_person_has_the_place_at_once_and_a_file_for_the_calendar() -> None:
    made = booked(window(lead()), origin="procedures:KX-0000-0000-0000")
    mail = compose(mails()[0])
    part = next(one for one in mail.message().walk() if one.get_content_type() == "text/calendar")
    assert made.state == "booked"
    assert part.get_param("method") == "REQUEST"
    assert f"UID:{made.public_id}@" in bytes(part.get_payload(decode=True)).decode()
    assert links.address(made) in mail.body
    assert [event["origin"] for event in events("appointments.booked")] == ["procedures:KX-0000-0000-0000"]


def test_anybody_else_has_it_once_the_mail_is_opened() -> None:
    made = held(window(lead()))
    assert (made.state, events("appointments.booked")) == ("held", [])
    assert links.address(made, links.CONFIRM) in mails()[0].body
    bookings.confirm(booking=made, now=NOW + timedelta(minutes=29))
    assert fresh(made).state == "booked"
    assert [mail.template for mail in mails()] == ["appointments.confirm", "appointments.booked"]


def test_a_place_that_nobody_confirmed_is_free_for_whoever_wants_it() -> None:
    at = window(lead(), hours(capacity=1))
    first, over = held(at), NOW + timedelta(minutes=31)
    with pytest.raises(Taken):
        held(at, visitor=replace(VISITOR, email="other@example.jp"))
    second = held(at, visitor=replace(VISITOR, email="other@example.jp"), now=over)
    assert (fresh(first).state, second.state) == ("cancelled", "held")
    with pytest.raises(HoldOver):
        bookings.confirm(booking=first, now=over)


def test_the_job_gives_back_what_nobody_confirmed() -> None:
    made = held(window(lead()))
    with as_system():
        assert upkeep.lapse_held(now=NOW + timedelta(minutes=31)) == 1
        assert (fresh(made).state, Seat.objects.count()) == ("cancelled", 0)


def test_one_form_pressed_twice_is_one_booking() -> None:
    at, press = window(lead()), uuid4()
    assert held(at, press=press).pk == held(at, press=press).pk
    assert len(mails()) == 1


@pytest.mark.parametrize("wrong", [MONDAY + timedelta(minutes=1), MONDAY + timedelta(days=1), NOW, MONDAY + timedelta(days=35)])  # fmt: skip
def test_what_the_window_does_not_offer_cannot_be_booked(wrong: object) -> None:
    with pytest.raises(NotOffered):
        booked(window(lead()), begins=wrong)  # type: ignore[arg-type] # a column of datetimes


def test_a_mail_address_hoards_no_window() -> None:
    at = window(lead())
    for number in range(bookings.MOST_TO_COME):
        booked(at, begins=MONDAY + number * timedelta(minutes=30))
    with pytest.raises(TooMany):
        booked(at, begins=MONDAY + timedelta(days=7))


def test_a_moved_booking_keeps_its_uid_and_frees_its_old_place() -> None:
    at = window(lead(), hours(capacity=1))
    made = booked(at)
    moved = bookings.move(booking=made, begins=LATER, by=made.person, now=NOW)
    calendar = mails()[-1].calendar
    assert (moved.starts_at, moved.sequence, moved.reference) == (LATER, 1, made.reference)
    assert f"UID:{made.public_id}@" in calendar
    assert "SEQUENCE:1\r\n" in calendar
    assert "METHOD:REQUEST" in calendar
    assert booked(at, visitor=replace(VISITOR, email="b@example.jp")).starts_at == MONDAY
    assert len(events("appointments.moved")) == 1


def test_a_move_to_a_place_that_is_taken_keeps_the_old_one() -> None:
    at = window(lead(), hours(capacity=1))
    made = booked(at)
    booked(at, begins=LATER, visitor=replace(VISITOR, email="b@example.jp"))
    with pytest.raises(Taken):
        bookings.move(booking=made, begins=LATER, by=made.person, now=NOW)
    assert fresh(made).starts_at == MONDAY


def test_a_cancelled_booking_takes_itself_out_of_the_calendar_once() -> None:
    made = booked(window(lead()))
    for _ in range(2):
        bookings.cancel(booking=made, by=made.person, now=NOW)
    calendar = mails()[-1].calendar
    assert "METHOD:CANCEL" in calendar
    assert f"UID:{made.public_id}@" in calendar
    assert (len(events("appointments.cancelled")), len(mails())) == (1, 2)
    with as_system():
        assert Seat.objects.count() == 0


def test_what_is_over_is_neither_moved_nor_cancelled() -> None:
    made = booked(window(lead()))
    over = MONDAY + timedelta(minutes=1)
    with pytest.raises(NotNow):
        bookings.cancel(booking=made, by=made.person, now=over)
    with pytest.raises(NotNow):
        bookings.move(booking=made, begins=MONDAY + timedelta(days=7), by=made.person, now=over)


def test_the_day_goes_from_called_to_done_and_back() -> None:
    leader = lead()
    made, by = booked(window(leader)), clerk()
    with as_system():
        assert receiving.mark(booking=made, act="call", by=by, now=MONDAY).state == "called"
        assert receiving.mark(booking=made, act="call", by=by, now=MONDAY).state == "called"
        done = receiving.mark(booking=made, act="finish", by=by, now=MONDAY)
        assert (done.state, done.finished_at) == ("done", MONDAY)
        back = receiving.mark(booking=made, act="undo", by=by, now=MONDAY)
        assert (back.state, back.called_at, back.finished_at) == ("booked", None, None)
        assert receiving.mark(booking=made, act="miss", by=by, now=MONDAY).state == "no_show"


def test_nobody_who_cancelled_is_called_in() -> None:
    made = booked(window(lead()))
    bookings.cancel(booking=made, by=made.person, now=NOW)
    with as_system(), pytest.raises(NotNow):
        receiving.mark(booking=made, act="call", by=clerk(), now=MONDAY)


def test_whoever_comes_tomorrow_is_reminded_once() -> None:
    made = booked(window(lead()))
    held(made.window, begins=LATER, visitor=replace(VISITOR, email="b@example.jp"))
    with as_system():
        for _ in range(2):
            upkeep.remind(now=MONDAY - timedelta(days=1))
    assert [mail.template for mail in mails()].count("appointments.reminder") == 1


def test_the_staff_s_counter_books_without_mail_at_a_time_that_is_no_longer_offered() -> None:
    at, by = window(lead()), clerk()
    visitor = replace(VISITOR, email="")
    made = bookings.book_at_counter(window=at, begins=MONDAY, visitor=visitor, press=uuid4(), by=by, now=MONDAY)
    assert (made.state, made.channel, made.made_by, mails()) == ("booked", "counter", by.person, [])


def test_hours_that_overlap_are_refused() -> None:
    by = lead()
    at = window(by)
    with as_system(), pytest.raises(Overlapping):
        keeping.add_hours(window=at, number=uuid4(), rule=hours(minutes=15), by=by, now=NOW)


def test_a_change_of_length_lets_nobody_overlap_with_who_booked_before() -> None:
    """A booking from 9:30 to 10:00 stands; from now on there are appointments of an hour at one place."""
    by = lead()
    at = window(by, hours(capacity=1))
    booked(at)
    with as_system():
        keeping.end_hours(hours=at.hours.get(), last=NOW.date(), by=by, now=NOW)
        keeping.add_hours(window=at, number=uuid4(), rule=hours(capacity=1, minutes=60, since=MONDAY.date()), by=by, now=NOW)  # fmt: skip
    with pytest.raises(Taken):
        booked(at, begins=MONDAY - timedelta(minutes=30), visitor=replace(VISITOR, email="b@example.jp"))
    assert booked(at, begins=LATER, visitor=replace(VISITOR, email="b@example.jp")).ends_at == LATER + timedelta(
        hours=1
    )


def test_a_closure_calls_off_what_lies_in_it_and_offers_nothing_there() -> None:
    by = lead()
    at = window(by)
    inside, outside = booked(at), booked(at, begins=MONDAY + timedelta(days=7))
    with as_system():
        keeping.close(
            window=at, whole_office=True, number=uuid4(), starts_at=MONDAY - timedelta(hours=2),
            ends_at=MONDAY + timedelta(hours=5), words=("設備の点検", ""), cancel=True, by=by, now=NOW,
        )  # fmt: skip
    assert (fresh(inside).state, fresh(outside).state) == ("cancelled", "booked")
    assert [mail.template for mail in mails()][-1] == "appointments.called_off"
    with pytest.raises(NotOffered):
        booked(at)


def test_after_ninety_days_nothing_says_who_came() -> None:
    made = booked(window(lead()), person=resident())
    with as_system():
        assert upkeep.erase_old(now=MONDAY + timedelta(days=90)) == 0
        assert upkeep.erase_old(now=MONDAY + timedelta(days=91)) == 1
        kept = Booking.objects.get(pk=made.pk)
    assert (kept.name, kept.name_kana, kept.email, kept.phone, kept.person) == ("", "", "", "", None)
    assert (kept.state, mails(), links.opened(links.token(made))) == ("booked", [], None)


def test_a_link_opens_its_own_page_and_no_other() -> None:
    made = held(window(lead()))
    assert links.opened(links.token(made)) == made
    assert links.opened(links.token(made, links.CONFIRM)) is None
    assert links.opened(links.token(made), links.CONFIRM) is None
    assert links.opened(links.token(made)[:-1] + "A") is None
    assert links.opened("no-such-token") is None
