"""Fields that ask the server while a person writes: address, bank, files, saving."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from naniwa.design.tests.conftest import Open
from naniwa.design.tests.urls import KEPT

pytestmark = pytest.mark.browser
PAGE = "../page/"


def test_seven_digits_fill_in_the_address(opened: Open) -> None:
    with opened(PAGE) as page:
        page.locator("#f-home-postal_code").press_sequentially("540-0008")
        expect(page.locator("#f-home-municipality")).to_have_value("大阪市中央区")
        expect(page.locator("#f-home-prefecture")).to_have_value("大阪府")
        expect(page.locator("#f-home-town")).to_have_value("大手前")
        expect(page.locator("#f-home-street")).to_be_focused()


def test_an_unknown_code_says_so(opened: Open) -> None:
    with opened(PAGE) as page:
        page.fill("#f-home-postal_code", "0000000")
        expect(page.locator("[data-field=address] [data-said]")).to_contain_text("見つかりません")


def test_a_bank_is_found_by_name_with_the_keyboard_and_its_branch_after_it(opened: Open) -> None:
    with opened(PAGE) as page:
        page.locator("#f-account-bank_code").press_sequentially("みずほ")
        expect(page.locator("#f-account-bank_code-list [role=option]").first).to_contain_text("みずほ")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(page.locator("#f-account-bank_code")).to_have_value("0001")
        expect(page.locator("[data-finder=bank] [data-said]")).to_contain_text("みずほ")
        page.locator("#f-account-branch_code").press_sequentially("001")
        page.locator("#f-account-branch_code-list [role=option]").first.click()
        expect(page.locator("#f-account-branch_code")).to_have_value("001")


def test_a_file_is_sent_at_once_kept_with_the_form_and_can_be_removed(opened: Open, tmp_path: Path) -> None:
    good, bad, large = tmp_path / "通帳.pdf", tmp_path / "bad.pdf", tmp_path / "large.pdf"
    good.write_bytes(b"x" * 2048)
    bad.write_bytes(b"x")
    large.write_bytes(b"x" * 9000)
    with opened(PAGE, quiet=False) as page:
        page.set_input_files("#f-book", [good, large])
        lines = page.locator("[data-upload] li")
        expect(lines).to_have_count(2)
        expect(lines.first.locator("[data-id-input]")).to_have_value("id-通帳.pdf")
        expect(lines.first).to_contain_text("2 KB")
        expect(lines.nth(1)).to_contain_text("大きすぎます")
        lines.nth(1).get_by_role("button").click()
        expect(lines).to_have_count(1)
        page.get_by_role("button", name="次へ進む").click()
        sent = page.evaluate("JSON.parse(document.body.innerText)")
        assert [one for one in sent["book"] if one] == ["id-通帳.pdf"]


def test_a_refused_file_says_why_in_the_servers_words(opened: Open, tmp_path: Path) -> None:
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"x")
    with opened(PAGE, quiet=False) as page:
        page.set_input_files("#f-book", bad)
        expect(page.locator("[data-upload] li")).to_contain_text("読めないファイルです。")
        expect(page.locator("[data-upload] li [data-id-input]")).to_be_disabled()


def test_answers_are_saved_in_the_background_and_the_page_says_when(opened: Open) -> None:
    KEPT.clear()
    with opened(PAGE) as page:
        page.fill("#f-note", "葛󠄀城")
        page.press("#f-note", "Tab")
        expect(page.locator("[data-saved]")).to_contain_text("保存しました")
    assert KEPT[-1]["note"] == ["葛󠄀城"]


def test_without_a_connection_the_page_says_that_it_could_not_save(opened: Open) -> None:
    with opened(PAGE, quiet=False) as page:
        page.context.set_offline(True)
        page.fill("#f-note", "x")
        page.press("#f-note", "Tab")
        expect(page.locator("[data-saved]")).to_contain_text("保存できませんでした")


def test_pressing_twice_submits_once(opened: Open) -> None:
    with opened(PAGE, quiet=False) as page:
        posts: list[str] = []
        page.on("request", lambda request: posts.append(request.url) if request.method == "POST" else None)
        with page.expect_navigation():
            page.get_by_role("button", name="次へ進む").dblclick()
        page.wait_for_timeout(300)
        assert [url for url in posts if url.endswith("/page/")] == posts[:1]
