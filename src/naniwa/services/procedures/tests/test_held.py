"""What was typed in an expired session is kept aside within bounds: for things that exist, so often, so long."""

from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from naniwa.kernel.people.models import Person
from naniwa.services.procedures.tests import factories
from naniwa.services.procedures.tests.browser import words
from naniwa.services.procedures.tests.journeys import JOURNEY
from naniwa.services.procedures.views.applicant.held import HELD, MADE_UP, PAGES
from naniwa.services.procedures.views.stale import LASTS

pytestmark = pytest.mark.django_db
OURS = {"origin": "http://testserver"}


@pytest.fixture
def person() -> Person:
    factories.published(JOURNEY, now=timezone.now())
    return factories.resident()


@pytest.fixture
def url(person: Person) -> str:
    client = Client()
    client.force_login(person)
    return str(client.get("/procedures/journey/apply/", follow=True).request["PATH_INFO"])


def send(client: Client, url: str) -> Client:
    answer = client.post(url, {"phone": "06-6941-0351"}, headers=OURS)
    assert (answer.status_code, answer["Location"]) == (302, url)
    return client


def test_a_stranger_fills_no_table_with_pages_that_do_not_exist(url: str) -> None:
    held = 0
    for _ in range(MADE_UP.times + 5):
        held += HELD in send(Client(), f"/drafts/{uuid4()}/who/").session
    assert held == MADE_UP.times
    assert HELD not in send(Client(), "/applications/JB-0000-0000-0000/correction/").session
    assert HELD in send(Client(), url).session


def test_one_page_is_kept_aside_so_often_in_an_hour_and_no_more(url: str) -> None:
    sessions = [send(Client(), url).session for _ in range(PAGES.times + 1)]
    assert [HELD in session for session in sessions] == [*[True] * PAGES.times, False]
    last = send(Client(), url)
    assert "とっておけませんでした" in words(last.get(url, follow=True))


def test_what_is_kept_aside_for_nobody_lasts_two_hours_and_a_session_as_long_as_any_after_sign_in(
    url: str, person: Person
) -> None:
    client = send(Client(), url)
    assert client.session.get_expiry_date() <= timezone.now() + LASTS
    client.force_login(person)
    client.get(url)
    assert client.session.get_expiry_date() > timezone.now() + 5 * LASTS
