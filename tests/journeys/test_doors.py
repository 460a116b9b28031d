"""Every page that a menu offers opens, for whom it should and for nobody else."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.staff import Desk
from tests.journeys.visitor import PHONE, Visitor
from tests.thorough import ways

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]

REVIEW, PAYOUT = {"reviewer", "approver", "auditor"}, {"payer", "releaser", "auditor"}
LEADS = {"publisher", "administrator"}
EVERYBODY = REVIEW | PAYOUT | {"publisher", "administrator"}
DOORS = {
    "/staff/": EVERYBODY,
    "/staff/queue/": REVIEW,
    "/staff/notices/": {"reviewer", "auditor"},
    "/staff/notices/confirm/": {"reviewer"},
    "/staff/deficiencies/": REVIEW,
    "/staff/decisions/": {"approver", "auditor"},
    "/staff/decisions/confirm/": {"approver"},
    "/staff/payouts/": PAYOUT,
    "/staff/payouts/balance/": PAYOUT,
    "/staff/messages/": EVERYBODY,
    "/staff/appointments/": {"administrator"},
    "/staff/inventory/": EVERYBODY,
    "/staff/inventory/add/": LEADS,
    "/staff/inventory/first/": EVERYBODY,
    "/staff/inventory/surveys/": EVERYBODY,
    "/staff/inventory/surveys/open/": LEADS,
    "/staff/inventory/seals/": EVERYBODY,
    "/staff/inventory/import/": LEADS,
    "/staff/inventory/export/": EVERYBODY,
    "/staff/inventory/departments/": LEADS | {"auditor"},
    "/staff/designs/": {"publisher"},
    "/staff/bookings/": {"reviewer", "approver", "administrator"},
    "/staff/bookings/offices/": LEADS,
    "/staff/consultation/": {"reviewer", "approver", "administrator"},
    "/staff/consultation/desks/": LEADS,
    "/staff/taxes/": {"cashier", "approver", "auditor"},
    "/staff/taxes/import/": {"cashier"},
    "/staff/taxes/dunning/": {"cashier", "approver", "auditor"},
    "/audit/": {"auditor"},
}
KEYS = {
    "reviewer_a": "reviewer", "reviewer_osaka": "reviewer", "approver": "approver", "payer": "payer",
    "releaser": "releaser", "publisher": "publisher", "administrator": "administrator", "auditor": "auditor",
}  # fmt: skip
LISTS = {
    "reviewer_a": ["/staff/queue/?tab=all", "/staff/deficiencies/", "/staff/notices/"],
    "approver": ["/staff/decisions/"],
}
SEARCHED: set[str] = set()
# Sample departments name this contact as soon as the worker has laid them out.
CONTACT, THEIRS = "reviewer_a", {"/staff/inventory/add/", "/staff/inventory/import/"}


def links(visitor: Visitor) -> list[str]:
    """Where the menus and the foot of the page lead."""
    found = visitor.page.locator("nav a[href^='/'], footer a[href^='/'], header a[href^='/']")
    return sorted({str(href) for href in found.evaluate_all("all => all.map(one => one.getAttribute('href'))")})


@pytest.mark.parametrize("key", KEYS)
def test_staff_find_open_what_is_theirs_and_closed_what_is_not(visit: Visit, key: str) -> None:
    with visit(expected={403}) as visitor:
        Desk(visitor, key)
        offered = links(visitor)
        for path, roles in DOORS.items():
            if key == CONTACT and path in THEIRS:
                continue
            answer = visitor.context.request.get(visitor.home + path)
            assert answer.status == (200 if KEYS[key] in roles else 403), path
            assert (path in offered) <= (KEYS[key] in roles), f"{path} is offered though it is closed"
        for path in sorted({*offered, *(path for path in DOORS if KEYS[key] in DOORS[path])} - SEARCHED):
            SEARCHED.add(path)
            assert visitor.open(path).status == 200, path
            visitor.check()


@pytest.mark.parametrize("key", LISTS)
def test_every_filter_that_a_list_offers_opens_and_stands_above_it(visit: Visit, key: str) -> None:
    with visit() as visitor:
        Desk(visitor, key)
        for path in LISTS[key]:
            visitor.open(path)
            offered = visitor.page.locator(".nw-facet__list a").evaluate_all("all => all.map(one => one.href)")
            for address in sorted(one for one in offered if "without=" not in one):  # columns are chosen, not filtered
                page = visitor.context.request.get(address)
                assert page.status == 200, address
                assert "nw-chip" in page.text(), address


@pytest.mark.parametrize("width", ways([PHONE], more=[1440]))
def test_every_page_that_residents_are_led_to_is_open(visit: Visit, width: int) -> None:
    with visit(width=width) as visitor:
        visitor.open("/demo/")
        visitor.page.locator('form[action*="/demo/enter/resident/"] button').click()
        visitor.page.wait_for_load_state()
        for path in [*links(visitor), "/account/", "/account/sessions/", "/demo/mailbox/"]:
            assert visitor.open(path).status == 200, path
            visitor.check()


def test_a_page_that_does_not_exist_says_so_kindly(visit: Visit) -> None:
    with visit(expected={404}) as visitor:
        assert visitor.open("/procedures/no-such-procedure/").status == 404
        visitor.check()
        expect(visitor.page.locator("h1")).to_be_visible()


def test_a_municipality_sees_its_own_cases_alone(visit: Visit) -> None:
    with visit() as visitor:
        desk = Desk(visitor, "reviewer_sakai")
        desk.menu("審査")
        places = visitor.page.locator("main tbody tr").all_inner_texts()
        assert all("大阪市" not in row for row in places)
