"""A tax from the register to the payer's phone: found by a clerk, opened by its number and a birthday, paid by card."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.staff import Desk
from tests.journeys.visitor import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]


def test_a_tax_is_found_opened_and_paid_without_an_account(visit: Visit) -> None:
    with visit() as clerk:
        desk = Desk(clerk, "cashier_osaka")
        desk.menu("督促")
        desk.menu("通知書と督促状")
        desk.follow(desk.main.locator(".nw-table__link").first)
        desk.menu("一覧の取り込み")
        desk.menu("賦課台帳")
        desk.follow(desk.main.get_by_role("row").filter(has_text="𠮷野 花子").get_by_role("link").first)
        reference = re.findall(r"TX-[\d-]{14}", desk.main.inner_text())[0]
    with visit(width=PHONE) as payer:
        page = payer.page
        payer.open("/taxes/")
        payer.check()
        page.get_by_label("納付の番号").fill(reference)
        payer.press("次へ進む")
        payer.check()
        page.get_by_label("生年月日").fill("19750401")
        payer.press("税の額を見る")
        payer.check()
        page.get_by_role("link", name="期を納める").last.click()
        payer.check()
        payer.press("クレジットカードで支払う")
        payer.press("支払いのページを開く")
        payer.press("支払う")
        expect(page.locator("main")).to_contain_text("お支払いを確かめました")
        payer.press("税のページへ")
        expect(page.locator("main")).to_contain_text("記録と領収書")
