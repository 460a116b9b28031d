"""Appointments at a browser: from an empty office to a day's list, each page free of barriers and of scrolling aside."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from naniwa.kernel.organisations.isolation import as_system
from naniwa.library.periods import day_of
from naniwa.services.appointments.models import Booking, Closure, Hours, Window
from naniwa.services.appointments.operations import keeping
from naniwa.services.appointments.queries import links, offering
from naniwa.services.appointments.tests import counter
from tests.inventory.conftest import Come
from tests.thorough import ways

pytestmark = [pytest.mark.django_db, pytest.mark.browser]
WAYS: dict[str, dict[str, Any]] = {
    "desktop": {"width": 1440},
    "phone": {"width": 390},
    "without scripts": {"width": 1440, "scripts": False},
    "phone without scripts": {"width": 390, "scripts": False},
}
SEEN = ways(["phone", "without scripts"], more=["desktop", "phone without scripts"])
BY_STAFF = ways(["desktop"], more=["phone", "without scripts", "phone without scripts"])


def open_window(**changes: Any) -> Window:
    """A window of today's world that opens every day, so that the calendar decides nothing."""
    since = day_of(timezone.now())
    rules = [counter.hours(weekday, since=since, on_holidays=True, **changes) for weekday in range(7)]
    return counter.window(counter.lead(), *rules, now=timezone.now())


def free(at: Window, number: int = 0) -> offering.Free:
    now = timezone.now()
    days = offering.days(at, day_of(now) + timedelta(days=2), 7, now=now)
    return [one for day in days for one in day.free][number]


def booking(at: Window, number: int = 0, **options: Any) -> Booking:
    made = counter.booked if options.pop("sure", True) else counter.held
    return made(at, begins=free(at, number).slot.begins, now=timezone.now(), **options)


@pytest.mark.parametrize("way", BY_STAFF)
def test_an_office_is_set_up_by_hand(come: Come, way: str) -> None:
    visitor, _ = come(counter.lead().person, **WAYS[way])
    page = visitor.page
    visitor.open(reverse("appointments:keeping"))
    visitor.check()
    visitor.press("予約先を追加する")
    visitor.press("保存する")
    visitor.check(again=True)
    expect(page.locator(".nw-field--error")).to_have_count(1)
    page.get_by_label("予約先の名前", exact=True).fill("泉佐野市役所 本庁舎")
    visitor.press("保存する")
    visitor.check(again=True)
    visitor.press("窓口を追加する")
    page.get_by_label("窓口の名前", exact=True).fill("市民課 相談窓口")
    visitor.press("保存する")
    visitor.check(again=True)
    visitor.press("受付時間を追加する")
    page.get_by_label("曜日").select_option("0")
    page.get_by_label("始まり").fill("9:00")
    page.get_by_label("終わり").fill("いつか")
    visitor.press("保存する")
    visitor.check(again=True)
    page.get_by_label("終わり").fill("17:00")
    visitor.press("保存する")
    visitor.check(again=True)
    expect(page.locator("main")).to_contain_text("月曜日 09:00〜17:00")
    visitor.press("臨時の休みを登録する")
    visitor.check(again=True)
    page.get_by_label("休みの最初の日").fill("2099-01-05")
    visitor.press("休みを登録する")
    visitor.check(again=True)
    with as_system():
        assert (Hours.objects.count(), Closure.objects.count()) == (1, 1)
    visitor.press("休みを取りやめる 2099年1月5日（月）")
    visitor.check(again=True)
    visitor.press("今日で終える 月曜日 09:00")
    with as_system():
        assert Hours.objects.get().until == day_of(timezone.now())
        assert Closure.objects.count() == 0


@pytest.mark.parametrize("way", SEEN)
def test_a_resident_finds_an_office_and_a_time_in_three_taps_and_books(come: Come, way: str) -> None:
    at = open_window()
    visitor, client = come(None, **WAYS[way])
    page = visitor.page
    visitor.open(reverse("appointments:offices"))
    visitor.check()
    page.get_by_role("link", name="大阪市役所 本庁舎").click()
    visitor.check()
    page.get_by_role("link", name="第1窓口").click()
    visitor.check()
    page.locator("a.ap-time").first.click()
    visitor.check()
    visitor.press("確認のメールを受け取る")
    visitor.check(again=True)
    expect(page.locator(".nw-field--error")).to_have_count(3)
    page.get_by_label("氏名").fill("葛󠄀城 𠮷子")
    page.get_by_label("フリガナ").fill("かつらぎ よしこ")
    page.get_by_label("メールアドレス").fill("Yoshiko@Example.jp")
    visitor.press("確認のメールを受け取る")
    visitor.check(again=True)
    expect(page.locator("h1")).to_contain_text("メールを開くと、予約が決まります")
    with as_system():
        made = Booking.objects.select_related("window").get()
    assert (made.state, made.name, made.name_kana, made.email) == (
        "held",
        "葛󠄀城 𠮷子",
        "カツラギ ヨシコ",
        "yoshiko@example.jp",
    )
    visitor.open(reverse("appointments:confirm", args=[links.token(made, links.CONFIRM)]))
    visitor.check()
    visitor.press("この予約に決める")
    visitor.check(again=True)
    assert client.get(reverse("appointments:calendar", args=[links.token(made)])).content.startswith(b"BEGIN:VCALENDAR")
    visitor.press("日時を変える")
    visitor.check()
    page.locator("button.ap-time").last.click()
    visitor.check(again=True)
    expect(page.locator("main")).to_contain_text("日時を変えました")
    visitor.press("予約を取り消す")
    visitor.check()
    visitor.press("予約を取り消す")
    visitor.check(again=True)
    assert counter.fresh(made).state == "cancelled"
    assert at.pk == made.window_id


