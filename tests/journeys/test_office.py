"""One faulty case through the whole office: notice, correction, decision, payout, a failed transfer, a second run."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.applicants import ALIKE, Applicant, Business
from tests.journeys.conftest import Visit
from tests.journeys.papers import written_in
from tests.journeys.site import Site
from tests.journeys.staff import Desk, Desks, Way, records
from tests.journeys.visitor import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]

PATIENCE = 40  # seconds that events may take on a busy machine
NOTE = "通帳の名義を電話で確かめた。"
HOLDER, TRUE_HOLDER = "ヤマダ タロウ", "タカハシ キイチ"
TRUE_HOLDER_IN_FILE = "ﾀｶﾊｼ ｷｲﾁ".encode("shift_jis")


@dataclass
class Office:
    """The applicant, at home with the same means as the staff, and those who have a hand in the case."""

    applicant: Applicant
    desks: Desks

    @property
    def email(self) -> str:
        return self.applicant.business.email


@pytest.fixture
def office(visit: Visit, site: Site, papers: Path, desks: Desks) -> Iterator[Office]:
    business = Business(holder=HOLDER)
    with visit(width=desks.way.width, java_script_enabled=desks.way.scripts) as visitor:
        yield Office(Applicant(visitor, site, business, papers, look=False), desks)


def test_a_faulty_case_is_mended_decided_and_paid_at_the_second_attempt(office: Office) -> None:
    reference = apply(office)
    review(office, reference)
    mend(office, reference)
    decide(office, reference)
    run = pay(office, reference)
    fail(office, reference, run)
    second = pay(office, reference)
    office.desks.payer.import_results(second)
    assert reference in office.applicant.site.mail(office.email, about="振り込みました")
    status(office, reference, word="振込済み", said="指定の口座に振り込みました")
    balance(office.desks.payer)


def apply(office: Office) -> str:
    """The summary already warns that the holder differs; the applicant hands it in all the same."""
    office.applicant.begin()
    office.applicant.fill_in_from("who")
    expect(office.applicant.visitor.page.locator("main")).to_contain_text("口座の名義が、申請する方のフリガナ")
    office.applicant.look = True
    return office.applicant.submit()


def status(office: Office, reference: str, *, word: str, said: str) -> None:
    """What the applicant's page says, once the worker has followed what staff did."""
    visitor = office.applicant.visitor
    for _ in range(2 * PATIENCE):
        visitor.open(f"/applications/{reference}/")
        if word in visitor.page.locator("main").inner_text():
            break
        visitor.page.wait_for_timeout(500)
    visitor.check(again=True)
    expect(visitor.page.locator("main")).to_contain_text(word)
    expect(visitor.page.locator("main")).to_contain_text(said)


def review(office: Office, reference: str) -> None:
    office.desks.reviewer.claim(reference)
    read(office.desks.reviewer, office.desks.way)
    status(office, reference, word="審査中", said="職員が書類を確認しています")
    office.desks.reviewer.send_notice()
    status(office, reference, word="修正のお願い", said="直していただきたいところがあります")


def read(desk: Desk, way: Way) -> None:
    """Answers beside (on a phone: above) the papers, each check with what it compared, who else this might be."""
    answers, evidence = desk.main.locator("#answers"), desk.main.locator("#evidence")
    expect(answers).to_contain_text(HOLDER)
    left, right = answers.bounding_box(), evidence.bounding_box()
    assert left
    assert right
    if way.width == PHONE:
        assert right["y"] > left["y"] + left["height"]
    else:
        assert right["x"] > left["x"] + left["width"]
        assert right["y"] < left["y"] + left["height"]
    paper = evidence.locator(".pr-papers a:not([aria-current])").first
    name = paper.locator("> span").inner_text().splitlines()[0]
    desk.follow(paper, again=True)
    expect(evidence.get_by_role("heading")).to_have_text(name)
    expect(evidence.get_by_role("img", name=f"{name}の画像")).to_be_visible()
    fault = desk.main.locator("#items .pr-item")
    expect(fault).to_contain_text("口座の名義が、申請する方のフリガナ")
    expect(fault.locator(".pr-compared")).to_contain_text(HOLDER)
    desk.main.locator("#checks summary", has_text="基準内").click()
    expect(desk.main.locator("#checks .pr-check--held .pr-compared").filter(has_text="412,000円")).to_be_visible()
    expect(desk.main.locator("#alike")).to_contain_text(ALIKE)
    desk.main.get_by_label("メモ（職員だけに見えます）").fill(NOTE)
    desk.press("メモを残す")
    history = desk.main.locator("section").filter(has=desk.visitor.page.locator("#history-title"))
    expect(history).to_contain_text(NOTE)
    expect(history).to_contain_text("受付済み")


