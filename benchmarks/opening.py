"""The day a grant opens: 20,000 people come within 10 minutes, most of them to look; 3,000 apply with two files.

Each file has 2 MB. Bar: no receipt that was acknowledged is lost, no error, p95 of a page at most 1 s; whoever comes
past capacity waits in line. Load generator included on the same two cores.
"""

import asyncio
import io
import os
import re
import tempfile
import time
from pathlib import Path
from random import Random

import psycopg
from PIL import Image

from benchmarks.browser import Browser, Refused
from benchmarks.crowd import Seen
from benchmarks.journey import DEFINITION, MONEY, WHO
from benchmarks.sign_ins import session_of
from benchmarks.support import Site, cpu_seconds, percentile, report, site

PEOPLE = int(os.environ.get("PEOPLE", "20000"))
SECONDS = float(os.environ.get("SECONDS", "600"))
APPLY = 0.15
LONGEST = 3 * SECONDS + 600
"""Seconds after which whoever still waits gives up."""
BAR = {"lost": 0, "errors": 0, "p95_ms": 1000}
START = "/procedures/journey/apply/"
LOOKED_AT = ("/", "/procedures/", "/procedures/journey/", "/procedures/journey/check/")
STATIC = re.compile(r'(?:href|src)="(/static/[^"]+\.(?:css|js))"')
RECEIPT = re.compile(r"/applications/([^/]+)/receipt/")
WAITING = "<title>順番をお待ちください"
MEGABYTES = 2
FILES = """
    - key: files
      title: {ja: 書類, en: Papers}
      fields:
        - {key: photo, type: file, required: false, label: {ja: 写真, en: Photograph}}
        - {key: paper, type: file, required: false, label: {ja: 書類, en: Paper}}
"""


def main() -> None:
    with site() as one:
        _publish()
        sessions = _sessions(round(PEOPLE * APPLY))
        files = {"photo": ("photo.jpg", _picture("JPEG")), "paper": ("paper.pdf", _picture("PDF"))}
        web, database = cpu_seconds(one.web), cpu_seconds(one.database)
        opening = Opening(one, sessions, files)
        began = time.monotonic()
        asyncio.run(opening.run())
        lasted = time.monotonic() - began
        used = (cpu_seconds(one.web) - web, cpu_seconds(one.database) - database)
        kept = _receipts(one)
    _report(opening, kept, lasted, *used)


class Opening:
    """Everybody who comes, and what they met with."""

    def __init__(self, one: Site, sessions: list[str], files: dict[str, tuple[str, bytes]]) -> None:
        self.site, self.sessions, self.files = one, sessions, files
        self.seen = Seen()
        self.dice = Random(1)  # noqa: S311 - when people come and how long they think
        self.receipts: list[str] = []
        self.waits: list[float] = []
        self.gave_up = 0

    async def run(self) -> None:
        dice = self.dice
        lookers = PEOPLE - len(self.sessions)
        await asyncio.gather(
            *(self._looks(dice.random() * SECONDS) for _ in range(lookers)),
            *(self._applies(dice.random() * SECONDS, session) for session in self.sessions),
        )

    async def _looks(self, arrives: float) -> None:
        await asyncio.sleep(arrives)
        browser = Browser(self.site.port, self.seen)
        try:
            await self._first(browser)
            for path in self.dice.sample(LOOKED_AT[1:], 2):
                await asyncio.sleep(self.dice.uniform(5, 20))
                await browser.get(path, "look")
        except Refused:
            pass
        finally:
            browser.close()

    async def _first(self, browser: Browser) -> None:
        """The first page with its styles and scripts, as a browser that was never here loads it."""
        _, page = await browser.get(LOOKED_AT[0], "look")
        for path in STATIC.findall(page):
            await browser.get(path, "static")

    async def _applies(self, arrives: float, session: str) -> None:
        await asyncio.sleep(arrives)
        browser = Browser(self.site.port, self.seen, {"sessionid": session})
        try:
            await self._first(browser)
            await browser.get(LOOKED_AT[2], "look")
            address, page = await self._begin(browser)
            if not address:
                return
            for fields, files in ((WHO, None), (MONEY, None), ({}, self.files)):
                await asyncio.sleep(self.dice.uniform(5, 20))
                kind = "files" if files else "page"
                address, page = await browser.post(address, page, fields, kind, files)
            await asyncio.sleep(self.dice.uniform(5, 10))
            address, _ = await browser.post(address, page, {"consent": "yes"}, "submit")
            if receipt := RECEIPT.search(address):
                self.receipts.append(receipt[1])
        except Refused:
            pass
        finally:
            browser.close()

    async def _begin(self, browser: Browser) -> tuple[str, str]:
        """Stand in line as the page says, until the first page of the form comes."""
        came = time.monotonic()
        while time.monotonic() - came < LONGEST:
            address, page = await browser.get(START, "begin")
            if WAITING not in page:
                self.waits.append(time.monotonic() - came)
                return address, page
            await asyncio.sleep(20)
        self.gave_up += 1
        return "", ""


def _publish() -> None:
    """The form of `journey` with a page of two files."""
    from django.utils import timezone

    from naniwa.kernel.organisations.isolation import as_system
    from naniwa.services.procedures.operations import publishing

    definition = DEFINITION.read_text().replace("\n  checks:\n", f"{FILES}  checks:\n", 1)
    with tempfile.NamedTemporaryFile("w", suffix=".yaml") as file:
        file.write(definition)
        file.flush()
        with as_system():
            publishing.publish(path=Path(file.name), by=None, now=timezone.now())


def _sessions(count: int) -> list[str]:
    from naniwa.kernel.people.models import Person

    people = (Person.objects.create(email=f"opening{number}@example.jp", name="辻󠄀 花子") for number in range(count))
    return [session_of(person) for person in people]


def _picture(kind: str) -> bytes:
    """A photograph of about 2 MB, as a picture or on a page."""
    side = 1_200
    while True:
        noise = Image.effect_noise((side, side), 60).convert("RGB")
        file = io.BytesIO()
        noise.save(file, kind, quality=90)
        if len(file.getvalue()) >= MEGABYTES * 1_000_000:
            return file.getvalue()
        side += 100


def _receipts(one: Site) -> set[str]:
    with psycopg.connect(one.server.url("postgres")) as connection:
        return {row[0] for row in connection.execute("SELECT reference FROM procedures_application")}


def _report(opening: Opening, kept: set[str], lasted: float, web: float, database: float) -> None:
    seen, receipts = opening.seen, opening.receipts
    p95 = round(1000 * percentile(seen.all, 0.95))
    lost = len(set(receipts) - kept) + (len(receipts) - len(set(receipts)))
    figures = {
        "people": PEOPLE,
        "applied": len(receipts),
        "lost": lost,
        "errors": len(seen.errors),
        "first_errors": sorted(set(seen.errors))[:5],
        "gave_up": opening.gave_up,
        "p50_ms": round(1000 * percentile(seen.all, 0.5)),
        "p95_ms": p95,
        "p95_ms_by_page": {kind: round(1000 * percentile(times, 0.95)) for kind, times in sorted(seen.times.items())},
        "answers": len(seen.all),
        "waited_in_line": sum(wait > 1 for wait in opening.waits),
        "longest_wait_s": round(max(opening.waits, default=0)),
        "seconds": round(lasted),
        "web_cpu_s": round(web),
        "database_cpu_s": round(database),
    }
    everybody = len(receipts) == len(opening.sessions)
    report("opening", figures, bar=BAR, ok=not lost and not seen.errors and everybody and p95 <= BAR["p95_ms"])


if __name__ == "__main__":
    main()