@pytest.mark.parametrize("way", SEEN)
def test_a_signed_in_person_books_without_another_mail(come: Come, way: str) -> None:
    at = open_window()
    visitor, _ = come(counter.resident(), **WAYS[way])
    visitor.open(reverse("appointments:book", args=[at.public_id]) + f"?at={free(at).at}")
    visitor.check()
    visitor.press("予約する")
    visitor.check(again=True)
    expect(visitor.page.locator("main")).to_contain_text("予約ができました")
    visitor.open(reverse("appointments:mine"))
    visitor.check()
    expect(visitor.page.locator("main")).to_contain_text("予約済み")


@pytest.mark.parametrize("way", BY_STAFF)
def test_the_counter_calls_in_undoes_adds_and_calls_off(come: Come, way: str) -> None:
    at = open_window()
    made = booking(at)
    visitor, _ = come(counter.clerk().person, **WAYS[way])
    page, day = visitor.page, day_of(made.starts_at).isoformat()
    visitor.open(reverse("appointments:day") + f"?day={day}")
    visitor.check()
    visitor.press("呼び出す 葛󠄀城 𠮷子")
    visitor.check(again=True)
    visitor.press("終える 葛󠄀城 𠮷子")
    visitor.press("元に戻す 葛󠄀城 𠮷子")
    expect(page.locator("main")).to_contain_text("予約済み")
    visitor.press("予約を入れる 第1窓口")
    visitor.check()
    page.locator("a.ap-time").last.click()
    visitor.check()
    page.get_by_label("氏名").fill("辻󠄀 誠")
    page.get_by_label("フリガナ").fill("ツジ マコト")
    visitor.press("この時間に予約を入れる")
    visitor.check(again=True)
    page.get_by_label("電話番号").fill("０６−６９４１−０３５１")
    visitor.press("この時間に予約を入れる")
    visitor.check(again=True)
    expect(page.locator("main")).to_contain_text("0669410351")
    visitor.press("取り消す 葛󠄀城 𠮷子")
    visitor.check()
    visitor.press("予約を取り消す")
    visitor.check(again=True)
    assert counter.fresh(made).state == "cancelled"
    visitor.open(reverse("appointments:paper") + f"?day={day}")
    visitor.check()
    expect(page.locator("main")).to_contain_text("辻󠄀 誠")
    expect(page.locator("main")).not_to_contain_text("葛󠄀城 𠮷子")


@pytest.mark.parametrize(
    ("way", "language"), ways([("phone", "en")], more=[("desktop", "ja"), ("desktop", "en"), ("phone", "ja")])
)
def test_every_page_has_no_barrier_in_both_languages(come: Come, way: str, language: str) -> None:
    at = open_window()
    made, asked = booking(at), booking(at, 1, sure=False)
    start = free(at).slot.begins
    with as_system():
        keeping.close(
            window=at, whole_office=False, number=uuid4(), starts_at=start + timedelta(days=10),
            ends_at=start + timedelta(days=11), words=("設備の点検", "Inspection"), cancel=False,
            by=counter.lead("other@example.jp"), now=timezone.now(),
        )  # fmt: skip
    resident, _ = come(None, **WAYS[way], language=language)
    token = links.token(made)
    pages = [
        reverse("appointments:offices"),
        reverse("appointments:offices") + "?q=nowhere",
        reverse("appointments:office", args=[at.office.public_id]),
        reverse("appointments:times", args=[at.public_id]) + f"?from={(start + timedelta(days=7)).date()}",
        reverse("appointments:confirm", args=[links.token(asked, links.CONFIRM)]),
        reverse("appointments:yours", args=[token]),
        reverse("appointments:move", args=[token]),
        reverse("appointments:cancel", args=[token]),
    ]
    for address in pages:
        resident.open(address)
        resident.check()
    lead, _ = come(counter.member("all@example.jp", "publisher", "reviewer").person, **WAYS[way], language=language)
    for address in [
        reverse("appointments:day") + f"?day={day_of(made.starts_at)}",
        reverse("appointments:keeping"),
        reverse("appointments:keep_office", args=[at.office.public_id]),
        reverse("appointments:add_window", args=[at.office.public_id]),
        reverse("appointments:keep_window", args=[at.public_id]),
        reverse("appointments:change_window", args=[at.public_id]),
        reverse("appointments:add_hours", args=[at.public_id]),
        reverse("appointments:close", args=[at.public_id]),
        reverse("appointments:call_off", args=[made.public_id]),
        reverse("appointments:add", args=[at.public_id]) + f"?day={day_of(made.starts_at)}",
    ]:
        lead.open(address)
        lead.check()


def test_a_closure_shows_who_loses_an_appointment_before_it_is_carried_out(come: Come) -> None:
    at = open_window()
    made = booking(at)
    visitor, _ = come(counter.lead("other@example.jp").person)
    visitor.open(reverse("appointments:close", args=[at.public_id]))
    visitor.page.get_by_label("休みの最初の日").fill(day_of(made.starts_at).isoformat())
    visitor.press("休みを登録する")
    visitor.check(again=True)
    expect(visitor.page.locator("main")).to_contain_text("この間に1件の予約があります")
    assert counter.fresh(made).state == "booked"
    visitor.press("予約を取り消して休みにする")
    visitor.check(again=True)
    assert counter.fresh(made).state == "cancelled"
