"""From finding a procedure to the receipt, as a person without JavaScript goes."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.models import Person
from naniwa.services.procedures.models import Application
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.tests import factories
from naniwa.services.procedures.tests.browser import controls, press, words
from naniwa.services.procedures.tests.journeys import MONEY, WHO, filled_in, the_application, the_draft


@pytest.fixture
def person(journey: Live) -> Person:
    return factories.resident()


@pytest.fixture
def client(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


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


def test_a_receipt_read_later_tells_where_the_application_stands(client: Client) -> None:
    draft = filled_in(client)
    shown = client.get(press(client, client.get(f"/drafts/{draft.pk}/summary/"), consent="yes")["Location"])
    assert "これからのこと" in words(shown)
    case = the_application()
    press(client, client.get(f"/applications/{case.reference}/withdraw/"), reason="")
    later = words(client.get(f"/applications/{case.reference}/receipt/"))
    assert "これからのこと" not in later
    assert "申請を取り下げました" in later
