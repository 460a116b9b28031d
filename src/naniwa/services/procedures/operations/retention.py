"""The nightly run: set by set, each whole in a transaction of its own, then one signed receipt of what went."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.audit.entries import Entry
from naniwa.kernel.events.operations.erasing import empty_reasons
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people import operations as people
from naniwa.services.procedures.models import Application, Decision, Erasure, ErasureKind, RetentionRun
from naniwa.services.procedures.operations import erasing, exports
from naniwa.services.procedures.operations.retention_receipts import Receipt, compose
from naniwa.services.procedures.queries import retention
from naniwa.services.procedures.queries.live import Live

SET = 200
# Whoever places a hold and whoever takes a set away take turns, so that no case goes in the moment it is held.
LOCK = 2_026_1124


def wait_for_turn() -> None:
    """Keep retention and holds apart until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def go_on(*, now: datetime, at_most: int = SET) -> int:
    """Take the next set away; where nothing is left, sign the receipt. Returns how many cases and drafts went.

    Safe to repeat and to kill: a set goes whole or not at all, and the next call finds the run that was begun.
    """
    with as_system():
        wait_for_turn()
        for version in retention.versions():
            gone = _cases(version, now, at_most) or _drafts(version, now, at_most)
            if gone:
                return gone
        _finish(now)
        return 0


def erase_unused_accounts(*, now: datetime) -> int:
    """Remove one set of accounts that nobody ever used; returns how many went, so 0 when all is done."""
    with as_system(), transaction.atomic():
        gone = people.erase_unused(now=now)
        if gone:
            audit.record("procedures.accounts_erased", by=None, target="accounts never used", now=now, count=gone)
        return gone


def _cases(version: Live, now: datetime, at_most: int) -> int:
    due = retention.may_go(version, now=now).select_for_update(of=("self",), skip_locked=True).order_by("pk")
    cases = list(due[:at_most])
    if cases:
        years = _years(cases)
        deletes = version.procedure.retention.then == "delete"
        kind = ErasureKind.DELETED if deletes else ErasureKind.ANONYMISED
        erasures = [_erasure(version, kind, case.reference, years.get(case.pk), now) for case in cases]
        exports.remove_with([case.pk for case in cases], now=now)
        if deletes:
            erasing.delete(cases)
        else:
            erasing.anonymise(version, cases)
        _write(erasures, now)
    return len(cases)


def _drafts(version: Live, now: datetime, at_most: int) -> int:
    due = retention.drafts_over(version, now=now).select_for_update(of=("self",), skip_locked=True).order_by("pk")
    drafts = list(due[:at_most])
    if drafts:
        erasing.delete_drafts(drafts)
        _write([_erasure(version, ErasureKind.DRAFT, draft.reference, None, now) for draft in drafts], now)
    return len(drafts)


def _years(cases: Sequence[Application]) -> dict[int, int]:
    """The year of decision in Tokyo, by case; those withdrawn before have none."""
    decided = Decision.objects.filter(application__among=[case.pk for case in cases])
    return {pk: timezone.localtime(at).year for pk, at in decided.values_list("application_id", "decided_at")}


def _erasure(version: Live, kind: str, reference: str, year: int | None, now: datetime) -> Erasure:
    slug, organisation_id = version.procedure.slug, version.organisation_id
    return Erasure(
        organisation_id=organisation_id, kind=kind, procedure=slug, reference=reference, year=year, at=now
    )  # fmt: skip


def _write(erasures: Sequence[Erasure], now: datetime) -> None:
    run = RetentionRun.objects.filter(finished_at=None).first() or _begin(now)
    for erasure in erasures:
        erasure.run = run
    Erasure.objects.bulk_create(erasures)
    audit.record_many(
        Entry(action=f"procedures.retention_{each.kind}", by=None, target=each, now=now, detail={"run": run.number})
        for each in erasures
    )


def _begin(now: datetime) -> RetentionRun:
    last = RetentionRun.objects.aggregate(last=Max("number"))["last"] or 0
    return RetentionRun.objects.create(number=last + 1, started_at=now, salt=secrets.token_bytes(32))


def _finish(now: datetime) -> None:
    """A night on which nothing was due leaves no receipt."""
    run = RetentionRun.objects.filter(finished_at=None).first()
    if run is None:
        return
    empty_reasons([*run.erasures.exclude(kind=ErasureKind.DRAFT).values_list("reference", flat=True)])
    receipt: Receipt = compose(run, now=now)
    run.finished_at, run.receipt = now, receipt.text
    run.signature, run.public_key = receipt.signature, receipt.public_key
    run.save(update_fields=["finished_at", "receipt", "signature", "public_key"])
    audit.record("procedures.retention_signed", by=None, target=run, now=now, number=run.number, sha256=receipt.sha256)
