"""Every page, as those who use it press through: keeper, visitor, health centre, officer, and anybody who doubts."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from naniwa.kernel.notifications.models import Message
from naniwa.kernel.organisations import operations as organisations
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.access import Staff
from naniwa.services.check_ins.models import Venue
from naniwa.services.check_ins.queries import figures, venues
from naniwa.services.check_ins.tests import places
from naniwa.web.tests.doors import enter

pytestmark = pytest.mark.django_db
VENUE = {
    "name": "難波食堂 本店",
    "name_en": "",
    "kind": "restaurant",
    "capacity": "40",
    "address": "大阪市中央区難波1-1-1",
    "email": "keeper@shop.example.jp",
    "starts_at": "",
    "ends_at": "",
}


def browser(by: Staff) -> Client:
    return enter(Client(), by.person, "mfa")


def press(client: Client, page: str, /, *args: Any, **sent: str) -> Any:
    return client.post(reverse(f"check_ins:{page}", args=args), sent, follow=True)


def found_in(text: str, pattern: str) -> str:
    """What the pattern's group catches, or all of it."""
    match = re.search(pattern, text)
    assert match, pattern
    return match.group(match.re.groups)


def link_in_mail(template: str) -> str:
    with as_system():
        body = Message.objects.get(template=f"check_ins.{template}").body
    return found_in(body, r"https?://[^/]+(/\S+)")


def test_a_keeper_registers_confirms_and_prints(client: Client) -> None:
    organisations.load_reference()
    number = str(uuid4())
    for _twice in range(2):
        page = press(client, "register", number=number, **VENUE)
    assert "メールを確かめてください" in page.content.decode().replace("<wbr>", "")
    with as_system():
        assert Venue.objects.count() == 1
    page = client.post(link_in_mail("confirm_venue"), follow=True)
    assert "ポスターを印刷して" in page.content.decode().replace("<wbr>", "")
    keep = link_in_mail("venue_ready")
    assert client.get(keep).status_code == 200
    with as_system():
        made = Venue.objects.get()
    for size in ("a4", "table"):
        paper = client.get(f"{keep}poster-{size}.pdf")
        assert paper.content.startswith(b"%PDF")
    assert f"/c/{made.code}/" in client.get(keep).content.decode()


def test_a_registration_says_what_is_wrong(client: Client) -> None:
    organisations.load_reference()
    wrong = {**VENUE, "email": "nobody", "capacity": "0", "starts_at": "2026-11-29T10:00"}
    page = press(client, "register", number=str(uuid4()), **wrong)
    text = page.content.decode().replace("<wbr>", "")
    assert page.status_code == 422
    assert "メールアドレスを確かめてください" in text
    assert "催しは、開始と終了の両方を入力してください" in text


def test_a_visitor_types_an_address_once_and_then_presses_once(client: Client) -> None:
    places.with_key()
    at = places.venue()
    page = press(client, "check_in", at.code, email="Taro@Example.jp", remember="on", number=str(uuid4()))
    assert "チェックインしました" in page.content.decode().replace("<wbr>", "")
    again = client.get(reverse("check_ins:check_in", args=[at.code])).content.decode()
    assert "t•••@example.jp" in again
    assert "taro@example.jp" not in again
    press(client, "check_in", at.code, remember="on", number=str(uuid4()))
    assert len(places.check_ins()) == 2
    assert len({bytes(one.subject) for one in places.check_ins()}) == 1


def test_a_check_in_sent_again_by_a_page_without_network_is_one_and_counts_from_when_it_was_pressed(
    client: Client,
) -> None:
    places.with_key()
    at, number = places.venue(), str(uuid4())
    for waited in ("0", "600"):
        press(client, "check_in", at.code, email="taro@example.jp", number=number, waited=waited)
    press(client, "check_in", at.code, email="hanako@example.jp", number=str(uuid4()), waited="600")
    found = places.check_ins()
    assert len(found) == 2
    assert found[1].at - found[0].at > timedelta(minutes=9)


def test_without_a_key_nobody_checks_in_and_the_page_says_so(client: Client) -> None:
    organisations.load_reference()
    at = places.venue()
    page = press(client, "check_in", at.code, email="taro@example.jp", number=str(uuid4()))
    assert page.status_code == 422
    assert "まだ始まっていません" in page.content.decode().replace("<wbr>", "")


def test_the_screen_shows_a_code_of_the_minute_without_scripts(client: Client) -> None:
    places.with_key()
    at = places.venue()
    page = client.get(reverse("check_ins:screen", args=[venues.token(at)]))
    assert page.headers["Refresh"] == "30"
    assert "<svg" in page.content.decode().replace("<wbr>", "")


