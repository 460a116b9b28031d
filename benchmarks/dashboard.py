"""The dashboard with 2.85 million cases (or as many as are named): every chart's page p95 at most 1 s.

`first_ms` is the first page with charts that a process makes, once it has made any other.

python -m benchmarks.dashboard 100000
"""

import sys
import time
from datetime import date
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from benchmarks.support import Site, percentile, report, site

CASES, TIMES, P95_MS = 2_850_000, 15, 1_000
FIRST, DAYS = date(2020, 1, 26), 1_100
_MAKE = """
INSERT INTO outbreak_publishedcase (organisation_id, feed_id, number, reported_on, onset_on, age, place)
SELECT %(body)s, %(feed)s, 100000 + n, %(first)s::date + (n * 7919 %% %(days)s)::int,
       %(first)s::date + (n * 7919 %% %(days)s)::int - (n * 31 %% 12)::int,
       (10 * (1 + n * 13 %% 9))::text, (%(places)s::text[])[1 + n * 17 %% 43]
FROM generate_series(1::bigint, %(cases)s) AS n
"""


def main() -> None:
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else CASES
    with site(line=False) as one:
        counted = _prepare(cases)
        _warm(one)
        first = round(1000 * _times(one, "/outbreak/", times=1)[0])
        p95 = {path: round(1000 * percentile(_times(one, path), 0.95)) for path in _paths()}
    slowest = max(p95, key=lambda path: p95[path])
    figures = {
        "cases": cases,
        "recount_s": counted,
        "first_ms": first,
        "slowest": slowest,
        "p95_ms": p95[slowest],
        "each_ms": p95,
    }
    report("dashboard", figures, bar={"p95_ms": P95_MS}, ok=p95[slowest] <= P95_MS)


def _prepare(cases: int) -> float:
    """The real feed and invented cases beside it; returns how long all of them take to count."""
    from datetime import timedelta

    from django.db import connection
    from django.utils import timezone

    from naniwa.kernel.organisations import queries as organisations
    from naniwa.kernel.organisations.isolation import as_system
    from naniwa.services import outbreak
    from naniwa.services.outbreak.operations.counting import recount
    from naniwa.services.outbreak.operations.feeds import import_folder

    feed = Path(outbreak.__file__).parent / "data" / "osaka_stopcovid19"
    made = import_folder(folder=feed, now=timezone.now()).imported
    with as_system():
        body = organisations.prefecture()
        places = [one.code for one in organisations.municipalities()]
        told: dict[str, Any] = {"body": body.pk, "feed": made.pk, "first": FIRST, "days": DAYS}
        told |= {"places": places, "cases": cases}
        with connection.cursor() as cursor:
            cursor.execute(_MAKE, told)
        began = time.perf_counter()
        days = [FIRST + timedelta(days=at - 12) for at in range(DAYS + 12)]
        recount(body, days, own_from=None, now=timezone.now())
        counted = round(time.perf_counter() - began, 1)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE outbreak_casecount, outbreak_dailyfigure")
    return counted


def _paths() -> list[str]:
    from naniwa.services.outbreak.queries.dashboard_sheets import MAKERS

    charts = [*MAKERS, "age", "municipality"]
    pages = [f"/outbreak/charts/{key}/?days={days}" for key in charts for days in ("90", "all")]
    return ["/outbreak/", *pages, "/outbreak/charts/municipality.json", "/outbreak/charts/reported.csv"]


def _warm(one: Site) -> None:
    """The first page of each process is the site's to answer for, not the dashboard's."""
    for _page in range(8):
        connection = HTTPConnection("127.0.0.1", one.port, timeout=60)
        connection.request("GET", "/")
        connection.getresponse().read()
        connection.close()


def _times(one: Site, path: str, times: int = TIMES) -> list[float]:
    taken = []
    connection = HTTPConnection("127.0.0.1", one.port, timeout=60)
    for _time in range(times):
        began = time.perf_counter()
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        taken.append(time.perf_counter() - began)
        assert answer.status == 200, (path, answer.status)
    connection.close()
    return taken


if __name__ == "__main__":
    main()
