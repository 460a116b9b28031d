"""Scripts in what an inventory holds, typed and from a file, in a real browser under the policy of production."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from tests.journeys.conftest import Visit
from tests.journeys.staff import Desk
from tests.security.test_scripts import PAYLOAD, REFLECTED, SHORT, Watched
from tests.security.test_scripts_of_staff import Office

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("security")]

HOME = "/staff/inventory/"
HEADS = "課コード,課名,手続名,年間件数"
TYPED = {
    "department_code": "9901",
    "department_name": SHORT,
    "title": PAYLOAD,
    "law": REFLECTED,
    "channel": "counter",
    "paper1_name": PAYLOAD,
    "seal1_kind": "personal",
    "seal1_basis": REFLECTED,
}


def test_scripts_in_every_form_of_the_inventory_stay_text(visit: Visit, tmp_path: Path) -> None:
    with visit(expected={404, 422}) as visitor:
        watch = Watched(visitor.page, each=False)
        office = Office(Desk(visitor, "publisher"), watch)
        row(office)
        file(office, tmp_path)
        survey(office)
        seals(office)
        assert watch.faults == []


def row(office: Office) -> None:
    """Sent back for a number that is none, then kept."""
    office.send(f"{HOME}add/", "/add/", again=False, **TYPED, volume=SHORT)
    office.send(f"{HOME}add/", "/add/", again=False, **TYPED)
    office.shows(PAYLOAD, REFLECTED)
    for words in (PAYLOAD, REFLECTED):
        office.open(f"{HOME}?words={words.replace('&', '').replace('#', '')}")
    office.open(f"{HOME}?words=hacked")
    office.shows(PAYLOAD)
    office.open(f"{HOME}departments/")
    office.shows(SHORT)


def file(office: Office, folder: Path) -> None:
    """A file whose name, words and faults are scripts."""
    sheet = folder / "'><img src=x onerror=alert(1)>.csv"
    quoted = [text.replace('"', '""') for text in (PAYLOAD, REFLECTED)]
    sheet.write_text(
        f'{HEADS}\n9901,"{SHORT.replace(chr(34), chr(34) * 2)}","{quoted[1]}","{quoted[0]}"\n', "utf-8-sig"
    )
    office.open(f"{HOME}import/")
    office.page.locator("#f-file").set_input_files(sheet)
    with office.page.expect_navigation():
        office.page.get_by_role("button", name="送って、変わるところを見る").click()
    office.watch.look()
    office.shows(sheet.name)
    office.open(f"{HOME}import/")
    office.shows(sheet.name)


def survey(office: Office) -> None:
    due = (timezone.localdate() + timedelta(days=30)).isoformat()
    office.send(f"{HOME}surveys/open/", "/open/", title=PAYLOAD[:100], due_on=due)
    office.open(f"{HOME}surveys/")
    office.shows(PAYLOAD[:100])


def seals(office: Office) -> None:
    """One seal decided with a script for its reason, which the page of the row tells again."""
    office.open(f"{HOME}seals/?department=9901")
    office.shows(REFLECTED)
    one = office.page.locator("main tbody a[href*='/seals/']").first.get_attribute("href") or ""
    office.send(one, "/seals/", decision="abolish", reason=PAYLOAD + REFLECTED)
    office.shows(PAYLOAD + REFLECTED)
