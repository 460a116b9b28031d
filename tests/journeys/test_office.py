"""One faulty case through the whole office: notice, correction, decision, payout, a failed transfer, a second run."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.applicants import Applicant, Business
from tests.journeys.conftest import Visit
from tests.journeys.site import Site
from tests.journeys.staff import Desk, records
from tests.journeys.visitor import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]

PATIENCE = 40  # seconds that events may take on a busy machine
HOLDER, TRUE_HOLDER = "ヤマダ タロウ", "タカハシ キイチ"
TRUE_HOLDER_IN_FILE = "ﾀｶﾊｼ ｷｲﾁ".encode("shift_jis")


@dataclass
class Office:
    """Everybody who has a hand in a case, each at a browser of their own."""

    applicant: Applicant
    reviewer: Desk
    approver: Desk
    payer: Desk
    releaser: Desk

    @property
    def email(self) -> str:
        return self.applicant.business.email


@pytest.fixture
def office(visit: Visit, site: Site, papers: Path) -> Iterator[Office]:
    with ExitStack() as stack:
        business = Business(holder=HOLDER)
        phone = stack.enter_context(visit(width=PHONE))
        applicant = Applicant(phone, site, business, papers, look=False)
        keys = ("reviewer_a", "approver", "payer", "releaser")
        # Each finds doors closed that are another's.
        desks = [Desk(stack.enter_context(visit(expected={403})), key) for key in keys]
        yield Office(applicant, *desks)


def test_a_faulty_case_is_mended_decided_and_paid_at_the_second_attempt(office: Office) -> None:
    reference = apply(office)
    review(office, reference)
    mend(office, reference)
    decide(office, reference)
    run = pay(office, reference)
    fail(office, reference, run)
    second = pay(office, reference)
    office.payer.import_results(second)
    assert reference in office.applicant.site.mail(office.email, about="振り込みました")
    status(office, reference, word="振込済み", said="指定の口座に振り込みました")
    balance(office)


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
    for _ in range(PATIENCE):
        visitor.open(f"/applications/{reference}/")
        if word in visitor.page.locator("main").inner_text():
            break
        visitor.page.wait_for_timeout(1_000)
    visitor.check(again=True)
    expect(visitor.page.locator("main")).to_contain_text(word)
    expect(visitor.page.locator("main")).to_contain_text(said)


def review(office: Office, reference: str) -> None:
    office.reviewer.claim(reference)
    status(office, reference, word="審査中", said="職員が書類を確認しています")
    office.reviewer.send_notice()
    status(office, reference, word="修正のお願い", said="直していただきたいところがあります")


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
    office.reviewer.case(reference)
    difference = office.reviewer.main.locator("section").filter(has_text="修正の前と後")
    expect(difference).to_contain_text(HOLDER)
    expect(difference).to_contain_text(TRUE_HOLDER)


def decide(office: Office, reference: str) -> None:
    """Not by the reviewer, to whom the page of decisions is closed."""
    office.reviewer.finish()
    office.reviewer.case(reference)
    assert office.reviewer.main.locator("#decide form").count() == 0
    office.approver.menu("決定")
    expect(office.approver.main).to_contain_text(reference)
    office.approver.case(reference)
    office.approver.decide()
    status(office, reference, word="支給決定", said="支給が決まりました")
    expect(office.applicant.visitor.page.locator("main")).to_contain_text("500,000円")
    assert reference in office.applicant.site.mail(office.email, about="支給が決まりました")
    assert_closed(office.reviewer, "/staff/decisions/")


def assert_closed(desk: Desk, path: str) -> None:
    answer = desk.visitor.open(path)
    assert answer.status == 403
    desk.visitor.check(again=True)


def pay(office: Office, reference: str) -> str:
    """One makes the run up, another releases it; the file has the account as it was mended."""
    run = office.payer.make_run()
    assert office.payer.main.get_by_role("button", name="承認して銀行ファイルを作る").count() == 0
    content = office.releaser.release(run)
    lines = records(content)
    assert [line[:1] for line in lines[:1] + lines[-2:]] == [b"1", b"8", b"9"]
    ours = [line for line in lines if line.startswith(b"2") and line[50:80].rstrip() == TRUE_HOLDER_IN_FILE]
    assert [int(line[80:90]) for line in ours] == [500_000]
    status(office, reference, word="振込手続き中", said="銀行に振込を依頼しました")
    return run


def fail(office: Office, reference: str, run: str) -> None:
    """The bank sends it back; the applicant mends the number of the account."""
    office.payer.import_results(run, failed=f"{reference},500000,口座番号相違")
    link = office.applicant.site.link(office.email, about="振込ができませんでした")
    status(office, reference, word="振込できませんでした", said="支給の決定は変わりません")
    visitor = office.applicant.visitor
    visitor.open(link)
    visitor.check(again=True)
    if "/correction/" not in visitor.page.url:
        visitor.press("内容を見て直す")
        visitor.check(again=True)
    office.applicant.fill(account__account_number="7654321")
    visitor.press("直した内容を確かめる")
    visitor.check(again=True)
    visitor.page.locator("main form button").first.click()
    visitor.page.wait_for_load_state()
    visitor.check(again=True)


def balance(office: Office) -> None:
    """Every yen is accounted for."""
    office.payer.menu("残高")
    expect(office.payer.main).to_contain_text("1円まで合っています")
