"""How the database goes about busy queries under row security: by what is asked for, never by all cases."""

import pytest
from django.db import connection
from django.utils import timezone

from naniwa.kernel.organisations.isolation import Scope, acting_as
from naniwa.kernel.people.models import Person
from naniwa.services.procedures.models import Notice
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.tests import factories

pytestmark = pytest.mark.django_db


def test_row_security_of_notices_does_not_read_every_case_first(version: Live, reviewer: Person) -> None:
    own = factories.received(version, name=factories.FAULTY, now=timezone.now())
    with acting_as(Scope(own.organisation_id, reviewer.pk)):
        plan = Notice.objects.order_by("drafted_at", "pk").explain()
        seen = set(Notice.objects.values_list("application_id", flat=True))
    assert "SubPlan" in plan
    assert "hashed SubPlan" not in plan
    assert seen == {own.pk}
    with acting_as(Scope(own.organisation_id + 1, reviewer.pk)):
        assert not Notice.objects.exists()


def test_drafted_notices_come_in_order_from_an_index_that_a_kept_plan_may_use(version: Live) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SET LOCAL plan_cache_mode = force_generic_plan; SET LOCAL enable_seqscan = off;"
            " SET LOCAL enable_bitmapscan = off; SET LOCAL enable_sort = off"
        )
        cursor.execute(
            "PREPARE drafted(text) AS SELECT id FROM procedures_notice WHERE state = $1 ORDER BY drafted_at, id LIMIT 50"
        )
        cursor.execute("EXPLAIN EXECUTE drafted(NULL)")
        plan = "\n".join(row[0] for row in cursor.fetchall())
        cursor.execute("DEALLOCATE drafted")
    assert "procedures_notices_drafted" in plan
    assert "Sort" not in plan
