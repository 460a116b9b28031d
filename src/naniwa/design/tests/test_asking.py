"""Fields that ask the server while a person writes: address, bank, files, saving."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from naniwa.design.tests.conftest import Open
from naniwa.design.tests.urls import KEPT, TAKEN_BACK

pytestmark = pytest.mark.browser
PAGE = "../page/"


def test_seven_digits_fill_in_the_address(opened: Open) -> None:
    with opened(PAGE) as page:
        page.locator("#f-home-postal_code").press_sequentially("540-0008")
        expect(page.locator("#f-home-municipality")).to_have_value("大阪市中央区")
        expect(page.locator("#f-home-prefecture")).to_have_value("大阪府")
        expect(page.locator("#f-home-town")).to_have_value("大手前")
        expect(page.locator("#f-home-street")).to_be_focused()


def test_the_code_of_a_building_fills_in_the_building_unless_it_was_typed(opened: Open) -> None:
    with opened(PAGE) as page:
        page.locator("#f-home-postal_code").press_sequentially("540-8570")
        expect(page.locator("#f-home-building")).to_have_value("大阪府庁")
        page.fill("#f-home-building", "本館 3階")
        page.fill("#f-home-postal_code", "530-8201")
        expect(page.locator("#f-home-municipality")).to_have_value("大阪市北区")
        expect(page.locator("#f-home-building")).to_have_value("本館 3階")


def test_a_long_button_goes_below_and_never_squeezes_the_field(opened: Open) -> None:
    with opened(PAGE, width=390) as page:
        page.locator("[data-postal] button").evaluate(
            "one => { one.textContent = '住所（じゅうしょ）を入（い）れる'; }"
        )
        assert page.locator("#f-home-postal_code").bounding_box()["width"] > 120
        assert page.locator("label[for=f-home-postal_code]").bounding_box()["height"] < 40


def test_only_the_building_of_an_address_may_stay_empty(opened: Open) -> None:
    with opened(PAGE) as page:
        expect(page.locator("label[for=f-home-building]")).to_contain_text("任意")
        expect(page.locator("label[for=f-home-street]")).not_to_contain_text("任意")


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


def test_the_hour_of_saving_is_that_of_the_office_wherever_the_browser_is(opened: Open) -> None:
    hours = set()
    for zone in ("Asia/Tokyo", "America/Sao_Paulo"):
        with opened(PAGE, timezone_id=zone) as page:
            page.clock.set_fixed_time("2026-11-24T05:33:00Z")
            page.fill("#f-note", "x")
            page.press("#f-note", "Tab")
            expect(page.locator("[data-saved]")).to_contain_text("保存しました")
            hours.add(page.locator("[data-saved]").inner_text())
    assert len(hours) == 1
    assert "14:33" in hours.pop()


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


def _held(page: Page) -> list[Route]:
    """The next file stays on its way until it is let go."""
    held: list[Route] = []
    page.route("**/upload/", lambda route: held.append(route), times=1)  # noqa: PLW0108 - Playwright marks the function
    return held


def test_a_file_on_its_way_is_waited_for_before_the_page_is_left(opened: Open, tmp_path: Path) -> None:
    paper = tmp_path / "通帳.pdf"
    paper.write_bytes(b"x" * 2048)
    with opened(PAGE, quiet=False) as page:
        held = _held(page)
        with page.expect_request("**/upload/"):
            page.set_input_files("#f-book", paper)
        page.get_by_role("button", name="次へ進む").dblclick()
        expect(page.get_by_role("status").filter(has_text="ファイルを送っています")).to_be_visible()
        with page.expect_navigation():
            held[0].continue_()
        sent = page.evaluate("JSON.parse(document.body.innerText)")
        assert [one for one in sent["book"] if one] == ["id-通帳.pdf"]


def test_a_file_removed_on_its_way_is_taken_back_where_it_arrived(opened: Open, tmp_path: Path) -> None:
    paper = tmp_path / "通帳.pdf"
    paper.write_bytes(b"x" * 2048)
    TAKEN_BACK.clear()
    with opened(PAGE, quiet=False) as page:
        held = _held(page)
        with page.expect_request("**/upload/"):
            page.set_input_files("#f-book", paper)
        page.evaluate("document.querySelector('[data-bar]').value = 100")  # all of it has left
        page.locator("[data-upload] li").get_by_role("button").click()
        taking_back = page.expect_response(lambda answer: "remove_file" in (answer.request.post_data or ""))
        with taking_back:
            held[0].continue_()
        expect(page.locator("[data-upload] li")).to_have_count(0)
    assert TAKEN_BACK == ["book:id-通帳.pdf"]


def test_a_file_goes_on_when_the_connection_is_back_unless_it_was_removed(opened: Open, tmp_path: Path) -> None:
    kept, gone = tmp_path / "kept.pdf", tmp_path / "gone.pdf"
    kept.write_bytes(b"x")
    gone.write_bytes(b"x")
    with opened(PAGE, quiet=False) as page:
        page.context.set_offline(True)
        page.set_input_files("#f-book", [kept, gone])
        lines = page.locator("[data-upload] li")
        expect(lines.filter(has_text="つながりません")).to_have_count(2)
        lines.filter(has_text="gone.pdf").get_by_role("button").click()
        page.context.set_offline(False)
        expect(lines.first.locator("[data-id-input]")).to_have_value("id-kept.pdf")
        page.wait_for_timeout(1800)
        expect(lines).to_have_count(1)


def test_a_file_sent_after_the_session_ran_out_says_what_to_do(opened: Open, tmp_path: Path) -> None:
    paper = tmp_path / "通帳.pdf"
    paper.write_bytes(b"x")
    with opened(PAGE, quiet=False) as page:
        page.route("**/upload/", lambda route: route.fulfill(status=401, json={}))
        page.set_input_files("#f-book", paper)
        expect(page.locator("[data-upload] li")).to_contain_text("ログインし直し")


def test_a_place_picked_from_several_is_kept_like_what_is_typed(opened: Open) -> None:
    with opened(PAGE) as page:
        page.locator("#f-home-postal_code").press_sequentially("498-0000")
        expect(page.locator("[data-saved]")).to_contain_text("保存しました")
        KEPT.clear()
        with page.expect_response("**/kept/"):
            page.get_by_role("button", name="弥富市").click()
    assert KEPT[-1]["home.municipality"] == ["弥富市"]
