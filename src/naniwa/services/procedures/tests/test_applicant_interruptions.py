"""What comes between an applicant and the receipt: other windows, an ended session, another device, the deadline."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from naniwa.kernel.notifications.models import Message
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.models import Person
from naniwa.services.procedures.models import Draft
from naniwa.services.procedures.operations import drafts, intake
from naniwa.services.procedures.queries.applicant import own_draft
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.tests import factories
from naniwa.services.procedures.tests.browser import controls, press, words
from naniwa.services.procedures.tests.journeys import WHO, filled_in, the_application, the_draft
from naniwa.services.procedures.views.applicant import screens


@pytest.fixture
def person(journey: Live) -> Person:
    return factories.resident()


@pytest.fixture
def client(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_a_page_that_another_window_saved_asks_which_to_keep(client: Client) -> None:
    first = client.get("/procedures/journey/apply/", follow=True)
    other = client.get(first.request["PATH_INFO"])
    press(client, first, answers=WHO)
    conflict = press(client, other, answers={**WHO, "phone": "06-9999-9999"})
    assert conflict.status_code == 409
    assert "06-6941-0351" in words(conflict)
    assert "06-9999-9999" in words(conflict)
    assert the_draft().answers["phone"] == "06-6941-0351"
    press(client, conflict)
    assert the_draft().answers["phone"] == "06-9999-9999"


def test_one_window_may_save_again_and_again(client: Client) -> None:
    first = client.get("/procedures/journey/apply/", follow=True)
    url = first.request["PATH_INFO"]
    assert press(client, first, url=f"{url}?auto=1", phone="06-1").status_code == 204
    assert press(client, first, url=f"{url}?auto=1", phone="06-1111-1111").status_code == 204
    assert press(client, first, answers=WHO).status_code == 302


def test_what_was_posted_in_an_expired_session_comes_back_after_signing_in(client: Client, person: Person) -> None:
    first = client.get("/procedures/journey/apply/", follow=True)
    url = first.request["PATH_INFO"]
    client.cookies.clear()
    led = press(client, first, answers=WHO)
    assert led["Location"] == url
    assert client.get(url)["Location"] == f"/account/sign-in/?next={url}"
    client.force_login(person)
    back = client.get(url)
    assert controls(back)["phone"] == ["06-6941-0351"]
    assert the_draft().answers["representative"]["family"] == "辻󠄀"


def test_a_page_whose_token_went_stale_is_held_and_one_from_elsewhere_is_refused(person: Person) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(person)
    first = client.get("/procedures/journey/apply/", follow=True)
    url = first.request["PATH_INFO"]
    sent = {**controls(first), "phone": "06-6941-0351", "csrfmiddlewaretoken": "x" * 64, "save": "next"}
    assert client.post(url, sent, headers={"origin": "https://elsewhere.example"}).status_code == 403
    assert client.post(url, sent).status_code == 403
    assert "phone" not in the_draft().answers
    assert client.post(url, sent, headers={"origin": "http://testserver"})["Location"] == url
    assert controls(client.get(url))["phone"] == ["06-6941-0351"]
    assert the_draft().answers["phone"] == "06-6941-0351"


def test_a_background_save_in_an_expired_session_is_not_taken_for_a_success(client: Client) -> None:
    first = client.get("/procedures/journey/apply/", follow=True)
    client.cookies.clear()
    assert press(client, first, url=f"{first.request['PATH_INFO']}?auto=1", answers=WHO).status_code == 401


def test_other_people_find_nothing_at_these_addresses(client: Client) -> None:
    draft = filled_in(client)
    press(client, client.get(f"/drafts/{draft.pk}/summary/"), consent="yes")
    case = the_application()
    stranger = Client()
    stranger.force_login(factories.resident("stranger@example.jp"))
    urls = [f"/drafts/{draft.pk}/{page}" for page in ("", "who/", "summary/", "resume/", "discard/")]
    urls += [
        f"/applications/{case.reference}/{page}"
        for page in ("", "receipt/", "receipt.pdf", "decision.pdf", "withdraw/", "correction/", "correction/confirm/")
    ]
    for url in urls:
        assert stranger.get(url).status_code == 404, url
    for url in (
        f"/drafts/{draft.pk}/who/",
        f"/drafts/{draft.pk}/summary/",
        f"/applications/{case.reference}/withdraw/",
    ):
        assert stranger.post(url).status_code == 404, url
    assert stranger.get("/applications/KX-0000-0000-0000/").status_code == 404


def test_signing_in_leads_back_to_the_application(journey: Live) -> None:
    response = Client().get("/procedures/journey/apply/")
    assert response["Location"] == "/account/sign-in/?next=/procedures/journey/apply/"


def test_outside_the_window_nobody_can_begin_or_hand_in(person: Person) -> None:
    closed = factories.published(now=timezone.now())
    assert closed.closes_at is not None
    assert closed.closes_at < timezone.now()
    client = Client()
    client.force_login(person)
    response = client.get(f"/procedures/{closed.procedure.slug}/apply/")
    assert response.status_code == 403
    assert "受け付けていません" in words(response)
    assert "申請をはじめる" not in words(client.get(f"/procedures/{closed.procedure.slug}/"))


def test_a_draft_can_be_thrown_away(client: Client) -> None:
    draft = filled_in(client)
    press(client, client.get(f"/drafts/{draft.pk}/discard/"))
    with as_system():
        assert not Draft.objects.exists()


def test_a_link_to_go_on_elsewhere_is_mailed(client: Client, person: Person) -> None:
    draft = filled_in(client)
    shown = press(client, client.get(f"/drafts/{draft.pk}/resume/"))
    assert person.email in shown.content.decode()
    with as_system():
        message = Message.objects.get(template="procedures.resume")
    assert "/account/sign-in/link/" in message.body


def test_the_last_second_counts_and_after_it_nothing_offers_to_hand_in(
    person: Person, journey: Live, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft, closes_at = filled_in(client), journey.closes_at
    assert closes_at is not None
    monkeypatch.setattr(timezone, "now", lambda: closes_at)
    client.force_login(person)
    assert "いまは申請を受け付けていません" in words(client.get(f"/drafts/{draft.pk}/summary/"))
    assert client.post(f"/drafts/{draft.pk}/summary/", {"consent": "yes"}).status_code == 403
    mine = words(client.get("/applications/"))
    assert "提出していません。受付は" in mine
    assert "までに提出してください" not in mine
    monkeypatch.setattr(timezone, "now", lambda: closes_at - timedelta(microseconds=1))
    assert "までに提出してください" in words(client.get("/applications/"))
    summary = client.get(f"/drafts/{draft.pk}/summary/")
    assert "/receipt/" in press(client, summary, consent="yes")["Location"]


def test_a_page_saved_while_another_window_hands_in_leads_to_the_receipt(
    client: Client, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = filled_in(client)
    page = client.get(f"/drafts/{draft.pk}/who/")
    read = own_draft

    def handed_in_after_reading(*args: Any) -> Draft | None:
        monkeypatch.undo()
        found = read(*args)
        intake.submit(draft_id=draft.pk, by=person, now=timezone.now())
        return found

    monkeypatch.setattr(f"{screens.__name__}.own_draft", handed_in_after_reading)
    answer = press(client, page, answers={"phone": "06-6941-9999"})
    assert answer["Location"] == f"/drafts/{draft.pk}/"
    assert the_application().reference in client.get(answer["Location"])["Location"]


def test_a_page_saved_while_another_window_throws_the_draft_away_finds_nothing(
    client: Client, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = filled_in(client)
    page = client.get(f"/drafts/{draft.pk}/who/")
    read = own_draft

    def gone_after_reading(*args: Any) -> Draft | None:
        monkeypatch.undo()
        found = read(*args)
        drafts.discard(draft_id=draft.pk, by=person, now=timezone.now())
        return found

    monkeypatch.setattr(f"{screens.__name__}.own_draft", gone_after_reading)
    assert press(client, page, answers={"phone": "06-6941-9999"}).status_code == 404


def test_a_file_sent_in_an_expired_session_is_told_apart_from_a_success(client: Client) -> None:
    draft = filled_in(client)
    answer = Client().post(f"/drafts/{draft.pk}/upload/", {"field": "x"})
    assert answer.status_code == 401


def test_more_than_can_be_held_in_an_expired_session_is_said_to_be_lost(client: Client) -> None:
    draft = filled_in(client)
    page = client.get(f"/drafts/{draft.pk}/who/")
    client.logout()
    led = client.get(press(client, page, representative__family="髙" * 100_001)["Location"], follow=True)
    assert "とっておけませんでした" in words(led)
