"""Who was where, and who else was there, is found without reading the table."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.check_ins.queries import meetings
from naniwa.services.check_ins.tests import places
from naniwa.services.check_ins.tests.places import CASE_ADDRESS, NOW, check_in, venue

DAY, SUBJECT = "2026-11-20", b"0" * 16
QUESTIONS: list[tuple[str, list[Any]]] = [
    (meetings.VISITS, [[DAY], [SUBJECT], NOW]),
    (meetings.COUNT, [[1], [DAY], [str(uuid4())], [NOW], [NOW + timedelta(minutes=90)], [SUBJECT]]),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("statement", "values"), QUESTIONS)
def test_who_was_where_is_answered_by_the_indexes_alone(statement: str, values: list[Any]) -> None:
    """No row of 300 bytes is fetched for it, of which there may be one from every corner of the table."""
    places.with_key()
    check_in(venue(), CASE_ADDRESS)
    with as_system(), connection.cursor() as cursor:
        for way in ("seqscan", "bitmapscan", "indexscan"):
            cursor.execute(f"SET LOCAL enable_{way} = off")
        cursor.execute(f"EXPLAIN {statement}", values)
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "Index Only Scan" in plan
    assert "Seq Scan" not in plan
