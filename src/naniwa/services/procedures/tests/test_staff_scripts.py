"""What scripts add to the review screen: every act in the palette, words that are not lost, papers that turn."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, Route, expect

from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.models import Person
from naniwa.services.procedures.models import Application
from naniwa.services.procedures.operations import review
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.tests import factories
from naniwa.services.procedures.tests.staff_sessions import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.browser]
HOME = "http://testserver"
NOTE, FINISH = "通帳の名義を電話で確かめた。", "帳簿と申告書が合う。"


class Screen:
    """A browser that is served pages read beforehand, with their policy, and tells what it asked for besides."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.asked: list[tuple[str, str]] = []
        self._pages: dict[str, tuple[dict[str, str], bytes]] = {}
        page.route("**/*", self._serve)

    def keep(self, person: Person, *addresses: str) -> None:
        """Read these pages as they are now."""
        client = signed_in(person)
        for address in addresses:
            answer = client.get(address)
            headers = {name: value for name, value in answer.headers.items() if name != "Set-Cookie"}
            self._pages[address] = headers, answer.content

    def keep_text(self, address: str, html: str) -> None:
        self._pages[address] = {"Content-Type": "text/html; charset=utf-8"}, html.encode()

    def open(self, address: str) -> None:
        self.page.goto(HOME + address)

    def _serve(self, route: Route) -> None:
        path, method = urlsplit(route.request.url).path, route.request.method
        found = finders.find(path.removeprefix("/static/")) if path.startswith("/static/") else None
        if method == "GET" and isinstance(found, str):
            route.fulfill(path=Path(found))
        elif method == "GET" and path in self._pages:
            headers, content = self._pages[path]
            route.fulfill(status=200, headers=headers, body=content)
        else:
            self.asked.append((method, path))
            route.fulfill(status=204)


@pytest.fixture
def screen(chromium: Browser) -> Iterator[Screen]:
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="ja-JP")
    context.set_default_timeout(8000)
    page = context.new_page()
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    yield Screen(page)
    context.close()
    assert said == []


@pytest.fixture
def version() -> Live:
    return factories.published()


@pytest.fixture
def reviewer(version: Live) -> Person:
    return factories.staff("reviewer@example.jp", "reviewer")


def claimed(version: Live, by: Person, name: str) -> tuple[Application, str]:
    case = factories.received(version, name=name, now=timezone.now())
    with as_system():
        review.claim(application=case, by=by, now=timezone.now())
    return case, reverse("procedures:staff_case", args=[case.reference])


def listed(page: Page) -> list[str]:
    lines: list[str] = page.locator("#palette-list li").all_inner_texts()
    return [line.split("\n")[0] for line in lines]


def test_every_act_on_a_case_is_in_the_palette_with_what_it_is_about(
    screen: Screen, version: Live, reviewer: Person
) -> None:
    case, address = claimed(version, reviewer, factories.FAULTY)
    screen.keep(reviewer, address)
    screen.open(address)
    page = screen.page
    page.keyboard.press("Control+k")
    acts = listed(page)
    for words in ("申請の一覧", "チームに戻す", "メモを残す", "不備を加える", "この内容で送る", "審査", "ログアウト"):
        assert words in acts
    assert len(acts) == len(set(acts))
    page.keyboard.insert_text("不備としない")
    (waive,) = [line for line in listed(page) if line.startswith("不備としない — ")][:1]
    assert waive.removeprefix("不備としない — ")
    page.keyboard.press("Enter")
    expect(page.locator("[data-palette]")).to_be_hidden()
    assert screen.asked == [("POST", reverse("procedures:staff_item", args=[case.reference]))]


def test_the_palette_finds_an_application_from_any_page(screen: Screen, version: Live, reviewer: Person) -> None:
    address = reverse("procedures:staff_ledger")
    screen.keep(reviewer, address)
    screen.open(address)
    screen.page.keyboard.press("Control+k")
    screen.page.keyboard.insert_text("髙橋商店")
    assert listed(screen.page)[-1] == "「髙橋商店」を申請から探す"
    with screen.page.expect_request("**/staff/ledger/?words=*"):
        screen.page.keyboard.press("Enter")


def test_the_places_of_the_navigation_have_keys(screen: Screen, version: Live, reviewer: Person) -> None:
    address = reverse("procedures:staff_ledger")
    screen.keep(reviewer, address)
    screen.open(address)
    with screen.page.expect_request("**" + reverse("procedures:staff_queue")):
        screen.page.keyboard.type("g2")


