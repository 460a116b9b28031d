"""Statistics for staff: exact, of the cases they may see, by procedure and period."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.models import Person
from naniwa.services.procedures.queries import inside
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.queries.viewing import Viewer
from naniwa.services.procedures.tests import browser, factories
from naniwa.services.procedures.tests.factories import NOW
from naniwa.services.procedures.tests.staff_sessions import signed_in

PAGE = "/staff/statistics/"
OSAKA, SAKAI = "271004", "271403"


def place(version: Live, code: str) -> dict[str, str]:
    return {**factories.example(version)["place"], "municipality_code": code}


def test_staff_see_exact_numbers_on_map_and_in_tables(version: Live, reviewer: Person) -> None:
    for _ in range(3):
        factories.received(version)
    factories.received(version, now=NOW + timedelta(days=2))
    page = signed_in(reviewer).get(PAGE).content.decode()
    assert "<title>大阪市 4件</title>" in page
    assert page.count('class="nw-map__area"') == 43
    assert "5件未満" not in page


def test_days_without_an_application_are_nought(version: Live, reviewer: Person) -> None:
    factories.received(version)
    factories.received(version, now=NOW + timedelta(days=2))
    viewer = Viewer(person_id=reviewer.pk, organisation_id=version.organisation_id, shares_cases=False)
    with as_system():
        found = inside.statistics(version, viewer=viewer).of("by-day")
    assert found
    assert [(line.group.code, line.figures) for line in found.table.lines] == [
        ("2020-05-01", (1,)), ("2020-05-02", (0,)), ("2020-05-03", (1,)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("period", "count"),
    [("", "3"), ("from=2020-05-02", "1"), ("to=2020-05-01", "2"), ("from=2020-05-02&to=2020-05-02", "0")],
)
def test_a_period_is_of_whole_days_in_tokyo(version: Live, reviewer: Person, period: str, count: str) -> None:
    factories.received(version)
    factories.received(version, now=NOW.replace(hour=23, minute=59))
    factories.received(version, now=NOW.replace(day=3, hour=0, minute=0))  # still the second in UTC
    answer = signed_in(reviewer).get(f"{PAGE}?{period}")
    assert answer.context["figures"][0].value == count


@pytest.mark.parametrize(
    "period", ["from=yesterday", "from=2020-02-31", "from=2020-05-02&to=2020-05-01", "to=9999-12-31"]
)
def test_a_period_that_cannot_be_read_is_said_so(version: Live, reviewer: Person, period: str) -> None:
    answer = signed_in(reviewer).get(f"{PAGE}?{period}")
    assert answer.status_code == 200
    assert answer.context["asked"].problem in browser.words(answer)


def test_a_municipality_counts_the_cases_that_it_shares_and_no_other(version: Live) -> None:
    factories.received(version, place=place(version, OSAKA))
    factories.received(version, place=place(version, SAKAI))
    factories.received(version, place=place(version, SAKAI))
    theirs = factories.staff("reviewer@sakai.example.jp", "reviewer", office=SAKAI)
    answer = signed_in(theirs).get(PAGE)
    assert answer.context["figures"][0].value == "2"
    assert "<title>大阪市 0件</title>" in answer.content.decode()


def test_only_those_who_read_cases_see_them_counted(version: Live, client: Client) -> None:
    payer = factories.staff("payer@pref.example.jp", "payer")
    assert signed_in(payer).get(PAGE).status_code == 403
    assert client.get(PAGE).status_code == 302


def test_more_cases_cost_no_more_queries(version: Live, reviewer: Person) -> None:
    client = signed_in(reviewer)
    factories.received(version)
    client.get(PAGE)
    with CaptureQueriesContext(connection) as few:
        client.get(PAGE)
    for _ in range(5):
        factories.received(version)
    with CaptureQueriesContext(connection) as many:
        client.get(PAGE)
    assert len(many) <= len(few)
