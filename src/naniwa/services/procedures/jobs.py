"""Entry points for the queue and for events: parse, then call one operation."""

from collections.abc import Sequence
from datetime import datetime

from naniwa.kernel.events.registry import batch_handler, handler
from naniwa.kernel.fees.events import ChargeSecured
from naniwa.kernel.jobs import stopping
from naniwa.kernel.jobs.registry import job
from naniwa.kernel.mandates.events import MandateChanged
from naniwa.kernel.payments.events import ClaimPaid, RunReleased, TransferFailed
from naniwa.kernel.payments.queries import runs
from naniwa.services.procedures.definitions.editing.wanted import Facts
from naniwa.services.procedures.events import ApplicationsDecided, ApplicationsReceived, StagesChanged, StatusesChanged
from naniwa.services.procedures.heard import FormWanted, TranscriptOffered
from naniwa.services.procedures.operations import (
    agents,
    batches,
    designs_discarding,
    designs_wanted,
    export_files,
    exports,
    fees,
    offering,
    paper_reading,
    payouts,
    receipts,
    reminders,
    retention,
    sealing,
    telling,
    transcripts,
)


@handler(ApplicationsReceived, name="procedures.send_receipts")
def send_receipts(event: ApplicationsReceived, now: datetime) -> None:
    receipts.send_receipts(event.references, now=now)


@batch_handler(ApplicationsReceived, name="procedures.tell_of_new")
def tell_of_new(events: Sequence[ApplicationsReceived], now: datetime) -> None:
    telling.tell_of_new([reference for event in events for reference in event.references], now=now)


@batch_handler(ApplicationsDecided, name="procedures.put_off_sealing")
def put_off_sealing(events: Sequence[ApplicationsDecided], now: datetime) -> None:  # noqa: ARG001 - a handler's arguments
    sealing.put_off([reference for event in events for reference in event.references])


@batch_handler(StatusesChanged, name="procedures.tell_of_changes")
def tell_of_changes(events: Sequence[StatusesChanged], now: datetime) -> None:
    telling.tell_of_changes(events, now=now)


@batch_handler(StagesChanged, name="procedures.tell_of_stages")
def tell_of_stages(events: Sequence[StagesChanged], now: datetime) -> None:
    telling.tell_of_stages(events, now=now)


@handler(ChargeSecured, name="procedures.fee_paid")
def fee_paid(event: ChargeSecured, now: datetime) -> None:
    fees.note_paid(event.reference, amount_yen=event.amount_yen, now=now)


@handler(MandateChanged, name="procedures.mandate_changed")
def mandate_changed(event: MandateChanged, now: datetime) -> None:
    if event.state == "confirmed":
        agents.take_on(event.reference, now=now)


@handler(RunReleased, name="procedures.payment_started")
def payment_started(event: RunReleased, now: datetime) -> None:
    payouts.payment_started(runs.references(event.run), now=now)


@batch_handler(ClaimPaid, name="procedures.payment_made")
def payment_made(events: Sequence[ClaimPaid], now: datetime) -> None:
    payouts.payment_made([event.reference for event in events], now=now)


@batch_handler(TransferFailed, name="procedures.payment_failed")
def payment_failed(events: Sequence[TransferFailed], now: datetime) -> None:
    payouts.payment_failed({event.reference: event.reason for event in events}, now=now)


@handler(FormWanted, name="procedures.draft_wanted")
def draft_wanted(event: FormWanted, now: datetime) -> None:
    facts = Facts(
        title=event.title,
        law=event.law,
        article=event.article,
        applicant=event.applicant,
        department=event.department,
        fee_yen=event.fee_yen,
        identity=event.identity,
        seal=event.seal,
        papers=event.papers,
        days=event.days,
    )
    designs_wanted.make(origin=event.origin, organisation=event.organisation, by=event.by, facts=facts, now=now)


@handler(TranscriptOffered, name="procedures.transcript_offered")
def transcript_offered(event: TranscriptOffered, now: datetime) -> None:
    transcripts.take(
        origin=event.origin, document=event.document, person=event.person, of=event.reference, at=event.at, now=now
    )


@job(name="procedures.remind", cron="0 0 * * *")
def remind(*, now: datetime) -> None:
    reminders.remind(now=now)


@job(name="procedures.close_expired", cron="*/10 * * * *")
def close_expired(*, now: datetime) -> None:
    reminders.close_expired(now=now)


@job(name=batches.JOB)
def go_on_with_batch(*, number: str, now: datetime) -> None:
    batches.go_on(number=number, now=now)


@job(name="procedures.retention", cron="30 17 * * *", one_transaction=False)
def retain(*, now: datetime) -> None:
    """Every night at 2:30 Japanese time; a worker that is to stop leaves the rest to the next night."""
    while not stopping() and retention.go_on(now=now):
        pass
    while not stopping() and retention.erase_unused_accounts(now=now):
        pass


@job(name=exports.JOB, one_transaction=False)
def make_export(*, number: str, now: datetime) -> None:
    export_files.make(number=number, now=now)


@job(name="procedures.remove_old_exports", queue="maintenance", cron="30 18 * * *")
def remove_old_exports(*, now: datetime) -> None:
    exports.remove_old(now=now)


@job(name="procedures.erase_discarded_designs", queue="maintenance", cron="40 18 * * *")
def erase_discarded_designs(*, now: datetime) -> None:
    designs_discarding.erase_old(now=now)


@job(name=offering.JOB, cron="5,35 * * * *")
def offer_base(*, now: datetime, base: str = "") -> None:
    """Each half hour too, for bases that were published without a word."""
    offering.offer(base=base, now=now)


@job(name=sealing.JOB, one_transaction=False)
def seal(*, references: Sequence[str], now: datetime) -> None:
    sealing.seal_all(references, now=now)


@job(name="procedures.seal_missed", cron="20 * * * *")
def seal_missed(*, now: datetime) -> None:
    sealing.put_off_missed(now=now)


@job(name=paper_reading.JOB, one_transaction=False)
def read_scans(*, batch: str, now: datetime) -> None:
    """Sheet by sheet; a worker that is to stop leaves the rest to the next, which this asks for."""
    while paper_reading.read_next(batch=batch, now=now):
        if stopping():
            read_scans.defer(batch=batch)
            return
