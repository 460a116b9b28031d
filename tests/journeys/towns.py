"""A municipality that lays its own words over a base, and publishes the form that comes of it."""

from dataclasses import dataclass

from playwright.sync_api import expect

from tests.journeys.staff import Desk

LEFT_OPEN = ("【市町村が定める】", "(set by the municipality)")
PATIENCE = 40  # seconds that the worker may take on a busy machine


@dataclass
class Town:
    """One who writes and one who agrees, on the procedure with this title."""

    title: str
    writer: Desk
    agreeing: Desk

    def write(self, extras: str = "", **boxes: str) -> None:
        """Fill in the form with what the base leaves open and what is to differ, and compare."""
        self.open()
        expect(self.writer.main).to_contain_text("市町村が決めるところが1か所あります")
        for box in self.writer.main.locator("textarea").all():
            if any(mark in box.input_value() for mark in LEFT_OPEN):
                box.fill("窓口でお渡しします。")
        for label, words in boxes.items():
            self.writer.main.get_by_label(label.replace("_", "（") + "）").fill(words)
        self.writer.main.get_by_label("そのほかの変更（YAML）").fill(extras)
        self.writer.press("保存して、違いを見る")

    def open(self) -> None:
        self.writer.menu("市町村ごとの手続")
        self.writer.follow(self.writer.main.get_by_role("link", name=self.title, exact=True))

    def agree(self, waiting: str) -> None:
        self.agreeing.menu("市町村ごとの手続")
        self.agreeing.follow(self.agreeing.main.get_by_role("link", name=waiting), again=True)
        self.agreeing.press("承認して公開する")
        expect(self.agreeing.said).to_contain_text("公開しました")

    def wait_for(self, words: str) -> None:
        """Until the worker has brought the new base."""
        for _ in range(2 * PATIENCE):
            self.writer.menu("市町村ごとの手続")
            if words in self.writer.main.inner_text():
                return
            self.writer.visitor.page.wait_for_timeout(500)
        raise AssertionError(self.writer.main.inner_text())
