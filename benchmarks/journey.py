"""A complete application over HTTP: two pages, ten fields, four rules, submission, receipt; eight at once.

Bar: at most 0.10 CPU s for each (web and database together), and p95 of the whole journey under 1 s.
Open Forms 4.0 took 0.30 to 0.35 web CPU s (1.0 with its workers) and p95 of 5.2 to 10.6 s on such a machine.
"""

import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from benchmarks.browser import hidden_fields
from benchmarks.sign_ins import session_of
from benchmarks.support import Site, cpu_seconds, percentile, report, site

AT_ONCE, JOURNEYS, WARM_UP = 8, 400, 40
DEFINITION = Path(__file__).parent / "definitions" / "journey.yaml"
WHO = {
    "kind": "sole",
    "representative.family": "辻󠄀",
    "representative.given": "花子",
    "representative.family_kana": "ツジ",
    "representative.given_kana": "ハナコ",
    "phone": "06-0000-1234",
    "place.postal_code": "530-0001",
    "place.prefecture": "大阪府",
    "place.municipality": "大阪市北区",
    "place.town": "梅田",
    "place.street": "1-1-1",
    "place.building": "",
    "opened_on.era": "heisei",
    "opened_on.year": "27",
    "opened_on.month": "4",
    "opened_on.day": "1",
}
MONEY = {
    "sales_after": "412,000",
    "sales_before": "980,000",
    "account.bank_code": "0001",
    "account.branch_code": "001",
    "account.account_type": "1",
    "account.account_number": "1234567",
    "account.holder_kana": "ツジ ハナコ",
    "remarks": "",
    "agreed": "true",
}


class Visitor:
    """One signed-in person on one connection."""

    def __init__(self, port: int, session: str) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=30)
        self.cookies = {"sessionid": session}

    def get(self, path: str) -> tuple[str, str]:
        """(address after redirects, page)."""
        return self._request("GET", path)

    def post(self, path: str, page: str, fields: dict[str, str]) -> tuple[str, str]:
        hidden = hidden_fields(page)
        assert hidden, f"no form on {path}: {page[:300]}"
        return self._request("POST", path, urlencode({**hidden, **fields}))

    def _request(self, method: str, path: str, body: str | None = None) -> tuple[str, str]:
        headers = {
            "Cookie": "; ".join(f"{key}={value}" for key, value in self.cookies.items()),
            "Accept-Language": "ja",
        }
        if body is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Referer": "http://127.0.0.1/"}
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        text = answer.read().decode()
        for line in answer.headers.get_all("Set-Cookie") or []:
            key, _, value = line.partition(";")[0].partition("=")
            self.cookies[key] = value
        if answer.status in {302, 303}:
            return self._request("GET", urlsplit(answer.headers["Location"]).path)
        assert answer.status == 200, f"{method} {path}: {answer.status}"
        return path, text


def journey(port: int, session: str) -> float:
    """From the procedure's page to the receipt; seconds."""
    visitor, started = Visitor(port, session), time.monotonic()
    visitor.get("/procedures/journey/")
    address, page = _begin(visitor)
    for fields in (WHO, MONEY):
        address, page = visitor.post(address, page, fields)
    assert address.endswith("/summary/"), f"not at the summary but at {address}"
    address, page = visitor.post(address, page, {"consent": "yes"})
    assert address.endswith("/receipt/"), f"no receipt but {address}"
    visitor.connection.close()
    return time.monotonic() - started


def _begin(visitor: Visitor) -> tuple[str, str]:
    address, page = visitor.get("/procedures/journey/apply/")
    return visitor.post(address, page, {}) if address.endswith("/apply/") else (address, page)


def sessions(count: int) -> list[str]:
    """Sessions of as many people."""
    from naniwa.kernel.people.models import Person

    people = (Person.objects.create(email=f"journey{number}@example.jp", name="辻󠄀 花子") for number in range(count))
    return [session_of(person) for person in people]


def publish() -> None:
    from django.utils import timezone

    from naniwa.kernel.organisations.isolation import as_system
    from naniwa.services.procedures.operations import publishing

    with as_system():
        publishing.publish(path=DEFINITION, by=None, now=timezone.now())


def run(one: Site) -> tuple[list[float], float, float]:
    people = sessions(WARM_UP + JOURNEYS)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(lambda session: journey(one.port, session), people[:WARM_UP]))
        web, database = cpu_seconds(one.web), cpu_seconds(one.database)
        times = list(pool.map(lambda session: journey(one.port, session), people[WARM_UP:]))
    return times, cpu_seconds(one.web) - web, cpu_seconds(one.database) - database


def main() -> None:
    with site(line=False) as one:
        publish()
        times, web, database = run(one)
    each = (web + database) / JOURNEYS
    p95 = percentile(times, 0.95)
    figures = {
        "journeys": JOURNEYS,
        "at_once": AT_ONCE,
        "cpu_s_each": round(each, 4),
        "web_cpu_s_each": round(web / JOURNEYS, 4),
        "database_cpu_s_each": round(database / JOURNEYS, 4),
        "p50_s": round(percentile(times, 0.5), 3),
        "p95_s": round(p95, 3),
    }
    report("journey", figures, bar={"cpu_s_each": 0.10, "p95_s": 1.0}, ok=each <= 0.10 and p95 < 1.0)


if __name__ == "__main__":
    main()
