"""Comparing what a provider says moved with what our ledger says, to the yen, and closing what differs."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from hashlib import sha256

from django.db import connection, transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.fees.errors import NoReason
from naniwa.kernel.fees.matching import Outcome, Pair, pair
from naniwa.kernel.fees.models import Difference, Statement, StatementLine
from naniwa.kernel.fees.queries import settled
from naniwa.kernel.fees.statements import Line, Wrong
from naniwa.kernel.organisations import bulk
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.access import Staff

LONGEST = 300


def digest_of(content: bytes) -> str:
    """By which a file is known again."""
    return sha256(content).hexdigest()


@transaction.atomic
def take_in(
    lines: Sequence[Line],
    wrong: Sequence[Wrong],
    *,
    office: Organisation,
    provider: str,
    day: date,
    name: str,
    digest: str,
    by: Staff | None,
    now: datetime,
) -> Statement:
    """Keep the lines of a file that concern an office, and compare; the same file again changes nothing."""
    _one_at_a_time(office, provider)
    about = {"organisation": office, "provider": provider, "day": day, "digest": digest}
    statement, fresh = Statement.objects.get_or_create(
        **about,
        defaults={
            "name": name[-200:],
            "wrong": [[one.number, one.column] for one in wrong],
            "taken_at": now,
            "taken_by": by.person if by else None,
        },
    )
    if fresh:
        _keep(statement, lines)
        audit.record(
            "fees.statement_taken", by=by, target=statement, now=now, provider=provider, lines=len(lines),
            wrong=len(wrong),
        )  # fmt: skip
    compare(office=office, provider=provider, day=day, now=now)
    return statement


@transaction.atomic
def compare(*, office: Organisation, provider: str, day: date, now: datetime) -> None:
    """Pair every line that has no entry yet, and every entry of the day that has no line; asked again, nothing new.

    An entry is written once we hear of what happened, so that its day is the file's or a later one; what then comes
    in the file of another day closes the difference by itself.
    """
    _one_at_a_time(office, provider)
    lines = settled.unpaired_lines(office, provider)
    entries = settled.unpaired_entries(office, provider, day=day, orders={one.order for one in lines})
    of_day = settled.entered_on(office, provider, day)
    pairs = [one for one in pair(lines, entries) if one.theirs or (one.ours and one.ours.pk in of_day)]
    met = [(one.theirs.pk, one.ours.pk) for one in pairs if one.theirs and one.ours]
    bulk.amend(StatementLine, ("id", "entry_id"), met)
    _close_by_itself(met, now=now)
    _note(pairs, office=office, provider=provider, day=day, now=now)


@transaction.atomic
def close(*, difference: Difference, reason: str, by: Staff, now: datetime) -> Difference:
    """Say what became of a difference; closed already, it stays as it was. Raises NoReason."""
    found = Difference.objects.select_for_update(of=("self",)).get(pk=difference.pk)
    if found.closed_at:
        return found
    if not reason.strip():
        raise NoReason
    found.closed_at, found.closed_by, found.reason = now, by.person, reason.strip()[:LONGEST]
    found.save(update_fields=["closed_at", "closed_by", "reason"])
    audit.record("fees.difference_closed", by=by, target=found, now=now, outcome=found.outcome)
    return found


def _one_at_a_time(office: Organisation, provider: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"fees {office.pk} of {provider}"])


def _keep(statement: Statement, lines: Iterable[Line]) -> None:
    """Whatever another file told before is passed over."""
    rows = (
        StatementLine(
            organisation=statement.organisation,
            statement=statement,
            provider=statement.provider,
            transaction=one.transaction,
            order=one.order,
            kind=one.kind,
            refund=one.refund,
            amount_yen=one.amount_yen,
            fee_yen=one.fee_yen,
            day=one.day,
        )
        for one in lines
    )
    StatementLine.objects.bulk_create(rows, ignore_conflicts=True)


def _close_by_itself(met: Sequence[tuple[int, int]], *, now: datetime) -> None:
    """What one side lacked has come; pairs are rows of a line and an entry."""
    open_ones = Difference.objects.filter(closed_at=None)
    open_ones.filter(line__among=[line for line, _ in met]).update(closed_at=now)
    open_ones.filter(entry__among=[entry for _, entry in met]).update(closed_at=now)


def _note(pairs: Iterable[Pair], *, office: Organisation, provider: str, day: date, now: datetime) -> None:
    about = {"organisation": office, "provider": provider, "day": day, "found_at": now}
    Difference.objects.bulk_create(
        (
            Difference(
                outcome=one.outcome,
                line_id=one.theirs.pk if one.theirs else None,
                entry_id=one.ours.pk if one.ours else None,
                **about,
            )
            for one in pairs
            if one.outcome != Outcome.MATCHED
        ),
        ignore_conflicts=True,
    )
