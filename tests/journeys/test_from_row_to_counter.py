"""The whole way: a row of the inventory becomes the forms of two cities, and a resident of one is served at its counter."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.applicants import Applicant, Business
from tests.journeys.conftest import Visit
from tests.journeys.papers import written_in
from tests.journeys.site import Site
from tests.journeys.staff import Desk
from tests.journeys.towns import LEFT_OPEN, Town
from tests.journeys.visitor import PHONE, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]

TITLE, SLUG = "屋外広告物の掲出の届出", "outdoor-sign"
ROW = {
    "department_code": "9801",
    "department_name": "景観指導課",
    "title": TITLE,
    "law": "屋外広告物条例（見本）",
    "article": "第6条",
    "volume": "1200",
    "minutes_applicant": "120",
    "minutes_office": "45",
    "fee": "600",
    "cycle_days": "14",
    "paper1_name": "住民票の写し",
    "paper1_held": "市町村",
    "seal1_basis": "慣行",
}
CHOSEN = {"applicant": "resident", "channel": "counter", "identity": "name", "seal1_kind": "personal"}
WRITTEN = {"ja": "市内に広告物を出す方が対象です。", "en": "For those who put up a sign in the city."}
OPENED = "2020-04-01T00:00:00+09:00"
FEE = "replace:\n  fees.fee.amount: {}\n"
CODE = "4827"
PATIENCE = 60
"""Looks at a page, half a second apart, until the worker has done its part."""


@dataclass(frozen=True)
class City:
    """What one of them says in its own words; `fee` is whole yen."""

    name: str
    contact: str
    hours: str
    fee: int

    def lay_over(self, town: Town) -> None:
        """Its office is the city itself, as it chooses none of its sections."""
        town.write(
            FEE.format(self.fee),
            問い合わせ先_日本語=self.contact,
            問い合わせ先_英語=f"The office of {self.name}",
            窓口の受付時間_日本語=self.hours,
            窓口の受付時間_英語=self.hours,
        )
        expect(town.writer.main).to_contain_text(f"{self.fee}")
        town.writer.press("提案する")
        town.agree("変更案：二人目の承認待ち")


OSAKA = City("大阪市", "大阪市計画調整局の窓口", "平日 9時から17時30分", 400)
SAKAI = City("堺市", "堺市建築都市局の窓口", "平日 9時から16時", 350)


@pytest.fixture
def office(visit: Visit) -> Iterator[dict[str, Desk]]:
    """Everybody of prefecture and cities who has a hand in it, by the key of the demo's door."""
    keys = ("publisher", "publisher_b", "publisher_osaka", "publisher_osaka_b", "publisher_sakai",
            "publisher_sakai_b", "reviewer_osaka", "approver_osaka")  # fmt: skip
    with ExitStack() as stack:
        yield {key: Desk(stack.enter_context(visit()), key) for key in keys}


def test_a_row_becomes_the_forms_of_two_cities_and_a_case_is_finished_at_the_counter(
    office: dict[str, Desk], visit: Visit, site: Site, papers: Path
) -> None:
    add_row(office["publisher"])
    redesign(office["publisher"])
    publish(office["publisher"], office["publisher_b"], draft=write(office["publisher"]))
    for city, key in ((OSAKA, "publisher_osaka"), (SAKAI, "publisher_sakai")):
        city.lay_over(Town(TITLE, office[key], office[f"{key}_b"]))
    with visit(width=PHONE) as visitor:
        compare(visitor)
        reference = apply(Applicant(visitor, site, Business(), papers))
        at_counter(office["reviewer_osaka"], reference)
        decide(office["reviewer_osaka"], office["approver_osaka"], reference)
        told(visitor, reference)


def add_row(desk: Desk) -> None:
    desk.menu("手続の一覧")
    desk.follow(desk.main.get_by_role("link", name="手続を追加する").first)
    for name, words in ROW.items():
        desk.main.locator(f'[name="{name}"]').fill(words)
    for name, key in CHOSEN.items():
        choose(desk, name, key)
    desk.press("保存する")
    expect(desk.said).to_contain_text("保存しました")
    expect(desk.main).to_contain_text("600円")


def choose(desk: Desk, name: str, key: str) -> None:
    """From a menu, or of choices that stand side by side."""
    box = desk.main.locator(f'[name="{name}"]')
    if box.count() == 1:
        box.select_option(key)
    else:
        desk.main.locator(f'[name="{name}"][value="{key}"]').check()


def redesign(desk: Desk) -> None:
    """Every proposal is taken, so that neither seal nor paper is left, and a draft is made; ends on its page."""
    desk.press("見直しを見る")
    for proposal in desk.main.locator(".in-proposal").all():
        proposal.locator(".nw-choice").filter(has_text="採用").click()
    desk.press("見直しの内容を保存する")
    desk.press("この行から申請フォームを作る")
    draft = desk.main.get_by_role("link", name="下書きを開く")
    for _ in range(PATIENCE):
        if draft.count():
            break
        desk.visitor.page.wait_for_timeout(500)
        desk.visitor.page.reload()
    desk.visitor.check(again=True)
    desk.follow(draft)


