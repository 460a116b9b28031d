"""From a row of the inventory to a live procedure by the how-to, in a real browser, at a person's pace.

Bars: at most 10 minutes, at most 60 actions. An action is a press of a button, a link or a choice, a box that is filled
in, a page that is opened anew. `seconds` are 3 for each action, 0.2 for each character typed (5 a second), and what the
site took to answer; nothing is slept through. Two people take part, as nobody publishes their own work. Followed are
docs/how-to/inventory.md ("Put it online") and docs/how-to/designer.md.
"""

import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from benchmarks.support import report
from scripts.screenshots import FLAGS
from tests.journeys.site import running

PAUSE_SECONDS, CHARACTERS_A_SECOND = 3.0, 5.0
BAR = {"minutes": 10.0, "actions": 60}
PATIENCE = 120
SLUG = "row-to-live"


@dataclass
class Pace:
    """What both people did."""

    actions: int = 0
    characters: int = 0

    @property
    def seconds(self) -> float:
        return self.actions * PAUSE_SECONDS + self.characters / CHARACTERS_A_SECOND


@dataclass
class Person:
    """One of them at a browser."""

    page: Page
    pace: Pace

    def press(self, name: str, *, role: str = "link") -> None:
        self.act(self.page.locator("main").get_by_role(role, name=name).first)  # type: ignore[arg-type] # a role's name

    def act(self, target: Locator) -> None:
        self.pace.actions += 1
        target.click()
        self.page.wait_for_load_state()

    def fill(self, box: Locator, words: str) -> None:
        self.pace.actions += 1
        self.pace.characters += len(words)
        box.fill(words)


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="naniwa-benchmark-") as folder, running(Path(folder)) as site:
        pace, machine, live = _journey(site.url)
    seconds = pace.seconds + machine
    figures = {
        "actions": pace.actions,
        "characters": pace.characters,
        "machine_seconds": round(machine, 1),
        "seconds": round(seconds, 1),
        "minutes": round(seconds / 60, 1),
    }
    ok = live and pace.actions <= BAR["actions"] and seconds <= BAR["minutes"] * 60
    report("row_to_live", figures, bar=BAR, ok=ok)


def _journey(url: str) -> tuple[Pace, float, bool]:
    """What was done, seconds in which the site worked, and whether residents find the procedure."""
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        pace = Pace()
        writer, other = (_come_in(browser, url, key, pace) for key in ("publisher", "publisher_b"))
        _wait_for_rows(writer.page, url)
        begun = time.monotonic()
        draft = _draft(writer)
        _write(writer)
        _publish(writer, other, url, draft)
        machine = time.monotonic() - begun
        found = other.page.goto(f"{url}/procedures/{SLUG}/")
        browser.close()
    return pace, machine, found is not None and found.ok


def _come_in(browser: Browser, url: str, key: str, pace: Pace) -> Person:
    """Through the demo's door, before the clock runs."""
    page = browser.new_context(locale="ja-JP").new_page()
    page.goto(f"{url}/demo/")
    page.locator(f'form[action*="/demo/enter/{key}/"] button').click()
    page.wait_for_load_state()
    return Person(page, pace)


def _wait_for_rows(page: Page, url: str) -> None:
    """The sample inventory is filled by the worker after the first start."""
    for _ in range(PATIENCE):
        page.goto(f"{url}/staff/inventory/first/")
        if page.locator("main tbody tr").count():
            break
        time.sleep(1)
    page.goto(f"{url}/staff/inventory/")


def _draft(writer: Person) -> str:
    """The row that comes first and is not redesigned: every proposal taken, and a draft made of it."""
    page = writer.page
    writer.act(page.get_by_role("link", name="オンライン化の順番", exact=True).first)
    writer.act(page.locator("main tbody tr").nth(ROW).get_by_role("link").first)
    for proposal in page.locator(".in-proposal").all():
        writer.act(proposal.locator(".nw-choice").filter(has_text="採用").first)
    writer.press("見直しの内容を保存する", role="button")
    writer.press("この行から申請フォームを作る", role="button")
    for _ in range(PATIENCE):
        if page.locator("main").get_by_role("link", name="下書きを開く").count():
            break
        time.sleep(0.5)
        page.reload()
    writer.pace.actions += 1  # opened anew once
    writer.press("下書きを開く")
    return page.url


ROW = 14
"""Those that come first are redesigned in the sample."""


WORDS = {"ja": "この手続に当てはまる方が対象です。", "en": "For those whom this procedure concerns."}
"""About as long as what stands there."""


def _write(writer: Person) -> None:
    """Everything that is left, on one page."""
    writer.press("まとめて書く")
    for box in writer.page.locator("main form textarea").all():
        name = box.get_attribute("name") or ""
        writer.fill(box, WORDS["ja" if name.endswith(".ja") else "en"])
    writer.fill(writer.page.get_by_label("アドレスの名前"), SLUG)
    writer.press("保存する", role="button")


def _publish(writer: Person, other: Person, url: str, draft: str) -> None:
    writer.press("公開前の確認を頼む", role="button")
    other.pace.actions += 1
    other.page.goto(f"{url}/staff/designs/")
    other.act(other.page.locator(f'main a[href="{draft.removeprefix(url)}"]'))
    other.press("内容を確かめたので公開する", role="button")


if __name__ == "__main__":
    main()
