"""Keeps the counts that the dashboard reads, by sets: the days that changed are counted anew in one statement."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import connection

from naniwa.kernel.organisations.models import Organisation

_FORGET = "DELETE FROM outbreak_casecount WHERE organisation_id = %(body)s AND day = ANY(%(days)s)"
_COUNT = """
INSERT INTO outbreak_casecount (organisation_id, basis, by, day, code, count)
SELECT %(body)s, basis,
       CASE WHEN GROUPING(age) = 0 THEN 'age' WHEN GROUPING(place) = 0 THEN 'place' ELSE 'all' END,
       day, COALESCE(age, place, ''), count(*)
FROM (
    SELECT 'reported' AS basis, reported_on AS day, age, place FROM outbreak_publishedcase
    WHERE organisation_id = %(body)s AND replaced_at IS NULL AND reported_on = ANY(%(days)s)
    UNION ALL
    SELECT 'onset', onset_on, age, place FROM outbreak_publishedcase
    WHERE organisation_id = %(body)s AND replaced_at IS NULL AND onset_on = ANY(%(days)s)
) AS cases
GROUP BY GROUPING SETS ((basis, day), (basis, day, age), (basis, day, place))
"""


def recount(body: Organisation, days: Collection[date]) -> None:
    """Count these days anew; the caller acts as the system."""
    if days:
        told: dict[str, Any] = {"body": body.pk, "days": sorted(days)}
        with connection.cursor() as cursor:
            cursor.execute(_FORGET, told)
            cursor.execute(_COUNT, told)
