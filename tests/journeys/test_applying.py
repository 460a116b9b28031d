"""A business applies, from the home page to its receipt."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.applicants import SLUG, Applicant, Business
from tests.journeys.conftest import Visit
from tests.journeys.papers import written_in
from tests.journeys.site import Site
from tests.journeys.visitor import DESKTOP, PHONE
from tests.thorough import ways

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]

SOLE = Business(family="𠮷野", given="辻󠄀子", family_kana="ヨシノ", given_kana="ツジコ", holder="ヨシノ ツジコ")
COMPANY = Business(company="株式会社葛󠄀城商店", company_kana="カツラギショウテン", holder="カ）カツラギショウテン")
PLAIN = Business(company="株式会社﨑山", company_kana="サキヤマ", holder="カ）サキヤマ")


def find(applicant: Applicant) -> None:
    """The doors, a search, three questions, and the beginning of the application."""
    visitor = applicant.visitor
    visitor.open("/")
    applicant.see()
    visitor.page.get_by_role("link", name="住民・事業者の方").click()
    applicant.see()
    visitor.page.get_by_label("ことばでさがす").fill("休業 飲食店")
    visitor.page.get_by_role("button", name="さがす", exact=True).click()
    expect(visitor.page.get_by_role("heading", name="1件見つかりました")).to_be_visible()
    applicant.see()
    visitor.page.get_by_role("link", name="休業要請支援金").first.click()
    applicant.see()
    visitor.press("対象になるか3つの質問で確かめる")
    applicant.see()
    answer_questions(applicant)
    visitor.press("申請をはじめる")


def answer_questions(applicant: Applicant) -> None:
    """First an answer that speaks against it, then the true ones."""
    page = applicant.visitor.page
    for group in page.locator("main fieldset").all():
        group.get_by_role("radio").last.check()
    applicant.visitor.press("結果を見る")
    expect(page.get_by_text("対象にならない可能性が高いです")).to_be_visible()
    applicant.visitor.check(again=True)
    for group in page.locator("main fieldset").all():
        group.get_by_role("radio").first.check()
    applicant.visitor.press("結果を見る")
    expect(page.get_by_text("対象になりそうです")).to_be_visible()
    applicant.visitor.check(again=True)


def make_mistakes(applicant: Applicant) -> None:
    """On the first two pages: too short a number, a day that does not exist, nothing chosen; each mended from the summary."""
    applicant.choose("kind", applicant.business.kind)
    applicant.fill(representative__family=applicant.business.family, phone="123")
    applicant.go_on()
    if applicant.business.company:
        applicant.go_on()  # the questions that the choice brought up are empty too
    mend_from_summary(applicant, "phone")
    applicant.who()
    applicant.expect_page("business")
    applicant.date("opened_on", "heisei", 27, 2, 30)
    applicant.go_on()
    mend_from_summary(applicant, "opened_on")


def mend_from_summary(applicant: Applicant, name: str) -> None:
    """The page begins with its faults; each link leads into the field, which says again what is wrong."""
    visitor = applicant.visitor
    summary = visitor.page.locator("#errors")
    visitor.check(again=True)
    expect(summary.get_by_role("heading")).to_contain_text("直してください")
    if visitor.scripts:
        expect(summary).to_be_focused()
    link = summary.locator(f'a[href^="#f-{name}"]').first
    said = link.inner_text()
    link.click()
    faulty = visitor.page.locator(f'[data-key-name="{name}"]')
    expect(faulty).to_contain_text(said)
    inside = "one => one.contains(document.activeElement) || location.hash.includes(one.dataset.keyName)"
    assert faulty.evaluate(inside)


def keep_receipt(applicant: Applicant, reference: str) -> None:
    """The receipt is a PDF that says who and what."""
    answer = applicant.visitor.context.request.get(f"{applicant.site.url}/applications/{reference}/receipt.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    words = written_in(answer.body())
    assert reference in words
    assert applicant.business.name in words


def follow(applicant: Applicant, reference: str) -> None:
    """The mail, the status in plain words, the list of one's own, and the way back that does not apply twice."""
    visitor = applicant.visitor
    assert reference in applicant.site.mail(applicant.business.email, about=reference)
    visitor.press("申請の状況を見る")
    applicant.see()
    expect(visitor.page.locator("main")).to_contain_text("受付済み")
    visitor.page.get_by_text("申請した内容を見る").click()
    expect(visitor.page.locator("main")).to_contain_text(applicant.business.family)
    visitor.check(again=True)
    visitor.open("/applications/")
    applicant.see()
    assert visitor.page.locator("main").inner_text().count(reference) == 1
    visitor.open(f"/procedures/{SLUG}/")


@pytest.mark.parametrize(
    ("business", "width", "scripts"),
    ways([(SOLE, PHONE, True), (PLAIN, PHONE, False)], more=[(COMPANY, DESKTOP, True)]),
    ids=["phone", "without scripts", "desktop"],
)
def test_a_business_applies_and_gets_its_receipt(
    visit: Visit, site: Site, papers: Path, business: Business, width: int, *, scripts: bool
) -> None:
    with visit(width=width, java_script_enabled=scripts) as visitor:
        applicant = Applicant(visitor, site, business, papers)
        find(applicant)
        applicant.sign_in()
        make_mistakes(applicant)
        applicant.fill_in_from("business")
        summary = visitor.page.locator("main")
        for words in (business.name, "2015年4月1日", "412,000円", "みずほ", "東京営業部", "貼り紙.jpg"):
            expect(summary).to_contain_text(words)
        mend_on_the_way(applicant)
        reference = applicant.submit()
        keep_receipt(applicant, reference)
        follow(applicant, reference)


def mend_on_the_way(applicant: Applicant) -> None:
    """From the summary into one answer and straight back."""
    page = applicant.visitor.page
    page.locator('a[href*="/sales/?to=summary#f-sales_after"]').first.click()
    applicant.expect_page("sales")
    applicant.fill(sales_after="４１１，０００")
    applicant.go_on()
    applicant.expect_page("summary")
    expect(page.locator("main")).to_contain_text("411,000円")
    expect(page.locator("main")).to_contain_text(re.compile("ledger_after.pdf"))
