"""Beds and placement by their pages: the centre asks, the coordinator offers what is suggested, the hospital answers."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from naniwa.kernel.audit.models import Record
from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.outbreak.models import Offer, PlacementRequest
from naniwa.services.outbreak.operations import beds_matching
from naniwa.services.outbreak.tests import people
from naniwa.services.outbreak.tests.wards import asked, counts, hospital, world
from naniwa.web.tests.doors import enter

pytestmark = pytest.mark.django_db


def test_from_the_request_to_the_arrival() -> None:
    here, now = world(), timezone.now()
    (pool,) = hospital(here, now=now - timedelta(days=1))
    centre, desk, ward = (enter(Client(), one.person, "mfa") for one in (here.caller, here.coordinator, here.ward))
    form = {"case_reference": "kn-0001", "severity": "moderate_1", "municipality": "271403", "age": "60",
            "score_items": ["diabetes", "oxygen"], "hours": "6", "press": str(uuid4())}  # fmt: skip
    for _again in range(2):
        assert centre.post(reverse("outbreak:ask_bed"), form).status_code == 302
    assert "KN-0001" in centre.get(reverse("outbreak:ask_bed")).content.decode()
    with as_system():
        request = PlacementRequest.objects.get()
    assert (request.score, request.score_name) == (7, "kanagawa-2020-12")
    assert "提案を計算しています" in desk.get(reverse("outbreak:placement")).content.decode()
    beds_matching.match(now=now)
    shown = desk.get(reverse("outbreak:placement")).content.decode()
    for words in (
        "見本総合病院",
        "点数は7点です",
        "症状の程度に合う病床です",
        "古くなっています",
        "ほかに空いている安全な病床はありません",
    ):
        assert words in shown, words
    assert "見本総合病院" in desk.get(reverse("outbreak:placement_one", args=[request.public_id])).content.decode()
    desk.post(reverse("outbreak:offer_bed", args=[request.public_id]), {"pool": pool.reference})
    with as_system():
        offer = Offer.objects.get()
    assert offer.suggested
    assert offer.told["score"] == 7
    assert "KN-0001" in ward.get(reverse("outbreak:own_beds")).content.decode()
    answer = reverse("outbreak:answer_offer", args=[offer.public_id])
    assert "理由を選んでください" in ward.post(answer, {"answer": "refuse"}, follow=True).content.decode()
    ward.post(answer, {"answer": "accept"})
    ward.post(answer, {"answer": "arrive"})
    assert counts(pool) == (2, 1, 0, 0)
    ward.post(reverse("outbreak:tap_beds", args=[pool.public_id]), {"act": "left"})
    ward.post(reverse("outbreak:report_beds", args=[pool.public_id]), {"staffed": 3, "occupied": 2, "cleaning": 0})
    assert counts(pool) == (3, 2, 0, 0)
    assert "見本総合病院" in desk.get(reverse("outbreak:beds")).content.decode()
    assert "堺市" in desk.get(reverse("outbreak:fairness")).content.decode()
    with as_system():
        done = list(
            Record.objects.filter(action__startswith="outbreak.bed_").order_by("pk").values_list("action", flat=True)
        )
        assert Record.objects.filter(action="outbreak.placement_read").exists()
    assert done == [f"outbreak.bed_{act}" for act in ("asked", "offered", "accepted", "taken")]


def test_a_request_for_a_case_of_ones_own_begins_with_what_is_known_of_it() -> None:
    lead = people.staff("supervisor")
    people.centre(lead)
    case = people.reported(lead, now=timezone.now())
    address = reverse("outbreak:ask_bed") + f"?case={case.reference}"
    own = enter(Client(), people.staff("caller").person, "mfa").get(address)
    other = enter(Client(), people.staff("caller", office=people.OTHER).person, "mfa").get(address)
    assert own.content.decode().count(f'value="{case.reference}"') == 1
    assert f'value="{case.reference}"' not in other.content.decode()


def test_a_health_centre_withdraws_its_own_request_and_the_coordinator_takes_an_offer_back() -> None:
    here, now = world(), timezone.now()
    (pool,) = hospital(here, now=now)
    request = asked(here, now=now)
    centre, desk = (enter(Client(), one.person, "mfa") for one in (here.caller, here.coordinator))
    desk.post(reverse("outbreak:offer_bed", args=[request.public_id]), {"pool": pool.reference})
    assert counts(pool) == (2, 0, 1, 0)
    desk.post(reverse("outbreak:take_back", args=[request.public_id]))
    assert counts(pool) == (2, 0, 0, 0)
    desk.post(reverse("outbreak:offer_bed", args=[request.public_id]), {"pool": pool.reference})
    assert counts(pool) == (2, 0, 1, 0)
    centre.post(reverse("outbreak:withdraw_bed", args=[request.public_id]))
    assert counts(pool) == (2, 0, 0, 0)
    with as_system():
        assert PlacementRequest.objects.get().state == "withdrawn"
    assert centre.get(reverse("outbreak:placement")).status_code == 403


def test_who_comes_back_to_the_board_finds_it_as_it_was_filtered_and_nothing_else_is_followed() -> None:
    here, now = world(), timezone.now()
    (pool,) = hospital(here, now=now)
    request = asked(here, now=now)
    desk = enter(Client(), here.coordinator.person, "mfa")
    back = "severity=moderate_1&sort=score&next=https%3A%2F%2Fexample.com"
    form = {"pool": pool.reference, "back": back}
    answer = desk.post(reverse("outbreak:offer_bed", args=[request.public_id]), form)
    assert answer.headers["Location"] == reverse("outbreak:placement") + "?severity=moderate_1&sort=score"
    shown = desk.get(reverse("outbreak:placement") + "?state=offered&severity=severe").content.decode()
    assert "絞り込みを外すと、ほかの人が並びます" in shown


def test_old_suggestions_say_that_they_are() -> None:
    here, now = world(), timezone.now()
    hospital(here, now=now)
    asked(here, now=now - timedelta(hours=1))
    beds_matching.match(now=now - timedelta(minutes=16))
    desk = enter(Client(), here.coordinator.person, "mfa")
    assert "最後に計算したのは" in desk.get(reverse("outbreak:placement")).content.decode()
