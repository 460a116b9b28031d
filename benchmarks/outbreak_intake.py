"""Osaka's worst day, 25,741 reports, taken in from a health centre's own sheet: read, seen, taken in, and undone.

Bar: from the file's arrival to the last case with owner and deadline at most 60 seconds. With file names behind it,
those are taken in instead, one after another: `python -m benchmarks.outbreak_intake 2000` or `... a.xlsx b.csv`.
"""

import io
import json
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from benchmarks.support import database

if TYPE_CHECKING:  # models are only there once Django is set up
    from naniwa.kernel.people.access import Staff

REPORTS, BAR_SECONDS = 25_741, 60
HEADS = "番号,届出日,氏名,氏名カナ,生年月日,性別,電話番号,居住地,発症日,診断日,症状,療養状況\n"
TOWNS = ("大阪市", "堺市", "豊中市", "吹田市", "東大阪市", "枚方市", "八尾市", "岸和田市")


def sheet(count: int) -> bytes:
    """As a centre keeps it; the same each time."""
    random, day = Random(1), date(2022, 8, 4)  # noqa: S311 - invented people
    lines = [HEADS]
    for number in range(1, count + 1):
        born = date(1930, 1, 1) + timedelta(days=random.randrange(33_000))
        onset = day - timedelta(days=random.randrange(5))
        lines.append(
            f"{number},{day},患者 {number},カンジャ {number},{born},{random.choice(('男性', '女性'))},"
            f"090-{number // 10_000:04}-{number % 10_000:04},{random.choice(TOWNS)},{onset},{day},"
            f"{random.choice(('軽症', '無症状', '調査中'))},{random.choice(('自宅療養', '入院調整中', '入院中'))}\n"
        )
    return "".join(lines).encode()


def take(name: str, content: bytes, by: "Staff") -> dict[str, Any]:
    from django.utils import timezone

    from naniwa.kernel.organisations.isolation import as_system
    from naniwa.services.outbreak.models import Intake
    from naniwa.services.outbreak.operations import receiving, taking
    from naniwa.services.outbreak.queries import intakes, matching

    began = time.monotonic()
    with as_system():
        intake = receiving.receive(file=io.BytesIO(content), name=name, press=uuid4(), by=by, now=timezone.now())
    read = time.monotonic()
    with as_system():
        matching.matched(intake, intakes.lines(intake), matching.reader_of(intake))
    seen = time.monotonic()
    with as_system():
        taking.begin(intake=intake, by=by, now=timezone.now())
    while taking.go_on(number=str(intake.public_id), now=timezone.now()):
        pass
    taken = time.monotonic()
    with as_system():
        done = Intake.objects.get(pk=intake.pk)
    return {
        "file": name, "lines": done.total, "new": done.new, "changed": done.changed, "same": done.same,
        "wrong": done.wrong, "read_seconds": round(read - began, 2), "preview_seconds": round(seen - read, 2),
        "take_seconds": round(taken - seen, 2), "seconds": round(taken - began, 2), "id": str(done.public_id),
    }  # fmt: skip


def undo(number: str, by: "Staff") -> float:
    from django.utils import timezone

    from naniwa.kernel.organisations.isolation import as_system
    from naniwa.services.outbreak.models import Intake
    from naniwa.services.outbreak.operations import taking

    began = time.monotonic()
    with as_system():
        taking.begin_undoing(intake=Intake.objects.get(public_id=number), by=by, now=timezone.now())
    taking.undo(number=number, now=timezone.now())
    return round(time.monotonic() - began, 2)


def main(asked: list[str]) -> None:
    with database():
        from naniwa.services.outbreak.tests.people import centre, staff

        by = staff("supervisor")
        centre(by)
        if asked and not asked[0].isdigit():
            for name in asked:
                print(json.dumps({"benchmark": "outbreak_intake", **take(name, Path(name).read_bytes(), by)}))
            return
        count = int(asked[0]) if asked else REPORTS
        found = take("list.csv", sheet(count), by)
        undone = undo(found.pop("id"), by)
        kept = found["seconds"] <= BAR_SECONDS and found["new"] == count
        print(
            json.dumps(
                {"benchmark": "outbreak_intake", **found, "undo_seconds": undone, "bar": BAR_SECONDS, "kept": kept}
            )
        )


if __name__ == "__main__":
    main(sys.argv[1:])
