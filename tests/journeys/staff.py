"""What staff do at their desks; each comes in through the demo's door."""

import hashlib
import re
from dataclasses import dataclass

from playwright.sync_api import Locator, expect

from tests.journeys.visitor import Visitor

RECORD = 120


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
        """A line of the navigation at the left."""
        self.visitor.page.get_by_role("navigation").get_by_role("link", name=name, exact=True).first.click()
        self.visitor.page.wait_for_load_state()
        self.visitor.check()

    def press(self, name: str) -> None:
        self.visitor.press(name)
        self.visitor.check(again=True)

    def case(self, reference: str) -> None:
        self.visitor.open(f"/staff/cases/{reference}/")
        self.visitor.check(again=True)

    # Review and decision.

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
