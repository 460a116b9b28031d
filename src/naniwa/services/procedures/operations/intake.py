"""Taking applications in: one from a draft, or many at once through the same path."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.audit.entries import Entry
from naniwa.kernel.consent import operations as consent
from naniwa.kernel.documents import operations as documents
from naniwa.kernel.events import operations as events
from naniwa.kernel.forms.answers import Finding
from naniwa.kernel.organisations import bulk
from naniwa.kernel.organisations import queries as organisations
from naniwa.kernel.people.models import Person
from naniwa.library import receipts
from naniwa.services.procedures.events import ApplicationsReceived
from naniwa.services.procedures.models import (
    Application,
    Channel,
    Deficiency,
    Draft,
    Finder,
    ItemState,
    Stage,
    State,
    StepKind,
    Submission,
)
from naniwa.services.procedures.operations.history import add_steps
from naniwa.services.procedures.operations.notices import draft_notices
from naniwa.services.procedures.operations.preparing import Prepared, document_ids, prepare
from naniwa.services.procedures.queries.live import Live, live
from naniwa.services.procedures.rules import NotYours, check_open

SHARING = "procedures.sharing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """One application to be taken in; `prepared` has passed every blocking check."""

    prepared: Prepared
    person_id: int | None
    at: datetime
    language: str = "ja"
    channel: str = Channel.WEB


@transaction.atomic
def submit(*, draft_id: Any, by: Person, now: datetime) -> Application:  # noqa: ANN401 - a UUID or its text
    """Hand in a draft, once: a second call returns the same application.

    Raises NotYours, NotOpen, RefusedAtEntry.
    """
    draft = Draft.objects.select_for_update().get(pk=draft_id)
    if draft.person_id != by.pk:
        raise NotYours
    if draft.application_id:
        return Application.objects.get(pk=draft.application_id)
    version = live(draft.version_id)
    check_open(opens_at=version.opens_at, closes_at=version.closes_at, now=now)
    intake = Intake(prepared=prepare(version, draft.answers), person_id=by.pk, at=now, language=draft.language)
    application = receive(version, [intake], by=by, now=now)[0]
    draft_notices([application.pk], now=now)
    Draft.objects.filter(pk=draft.pk).update(application=application, saved_at=now)
    documents.assign(
        document_ids(version, application.answers),
        organisation=application.organisation,
        partner=application.partner,
        person=by,
        now=now,
    )
    consent.give(person=by, purpose=SHARING, now=now)
    return application


def receive(version: Live, intakes: Sequence[Intake], *, by: Person | None, now: datetime) -> list[Application]:
    """Make applications of prepared answers, with their faults, history, audit and event; notices are drafted next."""
    applications = _insert_applications(version, intakes)
    pairs = list(zip(applications, intakes, strict=True))
    _insert_submissions(pairs)
    _insert_steps(pairs)
    insert_findings([(application, intake.prepared.proposals) for application, intake in pairs], now=now)
    audit.record_many(
        Entry(action="procedures.received", by=by, target=application, now=now) for application in applications
    )
    references = [application.reference for application in applications]
    events.emit(ApplicationsReceived(procedure=version.procedure.slug, references=references), now=now)
    return applications


def _insert_applications(version: Live, intakes: Sequence[Intake]) -> list[Application]:
    ids = bulk.reserve_ids(Application, len(intakes))
    references = _new_references(version, len(intakes))
    municipalities = organisations.ids_by_code({intake.prepared.municipality_code for intake in intakes})
    review_days = timedelta(days=version.procedure.review_days)
    applications = [
        Application(
            id=number,
            reference=reference,
            organisation_id=version.organisation_id,
            partner_id=municipalities.get(intake.prepared.municipality_code),
            person_id=intake.person_id,
            procedure=version.procedure.slug,
            version_id=version.version_id,
            state=State.RECEIVED,
            stage=Stage.REVIEW,
            answers=intake.prepared.answers,
            applicant_name=intake.prepared.name,
            applicant_kana=intake.prepared.kana,
            search=f"{reference.replace('-', '')} {intake.prepared.search}",
            identity_keys=intake.prepared.identity_keys,
            amount_yen=intake.prepared.amount_yen,
            channel=intake.channel,
            language=intake.language,
            received_at=intake.at,
            state_at=intake.at,
            due_at=intake.at + review_days,
        )
        for number, reference, intake in zip(ids, references, intakes, strict=True)
    ]
    bulk.load(Application, _COLUMNS, [_row(application) for application in applications])
    return applications


_COLUMNS = (
    "id", "reference", "organisation_id", "partner_id", "person_id", "procedure", "version_id", "state", "stage",
    "answers", "applicant_name", "applicant_kana", "search", "identity_keys", "amount_yen", "channel", "language",
    "received_at", "state_at", "due_at", "proposed_outcome", "review_comment",
)  # fmt: skip


def _row(application: Application) -> list[Any]:
    values = [getattr(application, column) for column in _COLUMNS]
    values[_COLUMNS.index("answers")] = dumps(application.answers)
    return values


def _insert_submissions(pairs: Sequence[tuple[Application, Intake]]) -> None:
    rows = [
        (application.pk, 1, dumps(application.answers), intake.at, intake.person_id) for application, intake in pairs
    ]
    bulk.load(Submission, ("application_id", "number", "answers", "at", "by_id"), rows)


def _insert_steps(pairs: Sequence[tuple[Application, Intake]]) -> None:
    rows = [
        (application.pk, intake.at, StepKind.STATE, State.RECEIVED, intake.person_id, "", True)
        for application, intake in pairs
    ]
    add_steps(rows)


def insert_findings(cases: Sequence[tuple[Application, Sequence[Finding]]], *, now: datetime) -> list[int]:
    """Write what the rules found as proposed items of the ledger; returns the row numbers of the faulty cases."""
    columns = (
        "application_id", "code", "field", "opens", "reason", "reason_en", "found_by", "evidence", "state", "found_at",
    )  # fmt: skip
    rows = [
        (
            application.pk,
            finding.check_code,
            finding.field,
            list(finding.fields),
            finding.wording_applicant.ja,
            finding.wording_applicant.en,
            Finder.RULE,
            dumps(finding.evidence),
            ItemState.PROPOSED,
            now,
        )
        for application, findings in cases
        for finding in findings
    ]
    bulk.load(Deficiency, columns, rows)
    return list(dict.fromkeys(row[0] for row in rows))


def _new_references(version: Live, count: int) -> list[str]:
    """Receipt numbers that no application has yet."""
    fresh: set[str] = set()
    while len(fresh) < count:
        fresh |= set(receipts.new_many(version.procedure.prefix, count - len(fresh)))
        fresh -= set(Application.objects.filter(reference__in=fresh).values_list("reference", flat=True))
    return list(fresh)


def dumps(value: Any) -> str:  # noqa: ANN401 - any JSON value
    return json.dumps(value, ensure_ascii=False)
