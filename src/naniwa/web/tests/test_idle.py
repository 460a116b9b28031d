"""Staff who left their desk are signed out; who goes on working, and applicants, are not."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from naniwa.services.procedures.tests import factories
from naniwa.services.procedures.tests.staff_sessions import signed_in

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Any:
    settings.STAFF_IDLE_SECONDS = 30 * 60
    real, passed = timezone.now, [timedelta(0)]
    monkeypatch.setattr(timezone, "now", lambda: real() + passed[0])

    def later(by: timedelta) -> datetime:
        passed[0] += by
        return timezone.now()

    return later


@pytest.fixture
def desk(db: None) -> Client:
    factories.published()
    return signed_in(factories.staff("reviewer@pref.example.jp", "reviewer"))


def status(client: Client, route: str = "procedures:staff_queue") -> int:
    return client.get(reverse(route)).status_code


def test_a_desk_left_for_half_an_hour_is_signed_out(desk: Client, later: Any) -> None:
    assert status(desk) == 200
    later(30 * MINUTE)
    answer = desk.get(reverse("procedures:staff_queue"))
    assert (answer.status_code, "/sign-in/" in answer.headers["Location"]) == (302, True)
    assert status(desk) == 302, "for good"


def test_who_goes_on_working_stays_signed_in_all_day(desk: Client, later: Any) -> None:
    for _ in range(16):
        later(29 * MINUTE)
        assert status(desk) == 200


def test_a_session_is_not_written_for_every_page(desk: Client, later: Any) -> None:
    status(desk)
    noted = desk.session["last_asked"]
    later(timedelta(seconds=30))
    status(desk)
    assert desk.session["last_asked"] == noted


def test_a_clock_that_is_put_back_signs_nobody_out_and_lengthens_nothing(desk: Client, later: Any) -> None:
    assert status(desk) == 200
    later(timedelta(days=-1))
    assert status(desk) == 200
    later(30 * MINUTE)
    assert status(desk) == 302


def test_an_applicant_who_looks_for_papers_is_not_signed_out(db: None, later: Any) -> None:
    client = Client()
    client.force_login(factories.resident())
    assert status(client, "procedures:mine") == 200
    later(120 * MINUTE)
    assert status(client, "procedures:mine") == 200
