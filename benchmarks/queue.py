"""Work queue, ledger search and statistics with 150,000 cases, asked one after the other over HTTP.

Bar: p95 of each at most 200 ms.
"""

import os
import time
from http.client import HTTPConnection
from urllib.parse import urlencode

from benchmarks import office
from benchmarks.support import Site, percentile, report, site

CASES, TIMES = int(os.environ.get("CASES", "150000")), 60
P95_MS = 200
TABS = ("mine", "team", "overdue", "decide", "returned")
SORTS = ("due", "-due", "received", "-received", "amount", "-amount", "name", "-name")
WORDS = (
    "高橋",
    "髙橋 一郎",
    "𠮷野",
    "タカハシ",
    "06-0000",
    "ＴＫＣ",
    "辻",
    "no such name",
    "KX-0000",
    "株式会社",
    "大阪",
)
ASKED = {
    "queue": [f"/staff/queue/?{urlencode({'tab': tab, 'sort': sort})}" for tab in TABS for sort in SORTS],
    "ledger": [f"/staff/ledger/?{urlencode({'sort': sort})}" for sort in SORTS],
    "deep_page": [f"/staff/ledger/?{urlencode({'page': page})}" for page in (1, 50, 500, 1_500, 2_900)],
    "search": [f"/staff/ledger/?{urlencode({'words': words})}" for words in WORDS],
    "deficiencies": ["/staff/deficiencies/", "/staff/deficiencies/?state=proposed", "/staff/deficiencies/?page=100"],
    "today": ["/staff/"],
    "statistics": ["/open-data/", f"/open-data/{office.GRANT}/", "/staff/statistics/"],
}


def main() -> None:
    with site() as one:
        office.fill(one.server, CASES)
        [session] = office.staff_sessions(1)
        p95 = {kind: round(1000 * percentile(_times(one, session, paths), 0.95)) for kind, paths in ASKED.items()}
    worst = max(p95.values())
    report("queue", {"cases": CASES, "p95_ms": p95}, bar={"p95_ms": P95_MS}, ok=worst <= P95_MS)


def _times(one: Site, session: str, paths: list[str]) -> list[float]:
    """Seconds of each page, asked in turn; the first look at each is not counted."""
    connection = HTTPConnection("127.0.0.1", one.port, timeout=60)
    taken = []
    for number in range(len(paths) + max(TIMES, len(paths))):
        started = time.monotonic()
        connection.request("GET", paths[number % len(paths)], headers={"Cookie": f"sessionid={session}"})
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 200, f"{paths[number % len(paths)]}: {answer.status}"
        if number >= len(paths):
            taken.append(time.monotonic() - started)
    return taken


if __name__ == "__main__":
    main()
