"""Scripts in what staff type and choose, stored and sent back: one browser goes round the office under the real policy."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit
from tests.journeys.papers import scan, written_in
from tests.journeys.staff import WAYS, Desk
from tests.security.test_scripts import PAYLOAD, REFLECTED, SHORT, Watched

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("security")]

TODAY = (datetime.now(UTC) + timedelta(hours=9)).date()
FILLED = """([action, fields]) => {
    const form = [...document.forms].find(one => (one.getAttribute('action') || location.pathname).includes(action)
        && Object.keys(fields).every(name => one.elements[name]));
    for (const [name, value] of Object.entries(fields)) {
        const control = form.elements[name];
        if (control.type === 'checkbox') control.checked = true; else control.value = value;
    }
    form.noValidate = true;
    form.submit();
}"""
"""Hidden fields and choices as well, as whoever writes their own page would."""
TOWNS = {way.town for way in WAYS.values()}  # whose cases are other journeys'


class Office:
    """One browser in which one member of staff after another comes in."""

    def __init__(self, desk: Desk, watch: Watched) -> None:
        self.desk, self.watch = desk, watch

    @property
    def page(self) -> Page:
        return self.desk.visitor.page

    def come_in(self, key: str) -> None:
        self.page.goto(self.desk.visitor.home + "/demo/")
        self.page.locator(f'form[action*="/demo/enter/{key}/"] button').click()
        self.page.wait_for_load_state()

    def open(self, path: str) -> None:
        self.desk.visitor.open(path)
        self.watch.look()

    def send(self, path: str, action: str, *, again: bool = True, **fields: str) -> None:
        """A form of the page at the path, filled in and sent; what comes back is looked at, and the page once more."""
        self.desk.visitor.open(path)
        with self.page.expect_navigation():
            self.page.evaluate(FILLED, [action, fields])
        self.watch.look()
        if again:
            self.open(path)

    def shows(self, *texts: str) -> None:
        for text in texts:
            expect(self.page.locator("main")).to_contain_text(text)


def test_scripts_in_every_form_of_the_office_stay_text(visit: Visit, tmp_path: Path) -> None:
    with visit(expected={403, 404, 422}) as visitor:
        watch = Watched(visitor.page, each=False)
        office = Office(Desk(visitor, "reviewer_a"), watch)
        searches(office)
        keying_in(office, tmp_path)
        case = clean_case(office)
        review(office, case)
        decision(office, case)
        aftermath(office, case)
        withdrawal(office, case)
        holds_and_appointments(office)
        assert watch.faults == []


def searches(office: Office) -> None:
    """Names of saved searches, in the ledger and in the palette of every page; and an export that is asked for."""
    asked = f"/staff/ledger/?words={quote(PAYLOAD)}"
    office.send(asked, "/ledger/searches/", name=PAYLOAD[:60], shared="1")
    office.shows(PAYLOAD[:60])
    office.open("/staff/")
    for field in ("purpose", "purpose_words", "columns", "kind"):
        office.open(f"/staff/ledger/export/?words={quote(REFLECTED)}&{field}={quote(SHORT)}")


def keying_in(office: Office, folder: Path) -> None:
    """A number that is none, a scan with a script for its name, and both payloads on every page of a paper."""
    page, number = office.page, printed_number(office)
    office.open("/staff/paper/")
    for typed in (PAYLOAD, number):
        page.get_by_label("用紙番号").fill(typed)
        page.get_by_label("受領日（消印の日").fill(TODAY.isoformat())
        page.locator("#scans").set_input_files(scan(folder, "'><img src=x onerror=alert(1)>.pdf"))
        office.desk.visitor.press("受け付けて入力へ")
        office.watch.look()
    paper = page.url
    page.get_by_role("link", name="入力をはじめる").click()
    page.wait_for_load_state()
    for text in (PAYLOAD, REFLECTED):
        for field in page.locator("main form input[type=text], main form input[type=tel], main form textarea").all():
            if field.is_visible() and field.is_editable():
                field.fill(text)
        page.get_by_role("button", name=re.compile("次へ進む")).last.click()
        page.wait_for_load_state()
        office.watch.look()
    office.open(paper)
    office.send(paper, "/scans/", document=PAYLOAD, field=PAYLOAD)
    office.send(paper, "/discard/", again=False, reason=PAYLOAD)


def printed_number(office: Office) -> str:
    office.open("/procedures/closure-relief-grant/")
    link = office.page.get_by_role("link", name="申請書（PDF・日本語）").get_attribute("href")
    words = written_in(office.desk.visitor.context.request.get(office.desk.visitor.home + str(link)).body())
    found = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", words)
    assert found
    return found[0]


def clean_case(office: Office) -> str:
    """A case of the demo that has no fault, taken."""
    office.open("/staff/queue/?tab=team&sort=-received")
    rows = office.page.locator("tbody tr").all()
    texts = [(row.inner_text(), row.locator("a").first.get_attribute("href")) for row in rows]
    for text, address in texts:
        if any(town in text for town in TOWNS):
            continue
        office.desk.visitor.open(str(address).partition("?")[0])
        if (
            office.page.locator("#items .pr-clear").count()
            and office.page.get_by_role("button", name="担当する").count()
        ):
            office.desk.visitor.press("担当する")
            return office.page.url.partition("?")[0].removeprefix(office.desk.visitor.home)
    raise AssertionError(texts)


def review(office: Office, case: str) -> None:
    office.send(case, "/checklist/", point=PAYLOAD)
    office.send(case, "/item/add/", code=PAYLOAD, reason=PAYLOAD)
    office.send(case, "/finish/", again=False, outcome="approved", amount=PAYLOAD, comment=PAYLOAD)
    expect(office.page.locator("#comment")).to_have_value(PAYLOAD)
    office.send(case, "/finish/", outcome="approved", amount="500000", comment=PAYLOAD)
    office.shows(PAYLOAD)


def decision(office: Office, case: str) -> None:
    office.come_in("approver")
    office.open("/staff/decisions/")
    office.send(case, "/decide/", outcome="approved", amount="500000", reason=PAYLOAD)
    office.shows(PAYLOAD)


def aftermath(office: Office, case: str) -> None:
    """An appeal with its answer, and a hold: refused with a day that is none, then taken."""
    day = TODAY.isoformat()
    office.send(case, "/appeal/", filed_on=day, ground=PAYLOAD)
    office.shows(PAYLOAD)
    office.send(case, "/appeal/answer/", outcome="dismissed", answered_on=day, words=REFLECTED)
    office.shows(REFLECTED)
    office.send(case, "/hold/", reason=PAYLOAD + REFLECTED, until="")
    office.shows(PAYLOAD + REFLECTED)


def withdrawal(office: Office, case: str) -> None:
    """By another approver, who also ends the hold."""
    office.come_in("approver_b")
    office.send(case, "/holds/", reason=PAYLOAD)
    office.send(case, "/recall/", reason=REFLECTED, read="1")
    office.shows("決定を取り消した人", REFLECTED)


def holds_and_appointments(office: Office) -> None:
    office.come_in("administrator")
    office.send("/staff/retention/", "/retention/hold/", reference=PAYLOAD, reason=REFLECTED)
    office.send("/staff/retention/", "/retention/hold/", reason=PAYLOAD)
    office.shows(PAYLOAD)
    office.send("/staff/appointments/", "/appointments/", email=PAYLOAD, name=PAYLOAD, name_kana=SHORT)
    office.send(
        "/staff/appointments/",
        "/appointments/",
        email="scripts@pref.example.jp",
        name=PAYLOAD,
        name_kana="ナニワ",
        role="reviewer",
    )
    office.shows(PAYLOAD)
