"""2,500 members of staff who have signed in, each looking at a page every 25 s, for 60 s.

Bar: p95 at most 300 ms and no error, load generator included on the same two cores.
"""

import asyncio
import os
from random import Random

from benchmarks import office
from benchmarks.crowd import Seen, crowd
from benchmarks.support import cpu_seconds, percentile, report, site

PEOPLE, THINK, SECONDS, CASES = int(os.environ.get("PEOPLE", "2500")), 25.0, 60.0, int(os.environ.get("CASES", "20000"))
BAR = {"p95_ms": 300, "errors": 0}
# Of a hundred pages that staff look at.
MIX = {"queue": 30, "case": 45, "deficiencies": 10, "notices": 5, "today": 10}


def main() -> None:
    with site() as one:
        office.fill(one.server, CASES)
        sessions = office.staff_sessions(PEOPLE)
        cases = list(office.references(2_000))

        def choose(random: Random) -> tuple[str, str]:
            kind = random.choices([*MIX], [*MIX.values()])[0]
            addresses = {
                "queue": f"/staff/queue/?page={random.randint(1, 20)}",
                "case": f"/staff/cases/{random.choice(cases)}/",
                "deficiencies": "/staff/deficiencies/",
                "notices": "/staff/notices/",
                "today": "/staff/",
            }
            return kind, addresses[kind]

        web, database = cpu_seconds(one.web), cpu_seconds(one.database)
        seen = asyncio.run(crowd(one.port, sessions, choose, think=THINK, seconds=SECONDS))
        used = (cpu_seconds(one.web) - web, cpu_seconds(one.database) - database)
    _report(seen, *used)


def _report(seen: Seen, web: float, database: float) -> None:
    p95 = round(1000 * percentile(seen.all, 0.95))
    figures = {
        "people": PEOPLE,
        "cases": CASES,
        "pages": len(seen.all),
        "p50_ms": round(1000 * percentile(seen.all, 0.5)),
        "p95_ms": p95,
        "p95_ms_by_page": {kind: round(1000 * percentile(times, 0.95)) for kind, times in sorted(seen.times.items())},
        "web_cpu_s": round(web, 1),
        "database_cpu_s": round(database, 1),
        "errors": len(seen.errors),
        "first_errors": sorted(set(seen.errors))[:5],
    }
    report("sessions", figures, bar=BAR, ok=p95 <= BAR["p95_ms"] and not seen.errors)


if __name__ == "__main__":
    main()
