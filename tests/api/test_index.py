"""The list of cases is read from its own index, in order, also where row security looks on and a page goes on."""

import json
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from naniwa.kernel.clients.queries import Caller
from naniwa.kernel.organisations.isolation import acting_as
from naniwa.kernel.people.access import Staff
from naniwa.services.procedures.api import reading
from naniwa.services.procedures.api.schemas import Filters
from naniwa.services.procedures.queries.live import Live
from tests.api.partner import partner

LATER = reading.Cursor(timezone.now() + timedelta(days=1), "RG-0000-0000-0000")


@pytest.mark.parametrize(
    "asked",
    [{}, {"changed_since": timezone.now()}, {"cursor": LATER.write()}],
    ids=["first page", "since a moment", "next page"],
)
def test_a_page_of_cases_comes_from_the_index_in_order(version: Live, asked: dict[str, Any]) -> None:
    one = partner(name=f"索引 {uuid.uuid4()}").client
    staff = Staff(person=one.person, organisation=one.organisation, roles=frozenset({"reviewer"}))
    caller = Caller(one, staff, frozenset())
    with acting_as(caller.scope), connection.cursor() as cursor:
        # So few rows are read from the table alone, were it allowed; the question is whether the index would do.
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_sort = off")
        plan = json.loads(reading.in_order(caller, Filters(**asked))[:50].explain(format="json"))
    text = json.dumps(plan)
    assert "procedures_in_order" in text
    assert '"Sort"' not in text
    wanted = ("state_at",) if asked else ()
    index = next(node for node in _nodes(plan[0]["Plan"]) if node.get("Index Name") == "procedures_in_order")
    assert all(word in index["Index Cond"] for word in ("organisation_id", *wanted))


def _nodes(plan: dict[str, Any]) -> list[dict[str, Any]]:
    return [plan, *(inner for child in plan.get("Plans", []) for inner in _nodes(child))]
