"""Nothing is lost: another device, two windows, the back button, an expired session; and nothing is shown to others."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Route, expect

from tests.journeys.applicants import Applicant, Business
from tests.journeys.conftest import Visit
from tests.journeys.site import Site
from tests.journeys.visitor import DESKTOP, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]


def test_an_application_goes_on_at_another_device(visit: Visit, site: Site, papers: Path) -> None:
    business = Business()
    with visit(width=PHONE) as phone:
        applicant = Applicant(phone, site, business, papers, look=False)
        applicant.begin()
        applicant.who()
        applicant.expect_page("business")
        applicant.fill(place_name="途中まで")
        phone.page.get_by_role("button", name="保存して閉じる").click()
        expect(phone.page.get_by_text("保存しました")).to_be_visible()
        applicant.look = True
        applicant.see()
        phone.page.get_by_role("link", name="休業要請支援金").first.click()
        phone.page.get_by_role("link", name="別の端末で続ける").click()
        applicant.see()
        phone.press("リンクを送る")
        applicant.see()
    link = site.link(business.email, about="続きを入力する")
    with visit(width=DESKTOP) as desktop:
        desktop.open(link)
        desktop.check()
        desktop.page.locator("main form button").click()
        other = Applicant(desktop, site, business, papers)
        other.expect_page("business")
        expect(other.field("place_name")).to_have_value("途中まで")
        other.see()


def test_a_link_works_once(visit: Visit, site: Site, papers: Path) -> None:
    with visit(expected={410}) as visitor:
        applicant = Applicant(visitor, site, Business(), papers, look=False)
        applicant.begin()
        visitor.context.clear_cookies()
        answer = visitor.open(site.link(applicant.business.email, about="ログイン"))
        assert answer.status == 410
        visitor.check()


def test_the_second_of_two_windows_is_asked_which_answers_hold(visit: Visit, site: Site, papers: Path) -> None:
    with visit(width=PHONE, expected={409}) as visitor:
        applicant = Applicant(visitor, site, Business(), papers, look=False)
        applicant.begin()
        second = visitor.watch(visitor.context.new_page())
        second.goto(visitor.page.url)
        applicant.fill(representative__family="髙橋")
        visitor.page.get_by_role("button", name="保存して閉じる").click()
        visitor.page.wait_for_load_state()
        second.locator('[name="representative.family"]').fill("﨑山")
        second.locator(".nw-acts button[value=next]").click()
        expect(second.get_by_role("heading", name="どちらの内容を使いますか")).to_be_visible()
        expect(second.locator("main")).to_contain_text("髙橋")
        expect(second.locator("main")).to_contain_text("﨑山")
        visitor.page = second
        visitor.check()
        visitor.press("保存されている内容を使う")
        expect(second.locator('[name="representative.family"]')).to_have_value("髙橋")


def test_after_handing_in_the_back_button_leads_to_the_receipt(visit: Visit, site: Site, papers: Path) -> None:
    with visit(width=PHONE) as visitor:
        applicant = Applicant(visitor, site, Business(), papers, look=False)
        applicant.begin()
        applicant.fill_in_from("who")
        draft = visitor.page.url
        reference = applicant.submit()
        visitor.page.go_back()
        visitor.page.wait_for_load_state()
        expect(visitor.page.locator("main")).to_contain_text(reference)
        for path in ("", "../who/", "../account/"):
            visitor.page.goto(draft + path)
            expect(visitor.page).to_have_url(re.compile(rf"/applications/{reference}/"))
        visitor.open("/applications/")
        assert visitor.page.locator("main").inner_text().count("休業要請支援金") == 1


def test_what_was_typed_survives_an_expired_session(visit: Visit, site: Site, papers: Path) -> None:
    with visit(width=PHONE) as visitor:
        applicant = Applicant(visitor, site, Business(), papers, look=False)
        applicant.begin()
        visitor.context.clear_cookies(name="sessionid")
        applicant.fill(representative__family="辻󠄀", representative__given="㐂一")
        visitor.page.locator(".nw-acts button[value=next]").click()
        visitor.page.wait_for_load_state()
        applicant.look = True
        applicant.sign_in()
        applicant.expect_page("who")
        expect(applicant.field("representative.family")).to_have_value("辻󠄀")
        expect(applicant.field("representative.given")).to_have_value("㐂一")


def test_nobody_opens_what_belongs_to_others(visit: Visit, site: Site, papers: Path) -> None:
    with visit() as visitor, visit(expected={404, 403}) as other:
        applicant = Applicant(visitor, site, Business(), papers, look=False)
        applicant.begin()
        applicant.who()
        draft = visitor.page.url
        visitor.page.goto(draft.replace("/business/", "/closure/"))
        applicant.closing()
        visitor.page.goto(draft.replace("/business/", "/closure/"))
        file = visitor.page.locator("[data-upload] a").first.get_attribute("href")
        Applicant(other, site, Business(), papers, look=False).begin()
        for url in (draft, draft.replace("/business/", "/summary/"), str(file)):
            assert other.open(url).status == 404, url
        other.check()
        other.context.clear_cookies()
        answer = other.open(draft)
        assert "/sign-in/" in answer.url


def test_a_copy_on_its_way_does_not_overwrite_what_is_sent_after_it(visit: Visit, site: Site, papers: Path) -> None:
    held: list[Route] = []
    with visit(width=PHONE) as visitor:
        applicant = Applicant(visitor, site, Business(family="辻󠄀"), papers, look=False)
        applicant.begin()
        visitor.page.route("**/*auto=1", lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks the function
        with visitor.page.expect_request("**/*auto=1"):
            applicant.fill(representative__family="髙")
        visitor.page.wait_for_timeout(100)
        applicant.choose("kind", "sole")
        applicant.fill(representative__family="辻󠄀", representative__given="㐂一")
        applicant.fill(representative__family_kana="ツジ", representative__given_kana="キイチ", phone="06-6941-0351")
        visitor.page.locator(".nw-acts button[value=next]").click()
        visitor.page.wait_for_timeout(300)
        held[0].continue_()
        visitor.page.unroute("**/*auto=1")
        applicant.expect_page("business")
        visitor.press("前のページへ")
        expect(applicant.field("representative.family")).to_have_value("辻󠄀")
        expect(visitor.page.locator("#errors")).to_have_count(0)
