"""The inventory of 3,500 procedures over HTTP: list, filters, search, seals, redesign; and a workbook with errors.

Bars: p95 of each kind of page at most 200 ms; the workbook's errors on the screen within 10 seconds.
"""

import re
import time
from datetime import date
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlencode
from uuid import uuid4

from benchmarks.support import Site, percentile, report, site

ROWS, TIMES, WRONG = 3_500, 60, 10
"""One row in ten of the workbook has a wrong answer."""
P95_MS, IMPORT_SECONDS = 200, 10
HERE = "/staff/inventory/"
SORTS = ("number", "-number", "title", "department", "volume", "-volume", "channel", "-seal", "-updated")
WORDS = ("許可申請", "ﾍﾞﾂﾉ", "環境", "見本条例", "住民票", "no such word", "第1種 更新")


def _list(**query: str | int) -> str:
    return f"{HERE}?{urlencode(query)}"


ASKED = {
    "list": [HERE, *(_list(sort=sort) for sort in SORTS), *(_list(page=page) for page in (2, 35, 70))],
    "filter": [
        *(_list(department=f"{field:02}01") for field in range(1, 11)),
        *(_list(channel=channel, seal="personal") for channel in ("counter", "post", "paper")),
        _list(state="unconfirmed", channel="online"),
    ],
    "search": [_list(words=words) for words in WORDS],
    "seals": [
        f"{HERE}seals/",
        f"{HERE}seals/?law=yes",
        f"{HERE}seals/?kind=personal&page=20",
        f"{HERE}seals/?{urlencode({'words': '許可'})}",
    ],
    "first": [f"{HERE}first/", f"{HERE}first/?page=35", f"{HERE}first/?{urlencode({'department': '0101'})}"],
    "surveys": [f"{HERE}surveys/"],
    "public": ["/inventory/"],
}


def main() -> None:
    with site() as one:
        session, book = _prepare(one)
        asked = {**ASKED, "redesign": _redesigns(one, session)}
        p95 = {kind: round(1000 * percentile(_times(one, session, paths), 0.95)) for kind, paths in asked.items()}
        seconds = _import(one, session, book)
    figures = {"rows": ROWS, "p95_ms": p95, "import_seconds": seconds}
    bar = {"p95_ms": P95_MS, "import_seconds": IMPORT_SECONDS}
    slow = max(p95.values()) > P95_MS or sum(seconds.values()) > IMPORT_SECONDS
    report("inventory", figures, bar=bar, ok=not slow)


def _prepare(one: Site) -> tuple[str, bytes]:
    """A full inventory, a lead who has signed in, and the workbook of all its rows with errors in it."""
    import psycopg
    from allauth.account.internal.flows import login
    from django.utils import timezone

    from benchmarks.sign_ins import session_of
    from naniwa.cli.database import OWNER
    from naniwa.kernel.organisations.isolation import as_system
    from naniwa.kernel.organisations.models import Organisation
    from naniwa.kernel.people.access import Staff
    from naniwa.kernel.people.models import Appointment, Person, PersonKind
    from naniwa.services.inventory.operations.sampling import load_samples

    with as_system():
        office = Organisation.objects.get(code="270008-digital")
        person = Person.objects.create(email="lead@example.jp", name="髙橋 一郎", kind=PersonKind.STAFF)
        Appointment.objects.create(person=person, organisation=office, role="publisher", starts_on=date(2020, 1, 1))
        lead = Staff(person=person, organisation=office, roles=frozenset({"publisher"}))
        started = time.monotonic()
        load_samples(by=lead, now=timezone.now(), count=ROWS)
        print(f"{ROWS} rows taken in by sets in {time.monotonic() - started:.1f} s")
        device = {
            login.AUTHENTICATION_METHODS_SESSION_KEY: [{"method": "mfa", "type": "totp", "at": 0.0}],
            login._AUTHENTICATION_METHODS_USER_SESSION_KEY: str(person.pk),  # noqa: SLF001 - as allauth leaves it
        }
        session, book = session_of(person, device), _book(office.pk)
    with psycopg.connect(one.server.url(OWNER), autocommit=True) as owner:
        owner.execute("VACUUM (ANALYZE)")
    return session, book


