"""The coordinator's pages with 1,500 people who wait (or as many as named) and 200 facilities: each p95 at most 300 ms.

Also how long a change takes until new suggestions are kept: a worker's matching, the first of which loads SciPy.

python -m benchmarks.board 3302
"""

import random
import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from http.client import HTTPConnection
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from benchmarks.support import Site, percentile, report, site

if TYPE_CHECKING:
    from naniwa.kernel.organisations.models import Organisation
    from naniwa.kernel.people.models import Person

PEOPLE, FACILITIES, OFFERS, TIMES, P95_MS = 1_500, 200, 60, 20, 300
SEVERITIES = ["severe"] * 3 + ["moderate_2"] * 20 + ["moderate_1"] * 27 + ["mild"] * 50
LINK = re.compile(r"/staff/outbreak/placement/[0-9a-f-]{36}/")
POOL = re.compile(r'action="(/staff/outbreak/placement/[^"]+/offer/)"[\s\S]*?name="pool" value="([^"]+)"')


def main() -> None:
    people = int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE
    with site(line=False) as one:
        matching = _prepare(people)
        with _coordinator(one) as ask:
            board = ask("/staff/outbreak/placement/")
            facility = re.search(r"/staff/outbreak/facilities/[0-9a-f-]{36}/", ask("/staff/outbreak/beds/"))
            person, offer = LINK.search(board), POOL.search(board)
            assert facility
            assert person
            assert offer
            paths = [*_paths(people), facility[0], person[0]]
            p95 = {path: _p95(partial(ask, path)) for path in paths}
            p95["offering"] = _offering(ask)
    slowest = max(p95, key=lambda path: p95[path])
    figures = {"people": people, "facilities": FACILITIES, **matching, "slowest": slowest, "p95_ms": p95[slowest]}
    report("board", {**figures, "each_ms": p95}, bar={"p95_ms": P95_MS}, ok=p95[slowest] <= P95_MS)


def _paths(people: int) -> list[str]:
    board = "/staff/outbreak/placement/"
    filters = ("", f"?page={people // 100}", "?due=late&severity=moderate_2", "?sort=score&bed=none", "?state=offered")
    others = ("placement/fairness/", "placement/replay/", "placement/ask/", "beds/", "beds/?free=yes&page=2")
    return [*(board + one for one in filters), *(f"/staff/outbreak/{one}" for one in others)]


def _offering(ask: Callable[..., str]) -> int:
    """What is suggested to the first on the board, again and again; of the press alone."""
    taken = []
    for _again in range(TIMES):
        found = POOL.search(ask("/staff/outbreak/placement/?bed=suggested"))
        assert found
        taken.append(_timed(partial(ask, found[1], {"pool": found[2]})))
    return round(1_000 * percentile(taken, 0.95))


def _prepare(people: int) -> dict[str, float]:
    """Facilities with some free beds, people who wait, some of them with an offer; and how long matchings take."""
    from django.utils import timezone

    from naniwa.kernel.organisations import queries as organisations
    from naniwa.kernel.organisations.isolation import as_system
    from naniwa.kernel.people.access import Staff
    from naniwa.services.outbreak.models import Suggested
    from naniwa.services.outbreak.operations import beds_matching, beds_offers
    from naniwa.web.demo import people as ready

    now, draw = timezone.now(), random.Random(1)  # noqa: S311 - a sample
    ready.load()
    with as_system():
        body, person = organisations.prefecture(), ready.by_key("coordinator")
        assert person
        _fill(body, person, draw, people, now)
        took = [_timed(lambda: beds_matching.match(now=now))]
        by = Staff(person, body, frozenset({"coordinator"}))
        kept = Suggested.objects.filter(pool__isnull=False).select_related("request", "pool")
        for one in kept.order_by("request__deadline")[:OFFERS]:
            assert one.pool is not None
            beds_offers.offer(request=one.request, pool=one.pool, by=by, now=now)
        took.append(_timed(lambda: beds_matching.match(now=now)))
        took.append(_timed(lambda: beds_matching.match(now=now)))
    return dict(zip(("first_matching_s", "next_matching_s", "nothing_to_do_s"), took, strict=True))


def _fill(body: "Organisation", person: "Person", draw: random.Random, people: int, now: datetime) -> None:
    from uuid import uuid4

    from naniwa.services.outbreak.definitions.areas import towns
    from naniwa.services.outbreak.models import BedPool, Facility, PlacementRequest
    from naniwa.services.outbreak.rules.placement import CLASSES

    places = list(towns().values())
    facilities = [
        Facility(organisation=body, reporter=body, kind="hospital", name=f"見本病院{at}", area=town.area,
                 latitude=town.place[0], longitude=town.place[1])
        for at, town in enumerate(draw.choices(places, k=FACILITIES))
    ]  # fmt: skip
    BedPool.objects.bulk_create(
        BedPool(organisation=body, facility=facility, bed=bed, offers=["dialysis"] if at % 10 == 0 else [],
                secured=[20] * 5, staffed=20, occupied=20 - draw.randrange(4), reported_at=now)
        for at, facility in enumerate(Facility.objects.bulk_create(facilities))
        for bed in draw.sample(CLASSES, 2)
    )  # fmt: skip
    PlacementRequest.objects.bulk_create(
        PlacementRequest(organisation=body, centre=body, press=uuid4(), case_reference=f"KN-{at:05}",
                         severity=draw.choice(SEVERITIES), score=draw.randrange(12), score_name="kanagawa-2020-12",
                         needs=["dialysis"] if draw.random() < 0.02 else [], age=str(draw.randrange(2, 9) * 10),
                         municipality=draw.choice(places).code, asked_at=now - timedelta(days=3), asked_by=person,
                         deadline=now + timedelta(minutes=draw.randrange(-4_000, 2_000)))
        for at in range(people)
    )  # fmt: skip


@contextmanager
def _coordinator(one: Site) -> Iterator[Callable[..., str]]:
    """The demo's coordinator at a browser; gives what a page says."""
    connection, cookies = HTTPConnection("127.0.0.1", one.port, timeout=60), dict[str, str]()

    def ask(path: str, values: dict[str, str] | None = None) -> str:
        sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
        if values is None:
            connection.request("GET", path, headers=sent)
        else:
            sent |= {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": cookies["csrftoken"]}
            connection.request("POST", path, urlencode(values), sent)
        answer = connection.getresponse()
        said = answer.read().decode()
        assert answer.status in {200, 302}, (path, answer.status)
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _equals, value = cookie.split(";")[0].partition("=")
            cookies[name] = value
        return said

    ask("/demo/")
    ask("/demo/enter/coordinator/", {})
    yield ask
    connection.close()


def _p95(act: Callable[[], object]) -> int:
    act()
    return round(1_000 * percentile([_timed(act) for _again in range(TIMES)], 0.95))


def _timed(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return round(time.perf_counter() - began, 3)


if __name__ == "__main__":
    main()
