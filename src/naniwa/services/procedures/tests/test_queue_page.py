"""The page of the work queue: what can be chosen, and that all of it can be seen."""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page

from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.models import Person
from naniwa.services.procedures.models import Application
from naniwa.services.procedures.operations import review
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.tests import factories
from naniwa.services.procedures.tests.staff_sessions import signed_in
from naniwa.services.procedures.views.staff import columns

pytestmark = pytest.mark.django_db
QUEUE = "procedures:staff_queue"
SHEETS = ("design/static/design/naniwa.css", "services/procedures/static/procedures/staff.css")
SOURCE = Path(__file__).resolve().parents[3]


def claimed(version: Live, by: Person) -> Application:
    case = factories.received(version, now=timezone.now())
    with as_system():
        return review.claim(application=case, by=by, now=timezone.now())


def test_only_cases_that_nobody_has_can_be_chosen(version: Live, reviewer: Person) -> None:
    free, taken = factories.received(version, now=timezone.now()), claimed(version, reviewer)
    page = signed_in(reviewer).get(reverse(QUEUE), {"tab": "team"}).content.decode()
    assert f'value="{free.reference}"' in page
    assert f'value="{taken.reference}"' not in page
    assert taken.reference in page


def test_without_a_case_to_take_there_is_no_bar(version: Live, reviewer: Person) -> None:
    claimed(version, reviewer)
    page = signed_in(reviewer).get(reverse(QUEUE), {"tab": "mine"}).content.decode()
    assert "nw-table" in page
    assert "data-bulk" not in page


def test_a_column_that_is_left_out_stays_out_until_it_is_wanted_again(version: Live, reviewer: Person) -> None:
    factories.received(version, now=timezone.now())
    client, queue = signed_in(reviewer), reverse(QUEUE)
    answer = client.get(queue, {"tab": "team", "sort": "-due", "without": "municipality.amount.reference.<x>"})
    assert answer["Location"] == f"{queue}?tab=team&sort=-due"
    assert heads(client) == ["受付番号", "申請者", "状態", "不備", "期限", "担当", "受付"]
    assert heads(client) == ["受付番号", "申請者", "状態", "不備", "期限", "担当", "受付"]
    page = client.get(queue, {"tab": "team"}).content.decode()
    assert 'href="?tab=team&amp;without=amount"' in page  # brings the municipality back
    client.get(queue, {"without": "-"})
    assert len(heads(client)) == len(columns.KEYS)


def heads(client: Client) -> list[str]:
    page = client.get(reverse(QUEUE), {"tab": "team"}).content.decode()
    found = re.findall(r'<th scope="col"[^>]*>(.*?)</th>', page)
    return [re.sub(r"<span.*?</span>|<[^>]*>", "", head) for head in found]


@pytest.mark.browser
@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("width", [390, 1440])
def test_no_column_lies_beyond_the_edge(
    version: Live, reviewer: Person, chromium: Browser, language: str, width: int
) -> None:
    reviewer.name = "葛󠄀城 真理子"
    reviewer.save()
    factories.received(
        version, now=timezone.now(), company_name="株式会社サンプル商事大阪営業所", name=factories.FAULTY
    )
    claimed(version, reviewer)
    browser = signed_in(reviewer)
    browser.cookies["language"] = language
    page = chromium.new_page(viewport={"width": width, "height": 900})
    show(page, browser)
    scroll = page.locator("#queue .nw-scroll")
    assert scroll.evaluate("one => one.scrollWidth <= one.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()


def show(page: Page, browser: Client) -> None:
    """Put the page into the browser with its style sheets, without a server."""
    html = browser.get(reverse(QUEUE), {"tab": "team"}).content.decode()
    style = "".join((SOURCE / sheet).read_text() for sheet in SHEETS)
    page.set_content(html.replace("</head>", f"<style>{style}</style></head>"))
