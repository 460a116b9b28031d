"""How many people waited for a bed at the end of each day, counted from who began and who ceased to wait.

Requests that are forgotten have left their days in a table of their own.
"""

from datetime import date, datetime

from django.db import connection

from naniwa.kernel.organisations.isolation import as_system

_CHANGES = """
SELECT day, sum(n)::int FROM (
    SELECT (asked_at AT TIME ZONE 'Asia/Tokyo')::date AS day, count(*) AS n
    FROM outbreak_placementrequest GROUP BY 1
    UNION ALL
    SELECT (least(placed_at, closed_at) AT TIME ZONE 'Asia/Tokyo')::date, -count(*)
    FROM outbreak_placementrequest WHERE least(placed_at, closed_at) IS NOT NULL GROUP BY 1
    UNION ALL
    SELECT day, change FROM outbreak_waitingchange
) AS changes GROUP BY day ORDER BY day
"""


_LAST = "SELECT max(greatest(asked_at, placed_at, closed_at)) FROM outbreak_placementrequest"


def last_change() -> datetime | None:
    """When the number last changed."""
    with as_system(), connection.cursor() as cursor:
        cursor.execute(_LAST)
        found: datetime | None = cursor.fetchone()[0]
    return found


def waiting() -> dict[date, int]:
    """By day on which the number changed."""
    with as_system(), connection.cursor() as cursor:
        cursor.execute(_CHANGES)
        rows = cursor.fetchall()
    found, now = {}, 0
    for day, change in rows:
        now += change
        found[day] = now
    return found
