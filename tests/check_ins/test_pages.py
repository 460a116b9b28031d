"""Check-ins at a browser: keeper, visitor, health centre and officer, each page free of barriers and of scrolling aside."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.check_ins.models import Alert, Venue
from naniwa.services.check_ins.operations import forgetting, venues
from naniwa.services.check_ins.operations.checking_in import open_days
from naniwa.services.check_ins.queries import venues as links
from naniwa.services.check_ins.tests import places
from tests.inventory.conftest import Come
from tests.thorough import ways

pytestmark = [pytest.mark.django_db, pytest.mark.browser]
WAYS: dict[str, dict[str, Any]] = {
    "phone": {"width": 390},
    "desktop": {"width": 1440},
    "phone without scripts": {"width": 390, "scripts": False},
}
SEEN = ways(["phone"], more=["desktop", "phone without scripts"])


@pytest.mark.parametrize("way", SEEN)
def test_a_keeper_registers_and_a_visitor_checks_in_with_one_tap_the_second_time(come: Come, way: str) -> None:
    places.with_key()
    visitor, _client = come(None, **WAYS[way])
    page = visitor.page
    visitor.open(reverse("check_ins:begin"))
    visitor.check()
    page.get_by_role("link", name="施設や催しを登録する").click()
    visitor.press("確認のメールを受け取る")
    visitor.check(again=True)
    page.get_by_label("施設や催しの名前").fill("居酒屋 㐂楽")
    page.get_by_label("種類").select_option("bar")
    page.get_by_label("収容人数").fill("28")
    page.get_by_label("住所").fill("大阪市北区曽根崎2-1-1")
    page.get_by_label("担当者のメールアドレス").fill("keeper@kiraku.example.jp")
    visitor.press("確認のメールを受け取る")
    visitor.check()
    with as_system():
        made = Venue.objects.get()
    visitor.open(reverse("check_ins:confirm", args=[links.token(made, links.CONFIRM)]))
    visitor.check()
    visitor.press("この施設を登録する")
    visitor.check()
    visitor.open(reverse("check_ins:screen", args=[links.token(made)]))
    visitor.check()
    visitor.open(reverse("check_ins:check_in", args=[made.code]))
    visitor.check()
    page.get_by_label("メールアドレス", exact=True).fill("Taro@example.jp")
    visitor.press("チェックインする")
    expect(page.locator("h1")).to_contain_text("チェックインしました")
    visitor.check()
    visitor.open(reverse("check_ins:check_in", args=[made.code]))
    expect(page.locator("main")).to_contain_text("t•••@example.jp")
    visitor.check(again=True)
    visitor.press("チェックインする")
    expect(page.locator("h1")).to_contain_text("チェックインしました")
    page.get_by_role("link", name="한국어").click()
    expect(page.get_by_role("button", name="체크인하기")).to_be_visible()
    visitor.check(again=True)
    assert len({bytes(one.subject) for one in places.check_ins()}) == 1
    assert len(places.check_ins()) == 2


def test_a_check_in_without_network_is_kept_on_the_page_and_sent_later(come: Come) -> None:
    places.with_key()
    at = places.venue()
    visitor, _client = come(None, **WAYS["phone"])
    page = visitor.page
    visitor.open(reverse("check_ins:check_in", args=[at.code]))
    page.route("**/c/*/", lambda route: route.abort() if route.request.method == "POST" else route.fallback())
    page.get_by_label("メールアドレス", exact=True).fill("taro@example.jp")
    page.get_by_role("button", name="チェックインする").click()
    expect(page.get_by_role("status")).to_contain_text("電波がありません")
    assert places.check_ins() == []
    page.unroute("**/c/*/")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("h1")).to_contain_text("チェックインしました")
    assert len(places.check_ins()) == 1
    visitor.complaints.clear()  # the network's failing is what was asked for


@pytest.mark.parametrize("way", SEEN)
def test_an_officer_sees_what_would_be_sent_and_approves(come: Come, way: str) -> None:
    places.with_key()
    now = timezone.now()
    at = places.venue(now=now - timedelta(days=1))
    for number in range(6):
        places.check_in(at, f"guest-{number}@example.jp", now=now - timedelta(hours=4))
    places.check_in(at, places.CASE_ADDRESS, now=now - timedelta(hours=4))
    alert = places.reported(places.giver(), onset=timezone.localdate(), now=now - timedelta(hours=1))
    first, _second = places.approvers()
    visitor, _client = come(first.person, **WAYS[way])
    page = visitor.page
    visitor.open(reverse("check_ins:desk"))
    visitor.check()
    page.get_by_role("link", name=alert.number).click()
    visitor.check()
    expect(page.locator("main")).to_contain_text("多くて9通")
    page.get_by_label("合言葉").fill(places.PASSPHRASE)
    visitor.press("承認する")
    expect(page.locator("main")).to_contain_text("お知らせを送っています")
    visitor.check(again=True)
    with as_system():
        assert Alert.objects.get().state == "sending"
    visitor.open(reverse("check_ins:notice") + f"?number={alert.number}")
    expect(page.locator("main")).to_contain_text("この番号のお知らせを送りました")
    visitor.check()


@pytest.mark.thorough
@pytest.mark.parametrize("way", SEEN)
def test_every_other_page_is_free_of_barriers(come: Come, way: str) -> None:
    places.with_key()
    now = timezone.now()
    at = places.venue(now=now)
    gone = timezone.localdate() - timedelta(days=70)
    with as_system():
        open_days({gone, timezone.localdate()}, now=now)
        forgetting.forget(gone, now=now)
    venues.take_turning_codes_only(venue=at, rotating=True, now=now)
    token = links.token(at)
    pages = [
        reverse("check_ins:keep", args=[token]),
        reverse("check_ins:confirm", args=["no-link"]),
        reverse("check_ins:check_in", args=["no-code"]),
        reverse("check_ins:qr") + "?address=https://evil.example/",
        reverse("check_ins:notice") + "?number=CT-0000-0000-0000",
        *(reverse(f"check_ins:{name}") for name in ("report", "reported", "kept", "figures", "reach")),
    ]
    visitor, _client = come(None, **WAYS[way])
    visitor.expected = frozenset({404, 410, 422})
    for path in pages:
        visitor.open(path)
        visitor.check(again=True)
    staff = places.staff("all@example.jp", "reviewer", "approver", "administrator")
    visitor, _client = come(staff.person, **WAYS[way])
    for name in ("desk", "give", "policies", "key", "centres"):
        visitor.open(reverse(f"check_ins:{name}"))
        visitor.check(again=True)
    visitor, _client = come(places.keeper().person, **WAYS[way])
    for name in ("key", "centres"):
        visitor.open(reverse(f"check_ins:{name}"))
        visitor.check(again=True)
