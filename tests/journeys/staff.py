"""What staff do at their desks; each comes in through the demo's door."""

import hashlib
import re
from dataclasses import dataclass

from playwright.sync_api import Locator, expect

from tests.journeys.visitor import DESKTOP, PHONE, Visitor

RECORD = 120


@dataclass(frozen=True)
class Way:
    """How somebody works; `town` has cases of its own (see cases.py), so that no way takes those of another."""

    width: int
    scripts: bool
    town: str


WAYS = {
    "desktop": Way(DESKTOP, scripts=True, town="池田市"),
    "phone": Way(PHONE, scripts=True, town="箕面市"),
    "without scripts": Way(DESKTOP, scripts=False, town="松原市"),
}


@dataclass
class Desk:
    """One member of staff, by the key of the demo's door."""

    visitor: Visitor
    key: str

    def __post_init__(self) -> None:
        self.visitor.open("/demo/")
        self.visitor.check()
        self.visitor.page.locator(f'form[action*="/demo/enter/{self.key}/"] button').click()
        self.visitor.page.wait_for_load_state()
        self.visitor.check()

    @property
    def main(self) -> Locator:
        return self.visitor.page.locator("main")

    def menu(self, name: str) -> None:
        """A line of the navigation, which is folded on a phone with scripts."""
        link = self.visitor.page.locator("#side-links").get_by_role("link", name=name, exact=True)
        if not link.is_visible():
            self.visitor.page.get_by_role("button", name="メニューをたたむ・ひらく").click()
            expect(link).to_be_visible()
        self.follow(link)

    def follow(self, link: Locator, *, again: bool = False) -> None:
        link.click()
        self.visitor.page.wait_for_load_state()
        self.visitor.check(again=again)

    def press(self, name: str) -> None:
        self.visitor.press(name)
        self.visitor.check(again=True)

    def case(self, reference: str) -> None:
        self.visitor.open(f"/staff/cases/{reference}/")
        self.visitor.check(again=True)

    # Lists.

    def tab(self, name: str) -> None:
        tabs = self.visitor.page.get_by_role("navigation", name="申請の分け方")
        self.follow(tabs.get_by_role("link").filter(has_text=name))

    def narrow(self, facet: str, option: str) -> None:
        """One of the filters above a table; what is in force stands there and can be taken off."""
        box = self.main.locator(".nw-facet").filter(has=self.visitor.page.locator("summary", has_text=facet))
        box.locator("summary").click()
        self.follow(box.get_by_role("link").filter(has_text=option))
        expect(self.main.locator(".nw-chip").filter(has_text=option)).to_be_visible()

    def widen(self, option: str) -> None:
        self.follow(self.main.locator(".nw-chip").filter(has_text=option))
        expect(self.main.locator(".nw-chip").filter(has_text=option)).to_have_count(0)

    @property
    def rows(self) -> list[str]:
        """What each line of the page's (last) list says."""
        return self.main.locator(".nw-tableset").last.locator("tbody tr").all_inner_texts()

    def take(self, count: int) -> list[str]:
        """Tick the first cases of the list and claim them; gives their numbers."""
        boxes = self.main.locator("[data-row-box]")
        for number in range(count):
            boxes.nth(number).check()
        taken = [str(boxes.nth(number).get_attribute("value")) for number in range(count)]
        self.press("選んだ申請を担当する")
        expect(self.said).to_contain_text(f"{count}件の担当になりました")
        return taken

    @property
    def said(self) -> Locator:
        return self.visitor.page.locator("[data-messages]")

    # Review and decision.

    def hand_back(self) -> None:
        self.press("チームに戻す")
        expect(self.said).to_contain_text("チームに戻しました")
        expect(self.main.get_by_role("button", name="担当する")).to_be_visible()

    def claim(self, reference: str) -> None:
        """Found by its number, which leads straight to it, and taken."""
        self.menu("審査")
        self.visitor.page.get_by_label("受付番号・名前・フリガナ・電話番号で探す").fill(reference)
        self.press("探す")
        expect(self.visitor.page).to_have_url(re.compile(f"/cases/{reference}/"))
        self.press("担当する")
        expect(self.main).to_contain_text("あなたの担当")

    def send_notice(self) -> None:
        """The fault that the rules found is confirmed by a person, who reads the draft and sends it."""
        self.press("不備として確認")
        self.press("この内容で送る")
        expect(self.main).to_contain_text("修正のお願い")

    def finish(self) -> None:
        """What came back is taken up again, and everything is in order now."""
        self.press("続きを審査する")
        self.press("解消した")
        self.pass_on()

    def pass_on(self) -> None:
        """Nothing is in the way of approving it."""
        self.main.locator('#finish input[value="approved"]').check()
        self.press("審査を終えて決定に回す")

    def decide(self) -> None:
        self.main.locator('#decide input[value="approved"]').check()
        self.press("決定する")

    # Payout.

    def make_run(self) -> str:
        """Collect what waits for the closure relief grant; gives the run's address."""
        self.menu("振込")
        group = self.main.locator(".py-waiting").filter(has_text="府・市町村共同支援金")
        group.get_by_role("button", name="振込依頼を作る").click()
        self.visitor.page.wait_for_url(re.compile(r"/staff/payouts/runs/"))
        self.visitor.check(again=True)
        return self.visitor.page.url

    def release(self, run: str) -> bytes:
        """Release it and fetch the file, whose sum is the one shown."""
        self.visitor.open(run)
        self.visitor.check(again=True)
        self.press("承認して銀行ファイルを作る")
        shown = re.search(r"[0-9a-f]{64}", self.main.inner_text())
        with self.visitor.page.expect_download() as download:
            self.visitor.page.get_by_role("link", name="全銀ファイルをダウンロード").click()
        content = download.value.path().read_bytes()
        assert shown
        assert hashlib.sha256(content).hexdigest() == shown[0]
        return content

    def import_results(self, run: str, *, failed: str = "") -> None:
        """What the bank says: the failed transfers as it lists them, or none."""
        self.visitor.open(run)
        self.press("振込の結果を取り込む")
        if failed:
            self.visitor.page.get_by_label("または貼り付け").fill(f"受付番号,金額,理由\n{failed}\n")
        self.press("内容を確かめる")
        expect(self.main).to_contain_text(failed.partition(",")[0])
        self.main.get_by_role("button", name=re.compile("件を振込済み")).click()
        self.visitor.page.wait_for_load_state()
        self.visitor.check(again=True)
        expect(self.visitor.page.get_by_text("振込の結果を取り込みました")).to_be_visible()


def records(content: bytes) -> list[bytes]:
    """The lines of a bank file, each of 120 bytes; line ends are the bank's choice."""
    lines = content.split(b"\r\n") if b"\r\n" in content else re.findall(rb"(?s).{120}", content)
    found = [line for line in lines if line and line != b"\x1a"]
    assert {len(line) for line in found} == {RECORD}
    return found


@dataclass(frozen=True)
class Desks:
    """Everybody in the office who has a hand in a case, each at a browser of their own."""

    way: Way
    reviewer: Desk
    approver: Desk
    payer: Desk
    releaser: Desk
