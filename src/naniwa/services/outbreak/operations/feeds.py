"""Takes a feed's folder in: each file row by row, what it brings and what it corrects, and the counts kept after it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.db import transaction
from django.db.models import QuerySet

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.organisations import queries as organisations
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.library.periods import day_of
from naniwa.services.outbreak.definitions.feeds import Feed, osaka
from naniwa.services.outbreak.models import DailyFigure, FeedImport, FeedRejection, PublishedCase
from naniwa.services.outbreak.operations.counting import recount
from naniwa.services.outbreak.queries import switching
from naniwa.services.outbreak.rules import feed_merging, feeds
from naniwa.services.outbreak.rules.broken import BrokenRule
from naniwa.services.outbreak.rules.feed_workbooks import LONGEST_NAME, sheets
from naniwa.services.outbreak.rules.feeds import Case, Read, Reason, Workbook

BATCH = 2_000
REPORTED = "positives"
"""The series by which a feed tells how far it goes."""
LARGEST = 64 * 1024 * 1024
"""Bytes of one file."""


class NothingToImport(BrokenRule):
    """None of the feed's files lies in the folder."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What an import did; `counts` by file."""

    imported: FeedImport
    counts: Mapping[str, Mapping[str, int]]
    rejected: Sequence[feeds.Rejected]


def known_feed() -> Feed:
    """The feed of the prefecture that this installation serves."""
    return osaka({one.name: one.code for one in organisations.municipalities()})


def read_folder(folder: Path, *, today: date) -> list[Read]:
    """Every file of the feed, workbooks after it; one that is not there says so, as does one that is unknown.

    Raises NothingToImport.
    """
    feed = known_feed()
    books = [(form, file) for form in feed.workbooks for file in sorted(folder.glob(form.name)) if file.is_file()]
    if not books and not any((folder / form.name).is_file() for form in feed.files):
        raise NothingToImport
    reads = [_read(form, folder / form.name, today) for form in feed.files]
    for form, file in books:
        reads += _sheets(form, file, today)
    listed = {one.number for read in reads if not read.fills for one in read.cases}
    for read in reads:
        feed_merging.pass_over_withdrawn(read, listed)
    known = {form.name for form in feed.files} | {file.name for _form, file in books}
    return [*reads, *(_unknown(one.name) for one in sorted(folder.iterdir()) if one.name not in known)]


def _sheets(form: Workbook, file: Path, today: date) -> list[Read]:
    if file.stat().st_size > LARGEST:
        return [_refused(file.name, Reason.UNREADABLE)]
    return sheets(form, file.name, file.read_bytes(), today=today)


def _unknown(name: str) -> Read:
    return _refused(name[:LONGEST_NAME], Reason.UNKNOWN_FILE)


def _refused(name: str, why: Reason) -> Read:
    read = Read(name)
    read.reject(0, why)
    return read


def _read(form: feeds.Days | feeds.Cases, file: Path, today: date) -> Read:
    if not file.is_file() or file.stat().st_size > LARGEST:
        return _refused(form.name, Reason.UNREADABLE if file.is_file() else Reason.NO_FILE)
    content = file.read_bytes()
    if isinstance(form, feeds.Days):
        return feeds.days(form, content, today=today)
    return feeds.cases(form, content, today=today)


@transaction.atomic
def import_folder(*, folder: Path, now: datetime) -> Taken:
    """All files in one transaction; taken in again, nothing changes. Raises NothingToImport.

    What a file no longer holds stays as it was: a feed that is cut short takes nothing away. A workbook is older than
    the files beside it, and only adds what they do not tell.
    """
    with as_system():
        reads = read_folder(folder, today=day_of(now))
        body = organisations.prefecture()
        made = FeedImport.objects.create(organisation=body, feed=known_feed().slug, imported_at=now)
        days, counts = set[date](), {}
        for read in sorted(reads, key=feed_merging.writing_order):
            done = _figures(made, read, now) + _cases(made, read, now, days)
            counts[read.file] = {
                "rows": read.rows, "new": done["new"], "corrected": done["corrected"],
                "unchanged": done["unchanged"], "rejected": len(read.rejected),
            }  # fmt: skip
        rejected = [one for read in reads for one in read.rejected]
        FeedRejection.objects.bulk_create(
            FeedRejection(
                organisation=body, feed=made, file=one.file, line=one.line, reason=one.reason.value, text=one.text
            )
            for one in rejected
        )
        last_on = max((one.day for read in reads for one in read.figures if one.series == REPORTED), default=None)
        counts = {read.file: counts[read.file] for read in reads}
        FeedImport.objects.filter(pk=made.pk).update(counts=counts, last_on=last_on)
        switch = switching.in_force(body)
        recount(body, days, own_from=switch.own_from if switch else None, now=now)
        audit.record("outbreak.feed_imported", by=None, target=made, now=now, feed=made.feed)
        return Taken(made, counts, rejected)


def _figures(made: FeedImport, read: Read, now: datetime) -> Counter[str]:
    found = read.figures
    series = {one.series for one in found}
    known = {
        (key, day): (pk, value)
        for pk, key, day, value in _in_force(made.organisation)
        .filter(series__in=series)
        .values_list("pk", "series", "day", "value")
    }
    told = [one for one in found if not read.fills or (one.series, one.day) not in known]
    fresh = [one for one in told if known.get((one.series, one.day), (0, None))[1] != one.value]
    stale = [known[one.series, one.day][0] for one in fresh if (one.series, one.day) in known]
    DailyFigure.objects.filter(pk__in=stale).update(replaced_at=now, replaced_by=made)
    DailyFigure.objects.bulk_create(
        (
            DailyFigure(
                organisation_id=made.organisation_id, feed=made, series=one.series, day=one.day, value=one.value
            )
            for one in fresh
        ),
        batch_size=BATCH,
    )
    return _counted(len(found), len(fresh), len(stale))


def _in_force(body: Organisation) -> QuerySet[DailyFigure]:
    return DailyFigure.objects.filter(organisation=body, replaced_at=None)


def _cases(made: FeedImport, read: Read, now: datetime, days: set[date]) -> Counter[str]:
    """Adds to `days` those whose counts change."""
    if not read.cases:
        return Counter()
    rows = PublishedCase.objects.filter(organisation_id=made.organisation_id, replaced_at=None)
    known = {one.number: (one.pk, Case(one.number, one.reported_on, one.age, one.place, one.onset_on)) for one in rows}
    feed_merging.pass_over_withdrawn(read, known)
    found = [
        feed_merging.merged(read, one, known[one.number][1] if one.number in known else None) for one in read.cases
    ]
    fresh = [one for one in found if known.get(one.number, (0, None))[1] != one]
    stale = [known[one.number] for one in fresh if one.number in known]
    PublishedCase.objects.filter(pk__in=[pk for pk, _case in stale]).update(replaced_at=now, replaced_by=made)
    PublishedCase.objects.bulk_create((_published(made, one) for one in fresh), batch_size=BATCH)
    for one in [*fresh, *(case for _pk, case in stale)]:
        days.update(day for day in (one.day, one.onset) if day)
    return _counted(len(found), len(fresh), len(stale))


def _published(made: FeedImport, one: Case) -> PublishedCase:
    return PublishedCase(
        organisation_id=made.organisation_id,
        feed=made,
        number=one.number,
        reported_on=one.day,
        onset_on=one.onset,
        age=one.age,
        place=one.place,
    )


def _counted(found: int, fresh: int, stale: int) -> Counter[str]:
    return Counter(new=fresh - stale, corrected=stale, unchanged=found - fresh)
