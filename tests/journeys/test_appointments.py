"""A resident without an account books a window by a real mail, puts it in a calendar, moves it and cancels it."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.site import Site
from tests.journeys.staff import Desk
from tests.journeys.visitor import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]


@pytest.mark.parametrize("scripts", [True, False])
def test_a_visit_from_three_taps_to_the_clerk_s_list(visit: Visit, site: Site, scripts: bool) -> None:  # noqa: FBT001 - a way to browse
    address = f"visitor-{scripts}@resident.example.jp"
    with visit(width=PHONE, java_script_enabled=scripts) as visitor:
        page = visitor.page
        visitor.open("/appointments/")
        visitor.check()
        page.get_by_role("link", name=re.compile("商工労働部")).click()
        page.get_by_role("link", name="支援金の相談").click()
        visitor.check()
        page.locator("a.ap-time").last.click()
        visitor.check()
        page.get_by_label("氏名").fill("葛󠄀城 𠮷子")
        page.get_by_label("フリガナ").fill("カツラギ ヨシコ")
        page.get_by_label("メールアドレス").fill(address)
        visitor.press("確認のメールを受け取る")
        visitor.check()
        visitor.open(site.link(address, about="確認のお願い"))
        visitor.check()
        visitor.press("この予約に決める")
        visitor.check()
        with page.expect_download() as got:
            page.get_by_role("link", name="カレンダーに入れる").click()
        file = got.value.path().read_text()
        uid = re.search(r"UID:(\S+)", file)
        assert uid
        assert "METHOD:REQUEST" in file
        page.goto(site.link(address, about="来庁予約ができました"))
        visitor.press("日時を変える")
        visitor.check()
        page.locator("button.ap-time").first.click()
        page.wait_for_load_state()
        expect(page.locator("main")).to_contain_text("日時を変えました")
        number = page.locator("dd[translate=no]").inner_text()
        day = page.locator("dd strong").inner_text()
        with visit() as other:
            desk = Desk(other, "reviewer_a")
            desk.menu("今日の来庁予約")
            year, month, date = re.findall(r"\d+", day)
            other.open(f"/staff/bookings/?day={year}-{int(month):02}-{int(date):02}")
            other.check()
            expect(other.page.locator("main")).to_contain_text(number)
        visitor.press("予約を取り消す")
        visitor.press("予約を取り消す")
        visitor.check()
        expect(page.locator("main")).to_contain_text("取消し")
        assert site.mail(address, about="来庁予約を取り消しました")
