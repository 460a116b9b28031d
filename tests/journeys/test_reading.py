"""Read by everybody: English, plain Japanese, dark, narrow and large, by keyboard alone."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.applicants import SLUG, Applicant, Business
from tests.journeys.conftest import Visit
from tests.journeys.site import Site
from tests.journeys.staff import Desk
from tests.journeys.visitor import PHONE, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]

NARROW = 320  # CSS pixels of a screen of 1,280 at 400 %
HEADS = "h1:not(:has(ruby)), h2, h3, th[scope=col], main label, main button, main dt, main .nw-status"
STAFF_MENU = "body > :not(main) nav a, aside nav a"
STAFF = ("/staff/", "/staff/queue/", "/staff/deficiencies/", "/staff/notices/", "/staff/messages/")
JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠々]{2,}")
# What stands in Japanese on purpose: the name of the language, examples and what people typed.
ON_PURPOSE = "[lang=ja], [translate=no], .nw-menu__list, .nw-field__example, .nw-menu__name, input, textarea, script, template, option"


def speak(visitor: Visitor, language: str) -> None:
    visitor.page.locator("header .nw-menu summary").first.click()
    visitor.page.locator(f'header button[name=language][value="{language}"]').click()
    visitor.page.wait_for_load_state()


def japanese(page: Page) -> list[str]:
    """Words on the page that are still Japanese."""
    words = page.evaluate(
        """skip => { const copy = document.body.cloneNode(true);
        copy.querySelectorAll(skip).forEach(one => one.remove()); return copy.textContent; }""",
        ON_PURPOSE,
    )
    return JAPANESE.findall(str(words))


def test_english_from_the_home_page_to_the_receipt(visit: Visit, site: Site, papers: Path) -> None:
    business = Business(family="Smith", given="Ann", family_kana="スミス", given_kana="アン", holder="スミス アン")
    typed = {
        "スミス",
        "アン",
        "居酒屋",
        "葛",
        "大阪市中央区",
        "大手前",
        "大阪府",
        "丁目",
        "貼り紙",
        "通帳",
        "運転免許証",
        "みずほ",
        "東京営業部",
    }
    seen: list[str] = []
    with visit(width=PHONE, locale="en-GB") as visitor:
        applicant = Applicant(visitor, site, business, papers)
        look = applicant.see

        def see() -> None:
            look()
            left = [words for words in japanese(visitor.page) if not any(one in words for one in typed)]
            seen.extend(f"{visitor.page.url}: {words}" for words in left)

        applicant.see = see  # type: ignore[method-assign] # every page is read as it is searched
        visitor.open("/")
        speak(visitor, "en")
        assert visitor.page.locator("html").get_attribute("lang") == "en"
        for path in ("/", "/procedures/?q=relief", f"/procedures/{SLUG}/", f"/procedures/{SLUG}/check/"):
            visitor.open(path)
            applicant.see()
        applicant.begin(about="sign-in link")
        applicant.choose("kind", "sole")
        applicant.go_on()
        expect(visitor.page.locator("#errors")).to_be_visible()
        applicant.fill_in_from("who")
        reference = applicant.submit()
        expect(visitor.page.get_by_role("heading", name="We have received your application")).to_be_visible()
        visitor.press("See how it is going")
        applicant.see()
        assert "We received your application" in site.mail(business.email, about=reference)
        for path in ("/applications/", "/account/", "/accessibility/", "/privacy/", "/contact/"):
            visitor.open(path)
            applicant.see()
    assert not seen, "\n".join(seen)


def test_staff_pages_in_english(visit: Visit) -> None:
    left: list[str] = []
    with visit() as visitor:
        Desk(visitor, "reviewer_a")
        visitor.open("/staff/queue/")
        visitor.page.locator("summary", has_text="表示とことば").click()
        visitor.page.locator('button[name=language][value="en"]').first.click()
        visitor.page.wait_for_load_state()
        for path in (*STAFF, case(visitor)):
            visitor.open(path)
            visitor.check()
            heads = visitor.page.locator(f"{HEADS}, {STAFF_MENU}").all_inner_texts()
            left.extend(f"{path}: {words}" for words in heads if JAPANESE.search(words))
    assert not left, "\n".join(left)


def case(visitor: Visitor) -> str:
    """The address of the first case in the queue."""
    visitor.open("/staff/queue/")
    return str(visitor.page.locator('main a[href*="/staff/cases/"]').first.get_attribute("href"))


def test_plain_japanese_in_the_dark_on_the_narrowest_screen(visit: Visit, site: Site, papers: Path) -> None:
    with visit(width=NARROW, color_scheme="dark") as visitor:
        visitor.open("/")
        speak(visitor, "ja-easy")
        assert visitor.page.locator("html").get_attribute("lang") == "ja"
        applicant = Applicant(visitor, site, Business(), papers)
        for path in ("/", "/procedures/", f"/procedures/{SLUG}/", f"/procedures/{SLUG}/check/"):
            visitor.open(path)
            applicant.see()
        expect(visitor.page.locator("main")).to_contain_text("休（やす）んだ")
        applicant.begin()
        applicant.fill_in_from("who")
        applicant.submit()


@pytest.mark.thorough
def test_staff_pages_in_the_dark_on_the_narrowest_screen(visit: Visit) -> None:
    with visit(width=NARROW, color_scheme="dark") as visitor:
        Desk(visitor, "reviewer_a")
        for path in (*STAFF, case(visitor)):
            visitor.open(path)
            visitor.check()
        visitor.context.clear_cookies()
        Desk(visitor, "payer")
        for path in ("/staff/payouts/", "/staff/payouts/balance/"):
            visitor.open(path)
            visitor.check()


def test_the_largest_letters_at_twice_the_size_fit(visit: Visit, site: Site, papers: Path) -> None:
    with visit(width=720, device_scale_factor=2) as visitor:
        visitor.open("/")
        visitor.page.locator("header .nw-menu summary").nth(1).click()
        visitor.page.locator('header button[name=text][value="largest"]').click()
        visitor.page.wait_for_load_state()
        applicant = Applicant(visitor, site, Business(), papers)
        for path in ("/procedures/", f"/procedures/{SLUG}/"):
            visitor.open(path)
            applicant.see()
        applicant.begin()


def test_the_first_page_of_an_application_by_keyboard_alone(visit: Visit, site: Site, papers: Path) -> None:
    business = Business()
    with visit() as visitor:
        Applicant(visitor, site, business, papers, look=False).begin()
        page = visitor.page
        page.reload()
        page.keyboard.press("Tab")
        expect(page.locator(":focus")).to_have_attribute("href", "#main")
        assert ringed(page)
        page.keyboard.press("Enter")
        tab_to(page, '[name="kind"]')
        page.keyboard.press("ArrowDown")
        expect(page.locator('[name="kind"][value="sole"]')).to_be_checked()
        for name, words in (
            ("representative.family", business.family),
            ("representative.given", business.given),
            ("representative.family_kana", business.family_kana),
            ("representative.given_kana", business.given_kana),
            ("phone", business.phone),
        ):
            tab_to(page, f'[name="{name}"]')
            assert ringed(page), name
            page.keyboard.insert_text(words)
        tab_to(page, ".nw-acts button[value=next]")
        assert ringed(page)
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("/business/"))


def test_a_case_is_reviewed_by_keyboard_alone(visit: Visit, site: Site, papers: Path) -> None:
    """Found by its number with /, taken with c, confirmed and sent; the palette opens with Ctrl+K."""
    with visit(width=PHONE) as phone:
        applicant = Applicant(phone, site, Business(holder="ヤマダ タロウ"), papers, look=False)
        applicant.begin()
        applicant.fill_in_from("who")
        reference = applicant.submit()
    with visit() as visitor:
        Desk(visitor, "reviewer_b")
        page = visitor.page
        visitor.open("/staff/queue/")
        page.keyboard.press("/")
        expect(page.get_by_label("受付番号・名前・フリガナ・電話番号で探す")).to_be_focused()
        page.keyboard.insert_text(reference)
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(f"/cases/{reference}/"))
        page.keyboard.press("c")
        expect(page.locator("main")).to_contain_text("あなたの担当")
        tab_to(page, 'button[name=act][value="confirm"]')
        assert ringed(page)
        page.keyboard.press("Enter")
        expect(page.locator('button[name=act][value="confirm"]')).to_have_count(0)
        page.keyboard.press("Control+k")
        expect(page.locator("[data-palette]")).to_be_visible()
        visitor.check(again=True)
        page.keyboard.insert_text("この内容で送る")
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_contain_text("修正のお願い")


def tab_to(page: Page, selector: str, *, most: int = 90) -> None:
    """Press Tab until the focus is there, as somebody without a mouse does."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement?.matches(selector)", selector):
            return
    raise AssertionError(f"the keyboard does not reach {selector}")


def ringed(page: Page) -> bool:
    """The focus can be seen: an outline or a shadow around it."""
    return bool(
        page.evaluate(
            """() => { const seen = one => { const style = getComputedStyle(one);
            return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== 'none'; };
            let one = document.activeElement;
            for (let up = 0; one && up < 3; up++, one = one.parentElement) if (seen(one)) return true;
            return false; }"""
        )
    )
