"""Scripts in every text that an applicant or a clerk can type, in a real browser under the policy of production."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.journeys.applicants import Applicant, Business
from tests.journeys.conftest import Visit
from tests.journeys.papers import written_in
from tests.journeys.site import Site
from tests.journeys.staff import Desk
from tests.journeys.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("security")]

# Text ends an attribute and an element; were it ever taken for HTML, the first leaves a mark in the page.
MARK = "hacked"
PAYLOAD = f'"><img src=x onerror="document.title=\'{MARK}\';alert(1)"><script>alert(2)</script>'
SHORT = "'\"><img src=x onerror=alert(1)>"  # names of people have sixty signs
REFLECTED = "</title></textarea><svg/onload=alert(3)>{{7*7}}${7*7}<a href=javascript:alert(4)>"
FOUND = """() => [document.querySelectorAll('img[src="x"], img[onerror], svg[onload], a[href^=javascript]').length,
    document.title]"""


LINK = """() => { const one = document.createElement('a'); one.href = 'javascript:alert(5)';
    document.body.append(one); one.click() }"""
LISTS = (
    "/staff/queue/?words=<svg onload=alert(6)>",
    "/staff/queue/?tab=all&words=<img src=x onerror=alert(7)>",
    "/staff/deficiencies/",
    "/staff/notices/",
)
ADDRESSES = (
    "/procedures/?q=",
    "/account/sign-in/?next=/",
    "/lookup/banks/?q=",
    "/no-such-page/",
    "/demo/mailbox/?to=",
    "/open-data/",
)


class Watched:
    """A page on which a dialog, a mark, or anything that the policy had to stop is a fault; looked at on `each` load."""

    def __init__(self, page: Page, *, each: bool = True) -> None:
        self.page, self.faults = page, list[str]()
        page.on("dialog", self._dialog)
        page.on("console", lambda said: self._said(said.text))
        if each:
            page.on("load", lambda _: self.look())

    def _dialog(self, dialog: Dialog) -> None:
        self.faults.append(f"dialog {dialog.message} at {self.page.url}")
        dialog.dismiss()

    def _said(self, text: str) -> None:
        if "Content Security Policy" in text:
            self.faults.append(f"{text} at {self.page.url}")

    def look(self) -> None:
        count, title = self.page.evaluate(FOUND)
        if count or title == MARK:
            self.faults.append(f"taken for HTML at {self.page.url}")


@pytest.fixture
def watched(visit: Visit) -> Iterator[tuple[Visitor, Watched]]:
    with visit(expected={403, 404}) as visitor:
        watch = Watched(visitor.page)
        yield visitor, watch
        assert watch.faults == []


def shows(visitor: Visitor, text: str) -> None:
    expect(visitor.page.locator("body")).to_contain_text(text)


def test_the_policy_stops_a_script_that_got_into_a_page(visit: Visit) -> None:
    """So that even a place that forgot to escape would harm nobody."""
    with visit() as visitor:
        watch = Watched(visitor.page)
        visitor.open("/")
        visitor.page.evaluate("html => document.querySelector('main').insertAdjacentHTML('beforeend', html)", PAYLOAD)
        visitor.page.evaluate(LINK)
        visitor.page.wait_for_timeout(500)
        assert not [fault for fault in watch.faults if fault.startswith("dialog")]
        assert [fault for fault in watch.faults if "Content Security Policy" in fault]
        assert visitor.page.title() != MARK
        visitor.complaints.clear()


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_an_address_says_is_shown_as_text(watched: tuple[Visitor, Watched], address: str) -> None:
    visitor, watch = watched
    for text in (PAYLOAD, REFLECTED):
        visitor.page.goto(visitor.home + address + re.sub(r"[&#+%]", "", text), wait_until="load")
        watch.look()


def test_scripts_in_every_field_stay_text_from_the_form_to_the_letter(
    visit: Visit, site: Site, tmp_path: Path, watched: tuple[Visitor, Watched]
) -> None:
    """Refused and shown again where a field wants something else; kept and shown as text where it takes any."""
    visitor, watch = watched
    business = Business(family=SHORT, given=SHORT, company=PAYLOAD, company_kana="ナニワ", holder="ナニワ")
    applicant = Applicant(visitor, site, business, tmp_path, look=False)
    applicant.begin()
    for key, step in pages(applicant):
        applicant.expect_page(key)
        refused(applicant, watch)
        step()
    shows(visitor, PAYLOAD)
    reference = applicant.submit()
    for path in (f"/applications/{reference}/", "/applications/", f"/applications/{reference}/withdraw/"):
        visitor.open(path)
        watch.look()
    visitor.open(f"/applications/{reference}/")
    shows(visitor, PAYLOAD)
    read = visitor.context.request.get(f"{visitor.home}/applications/{reference}/receipt.pdf")
    assert re.sub(r"\s", "", PAYLOAD) in re.sub(r"\s", "", written_in(read.body()))
    reviewed(visit, reference)
    mailed(visitor, watch, site, applicant, reference)


def pages(applicant: Applicant) -> list[tuple[str, Callable[[], None]]]:
    return [
        ("who", applicant.who),
        ("business", applicant.where),
        ("closure", applicant.closing),
        ("sales", applicant.sales),
        ("account", applicant.account),
        ("promises", applicant.promises),
    ]


def refused(applicant: Applicant, watch: Watched) -> None:
    """Both payloads in every field that can be typed into, sent: the page comes back with its faults, as text."""
    page = applicant.visitor.page
    for text in (PAYLOAD, REFLECTED):
        for field in page.locator("main form input[type=text], main form input[type=tel], main form textarea").all():
            if field.is_visible() and field.is_editable():
                field.fill(text)
        page.locator(".nw-acts button[value=next]").click()
        page.wait_for_load_state()
        watch.look()


def reviewed(visit: Visit, reference: str) -> None:
    """The case in every list of staff, with words of staff that are scripts as well."""
    with visit(expected={403, 404}) as visitor:
        watch = Watched(visitor.page)
        desk = Desk(visitor, "reviewer_a")
        desk.visitor.open(f"/staff/cases/{reference}/")
        shows(visitor, PAYLOAD)
        desk.visitor.press("担当する")
        desk.main.get_by_label("メモ（職員だけに見えます）").fill(PAYLOAD)
        desk.visitor.press("メモを残す")
        shows(visitor, PAYLOAD)
        for path in LISTS:
            visitor.open(path)
            watch.look()
        assert watch.faults == []
    with visit(expected={403, 404}) as visitor:
        watch = Watched(visitor.page)
        Desk(visitor, "auditor")
        for path in ("/audit/", f"/audit/?words={SHORT}", "/staff/", f"/staff/cases/{reference}/"):
            visitor.open(path)
            watch.look()
        assert watch.faults == []


def mailed(visitor: Visitor, watch: Watched, site: Site, applicant: Applicant, reference: str) -> None:
    """The mail is plain text, and the page that shows it in the demo shows text."""
    assert reference in site.mail(applicant.business.email, about=reference)
    visitor.open(f"/demo/mailbox/?to={applicant.business.email}")
    watch.look()
    for link in visitor.page.locator("main a[href*='/demo/mailbox/']").evaluate_all("all => all.map(one => one.href)"):
        visitor.open(link)
        watch.look()
