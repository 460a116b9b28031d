"""A bed from the request to the arrival, and everything that may come between; and twenty who press at once."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection

from naniwa.kernel.organisations.isolation import Scope, acting_as, as_system
from naniwa.services.outbreak.models import BedPool, BedReport, Facility, Offer, PlacementRequest
from naniwa.services.outbreak.operations import beds, beds_offers, beds_requests
from naniwa.services.outbreak.operations.beds_requests import Asked
from naniwa.services.outbreak.queries import beds as reading
from naniwa.services.outbreak.queries.beds_fairness import fairness
from naniwa.services.outbreak.queries.dashboard_sheets import sheet
from naniwa.services.outbreak.rules.broken import NotYourCase
from naniwa.services.outbreak.rules.placement_broken import (
    AlreadyAsked,
    AlreadyOffered,
    FewerThanNone,
    NoBedLeft,
    NoReason,
    NotWaiting,
    NotYourFacility,
    NotYourRequest,
    OfferAnswered,
    UnsafeBed,
)
from naniwa.services.outbreak.tests.people import centre, reported, staff
from naniwa.services.outbreak.tests.wards import NOW, asked, counts, hospital, offered, world
from naniwa.web.tests.doors import acting

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=10)
COORDINATORS = 20


def state(request: PlacementRequest) -> str:
    with as_system():
        return PlacementRequest.objects.get(pk=request.pk).state


def test_a_bed_is_kept_when_it_is_offered_and_in_use_when_the_person_arrives() -> None:
    here = world()
    (pool,) = hospital(here)
    request = asked(here)
    offer = offered(here, request, pool)
    assert (counts(pool), state(request)) == ((2, 0, 1, 0), "offered")
    beds_offers.accept(offer=offer, by=here.ward, now=LATER)
    assert (counts(pool), state(request)) == ((2, 0, 1, 0), "placed")
    beds_offers.arrive(offer=offer, by=here.ward, now=LATER)
    assert (counts(pool), state(request)) == ((2, 1, 0, 0), "arrived")


def test_a_bed_that_is_refused_is_given_back_with_the_reason_and_the_person_waits_again() -> None:
    here = world()
    (pool,) = hospital(here)
    request = asked(here)
    offer = offered(here, request, pool)
    with pytest.raises(NoReason):
        beds_offers.refuse(offer=offer, refusal="", by=here.ward, now=LATER)
    done = beds_offers.refuse(offer=offer, refusal="staff", note="夜勤1人", by=here.ward, now=LATER)
    assert (done.refusal, done.refusal_note) == ("staff", "夜勤1人")
    assert (counts(pool), state(request)) == ((2, 0, 0, 0), "waiting")
    with pytest.raises(OfferAnswered):
        beds_offers.accept(offer=offer, by=here.ward, now=LATER)


def test_an_offer_that_nobody_answers_expires() -> None:
    here = world()
    (pool,) = hospital(here)
    request = asked(here)
    offer = offered(here, request, pool)
    assert beds_offers.expire(now=NOW + timedelta(minutes=29)) == 0
    late = NOW + timedelta(minutes=30)
    with pytest.raises(OfferAnswered):
        beds_offers.accept(offer=offer, by=here.ward, now=late)
    assert beds_offers.expire(now=late) == 1
    assert (counts(pool), state(request)) == ((2, 0, 0, 0), "waiting")


def test_no_offer_is_made_that_is_unsafe_or_of_a_bed_that_is_not_there_or_to_somebody_who_has_one() -> None:
    here = world()
    ward, room = hospital(here, ("moderate", 1), ("mild", 5))
    first, second = asked(here), asked(here, "KN-0000-0000-0002")
    with pytest.raises(UnsafeBed):
        offered(here, first, room)
    offered(here, first, ward)
    with pytest.raises(AlreadyOffered):
        offered(here, first, ward)
    with pytest.raises(NoBedLeft):
        offered(here, second, ward)


def test_a_request_that_is_withdrawn_gives_its_bed_back() -> None:
    here = world()
    (pool,) = hospital(here)
    request = asked(here)
    offer = offered(here, request, pool)
    with acting_as(Scope(organisation_id=here.caller.organisation.pk)):
        beds_requests.withdraw(request=request, by=here.caller, now=LATER)
        with pytest.raises(NotWaiting):
            beds_requests.withdraw(request=request, by=here.caller, now=LATER)
    with as_system(), pytest.raises(NotYourRequest):
        beds_requests.withdraw(request=request, by=here.ward, now=LATER)
    with as_system():
        assert Offer.objects.get(pk=offer.pk).state == "withdrawn"
    assert (counts(pool), state(request)) == ((2, 0, 0, 0), "withdrawn")


def test_a_request_is_erased_ninety_days_after_its_end() -> None:
    here = world()
    hospital(here)
    ended, waiting = asked(here), asked(here, "KN-2")
    with as_system():
        beds_requests.withdraw(request=ended, by=here.caller, now=NOW)
        assert beds_requests.forget(now=NOW + timedelta(days=90)) == 0
        assert beds_requests.forget(now=NOW + timedelta(days=90, seconds=1)) == 1
        assert list(PlacementRequest.objects.all()) == [waiting]


def test_a_coordinator_takes_an_accepted_offer_back_and_the_person_waits_again() -> None:
    here = world()
    (pool,) = hospital(here)
    request = asked(here)
    beds_offers.accept(offer=offered(here, request, pool), by=here.ward, now=LATER)
    with as_system():
        beds_offers.withdraw(request=request, by=here.coordinator, now=LATER)
    assert (counts(pool), state(request)) == ((2, 0, 0, 0), "waiting")


def test_one_bed_is_sought_for_a_case_at_a_time_and_one_form_asks_once() -> None:
    here, press = world(), uuid4()
    told = Asked(case_reference="KN-1", severity="mild", municipality="271403", deadline=LATER)
    with as_system():
        made = [beds_requests.ask(asked=told, press=press, by=here.caller, now=NOW) for _again in range(2)]
        assert made[0] == made[1]
        with pytest.raises(AlreadyAsked):
            beds_requests.ask(asked=told, press=uuid4(), by=here.caller, now=NOW)


def test_a_hospital_reports_by_taps_also_more_people_than_beds_and_every_report_is_kept() -> None:
    here = world()
    (pool,) = hospital(here, ("severe", 1))
    beds.tap(pool=pool, act="admitted", press=uuid4(), by=here.ward, now=LATER)
    beds.tap(pool=pool, act="admitted", press=uuid4(), by=here.ward, now=LATER)
    press = uuid4()
    for _again in range(2):
        beds.report(pool=pool, staffed=1, occupied=2, cleaning=0, press=press, by=here.ward, now=LATER)
    assert counts(pool) == (1, 2, 0, 0)
    beds.tap(pool=pool, act="left", press=uuid4(), by=here.ward, now=LATER)
    beds.tap(pool=pool, act="cleaned", press=uuid4(), by=here.ward, now=LATER)
    assert counts(pool) == (1, 1, 0, 0)
    with pytest.raises(FewerThanNone):
        beds.tap(pool=pool, act="cleaned", press=uuid4(), by=here.ward, now=LATER)
    with pytest.raises(NotYourFacility):
        beds.tap(pool=pool, act="same", press=uuid4(), by=here.coordinator, now=LATER)
    with as_system():
        assert BedReport.objects.filter(pool=pool).count() == 5


def test_people_who_wait_are_counted_at_the_end_of_each_day() -> None:
    here = world()
    (pool,) = hospital(here)
    asked(here)
    placed = asked(here, "KN-2", now=NOW - timedelta(days=2))
    beds_offers.accept(offer=offered(here, placed, pool), by=here.ward, now=LATER)
    shown = sheet("waiting", days=None, few=False)
    assert shown
    assert list(shown.labels) == ["2021-05-08", "2021-05-09", "2021-05-10"]
    assert [list(line) for line in shown.values] == [[1, 1, 1]]
    told = sheet("waiting", days=None, few=True)
    assert told
    assert [list(line) for line in told.values] == [[None, None, None]]


def test_figures_of_yesterday_are_flagged() -> None:
    here = world()
    (pool,) = hospital(here)
    assert not reading.is_stale(pool, now=NOW + timedelta(hours=12))
    assert reading.is_stale(pool, now=NOW + timedelta(hours=13))


def test_waiting_is_told_by_area_and_age_without_medians_of_few() -> None:
    here = world()
    (pool,) = hospital(here, ("moderate", 9))
    for number in range(6):
        request = asked(here, f"KN-{number}", municipality="272078" if number else "271403")
        beds_offers.accept(offer=offered(here, request, pool), by=here.ward, now=NOW + timedelta(minutes=20))
    gone = asked(here, "KN-7", age="70", now=NOW - timedelta(hours=4))
    with as_system():
        beds_requests.withdraw(request=gone, by=here.caller, now=NOW)
        areas, ages = fairness(days=7, now=LATER)
    assert [(one.code, one.people, one.hours, one.late) for one in areas] == [("三島", 5, 0.3, 0), ("堺市", 2, None, 1)]
    assert [(one.code, one.people, one.withdrawn, one.late) for one in ages] == [("60", 6, 0, 0), ("70", 1, 1, 1)]


def test_each_sees_their_own_part_only() -> None:
    here = world()
    (pool,) = hospital(here)
    offered(here, asked(here), pool)
    elsewhere = replace(here, ward=acting("other@example.jp", "hospital", office="272035"))
    other = hospital(elsewhere, name="よその病院")[0]

    def seen(organisation_id: int) -> tuple[int, ...]:
        with acting_as(Scope(organisation_id=organisation_id)):
            return tuple(model.objects.count() for model in (Facility, BedPool, PlacementRequest, Offer))

    assert seen(here.coordinator.organisation.pk) == (2, 2, 1, 1)
    assert seen(here.caller.organisation.pk) == (0, 0, 1, 1)
    assert seen(here.ward.organisation.pk) == (1, 1, 0, 1)
    assert seen(other.facility.reporter_id) == (1, 1, 0, 0)


def ended(change: Callable[[], object]) -> None:
    """As at the end of a transaction."""
    with as_system(), connection.cursor() as cursor:
        change()
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_no_statement_keeps_a_bed_that_is_not_there_or_for_nobody() -> None:
    here = world()
    (full,), (pool,) = hospital(here, ("moderate", 0), name="満床病院"), hospital(here, ("moderate", 1))
    offer = offered(here, asked(here), pool)
    changes: list[tuple[str, Callable[[], object]]] = [
        ("not there", lambda: BedPool.objects.filter(pk=full.pk).update(reserved=1)),
        ("for nobody", lambda: BedPool.objects.filter(pk=pool.pk).update(reserved=0)),
        ("for nobody", lambda: Offer.objects.filter(pk=offer.pk).update(state="expired", answered_at=NOW)),
        ("for nobody", lambda: Offer.objects.filter(pk=offer.pk).delete()),
    ]
    for words, change in changes:
        with pytest.raises(IntegrityError, match=words):
            ended(change)


@pytest.mark.django_db(transaction=True)
def test_of_twenty_coordinators_who_want_three_beds_three_have_them() -> None:
    here = world()
    (pool,) = hospital(here, ("moderate", 3))
    requests = [asked(here, f"KN-{number}") for number in range(COORDINATORS)]
    line = Barrier(COORDINATORS)

    def press(number: int) -> str:
        try:
            connection.ensure_connection()
            line.wait(timeout=60)
            offered(here, requests[number], pool)
        except NoBedLeft:
            return "none left"
        finally:
            connection.close()
        return "offered"

    with ThreadPoolExecutor(COORDINATORS) as threads:
        told = Counter(threads.map(press, range(COORDINATORS)))
    assert told == {"offered": 3, "none left": COORDINATORS - 3}
    assert counts(pool) == (3, 0, 3, 0)


@pytest.mark.django_db(transaction=True)
def test_twenty_coordinators_who_offer_one_person_ten_beds_keep_one() -> None:
    here = world()
    pools = hospital(here, *[("moderate", 10)])
    request, line = asked(here), Barrier(COORDINATORS)

    def press(_number: int) -> str:
        try:
            connection.ensure_connection()
            line.wait(timeout=60)
            offered(here, request, pools[0])
        except AlreadyOffered:
            return "already"
        finally:
            connection.close()
        return "offered"

    with ThreadPoolExecutor(COORDINATORS) as threads:
        told = Counter(threads.map(press, range(COORDINATORS)))
    assert told == {"offered": 1, "already": COORDINATORS - 1}
    assert counts(pools[0]) == (10, 0, 1, 0)


def test_a_bed_is_sought_for_a_case_by_its_own_centre_or_by_whoever_coordinates() -> None:
    here = world()
    owner = staff("supervisor")
    centre(owner)
    case = reported(owner)
    with pytest.raises(NotYourCase):
        asked(here, case.reference)
    with as_system():
        told = Asked(case_reference=case.reference, severity="mild", municipality="271004", deadline=NOW)
        beds_requests.ask(asked=told, press=uuid4(), by=here.coordinator, now=NOW)
