"""Puts sample facilities and people who wait for a bed into an installation, all of them invented; for the demo."""

import csv
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path
from random import Random
from uuid import uuid4

from django.db import transaction

from naniwa.kernel.organisations import queries as organisations
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.access import Staff
from naniwa.kernel.people.models import Person
from naniwa.services.outbreak import definitions
from naniwa.services.outbreak.definitions.areas import towns
from naniwa.services.outbreak.models import BedPool, Facility
from naniwa.services.outbreak.operations import beds, beds_requests
from naniwa.services.outbreak.operations.beds import Told
from naniwa.services.outbreak.operations.beds_requests import Asked

FILE = Path(definitions.__file__).parent / "sample_beds.csv"
WAITING = 14
SEED = 20_210_510
OLD = timedelta(hours=20)
SEVERITIES = ("severe", "moderate_2", "moderate_2", "moderate_1", "moderate_1", "mild", "mild")


@transaction.atomic
def load_samples(*, by: Person, reporter: Organisation, now: datetime) -> int:
    """Where there is no facility yet; returns how many were written down. Staff of `reporter` speak for all of them."""
    with as_system():
        if Facility.objects.exists():
            return 0
        body = organisations.prefecture()
        lead = Staff(person=by, organisation=body, roles=frozenset({"coordinator"}))
        for told, rows in (found := list(_facilities())):
            at = _reported_at(told, now)
            _in_use(beds.open_facility(told=told, body=body, reporter=reporter, by=lead, now=at), rows)
        _waiting(lead, now)
        return len(found)


def _facilities() -> Iterator[tuple[Told, list[dict[str, str]]]]:
    with FILE.open(encoding="utf-8", newline="") as lines:
        for name, found in groupby(csv.DictReader(lines), key=lambda row: row["name"]):
            rows = list(found)
            first = rows[0]
            pools = [
                (row["bed"], row["offers"].split(), [int(n) for n in row["secured"].split()], int(row["staffed"]))
                for row in rows
            ]
            yield (
                Told(
                    kind=first["kind"],
                    name=name,
                    name_en=first["name_en"],
                    municipality=first["municipality"],
                    pools=pools,
                ),
                rows,
            )


def _in_use(facility: Facility, rows: list[dict[str, str]]) -> None:
    for pool, row in zip(BedPool.objects.filter(facility=facility).order_by("pk"), rows, strict=True):
        BedPool.objects.filter(pk=pool.pk).update(occupied=int(row["occupied"]), cleaning=int(row["cleaning"]))


def _reported_at(told: Told, now: datetime) -> datetime:
    """The oxygen station last reported yesterday, so that there is something flagged to see."""
    return now - (OLD if told.kind == "oxygen" else timedelta(hours=2))


def _waiting(lead: Staff, now: datetime) -> None:
    """Some are past their deadline already."""
    draw, places = Random(SEED), list(towns())  # noqa: S311 - a sample
    for number in range(WAITING):
        asked_at = now - timedelta(hours=draw.randrange(2, 40))
        beds_requests.ask(
            asked=Asked(
                case_reference=f"KN-0000-{number:04d}-0001",
                severity=draw.choice(SEVERITIES),
                municipality=draw.choice(places),
                deadline=asked_at + timedelta(hours=draw.choice((3, 6, 12, 24))),
                score_items=draw.sample(("age_75", "diabetes", "oxygen", "obesity", "lungs"), draw.randrange(4)),
                needs=["dialysis"] if number == 0 else [],
                age=str(draw.randrange(2, 9) * 10),
            ),
            press=uuid4(),
            by=lead,
            now=asked_at,
        )
