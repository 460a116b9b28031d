"""How surely an applicant shows who they are: asked at the right moment, with nothing lost; and no My Number kept."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from naniwa.kernel.identity.models import IdentityLink
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.models import Person
from naniwa.services.procedures.models import Draft
from naniwa.services.procedures.operations import intake
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.rules import NotProvedEnough
from naniwa.services.procedures.tests import factories
from naniwa.services.procedures.tests.browser import press, words
from naniwa.services.procedures.tests.journeys import JOURNEY, WHO, filled_in, the_application, the_draft
from naniwa.services.procedures.tests.staff_sessions import signed_in

NUMBER = "123456789018"
PERMIT = Path(__file__).parents[1] / "definitions/library/bulky-waste.yaml"


def asking(level: str, folder: Path) -> Live:
    """The journey of the benchmarks with a level of its own."""
    file = folder / "journey.yaml"
    file.write_text(
        re.sub("^audience:", f"identity: {level}\naudience:", JOURNEY.read_text(), count=1, flags=re.MULTILINE)
    )
    return factories.published(file, now=timezone.now())


@pytest.fixture
def person(db: None) -> Person:
    return factories.resident()


@pytest.fixture
def client(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def unknown(folder: Path) -> Live:
    """A procedure of the library that anybody may use unknown, open since 2020."""
    return factories.published(factories.of_one_office(PERMIT, folder), now=timezone.now())


def show_card(client: Client, page: Any, *, card: str = "hanako", code: str = "1234") -> Any:
    """From the last page to the stand-in's page and back."""
    url = re.search(r'href="(/account/prove/\?level=electronic[^"]+)"', page.content.decode())
    assert url
    ways = client.get(url[1].replace("&amp;", "&"))
    begin = re.search(r'href="(/account/prove/test-card/\?next=[^"]+)"', ways.content.decode())
    assert begin
    reader = client.get(begin[1].replace("&amp;", "&"), follow=True)
    state = re.search(r'name="state" value="([^"]+)"', reader.content.decode())
    assert state
    return client.post("/account/prove/test-card/back/", {"state": state[1], "card": card, "code": code})


def test_a_card_is_asked_for_before_handing_in_and_nothing_typed_is_lost(
    client: Client, person: Person, tmp_path: Path
) -> None:
    asking("electronic", tmp_path)
    assert "電子証明書" in words(client.get("/procedures/journey/"))
    draft = filled_in(client)
    last = client.get(f"/drafts/{draft.pk}/summary/")
    assert "辻󠄀 㐂一" in words(last)
    assert "あと一つ、本人の確認が要ります" in words(last)
    assert "この内容で提出しますか" in words(client.post(f"/drafts/{draft.pk}/summary/", {"consent": "yes"}))
    back = show_card(client, last)
    assert back["Location"] == f"/drafts/{draft.pk}/summary/"
    press(client, client.get(back["Location"]), consent="yes")
    case = the_application()
    assert case.identity == "electronic"
    assert case.answers["representative"]["family"] == "辻󠄀"
    with as_system():
        assert IdentityLink.objects.get(person=person).provider == "test-card"


def test_a_refused_card_leads_back_to_the_application(client: Client, tmp_path: Path) -> None:
    asking("electronic", tmp_path)
    draft = filled_in(client)
    refused = show_card(client, client.get(f"/drafts/{draft.pk}/summary/"), code="0000")
    assert refused.status_code == 403
    assert f'href="/drafts/{draft.pk}/summary/"' in refused.content.decode()
    with as_system():
        assert not IdentityLink.objects.exists()


def test_a_passkey_is_asked_for_with_its_reason(client: Client, tmp_path: Path) -> None:
    asking("passkey", tmp_path)
    draft = filled_in(client)
    last = client.get(f"/drafts/{draft.pk}/summary/")
    assert f"/account/prove/?level=passkey&amp;next=/drafts/{draft.pk}/summary/" in last.content.decode()
    ways = client.get(f"/account/prove/?level=passkey&next=/drafts/{draft.pk}/summary/")
    assert "パスキーを登録する" in words(ways)


def test_no_way_around_the_page_hands_an_application_in_unproved(person: Person, tmp_path: Path) -> None:
    version = asking("passkey", tmp_path)
    answers = factories.example(version, next(iter(version.procedure.examples)).name)
    with as_system():
        draft = Draft.objects.create(
            person=person, version_id=version.version_id, procedure="journey", answers=answers,
            created_at=timezone.now(), saved_at=timezone.now(),
        )  # fmt: skip
        with pytest.raises(NotProvedEnough):
            intake.submit(draft_id=draft.pk, by=person, now=timezone.now(), proved="email")


def test_staff_see_how_surely_the_applicant_was_known(db: None) -> None:
    version = factories.published()
    case = factories.received(version)
    reviewer = factories.staff("reviewer@pref.example.jp", "reviewer")
    page = signed_in(reviewer).get(f"/staff/cases/{case.reference}/")
    assert "メールアドレスを確認" in words(page)


def test_who_says_nothing_of_themselves_can_apply_where_nothing_more_is_asked(db: None, tmp_path: Path) -> None:
    unknown(tmp_path)
    client = Client()
    door = client.get("/procedures/bulky-waste/apply/")
    assert "ログインせずにはじめる" in words(door)
    with as_system():
        assert not Person.objects.exists()
    first = client.post("/procedures/bulky-waste/apply/", follow=True)
    assert first.redirect_chain[-1][0].startswith("/drafts/")
    assert the_draft().person.email is None


def test_a_guest_who_needs_an_address_is_led_to_sign_in(db: None, tmp_path: Path) -> None:
    unknown(tmp_path)
    factories.published(JOURNEY, now=timezone.now())
    client = Client()
    client.post("/procedures/bulky-waste/apply/")
    door = client.get("/procedures/journey/apply/", follow=True)
    assert "メールアドレスを入力してください" in words(door)


def test_a_my_number_gets_a_warning_and_is_not_stored(client: Client) -> None:
    factories.published(JOURNEY, now=timezone.now())
    first = client.get("/procedures/journey/apply/", follow=True)
    page = press(client, first, answers={**WHO, "place__building": f"番号 {NUMBER}"})
    assert "マイナンバー（個人番号）と思われる12けたの数字" in words(page)
    draft = the_draft()
    assert NUMBER not in str([draft.answers, draft.pages])
    assert "番号 ●●●●●●●●●●●●" in str(draft.pages)
    assert "辻󠄀" in str(draft.answers)


def test_a_my_number_is_not_held_for_who_has_to_sign_in_again(client: Client) -> None:
    factories.published(JOURNEY, now=timezone.now())
    first = client.get("/procedures/journey/apply/", follow=True)
    client.logout()
    press(client, first, answers={**WHO, "place__building": NUMBER})
    assert "●●●●●●●●●●●●" in str(dict(client.session.items()))
    assert NUMBER not in str(dict(client.session.items()))


def test_a_warning_about_a_my_number_is_in_the_language_of_the_reader(client: Client) -> None:
    factories.published(JOURNEY, now=timezone.now())
    client.cookies["language"] = "en"
    first = client.get("/procedures/journey/apply/", follow=True)
    page = press(client, first, answers={**WHO, "place__building": "1234 5678 9018"})
    assert "look like an Individual Number" in words(page)
