"""A form is printed and posted, and keyed in beside its scan: with its faults, once, in the same ledger as the others."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.papers import scan, written_in
from tests.journeys.staff import Desk, Desks

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]

FORM = "procedures/closure-relief-grant"
TOKYO = timedelta(hours=9)
MOST_PRESSES = 30  # two for each page: its faults are shown once


def printed(visit: Visit) -> str:
    """Somebody prints the form that the procedure's page offers; gives the number that stands on it."""
    with visit() as visitor:
        visitor.open(f"/{FORM}/")
        visitor.check()
        link = visitor.page.get_by_role("link", name="申請書（PDF・日本語）")
        address = visitor.home + str(link.get_attribute("href"))
        words = written_in(visitor.context.request.get(address).body())
    assert "口座番号" in words
    found = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", words)
    assert found
    return found[0]


def test_a_posted_form_is_keyed_in_with_its_faults_and_registered(visit: Visit, desks: Desks, papers: Path) -> None:
    number, desk = printed(visit), desks.reviewer
    begin(desk, number, scan(papers, "form.pdf"))
    key_in(desk)
    reference = register(desk)
    in_ledger(desk, reference)
    printed_letter(desk, reference)


def begin(desk: Desk, number: str, file: Path) -> None:
    page = desk.visitor.page
    desk.visitor.open("/staff/")  # wherever an earlier journey left off
    desk.menu("紙の申請書")
    page.get_by_label("用紙番号").fill("0000-0000")
    page.locator("#scans").set_input_files(file)
    desk.press("受け付けて入力へ")
    expect(desk.main).to_contain_text("用紙番号が見つかりません")
    page.get_by_label("用紙番号").fill(number.lower())
    page.get_by_label("受領日（消印の日").fill((datetime.now(UTC) + TOKYO).date().isoformat())
    page.locator("#scans").set_input_files(file)
    desk.press("受け付けて入力へ")
    expect(desk.said).to_contain_text("1個のスキャンを受け取りました")


def key_in(desk: Desk) -> None:
    """The first page as it is written, with a telephone number that is none; the others are left empty."""
    page = desk.visitor.page
    desk.press("入力をはじめる")
    expect(desk.main.locator(".pr-leaf img")).to_have_count(2)
    page.get_by_label("個人事業主").check()
    page.get_by_label("日中につながる電話番号").fill("12")
    desk.press("保存して次へ進む")
    expect(desk.main.get_by_label("日中につながる電話番号")).to_have_value("12")
    for _ in range(MOST_PRESSES):
        if "/pages/" not in page.url:
            break
        with page.expect_navigation():
            page.get_by_role("button", name=re.compile("次へ進む")).last.click()


def register(desk: Desk) -> str:
    expect(desk.main.locator("#register")).to_contain_text("日中につながる電話番号")
    desk.press("申請として登録する")
    expect(desk.said).to_contain_text("登録しました")
    expect(desk.main).to_contain_text("申請書（紙）")
    expect(desk.main.locator(".pr-head__facts")).to_contain_text("紙")
    found = re.search(r"[A-Z]{2}(?:-\d{4}){3}", desk.visitor.page.url)
    assert found
    return found[0]


def in_ledger(desk: Desk, reference: str) -> None:
    desk.menu("台帳")
    desk.narrow("受付方法", "紙")
    assert any(reference in row for row in desk.rows)
    desk.menu("統計")
    expect(desk.main).to_contain_text("うち紙")


def printed_letter(desk: Desk, reference: str) -> None:
    """The receipt waits to be printed and posted, and leaves the list by a person's word."""
    page = desk.visitor.page
    for _ in range(40):
        desk.visitor.open("/staff/messages/?state=letter")
        if reference in desk.main.inner_text():
            break
        page.wait_for_timeout(500)
    row = desk.main.locator("tr").filter(has_text=reference)
    row.get_by_role("checkbox").check()
    with page.expect_download() as download:
        page.get_by_role("button", name="選んだものを印刷する").click()
    assert reference in written_in(download.value.path().read_bytes())
    desk.visitor.open("/staff/messages/?state=letter")
    desk.main.locator("tr").filter(has_text=reference).get_by_role("checkbox").check()
    desk.press("印刷して郵送した")
    expect(desk.main.locator("tr").filter(has_text=reference)).to_have_count(0)
