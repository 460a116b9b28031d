"""From finding a procedure to the receipt, as a person without JavaScript goes."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from naniwa.kernel.notifications.models import Message
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.models import Person
from naniwa.services.procedures.models import Application, Draft
from naniwa.services.procedures.operations import drafts, intake
from naniwa.services.procedures.queries.applicant import own_draft
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.tests import factories
from naniwa.services.procedures.tests.browser import controls, press, words
from naniwa.services.procedures.views.applicant import screens

JOURNEY = Path(__file__).parents[5] / "benchmarks/definitions/journey.yaml"
WHO = {
    "kind": "sole",
    "representative__family": "辻󠄀",
    "representative__given": "㐂一",
    "representative__family_kana": "ツジ",
    "representative__given_kana": "キイチ",
    "phone": "06-6941-0351",
    "place__postal_code": "540-8570",
    "place__town": "大手前",
    "place__street": "2丁目1-22",
    "opened_on__era": "heisei",
    "opened_on__year": "27",
    "opened_on__month": "4",
    "opened_on__day": "1",
}
MONEY = {
    "sales_after": "412,000",
    "sales_before": "980000",
    "account__bank_code": "みずほ",
    "account__branch_code": "001",
    "account__account_type": "1",
    "account__account_number": "1234567",
    "account__holder_kana": "ツジ キイチ",
    "agreed": "yes",
}


@pytest.fixture
def journey(db: None) -> Live:
    return factories.published(JOURNEY, now=timezone.now())


@pytest.fixture
def person(journey: Live) -> Person:
    return factories.resident()


@pytest.fixture
def client(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def the_draft() -> Draft:
    with as_system():
        return Draft.objects.get()


def the_application() -> Application:
    with as_system():
        return Application.objects.get()


def filled_in(client: Client) -> Draft:
    """Both pages complete."""
    first = client.get("/procedures/journey/apply/", follow=True)
    second = press(client, first, answers=WHO)
    press(client, client.get(second["Location"]), answers=MONEY)
    return the_draft()


def test_a_person_finds_applies_and_gets_a_receipt(client: Client) -> None:
    assert "計測用の手続" in words(client.get("/procedures/?q=計測"))
    assert "計測用の手続" in words(client.get("/procedures/journey/"))
    first = client.get("/procedures/journey/apply/", follow=True)
    assert "3ページ中1ページ目" in words(first)
    second = press(client, first, answers=WHO)
    assert second.status_code == 302
    summary = press(client, client.get(second["Location"]), answers=MONEY)
    shown = client.get(summary["Location"])
    assert "辻󠄀 㐂一" in words(shown)
    assert "412,000円" in words(shown)
    receipt = client.get(press(client, shown, consent="yes")["Location"])
    case = the_application()
    assert case.reference in receipt.content.decode()
    assert case.applicant_name == "辻󠄀 㐂一"
    assert case.reference in client.get("/applications/").content.decode()
    status = client.get(f"/applications/{case.reference}/")
    assert "受付済み" in words(status)


def test_pressing_submit_twice_or_after_going_back_leads_to_the_same_receipt(client: Client) -> None:
    draft = filled_in(client)
    shown = client.get(f"/drafts/{draft.pk}/summary/")
    first = press(client, shown, consent="yes")
    again = press(client, shown, consent="yes")
    assert first["Location"] == again["Location"]
    assert the_application().reference in first["Location"]
    for url in (f"/drafts/{draft.pk}/", f"/drafts/{draft.pk}/who/", f"/drafts/{draft.pk}/summary/"):
        assert client.get(url)["Location"] == first["Location"]


def test_nothing_is_handed_in_without_consent(client: Client) -> None:
    draft = filled_in(client)
    response = press(client, client.get(f"/drafts/{draft.pk}/summary/"))
    assert response.status_code == 200
    assert 'href="#consent"' in response.content.decode()
    with as_system():
        assert not Application.objects.exists()


def test_receipt_and_decision_come_as_pdf(client: Client) -> None:
    draft = filled_in(client)
    press(client, client.get(f"/drafts/{draft.pk}/summary/"), consent="yes")
    case = the_application()
    receipt = client.get(f"/applications/{case.reference}/receipt.pdf")
    assert receipt["Content-Type"] == "application/pdf"
    assert receipt.content.startswith(b"%PDF")
    assert client.get(f"/applications/{case.reference}/decision.pdf").status_code == 404


def test_what_is_wrong_is_said_and_what_was_typed_stays(client: Client) -> None:
    first = client.get("/procedures/journey/apply/", follow=True)
    response = press(client, first, answers={**WHO, "opened_on__month": "13", "phone": "06 6941 abc"})
    assert response.status_code == 200
    shown = controls(response)
    assert shown["phone"] == ["06 6941 abc"]
    assert shown["opened_on.month"] == ["13"]
    assert shown["opened_on.era"] == ["heisei"]
    assert shown["representative.family"] == ["辻󠄀"]
    assert 'href="#f-opened_on-year"' in response.content.decode()
    assert the_draft().answers["representative"]["family"] == "辻󠄀"


def test_half_an_answer_is_still_there_after_saving_and_closing(client: Client) -> None:
    first = client.get("/procedures/journey/apply/", follow=True)
    closed = press(client, first, ("save", "close"), opened_on__year="2015", kind="sole")
    assert closed["Location"] == "/applications/"
    again = controls(client.get("/procedures/journey/apply/", follow=True))
    assert again["opened_on.year"] == ["2015"]
    assert again["kind"] == ["sole"]


def test_going_back_keeps_the_page(client: Client) -> None:
    first = client.get("/procedures/journey/apply/", follow=True)
    second = client.get(press(client, first, answers=WHO)["Location"])
    back = press(client, second, ("save", "back"), sales_after="5")
    assert back["Location"].endswith("/who/")
    assert controls(client.get(back["Location"]))["phone"] == ["06-6941-0351"]
    assert the_draft().answers["sales_after"] == 5


def test_the_postal_code_fills_in_the_address(client: Client) -> None:
    first = client.get("/procedures/journey/apply/", follow=True)
    shown = press(client, first, ("lookup", "place"), place__postal_code="５４０００２６", phone="090")
    values = controls(shown)
    assert values["place.municipality"] == ["大阪市中央区"]
    assert values["place.town"] == ["内本町"]
    assert values["phone"] == ["090"]
    assert shown.status_code == 200


def test_a_bank_is_found_by_its_name(client: Client) -> None:
    first = client.get("/procedures/journey/apply/", follow=True)
    second = client.get(press(client, first, answers=WHO)["Location"])
    shown = press(client, second, ("lookup", "account.bank_code"), account__bank_code="りそな", sales_after="abc")
    assert 'value="0010"' in shown.content.decode()
    assert controls(shown)["sales_after"] == ["abc"]


def test_a_blocking_rule_speaks_where_it_can_be_mended(client: Client) -> None:
    first = client.get("/procedures/journey/apply/", follow=True)
    response = press(client, first, answers={**WHO, "opened_on__era": "reiwa", "opened_on__year": "2"})
    assert response.status_code == 200
    assert "2020年3月31日までに開業した方が対象です" in words(response)


def test_advice_does_not_stand_in_the_way(client: Client) -> None:
    first = client.get("/procedures/journey/apply/", follow=True)
    second = client.get(press(client, first, answers=WHO)["Location"])
    press(client, second, answers={**MONEY, "sales_after": "900000"})
    shown = client.get(f"/drafts/{the_draft().pk}/summary/")
    assert "売上が半分以下ではありません" in words(shown)
    assert "/receipt/" in press(client, shown, consent="yes")["Location"]


def test_a_link_of_the_summary_comes_back_to_the_summary(client: Client) -> None:
    draft = filled_in(client)
    page = client.get(f"/drafts/{draft.pk}/who/?to=summary")
    response = press(client, page, phone="06-1111-2222")
    assert response["Location"] == f"/drafts/{draft.pk}/summary/"
    assert the_draft().answers["phone"] == "06-1111-2222"


def test_an_unfinished_application_says_what_is_missing_with_links(client: Client) -> None:
    client.get("/procedures/journey/apply/", follow=True)
    draft = the_draft()
    shown = client.get(f"/drafts/{draft.pk}/summary/").content.decode()
    assert f"/drafts/{draft.pk}/who/?to=summary#f-phone" in shown
    assert client.post(f"/drafts/{draft.pk}/summary/", {"consent": "yes"}).status_code == 200
    with as_system():
        assert not Application.objects.exists()


def test_what_was_typed_and_cannot_be_read_is_not_dropped_silently(client: Client) -> None:
    draft = filled_in(client)
    press(client, client.get(f"/drafts/{draft.pk}/money/"), ("save", "close"), remarks="a\x07b")
    shown = client.get(f"/drafts/{draft.pk}/summary/")
    assert f"/drafts/{draft.pk}/money/?to=summary#f-remarks" in shown.content.decode()
    client.post(f"/drafts/{draft.pk}/summary/", {"consent": "yes"})
    with as_system():
        assert not Application.objects.exists()


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
    assert closed.closes_at < timezone.now()
    client = Client()
    client.force_login(person)
    response = client.get(f"/procedures/{closed.procedure.slug}/apply/")
    assert response.status_code == 403
    assert "受け付けていません" in words(response)
    assert "申請をはじめる" not in words(client.get(f"/procedures/{closed.procedure.slug}/"))


def test_three_questions_say_whether_it_is_likely(journey: Live) -> None:
    client = Client()
    unlikely = words(client.get("/procedures/journey/check/?place=0&sales=1&once=0"))
    assert "対象にならない可能性が高いです" in unlikely
    assert "減った方が対象です。" in unlikely
    assert "対象になりそうです" in words(client.get("/procedures/journey/check/?place=0&sales=0&once=0"))
    assert "対象になりそうです" not in words(client.get("/procedures/journey/check/?place=0&sales=9&once=x"))


def test_a_received_application_can_be_withdrawn_once(client: Client) -> None:
    draft = filled_in(client)
    press(client, client.get(f"/drafts/{draft.pk}/summary/"), consent="yes")
    case = the_application()
    page = client.get(f"/applications/{case.reference}/withdraw/")
    for _press in range(2):
        press(client, page, reason="間違えて申請しました")
    assert the_application().state == "withdrawn"
    shown = words(client.get(f"/applications/{case.reference}/"))
    assert "取下げ" in shown
    assert shown.count("間違えて申請しました") == 1


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


def test_who_has_applied_before_is_told(client: Client) -> None:
    draft = filled_in(client)
    press(client, client.get(f"/drafts/{draft.pk}/summary/"), consent="yes")
    again = client.get("/procedures/journey/apply/", follow=True)
    assert the_application().reference in words(again)
    assert "すでに提出した申請" in words(again)


def test_lists_ask_the_database_as_often_for_many_cases_as_for_one(
    client: Client, person: Person, django_assert_max_num_queries: Any
) -> None:
    version = factories.published(now=timezone.now())
    for _number in range(4):
        factories.received(version, by=person)
    client.get("/applications/")
    with django_assert_max_num_queries(12):
        client.get("/applications/")
    with django_assert_max_num_queries(12):
        client.get("/procedures/")


def test_letters_follow_the_language_in_which_the_person_wrote(client: Client) -> None:
    draft = filled_in(client)
    client.cookies["language"] = "en"
    press(client, client.get(f"/drafts/{draft.pk}/who/"))
    press(client, client.get(f"/drafts/{draft.pk}/summary/"), consent="yes")
    assert the_application().language == "en"


def test_scripts_find_addresses_and_banks(client: Client) -> None:
    places = client.get("/lookup/postal/?postal_code=540-0008").json()["places"]
    assert [(place["municipality"], place["municipality_code"], place["town"]) for place in places] == [
        ("大阪市中央区", "271004", "大手前")
    ]
    assert client.get("/lookup/postal/?postal_code=540-8570").json()["places"][0]["building"] == "大阪府庁"
    assert client.get("/lookup/banks/?q=りそな").json()["items"][0]["code"] == "0010"
    branches = client.get("/lookup/branches/?bank=0010&q=大阪").json()["items"]
    assert branches
    assert client.get("/lookup/branches/?bank=りそな&q=大阪").json()["items"] == branches
    assert client.get("/lookup/postal/?postal_code=x").json() == {"places": []}


def test_every_page_speaks_english(client: Client) -> None:
    client.cookies["language"] = "en"
    draft = filled_in(client)
    assert "Who is applying" in words(client.get(f"/drafts/{draft.pk}/who/"))


def test_a_question_left_out_of_the_three_is_asked_for(journey: Live) -> None:
    client = Client()
    shown = client.get("/procedures/journey/check/?place=0&asked=1")
    assert "2件直してください" in words(shown)
    assert 'href="#f-sales-0"' in shown.content.decode()
    assert "3件直してください" in words(client.get("/procedures/journey/check/?asked=1"))
    assert "直してください" not in words(client.get("/procedures/journey/check/"))


def test_the_last_second_counts_and_after_it_nothing_offers_to_hand_in(
    person: Person, journey: Live, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = filled_in(client)
    monkeypatch.setattr(timezone, "now", lambda: journey.closes_at)
    client.force_login(person)
    assert "いまは申請を受け付けていません" in words(client.get(f"/drafts/{draft.pk}/summary/"))
    assert client.post(f"/drafts/{draft.pk}/summary/", {"consent": "yes"}).status_code == 403
    mine = words(client.get("/applications/"))
    assert "提出していません。受付は" in mine
    assert "までに提出してください" not in mine
    monkeypatch.setattr(timezone, "now", lambda: journey.closes_at - timedelta(microseconds=1))
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


def test_a_receipt_read_later_tells_where_the_application_stands(client: Client) -> None:
    draft = filled_in(client)
    shown = client.get(press(client, client.get(f"/drafts/{draft.pk}/summary/"), consent="yes")["Location"])
    assert "これからのこと" in words(shown)
    case = the_application()
    press(client, client.get(f"/applications/{case.reference}/withdraw/"), reason="")
    later = words(client.get(f"/applications/{case.reference}/receipt/"))
    assert "これからのこと" not in later
    assert "申請を取り下げました" in later
