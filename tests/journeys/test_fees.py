"""A resident sees a fee before applying, pays it at a provider's page, and comes back, or does not."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from naniwa.services.procedures.definitions import FOLDER
from tests.journeys.applicants import Applicant, Business
from tests.journeys.conftest import Visit
from tests.journeys.papers import written_in
from tests.journeys.site import Site
from tests.journeys.visitor import DESKTOP, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]

SLUG = "residence-certificate"
DECIDED = (
    ("open: true\n", ""),
    ("【市町村が定める】", ""),
    ("(set by the municipality)", ""),
    ("identity: electronic\n", "identity: email\n"),
    ("for_municipalities: true\n", ""),
    ("opens_at: 2027-04-01T00:00:00+09:00", "opens_at: 2020-04-01T00:00:00+09:00"),
)
"""An office of its own decides, and people without a card may apply."""
PATIENCE = 60
"""Looks at a page, half a second apart, until a call and its event have arrived."""


@pytest.fixture(scope="module", autouse=True)
def _published(site: Site, tmp_path_factory: pytest.TempPathFactory) -> None:
    text = (FOLDER / "library" / f"{SLUG}.yaml").read_text(encoding="utf-8")
    for before, after in DECIDED:
        assert before in text
        text = text.replace(before, after)
    file = tmp_path_factory.mktemp("decided") / f"{SLUG}.yaml"
    file.write_text(text, encoding="utf-8")
    site.run("procedures", "publish", str(file))


def apply_for_two(applicant: Applicant) -> None:
    """Two copies of one's own certificate, up to the summary."""
    applicant.visitor.open(f"/procedures/{SLUG}/")
    expect(applicant.visitor.page.get_by_role("heading", name="手数料")).to_be_visible()
    applicant.visitor.open(f"/procedures/{SLUG}/apply/")
    applicant.sign_in()
    applicant.introduce()
    applicant.home()
    applicant.date("born_on", "showa", 60, 4, 1)
    applicant.go_on()
    applicant.choose("whose", "own")
    applicant.choose("extent", "one")
    applicant.fill(copies="2")
    applicant.go_on()
    applicant.choose("send", "registered")
    applicant.choose("purpose", "general")
    applicant.go_on()


def hand_in(applicant: Applicant) -> str:
    page = applicant.visitor.page
    expect(page.get_by_text("300円 × 2通 = 600円")).to_be_visible()
    return applicant.submit()


@pytest.mark.parametrize(("width", "scripts"), [(PHONE, True), (DESKTOP, False)])
def test_a_fee_is_seen_paid_and_receipted(visit: Visit, site: Site, papers: Path, width: int, *, scripts: bool) -> None:
    with visit(width=width, java_script_enabled=scripts) as visitor:
        applicant = Applicant(visitor, site, Business(), papers)
        apply_for_two(applicant)
        hand_in(applicant)
        applicant.to_provider("クレジットカードで支払う", amount="600円")
        applicant.pay()
        address = visitor.page.get_by_role("link", name="領収書（PDF）を開く").get_attribute("href")
        receipt = written_in(visitor.page.request.get(visitor.home + str(address)).body())
        assert "600円" in receipt
        assert "クレジットカード" in receipt


def test_who_never_comes_back_has_paid_all_the_same(visit: Visit, site: Site, papers: Path) -> None:
    with visit(width=PHONE) as visitor:
        applicant = Applicant(visitor, site, Business(), papers, look=False)
        apply_for_two(applicant)
        reference = hand_in(applicant)
        applicant.to_provider("スマホ決済で支払う", amount="600円")
        # The page is left at the moment of paying.
        paying = visitor.page.request.post(visitor.page.url, form={"act": "pay"}, max_redirects=0)
        assert paying.status == 303
        for _ in range(PATIENCE):
            visitor.open(f"/applications/{reference}/")
            # Money set aside is told first; that it was taken may be a later call.
            if all(visitor.page.get_by_text(said).count() for said in ("手数料を確認しました", "納付済み")):
                break
            visitor.page.wait_for_timeout(500)
        expect(visitor.page.get_by_text("納付済み")).to_be_visible()
        expect(visitor.page.get_by_text("手数料を確認しました")).to_be_visible()


def test_who_is_refused_chooses_another_way(visit: Visit, site: Site, papers: Path) -> None:
    with visit(width=PHONE) as visitor:
        applicant = Applicant(visitor, site, Business(), papers, look=False)
        apply_for_two(applicant)
        hand_in(applicant)
        applicant.to_provider("クレジットカードで支払う", amount="600円")
        visitor.press("カードが使えないことにする")
        expect(visitor.page.get_by_role("heading", name="お支払いは済んでいません")).to_be_visible()
        visitor.check()
        visitor.press("支払い方を選び直す")
        visitor.press("スマホ決済で支払う")
        visitor.press("支払いのページを開く")
        visitor.press("支払わずに戻る")
        expect(visitor.page.get_by_role("heading", name="お支払いをまだ確かめられません")).to_be_visible()
        visitor.check()
        visitor.press("支払いの続きをする")
        visitor.press("支払う")
        expect(visitor.page.get_by_text("納付済み")).to_be_visible()