def test_a_centre_gives_a_code_somebody_enters_it_and_an_approver_sends(client: Client) -> None:
    places.with_key()
    now = timezone.now()
    at = places.venue(now=now - timedelta(hours=3))
    for address in ("case@example.jp", "guest@example.jp"):
        places.check_in(at, address, now=now - timedelta(hours=2))
    centre, (first, _second) = browser(places.giver()), places.approvers()
    given = press(centre, "give", case="2026-0123", onset=timezone.localdate().isoformat(), number=str(uuid4()))
    code = found_in(given.content.decode().replace("<wbr>", ""), r"\d{4}-\d{4}-\d{4}")
    assert "保健所の職員が確かめて" in press(client, "report", code=code, email="case@example.jp").content.decode()
    assert press(client, "report", code=code, email="case@example.jp").status_code == 422
    desk = centre.get(reverse("check_ins:desk")).content.decode()
    number, shown = found_in(desk, r"alerts/([0-9a-f-]{36})/"), found_in(desk, r"CT-[\d-]+")
    officer = browser(first)
    page = officer.get(reverse("check_ins:alert", args=[number])).content.decode()
    assert "5通未満" in page
    assert "guest" not in page
    notice = reverse("check_ins:notice") + f"?number={shown}"
    assert "送っていません" in client.get(notice).content.decode()
    page = press(officer, "approve", number, passphrase=places.PASSPHRASE)
    assert "お知らせを送っています" in page.content.decode().replace("<wbr>", "")
    assert "本物" in client.get(notice).content.decode() or "送りました" in client.get(notice).content.decode()
    assert mail.outbox == []


def test_an_alert_can_be_dropped_with_a_reason(client: Client) -> None:
    places.with_key()
    at = places.venue()
    for address in (places.CASE_ADDRESS, "guest@example.jp"):
        places.check_in(at, address)
    alert, officer = places.reported(places.giver()), browser(places.approvers()[0])
    assert press(officer, "drop", alert.public_id, reason="").status_code == 422
    page = press(officer, "drop", alert.public_id, reason="検査の結果が変わった")
    assert "検査の結果が変わった" in page.content.decode().replace("<wbr>", "")


def test_an_administrator_makes_the_key_once() -> None:
    keeper = browser(places.keeper())
    assert press(keeper, "key", passphrase="short", again="short").status_code == 422
    assert press(keeper, "key", passphrase=places.PASSPHRASE, again="another one").status_code == 422
    page = press(keeper, "key", passphrase=places.PASSPHRASE, again=places.PASSPHRASE)
    assert "鍵を作りました" in page.content.decode().replace("<wbr>", "")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("{own}", "本物です"),
        ("http://127.0.0.1:8000/c/AAAAAAAAAAAAAAAAAAAAAA/", "使われていないコードです"),
        ("http://127.0.0.1:8000.evil.example/c/{code}/", "偽物です"),
        ("http://127.0.0.1:8000@evil.example/c/{code}/", "偽物です"),
        ("https://evil.example/c/{code}/", "偽物です"),
        ("http://[", "偽物です"),
        ("javascript:alert(1)", "偽物です"),
    ],
)
def test_a_sticker_over_the_poster_is_found_out(client: Client, asked: str, said: str) -> None:
    places.with_key()
    at = places.venue()
    page = client.get(reverse("check_ins:qr"), {"address": asked.format(own=venues.address(at), code=at.code)})
    assert said in page.content.decode().replace("<wbr>", "")


@pytest.mark.parametrize(
    "name", ["begin", "register", "sent", "qr", "notice", "kept", "report", "reported", "figures", "reach"]
)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_public_pages_open_in_both_languages(client: Client, name: str, language: str) -> None:
    organisations.load_reference()
    client.cookies["language"] = language
    assert client.get(reverse(f"check_ins:{name}")).status_code == 200


def test_the_reach_is_reckoned_with_figures_of_ones_own(client: Client) -> None:
    page = client.get(reverse("check_ins:reach"), {"check_ins_a_poster": "25", "threshold": "x", "days": "nan"})
    assert page.status_code == 200
    assert "25" in page.content.decode().replace("<wbr>", "")


def test_policies_are_tried_on_the_alerts_there_are() -> None:
    places.with_key()
    at, giver = places.venue(), places.giver()
    for number in range(6):
        places.check_in(at, f"p{number}@example.jp")
    places.check_in(at, places.CASE_ADDRESS)
    places.reported(giver)
    page = browser(giver).get(reverse("check_ins:policies")).content.decode()
    assert re.findall(r"<td>(\d+)</td>", page) == ["1", "0", "5", "0", "0", "0"]


def test_trying_policies_asks_the_database_as_often_for_many_alerts_as_for_one() -> None:
    places.with_key()
    at, giver = places.venue(), places.giver()
    asked = []
    for number in range(3):
        places.check_in(at, f"case{number}@example.jp")
        places.reported(giver, email=f"case{number}@example.jp")
        with CaptureQueriesContext(connection) as seen:
            figures.tried(giver.organisation.pk, now=timezone.now())
        asked.append(len(seen))
    assert asked[0] == asked[2]
