"""Taking applications in: one from a draft, or many at once through the same path."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from psycopg import sql
from pydantic_core import to_json

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.audit.entries import Entry, Row
from naniwa.kernel.consent import operations as consent
from naniwa.kernel.documents import operations as documents
from naniwa.kernel.events import operations as events
from naniwa.kernel.forms.answers import Finding
from naniwa.kernel.identity.levels import Level
from naniwa.kernel.mandates import acting
from naniwa.kernel.mandates.rules import Act
from naniwa.kernel.organisations import bulk
from naniwa.kernel.organisations import queries as organisations
from naniwa.kernel.people.models import Person
from naniwa.library import receipts
from naniwa.library.periods import day_of
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
    Step,
    StepKind,
    Submission,
)
from naniwa.services.procedures.operations import fees
from naniwa.services.procedures.operations.notices import draft_notices
from naniwa.services.procedures.operations.preparing import Prepared, document_ids, prepare
from naniwa.services.procedures.operations.whose import act_for, check_money, check_whose
from naniwa.services.procedures.queries.live import Live, live, review_due
from naniwa.services.procedures.rules import check_decided, check_open, check_proved

SHARING, SHARING_FOR_REVIEW = "procedures.sharing", "procedures.sharing_for_review"


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """One application to be taken in; `prepared` has passed every blocking check."""

    prepared: Prepared
    person_id: int | None
    at: datetime
    language: str = "ja"
    channel: str = Channel.WEB
    identity: str = Level.EMAIL.value
    keyed_by_id: int | None = None
    mandate_id: int | None = None


@dataclass(frozen=True, slots=True)
class Received:
    """An application that was taken in."""

    pk: int
    reference: str


def purpose_of(version: Live) -> str:
    """What applicants agree to: that their municipality sees the case, to review it and, if so, to pay."""
    return SHARING if version.procedure.pays else SHARING_FOR_REVIEW


@transaction.atomic
def submit(*, draft_id: Any, by: Person, now: datetime, proved: str = Level.EMAIL) -> Application:  # noqa: ANN401 - a UUID or its text
    """Hand in a draft, once: a second call returns the same application. `proved` is the level of the session.

    Raises NotYours, AccountOfAgent, NotOpen, NotProvedEnough, RefusedAtEntry.
    """
    draft = Draft.objects.select_for_update().get(pk=draft_id)
    mandate = check_whose(draft, by=by, act=Act.APPLY, now=now)
    if draft.application_id:
        return Application.objects.get(pk=draft.application_id)
    version = live(draft.version_id)
    check_decided(undecided=version.undecided)
    check_open(opens_at=version.opens_at, closes_at=version.closes_at, now=now)
    check_proved(held=proved, asked=version.procedure.identity)
    prepared = prepare(version, draft.answers, received_on=day_of(now))
    intake = Intake(
        prepared=prepared,
        person_id=draft.person_id,
        at=now,
        language=draft.language,
        identity=str(proved),
        mandate_id=draft.mandate_id,
    )
    if mandate is not None:
        check_money(mandate, version, prepared.answers)
    received = receive(version, [intake], by=by, now=now)[0]
    application = Application.objects.get(pk=received.pk)
    draft_notices([application.pk], now=now)
    Draft.objects.filter(pk=draft.pk).update(application=application, saved_at=now)
    documents.assign(
        document_ids(version, application.answers),
        organisation=application.organisation,
        partner=application.partner,
        person=draft.person,
        by=by,
        now=now,
    )
    if mandate is not None:
        act_for(mandate, application, by=by, act=Act.APPLY, now=now)
        acting.show_to(mandate, [application.organisation_id, application.partner_id])
    consent.give(person=draft.person, purpose=purpose_of(version), now=now)
    return application


def receive(version: Live, intakes: Sequence[Intake], *, by: Person | None, now: datetime) -> list[Received]:
    """Make applications of prepared answers, with their faults, history, audit and event; notices are drafted next."""
    ids = bulk.reserve_ids(Application, len(intakes))
    references = _new_references(version, len(intakes))
    places = organisations.ids_by_code({intake.prepared.municipality_code for intake in intakes})
    made = list(zip(ids, references, intakes, strict=True))
    bulk.load(Application, _COLUMNS, [_row(version, *one, places) for one in made])
    bulk.derive(Submission, _SUBMISSION, source=Application, ids=ids)
    bulk.derive(Step, _STEP, source=Application, ids=ids)
    insert_findings([(pk, intake.prepared.proposals) for pk, _, intake in made], now=now)
    audit.record_many(
        Entry(
            action="procedures.received",
            by=by,
            target=Row(Application, reference, intake.person_id, version.organisation_id),
            now=now,
        )
        for _, reference, intake in made
    )
    fees.charge_on_receipt(version, [(reference, intake) for _, reference, intake in made], places, now=now)
    events.emit(ApplicationsReceived(procedure=version.procedure.slug, references=references), now=now)
    return [Received(pk, reference) for pk, reference, _ in made]


_COLUMNS = (
    "id", "reference", "organisation_id", "partner_id", "person_id", "procedure", "version_id", "state", "stage",
    "answers", "applicant_name", "applicant_kana", "search", "identity_keys", "amount_yen", "channel", "identity",
    "keyed_by_id", "mandate_id", "language", "received_at", "state_at", "due_at", "proposed_outcome", "review_comment",
)  # fmt: skip
# Who handed it in: the agent, where there was one.
_HANDED_IN_BY = sql.SQL(
    "CASE WHEN mandate_id IS NULL THEN person_id"
    " ELSE (SELECT m.agent_id FROM mandates_mandate m WHERE m.id = mandate_id) END"
)
# What an application's first submission and step are made of.
_SUBMISSION = {
    "application_id": bulk.Column("id"),
    "number": 1,
    "answers": bulk.Column("answers"),
    "at": bulk.Column("received_at"),
    "by_id": _HANDED_IN_BY,
}
_STEP = {
    "application_id": bulk.Column("id"),
    "at": bulk.Column("received_at"),
    "kind": StepKind.STATE.value,
    "state": State.RECEIVED.value,
    "by_id": _HANDED_IN_BY,
    "detail": "",
    "public": True,
}


def _row(version: Live, pk: int, reference: str, intake: Intake, places: Mapping[str, int]) -> bulk.Row:
    """Values in the order of _COLUMNS."""
    one, at = intake.prepared, intake.at
    search = f"{reference.replace('-', '')} {one.search}"
    due_at = review_due(version, at)
    return (
        pk, reference, version.organisation_id, places.get(one.municipality_code), intake.person_id,
        version.procedure.slug, version.version_id, State.RECEIVED.value, Stage.REVIEW.value,
        dumps(one.answers), one.name, one.kana, search, bulk.array(one.identity_keys), one.amount_yen, intake.channel,
        intake.identity, intake.keyed_by_id, intake.mandate_id, intake.language, at, at, due_at, "", "",
    )  # fmt: skip


def insert_findings(cases: Sequence[tuple[int, Sequence[Finding]]], *, now: datetime) -> list[int]:
    """Write what the rules found as proposed items of the ledger; returns the row numbers of the faulty cases."""
    columns = (
        "application_id", "code", "field", "opens", "reason", "reason_en", "found_by", "evidence", "state", "found_at",
    )  # fmt: skip
    rows = [
        (
            pk,
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
        for pk, findings in cases
        for finding in findings
    ]
    bulk.load(Deficiency, columns, rows)
    return list(dict.fromkeys(row[0] for row in rows))


def _new_references(version: Live, count: int) -> list[str]:
    """Receipt numbers that no application has yet."""
    fresh: set[str] = set()
    while len(fresh) < count:
        fresh |= set(receipts.new_many(version.procedure.prefix, count - len(fresh)))
        fresh -= bulk.present(Application, "reference", list(fresh))
    return list(fresh)


def dumps(value: Any) -> str:  # noqa: ANN401 - any JSON value
    return to_json(value).decode()
