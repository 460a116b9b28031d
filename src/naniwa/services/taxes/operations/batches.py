"""Beginning a batch of letters: who gets one is settled at once; printing follows part by part."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import batched
from uuid import UUID

from django.db import transaction

from naniwa.kernel import jobs
from naniwa.kernel.audit import operations as audit
from naniwa.kernel.audit.entries import Row
from naniwa.kernel.people.access import Staff
from naniwa.library.periods import day_of
from naniwa.services.taxes.models import Batch, Bill, Instalment, Letter, LetterKind, Part
from naniwa.services.taxes.operations.taking import one_at_a_time
from naniwa.services.taxes.queries import batches, bills
from naniwa.services.taxes.rules.broken import NothingToPrint

PRINT_JOB = "taxes.print"
IN_ONE_PART = 50
"""Letters in one PDF: some seconds to set, and no more sheets than a printer's tray holds."""

type Addressed = Mapping[int, Sequence[int]]
"""The numbers of the instalments that a letter is about, by the row of its bill, in the order of printing."""


@transaction.atomic
def begin_notices(*, number: UUID, dated: date, by: Staff, now: datetime) -> Batch:
    """A notice for every bill that has none; the form draws `number`, so that a second press finds the same batch.

    Raises NothingToPrint.
    """
    one_at_a_time(by.organisation)
    if begun := _begun(number, by):
        return begun
    found: dict[int, list[int]] = {row: [] for row in batches.unnoticed(by.organisation)}
    about = Instalment.objects.filter(bill__among=list(found)).order_by("number")
    for bill, one in about.values_list("bill_id", "number"):
        found[bill].append(one)
    return _begin(LetterKind.NOTICE, found, number=number, dated=dated, by=by, now=now)


@transaction.atomic
def begin_dunning(*, number: UUID, dated: date, seen: int, by: Staff, now: datetime) -> Batch:
    """A dunning letter for whoever owes something overdue that was not dunned; as `begin_notices`.

    `seen` is how many instalments whoever decides saw; where there are more by now, nothing happens, as nobody has
    looked at those. Raises NothingToPrint, MoreThanSeen.
    """
    one_at_a_time(by.organisation)
    if begun := _begun(number, by):
        return begun
    due = bills.to_dun(by.organisation, today=day_of(now))
    if len(due) > seen:
        raise MoreThanSeen
    found: dict[int, list[int]] = defaultdict(list)
    for one in due:
        found[one.bill_id].append(one.number)
    batch = _begin(LetterKind.DUNNING, found, number=number, dated=dated, by=by, now=now)
    Instalment.objects.filter(pk__among=[one.pk for one in due]).update(dunned_on=dated)
    audit.record_many(
        audit.Entry(
            action="taxes.dunned",
            by=by,
            target=Row(Bill, one.bill.reference, one.bill.person_id, by.organisation.pk),
            now=now,
            detail={"instalment": one.number, "yen": one.charge.sums.owed, "dated": dated.isoformat()},
        )
        for one in due
    )
    return batch


class MoreThanSeen(NothingToPrint):
    """More became overdue since the list was looked at."""


@transaction.atomic
def take_up_again(*, batch: Batch, by: Staff) -> int:
    """Queue the parts that are not printed, such as after a fault; what is printed stays. Returns how many."""
    waiting = Part.objects.filter(batch=batch, printed_at=None, batch__organisation=by.organisation)
    numbers = list(waiting.order_by("number").values_list("number", flat=True))
    _queue(batch, numbers)
    return len(numbers)


def _begun(number: UUID, by: Staff) -> Batch | None:
    return Batch.objects.filter(public_id=number, organisation=by.organisation).first()


def _begin(kind: LetterKind, found: Addressed, *, number: UUID, dated: date, by: Staff, now: datetime) -> Batch:
    if not found:
        raise NothingToPrint
    batch = Batch.objects.create(
        public_id=number, organisation=by.organisation, kind=kind, dated=dated, total=len(found), at=now, by=by.person
    )
    pieces = list(batched(found.items(), IN_ONE_PART, strict=False))
    parts = Part.objects.bulk_create(Part(batch=batch, number=at) for at in range(1, len(pieces) + 1))
    Letter.objects.bulk_create(
        Letter(part=part, position=position, bill_id=bill, kind=kind, instalments=list(numbers))
        for part, piece in zip(parts, pieces, strict=True)
        for position, (bill, numbers) in enumerate(piece, start=1)
    )
    audit.record("taxes.letters_begun", by=by, target=batch, now=now, kind=str(kind.value), letters=batch.total)
    _queue(batch, [part.number for part in parts])
    return batch


def _queue(batch: Batch, numbers: Sequence[int]) -> None:
    jobs.defer_many_by_name(PRINT_JOB, [{"number": str(batch.public_id), "part": one} for one in numbers])