def test_words_begun_on_a_case_are_there_again_until_they_are_taken_in(
    screen: Screen, version: Live, reviewer: Person
) -> None:
    case, address = claimed(version, reviewer, factories.CLEAN)
    elsewhere = reverse("procedures:staff_ledger")
    screen.keep(reviewer, address, elsewhere)
    screen.open(address)
    page = screen.page
    page.keyboard.press("m")
    page.keyboard.insert_text(NOTE)
    page.locator("#comment").fill(FINISH)
    screen.open(elsewhere)
    screen.open(address)
    expect(page.locator("#note")).to_have_value(NOTE)
    expect(page.locator("#comment")).to_have_value(FINISH)
    expect(page.get_by_role("status").get_by_text("書きかけの内容を戻しました。").first).to_be_visible()
    with as_system():
        review.add_note(application=case, text=NOTE, by=reviewer, now=timezone.now())
    screen.keep(reviewer, address)
    screen.open(address)
    expect(page.locator("#note")).to_have_value("")
    expect(page.locator("#comment")).to_have_value(FINISH)


def test_the_next_person_at_the_machine_reads_nothing_of_what_was_begun(
    screen: Screen, version: Live, reviewer: Person
) -> None:
    _, address = claimed(version, reviewer, factories.CLEAN)
    other = factories.staff("other@example.jp", "reviewer")
    screen.keep(reviewer, address)
    screen.open(address)
    screen.page.locator("#note").fill(NOTE)
    screen.keep(other, address)
    screen.open(address)
    expect(screen.page.locator("#note")).to_have_value("")
    screen.keep(reviewer, address)
    screen.open(address)
    expect(screen.page.locator("#note")).to_have_value(NOTE)
    with screen.page.expect_response(lambda answer: answer.request.method == "POST"):
        screen.page.evaluate("document.querySelector('[data-side] .nw-menu__list > form').requestSubmit()")
    screen.open(address)
    expect(screen.page.locator("#note")).to_have_value("")


def test_the_folded_navigation_keeps_the_names_of_its_links(screen: Screen, version: Live, reviewer: Person) -> None:
    address = reverse("procedures:staff_ledger")
    screen.keep(reviewer, address)
    screen.open(address)
    screen.page.locator("[data-fold]").click()
    expect(screen.page.locator(".nw-side--folded")).to_be_visible()
    expect(screen.page.get_by_role("button", name="操作を探す")).to_be_visible()
    names = screen.page.locator("[data-side] summary").all_inner_texts()
    assert all(name.strip() for name in names)


@pytest.mark.parametrize("width", [390, 1440])
def test_a_paper_is_turned_and_made_larger_within_its_column(screen: Screen, width: int) -> None:
    context = {
        "paper": {"field": "帳簿", "name": "帳簿.svg", "open_url": "/paper/"},
        "picture": "/paper.svg",
        "papers": [],
        "leaves": 1,
    }
    scripts = '<script type="module" src="/static/design/staff.js"></script>'
    styles = "".join(
        f'<link rel="stylesheet" href="/static/{name}.css">' for name in ("design/naniwa", "procedures/staff")
    )
    evidence = render_to_string("procedures/staff/case/evidence.html", context)
    body = f'<body class="nw-body nw-staff"><main class="nw-main--staff"><div class="nw-split">{evidence}</div></main>'
    screen.keep_text("/page/", f"<!doctype html><title>書類</title>{styles}{scripts}{body}")
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="400"><path d="M0 0h200v400z"/></svg>'
    page = screen.page
    page.route("**/paper.svg", lambda route: route.fulfill(content_type="image/svg+xml", body=drawing))
    page.set_viewport_size({"width": width, "height": 900})
    screen.open("/page/")
    picture = page.locator(".pr-evidence__picture")
    column, upright = picture.bounding_box(), picture.locator("img").bounding_box()
    assert column
    assert upright
    assert upright["height"] == pytest.approx(2 * upright["width"], abs=2)
    page.get_by_role("button", name="右に回す").click()
    turned = picture.locator("img").bounding_box()
    assert turned
    assert turned["width"] == pytest.approx(2 * turned["height"], abs=2)
    assert turned["x"] == pytest.approx(column["x"], abs=2)
    assert turned["width"] == pytest.approx(column["width"], abs=2)
    page.keyboard.press("+")
    larger = picture.locator("img").bounding_box()
    assert larger
    assert larger["width"] == pytest.approx(1.5 * turned["width"], abs=2)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
