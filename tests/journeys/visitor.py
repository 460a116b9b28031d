"""A person at a browser: every page they see is checked for barriers, every message and failed request is kept."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
PHONE, DESKTOP = 390, 1440
AXE = Axe()
# Half of what axe does is to compare colours, and these hang on the page, its theme and the classes in it.
CONTRAST = {"rules": {"color-contrast": {"enabled": False}}}
LOOK = """() => matchMedia('(prefers-color-scheme: dark)').matches + ' ' +
    [...new Set([...document.querySelectorAll('[class]')].flatMap(one => [...one.classList]))].sort().join(' ')"""
_compared: set[tuple[str, str]] = set()
NUMBERED = re.compile(r"[^/]*\d[^/]*")


@dataclass
class Visitor:
    """`expected` are statuses of refusals that a journey asks for, such as 422 for a page with faults."""

    page: Page
    context: BrowserContext
    home: str
    scripts: bool = True
    expected: frozenset[int] = frozenset({422})
    complaints: list[str] = field(default_factory=list)
    seen: set[tuple[str, str]] = field(default_factory=set)

    def watch(self, page: Page) -> Page:
        """Keep what goes wrong on this page."""
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on("requestfailed", self._failed)
        page.on("response", self._answered)
        page.set_default_timeout(15_000)
        return page

    def open(self, path: str) -> Response:
        answer = self.page.goto(path if path.startswith("http") else self.home + path)
        assert answer is not None
        return answer

    def check(self, *, again: bool = False) -> None:
        """No barrier that axe can find, and nothing wider than the screen; each page once in a visit."""
        heading = self.page.locator("h1").first.inner_text()
        known = (self.page.url, heading)
        if known in self.seen and not again:
            return
        self.seen.add(known)
        found = [*self._barriers(), *too_wide(self.page)]
        assert not found, f"{self.page.url}: {found}"

    def _barriers(self) -> list[tuple[str, list[Any]]]:
        if self.scripts:
            return barriers(self.page)
        with _scripts_allowed(self.page):
            return barriers(self.page)

    def press(self, name: str, *, exact: bool = True) -> None:
        """A button, or a link that looks like one, and the page that comes of it."""
        target = self.page.get_by_role("button", name=name, exact=exact)
        self._follow(target if target.count() else self.page.get_by_role("link", name=name, exact=exact))

    def _follow(self, target: Any) -> None:
        target.first.click()
        self.page.wait_for_load_state()

    def _said(self, message: ConsoleMessage) -> None:
        refused = any(f"status of {status}" in message.text for status in self.expected)
        if message.type in {"error", "warning"} and not refused:
            self.complaints.append(f"{message.type}: {message.text} ({self.page.url})")

    def _failed(self, request: Request) -> None:
        # A page that is left stops what it was still fetching; a download is no page.
        if request.failure != "net::ERR_ABORTED":
            self.complaints.append(f"failed: {request.url} {request.failure}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.expected:
            self.complaints.append(f"{response.status}: {response.url}")


@contextmanager
def visiting(browser: Browser, home: str, **options: Any) -> Iterator[Visitor]:
    """Options are Playwright's, with `width` and `expected`. Ends with nothing complained of."""
    width = options.pop("width", DESKTOP)
    expected = frozenset(options.pop("expected", ())) | {422}
    height = 844 if width < 700 else 900
    options.setdefault("locale", "ja-JP")
    context = browser.new_context(viewport={"width": width, "height": height}, accept_downloads=True, **options)
    visitor = Visitor(context.new_page(), context, home, options.get("java_script_enabled", True), expected)
    visitor.watch(visitor.page)
    try:
        yield visitor
    finally:
        context.close()
    assert not visitor.complaints, "\n".join(visitor.complaints)


@contextmanager
def _scripts_allowed(page: Page) -> Iterator[None]:
    """Axe may run in the page as it stands; the page's own scripts were passed over when it was read, and stay so."""
    session = page.context.new_cdp_session(page)
    for disabled in (True, False):  # only who turned them off can turn them on
        session.send("Emulation.setScriptExecutionDisabled", {"value": disabled})
    try:
        yield
    finally:
        session.send("Emulation.setScriptExecutionDisabled", {"value": True})
        session.detach()


def barriers(page: Page) -> list[tuple[str, list[Any]]]:
    """Each rule that axe finds broken, with the first places; colours once for each kind of page and look."""
    kind = (NUMBERED.sub("*", urlsplit(page.url).path), page.evaluate(LOOK))
    options = RULES | CONTRAST if kind in _compared else RULES
    _compared.add(kind)
    page.evaluate(AXE.axe_script)
    found = page.evaluate("options => axe.run(options).then(results => results.violations)", options)
    return [(one["id"], [(node["target"], node["failureSummary"][:200]) for node in one["nodes"][:3]]) for one in found]


def too_wide(page: Page) -> list[str]:
    """What makes the page scroll sideways."""
    found: list[str] = page.evaluate(
        """() => document.documentElement.scrollWidth <= innerWidth ? [] :
        [...document.querySelectorAll('body *')].filter(one => one.getBoundingClientRect().right > innerWidth + 1)
        .slice(0, 5).map(one => one.outerHTML.slice(0, 120))"""
    )
    return found