def mend(office: Office, reference: str) -> None:
    """The mail's link opens the account and the bank book, and nothing else; the reviewer sees what changed."""
    visitor = office.applicant.visitor
    link = office.applicant.site.link(office.email, about="修正をお願いします")
    visitor.open(link)
    visitor.check(again=True)
    opened = visitor.page.locator("main [data-key-name]").evaluate_all("all => all.map(one => one.dataset.keyName)")
    assert {key.partition(".")[0] for key in opened} == {"account", "bank_book"}
    expect(visitor.page.locator("main")).to_contain_text("口座の名義が、申請する方のフリガナ")
    office.applicant.fill(account__holder_kana=TRUE_HOLDER)
    visitor.press("直した内容を確かめる")
    visitor.check(again=True)
    expect(visitor.page.locator("main")).to_contain_text(TRUE_HOLDER)
    visitor.page.locator("main form button").first.click()
    visitor.page.wait_for_load_state()
    visitor.check(again=True)
    status(office, reference, word="再提出済み", said="直していただいた内容が届きました")
    office.desks.reviewer.case(reference)
    difference = office.desks.reviewer.main.locator("section").filter(has_text="修正の前と後")
    expect(difference).to_contain_text(HOLDER)
    expect(difference).to_contain_text(TRUE_HOLDER)


def decide(office: Office, reference: str) -> None:
    """Not by the reviewer, to whom the page of decisions is closed."""
    office.desks.reviewer.finish()
    office.desks.reviewer.case(reference)
    assert office.desks.reviewer.main.locator("#decide form").count() == 0
    office.desks.approver.menu("決定")
    expect(office.desks.approver.main).to_contain_text(reference)
    office.desks.approver.case(reference)
    office.desks.approver.decide()
    status(office, reference, word="支給決定", said="支給が決まりました")
    expect(office.applicant.visitor.page.locator("main")).to_contain_text("500,000円")
    assert reference in office.applicant.site.mail(office.email, about="支給が決まりました")
    assert_written(office, reference)
    assert_closed(office.desks.reviewer, "/staff/decisions/")


def assert_written(office: Office, reference: str) -> None:
    """The decision is a PDF, the same for the applicant and for staff."""
    people = (
        (office.applicant.visitor, f"/applications/{reference}/"),
        (office.desks.approver.visitor, f"/staff/cases/{reference}/"),
    )
    for visitor, path in people:
        visitor.open(path)
        link = visitor.page.locator('main a[href$="decision.pdf"]').first.get_attribute("href")
        answer = visitor.context.request.get(f"{visitor.home}{link}")
        words = written_in(answer.body())
        for one in (reference, office.applicant.business.name, "500,000円"):
            assert one in words


def assert_closed(desk: Desk, path: str) -> None:
    answer = desk.visitor.open(path)
    assert answer.status == 403
    desk.visitor.check(again=True)


def pay(office: Office, reference: str) -> str:
    """One makes the run up, another releases it; the file has the account as it was mended."""
    run = office.desks.payer.make_run()
    assert office.desks.payer.main.get_by_role("button", name="承認して銀行ファイルを作る").count() == 0
    content = office.desks.releaser.release(run)
    lines = records(content)
    assert [line[:1] for line in lines[:1] + lines[-2:]] == [b"1", b"8", b"9"]
    ours = [line for line in lines if line.startswith(b"2") and line[50:80].rstrip() == TRUE_HOLDER_IN_FILE]
    assert [int(line[80:90]) for line in ours] == [500_000]
    status(office, reference, word="振込手続き中", said="銀行に振込を依頼しました")
    return run


def fail(office: Office, reference: str, run: str) -> None:
    """The bank sends it back; the applicant mends the number of the account."""
    office.desks.payer.import_results(run, failed=f"{reference},500000,口座番号相違")
    link = office.applicant.site.link(office.email, about="振込ができませんでした")
    status(office, reference, word="振込できませんでした", said="支給の決定は変わりません")
    visitor = office.applicant.visitor
    visitor.open(link)
    visitor.check(again=True)
    if "/correction/" not in visitor.page.url:
        visitor.press("内容を見て直す")
        visitor.check(again=True)
    office.applicant.fill(account__account_number=Business().account_number)
    visitor.press("直した内容を確かめる")
    visitor.check(again=True)
    visitor.page.locator("main form button").first.click()
    visitor.page.wait_for_load_state()
    visitor.check(again=True)


def balance(desk: Desk) -> None:
    """Every yen is accounted for, in each municipality."""
    desk.menu("残高")
    expect(desk.main).to_contain_text("1円まで合っています")
    places = desk.main.get_by_role("table", name="市町村ごとの金額").locator("tbody tr").all_inner_texts()
    assert any("大阪市" in place for place in places)
    assert all("一致" in place for place in places)
