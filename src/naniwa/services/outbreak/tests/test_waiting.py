"""How many people waited stays told when who they were is forgotten."""

from datetime import timedelta

import pytest

from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.outbreak.models import PlacementRequest, WaitingChange
from naniwa.services.outbreak.operations import beds_offers, beds_requests
from naniwa.services.outbreak.queries.dashboard_waiting import waiting
from naniwa.services.outbreak.tests.wards import NOW, asked, hospital, offered, world

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_the_history_of_people_waiting_is_the_same_after_their_requests_are_forgotten() -> None:
    here = world()
    (pool,) = hospital(here)
    gone = [asked(here, f"KN-0000-0000-000{number}") for number in range(3)]
    for number, one in enumerate(gone, start=1):
        beds_requests.withdraw(request=one, by=here.caller, now=NOW + number * DAY)
    placed = asked(here, "KN-0000-0000-0007")
    offer = offered(here, placed, pool)
    beds_offers.accept(offer=offer, by=here.ward, now=NOW)
    beds_offers.arrive(offer=offer, by=here.ward, now=NOW + DAY)
    asked(here, "KN-0000-0000-0009", now=NOW + 2 * DAY)
    before = waiting()
    assert list(before.values()) == [3, 2, 2, 1]
    for late in (92, 93, 94):  # some of a day are forgotten later than others
        beds_requests.forget(now=NOW + late * DAY)
        assert {day: count for day, count in waiting().items() if day in before} == before
    with as_system():
        assert (PlacementRequest.objects.count(), WaitingChange.objects.exists()) == (1, True)
    assert beds_requests.forget(now=NOW + 94 * DAY) == 0
    assert waiting() == before