def _book(organisation_id: int) -> bytes:
    """Every row as it was written out, one in ten with an answer that cannot be read, the others changed."""
    from naniwa.services.inventory.queries import rows
    from naniwa.services.inventory.queries.listing import Selection
    from naniwa.services.inventory.rules.columns import texts_of
    from naniwa.services.inventory.sheets.writing import Outgoing, as_workbook

    found = []
    for at, one in enumerate(rows.selected(Selection(), organisation_id=organisation_id)):
        texts = texts_of(one.entry) | ({"volume": "多数"} if at % WRONG == 0 else {"cycle_days": "2"})
        found.append(Outgoing(one.procedure.public_id, one.procedure.edition, one.procedure.number, None, texts=texts))
    return as_workbook(found, language="ja")


def _ask(
    connection: HTTPConnection, path: str, session: str, *, body: bytes | None = None, kind: str = "", token: str = ""
) -> tuple[HTTPResponse, str]:
    headers = {"Cookie": f"sessionid={session}" + (f"; csrftoken={token}" if token else "")}
    if kind:
        headers["Content-Type"] = kind
    connection.request("POST" if body is not None else "GET", path, body=body, headers=headers)
    answer = connection.getresponse()
    return answer, answer.read().decode()


def _redesigns(one: Site, session: str) -> list[str]:
    """The redesign pages of those that come first."""
    _answer, page = _ask(HTTPConnection("127.0.0.1", one.port, timeout=60), f"{HERE}first/", session)
    return sorted(set(re.findall(rf"{HERE}rows/[-0-9a-f]+/redesign/", page)))


def _times(one: Site, session: str, paths: list[str]) -> list[float]:
    """Seconds of each page, asked in turn; the first look at each is not counted."""
    connection = HTTPConnection("127.0.0.1", one.port, timeout=60)
    taken = []
    for number in range(len(paths) + max(TIMES, len(paths))):
        path, started = paths[number % len(paths)], time.monotonic()
        answer, _page = _ask(connection, path, session)
        assert answer.status == 200, f"{path}: {answer.status}"
        if number >= len(paths):
            taken.append(time.monotonic() - started)
    return taken


def _import(one: Site, session: str, book: bytes) -> dict[str, float]:
    """Seconds from sending the workbook to the page with its errors, and of taking the good rows in after that."""
    connection, boundary = HTTPConnection("127.0.0.1", one.port, timeout=120), uuid4().hex
    answer, page = _ask(connection, f"{HERE}import/", session)
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    cookie = re.search(r"csrftoken=([^;]+)", answer.headers.get("Set-Cookie", ""))
    assert found
    token = cookie[1] if cookie else ""
    field = f'--{boundary}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{found[1]}\r\n'
    file = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="all.xlsx"\r\n\r\n'
    body = (field + file).encode() + book + f"\r\n--{boundary}--\r\n".encode()
    started = time.monotonic()
    kind = f"multipart/form-data; boundary={boundary}"
    answer, _page = _ask(connection, f"{HERE}import/", session, body=body, kind=kind, token=token)
    assert answer.status == 302, answer.status
    read, location = time.monotonic() - started, answer.headers["Location"]
    answer, page = _ask(connection, location, session)
    shown = time.monotonic() - started - read
    assert "「多数」を数字として読めません" in page
    print(f"{len(book):,} bytes read in {read:.1f} s, errors shown in {shown:.1f} s more")
    started = time.monotonic()
    form = urlencode({"csrfmiddlewaretoken": found[1]}).encode()
    kind = "application/x-www-form-urlencoded"
    answer, _page = _ask(connection, f"{location}take/", session, body=form, kind=kind, token=token)
    assert answer.status == 302, answer.status
    print(f"good rows taken in in {time.monotonic() - started:.1f} s")
    return {"read": round(read, 1), "shown": round(shown, 1)}


if __name__ == "__main__":
    main()