def write(desk: Desk) -> str:
    """What municipalities are to settle is left to them, all else is written on one page; gives the draft's address."""
    draft = desk.visitor.page.url
    desk.follow(desk.main.get_by_role("link", name="手続の紹介"))
    for name in ("for_municipalities", "open"):
        desk.main.locator(f'[name="{name}"][type=checkbox]').check()
    for language, mark in zip(("ja", "en"), LEFT_OPEN, strict=True):
        desk.main.locator(f'[name="contact.{language}"]').fill(mark)
    desk.press("保存する")
    desk.visitor.open(draft)
    desk.follow(desk.main.get_by_role("link", name="期間", exact=True))
    desk.main.locator('[name="opens_at"]').fill(OPENED)
    desk.press("保存する")
    desk.visitor.open(draft)
    desk.follow(desk.main.get_by_role("link", name="手数料", exact=True))
    desk.follow(desk.main.get_by_role("link", name="手数料").first)
    expect(desk.main.locator('[name="amount"]')).to_have_value("600")
    desk.visitor.open(draft)
    desk.follow(desk.main.get_by_role("link", name="まとめて書く"))
    for box in desk.main.locator("form textarea").all():
        box.fill(WRITTEN[str(box.get_attribute("name"))[-2:]])
    desk.main.get_by_label("アドレスの名前").fill(SLUG)
    desk.press("保存する")
    expect(desk.main).to_contain_text("直すところはありません")
    return draft


def publish(writer: Desk, other: Desk, *, draft: str) -> None:
    writer.press("公開前の確認を頼む")
    other.menu("手続を作る")
    other.follow(other.main.locator(f'a[href="{draft.removeprefix(other.visitor.home)}"]'))
    other.press("内容を確かめたので公開する")
    expect(other.said).to_contain_text("公開しました")


def compare(visitor: Visitor) -> None:
    """The procedure is found once; each city says behind it where, when and for how much. Ends at that of Osaka."""
    main = visitor.page.locator("main")
    for city in (SAKAI, OSAKA):
        visitor.open(f"/procedures/?q={TITLE}")
        visitor.check()
        main.get_by_role("link", name=TITLE).click()
        visitor.check()
        main.get_by_role("link", name=city.name, exact=True).click()
        visitor.check()
        for said in (city.contact, city.hours, f"{city.fee}円"):
            expect(main).to_contain_text(said)


def apply(applicant: Applicant) -> str:
    """At the form of Osaka, up to the receipt of the fee; gives the receipt number."""
    applicant.visitor.press("申請をはじめる")
    applicant.sign_in()
    applicant.introduce()
    applicant.home()
    applicant.go_on()
    expect(applicant.visitor.page.locator("main")).to_contain_text(f"{OSAKA.fee}円")
    reference = applicant.submit()
    applicant.to_provider("クレジットカードで支払う", amount=f"{OSAKA.fee}円")
    applicant.pay()
    return reference


def at_counter(clerk: Desk, reference: str) -> None:
    """The case is found by its number; the resident reads and confirms it on the clerk's screen, and takes the receipt."""
    clerk.menu("窓口")
    clerk.main.get_by_label("受付番号か名前").fill(reference)
    clerk.press("さがす")
    clerk.follow(clerk.main.get_by_role("link", name=Business().name))
    clerk.main.locator("#code").fill(CODE)
    clerk.press("画面を渡す")
    expect(clerk.main).to_contain_text(Business().phone)
    clerk.press("このとおりで、まちがいありません")
    expect(clerk.main).not_to_contain_text(Business().family)
    clerk.press("職員：画面を受け取る")
    clerk.main.locator("#code").fill(CODE)
    clerk.press("受け取る")
    expect(clerk.main).to_contain_text("本人が確かめた記録")
    printed = clerk.main.get_by_role("link", name="受付票を印刷する").get_attribute("href")
    receipt = clerk.visitor.page.request.get(clerk.visitor.home + str(printed)).body()
    assert reference in written_in(receipt)


def decide(reviewer: Desk, approver: Desk, reference: str) -> None:
    """The fee is in, so the review can end; somebody else decides."""
    reviewer.claim(reference)
    expect(reviewer.main).to_contain_text("納付済み")
    reviewer.pass_on()
    approver.menu("決定")
    expect(approver.main).to_contain_text(reference)
    approver.case(reference)
    approver.decide()


def told(visitor: Visitor, reference: str) -> None:
    for _ in range(PATIENCE):
        visitor.open(f"/applications/{reference}/")
        if "申請が認められました" in visitor.page.locator("main").inner_text():
            break
        visitor.page.wait_for_timeout(500)
    visitor.check(again=True)
    expect(visitor.page.locator("main")).to_contain_text("申請が認められました")
