"""A civil servant makes a procedure by keyboard alone, and a colleague publishes it: with scripts and without."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Visit
from tests.journeys.staff import Desk
from tests.journeys.visitor import DESKTOP, PHONE
from tests.thorough import ways

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]

FARTHEST = 250
"""Presses of the Tab key after which something counts as out of reach."""


@dataclass
class Keyboard:
    """One member of staff who has no mouse."""

    desk: Desk

    @property
    def page(self) -> Page:
        return self.desk.visitor.page

    def reach(self, target: Locator) -> None:
        """Press Tab until it has the focus, from the top of the page."""
        handle = target.first.element_handle()
        self.page.locator(".nw-skip").focus()
        for _ in range(FARTHEST):
            self.page.keyboard.press("Tab")
            if handle and handle.evaluate("one => one === document.activeElement"):
                return
        raise AssertionError(f"not to be reached by keyboard: {target}")

    def follow(self, name: str, *, exact: bool = True) -> None:
        self.reach(self.page.locator("main").get_by_role("link", name=name, exact=exact))
        self._enter()

    def press(self, name: str) -> None:
        self.reach(self.page.locator("main").get_by_role("button", name=name, exact=True))
        self._enter()

    def type(self, label: str, words: str, *, within: str = "main") -> None:
        field = self.page.locator(within).get_by_label(label, exact=True)
        self.reach(field)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(words)

    def choose(self, label: str, option: str) -> None:
        """By the arrow keys, as no other is needed."""
        menu = self.page.locator("main").get_by_label(label, exact=True)
        self.reach(menu)
        self.page.keyboard.press("Home")
        for _ in range(60):
            if menu.evaluate("one => one.selectedOptions[0].label") == option:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"no {option} in {label}")

    def _enter(self) -> None:
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.desk.visitor.check()


@dataclass
class Pair:
    """Who writes and who publishes; `slug` is the procedure's own in each way of working."""

    writer: Keyboard
    other: Keyboard
    slug: str


WAYS = {"desktop": (DESKTOP, True), "phone": (PHONE, True), "without scripts": (DESKTOP, False)}


@pytest.fixture(params=ways(["without scripts"], more=["desktop", "phone"]))
def pair(request: pytest.FixtureRequest, visit: Visit) -> Iterator[Pair]:
    width, scripts = WAYS[request.param]
    with ExitStack() as stack:
        options = {"width": width, "java_script_enabled": scripts}
        desks = [Desk(stack.enter_context(visit(**options)), key) for key in ("publisher", "publisher_b")]
        yield Pair(Keyboard(desks[0]), Keyboard(desks[1]), slug=f"noise-{request.param.replace(' ', '-')}")


def test_a_procedure_is_made_by_keyboard_and_published_by_a_colleague(pair: Pair) -> None:
    draft = begin(pair.writer, pair.slug)
    ask_a_question(pair.writer, draft)
    build_a_rule(pair.writer)
    look_around(pair.writer, draft)
    publish(pair, draft)


def begin(writer: Keyboard, slug: str) -> str:
    """An empty definition, given a name of its own; gives the draft's address."""
    writer.desk.visitor.open("/staff/designs/")
    writer.desk.visitor.check()
    writer.follow("新しい下書きを始める")
    writer.type("手続の名前", "騒音の届出")
    writer.press("下書きを始める")
    draft = str(writer.page.url)
    expect(writer.page.get_by_role("heading", name="直すところはありません")).to_be_visible()
    writer.follow("手続の紹介")
    writer.type("アドレスの名前", slug)
    writer.press("保存する")
    expect(writer.desk.said).to_contain_text("保存しました")
    return draft


def ask_a_question(writer: Keyboard, draft: str) -> None:
    """One more question with two options, on the page there is."""
    writer.desk.visitor.open(draft)
    writer.follow("質問")
    writer.follow("申請する方")
    writer.choose("足す質問の答え方", "1つ選ぶ")
    writer.press("質問を足す")
    writer.type("日本語", "音の種類", within="main fieldset:has(legend:text-is('質問'))")
    writer.press("保存する")
    expect(writer.desk.said).to_contain_text("保存しました")


def build_a_rule(writer: Keyboard) -> None:
    """The new question is asked only where somebody gave a telephone number of two characters or more."""
    writer.follow("「表示する条件」をメニューで作る")
    writer.choose("質問・値", "日中につながる電話番号")
    writer.press("くらべ方を選ぶ")
    writer.choose("くらべ方", "の数（文字数）が、以上")
    writer.type("値", "2")
    writer.press("条件を保存する")
    expect(writer.page.locator("main")).to_contain_text("「日中につながる電話番号」の文字数が2以上である。")


def look_around(writer: Keyboard, draft: str) -> None:
    """The example lacks an answer now, which its page says; it is given, and all else is looked at."""
    writer.desk.visitor.open(draft)
    writer.follow("例を確かめる")
    expect(writer.page.locator("main")).to_contain_text("違う例 1件")
    writer.follow("だれでも")
    writer.choose("足す答え 1", "音の種類（question_1）")
    writer.type("足す答えの内容 1", "option_1")
    writer.press("保存する")
    paths = (
        "examples/",
        "history/?from=1&to=5",
        "text/",
        "preview/",
        "preview/faq/",
        "item/?part=faq",
        "item/?part=notices",
    )
    for path in paths:
        writer.desk.visitor.open(draft + path)
        writer.desk.visitor.check()
    writer.press("この手続だけの文面を足す")
    writer.press("本文に入れる")
    writer.press("保存する")
    writer.desk.visitor.open(draft + "preview/notice/?turn=received")
    writer.desk.visitor.check()
    writer.desk.visitor.open(draft + "examples/")
    expect(writer.page.locator("main")).to_contain_text("違う例 0件")


def publish(pair: Pair, draft: str) -> None:
    pair.writer.desk.visitor.open(draft)
    pair.writer.press("公開前の確認を頼む")
    expect(pair.writer.page.locator("main")).to_contain_text("公開はほかの公開担当が行います")
    pair.other.desk.visitor.open(draft)
    pair.other.desk.visitor.check()
    pair.other.press("内容を確かめたので公開する")
    expect(pair.other.desk.said).to_contain_text("公開しました")
    pair.other.desk.visitor.open(f"/procedures/{pair.slug}/")
    expect(pair.other.page.get_by_role("heading", level=1)).to_contain_text("騒音の届出")
