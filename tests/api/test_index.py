"""The list of cases is read from its own index, in order, also where row security looks on and a page goes on."""

import json
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from naniwa.kernel.clients.queries import Caller
from naniwa.kernel.organisations.isolation import acting_as, as_system
from naniwa.kernel.people.access import Staff
from naniwa.services.procedures.api import reading
from naniwa.services.procedures.api.schemas import Filters
from naniwa.services.procedures.models import Application
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.tests import factories
from tests.api.partner import partner

CITY = "271403"
LATER = reading.Cursor(timezone.now() + timedelta(days=1), "RG-0000-0000-0000")


@pytest.mark.parametrize(
    "asked",
    [{}, {"changed_since": timezone.now()}, {"cursor": LATER.write()}],
    ids=["first page", "since a moment", "next page"],
)
@pytest.mark.parametrize("office", [factories.OFFICE, CITY], ids=["prefecture", "municipality"])
def test_a_page_of_cases_comes_from_the_index_in_order(version: Live, office: str, asked: dict[str, Any]) -> None:
    one = partner(name=f"索引 {uuid.uuid4()}", office=office).client
    staff = Staff(person=one.person, organisation=one.organisation, roles=frozenset({"reviewer"}))
    caller = Caller(one, staff, frozenset())
    indexes = {"organisation_id": "procedures_in_order", "partner_id": "procedures_shared_in_order"}
    parts = reading.in_order(caller, Filters(**asked))
    assert len(parts) == (2 if office == CITY else 1)
    for part, (column, name) in zip(parts, indexes.items(), strict=False):
        with acting_as(caller.scope), connection.cursor() as cursor:
            # So few rows are read from the table alone, were it allowed; the question is whether the index would do.
            cursor.execute(
                "SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_sort = off"
            )
            plan = json.loads(part[:50].explain(format="json"))
        assert '"Sort"' not in json.dumps(plan)
        index = next(node for node in _nodes(plan[0]["Plan"]) if node.get("Index Name") == name)
        assert all(word in index["Index Cond"] for word in (column, *(("state_at",) if asked else ())))


def test_own_and_shared_cases_of_a_municipality_come_in_one_order_each_once(version: Live) -> None:
    one = partner(office=CITY)
    city, now = one.client.organisation, timezone.now()
    given: list[dict[str, Any]] = [
        {"organisation": city},
        {"partner": city},
        {"organisation": city, "partner": city},
        {"partner": city},
        {},
    ]
    wanted: list[str] = []
    for minutes, whose in enumerate(given):
        case = factories.received(version, now=now)
        with as_system():
            changed = now + timedelta(minutes=-minutes)
            Application.objects.filter(pk=case.pk).update(**{"partner": None, **whose}, state_at=changed)
        wanted.insert(0, case.reference)
    del wanted[0]  # the prefecture's alone
    assert [case["reference"] for case in one.get("/cases").json()["cases"]] == wanted
    seen: list[str] = []
    cursor = None
    while len(seen) <= len(wanted):
        told = one.get("/cases", limit=1, **({"cursor": cursor} if cursor else {})).json()
        seen += [case["reference"] for case in told["cases"]]
        if (cursor := told["next"]) is None:
            break
    assert seen == wanted
    assert one.get("/cases", limit=4).json()["next"] is None
    since = (now - timedelta(minutes=1)).isoformat()
    assert [case["reference"] for case in one.get("/cases", changed_since=since).json()["cases"]] == wanted[-2:]


def _nodes(plan: dict[str, Any]) -> list[dict[str, Any]]:
    return [plan, *(inner for child in plan.get("Plans", []) for inner in _nodes(child))]
