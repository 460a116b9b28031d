"""Taking a file in by sets, a stretch of lines in each transaction so that a worker goes on; and undoing it."""

import json
import secrets
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.db import connection, transaction
from psycopg import sql

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.audit.entries import Row
from naniwa.kernel.jobs import defer_by_name
from naniwa.kernel.organisations import bulk
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.access import Staff
from naniwa.kernel.people.models import Person
from naniwa.library import receipts
from naniwa.library.periods import day_of
from naniwa.services.outbreak.models import Case, Intake, IntakeLine, Source, Stage
from naniwa.services.outbreak.operations.ending import end_with
from naniwa.services.outbreak.operations.reporting import PREFIX
from naniwa.services.outbreak.queries import centres, matching, regimes
from naniwa.services.outbreak.queries.matching import COMPARED, Matched
from naniwa.services.outbreak.rules import risk as risks
from naniwa.services.outbreak.rules.broken import AlreadyDone

AT_ONCE = 5_000
TAKE, UNDO = "outbreak.take_intake", "outbreak.undo_intake"
_NEW = (
    "id", "public_id", "press", "organisation_id", "reference", "disease", "source", *COMPARED, "email", "occupation",
    "proxy", "proxy_phone", "language", "factors", "received_at", "stage", "risk", "owner_id", "next_due_at", "ladder",
    "code", "closed_at", "outcome",
)  # fmt: skip
_CHANGED = ("id", *COMPARED, "stage", "owner_id", "next_due_at", "closed_at", "outcome", "risk")
_EMPTY: dict[str, Any] = {
    **dict.fromkeys(COMPARED, ""), "born_on": None, "diagnosed_on": None, "onset_on": None, "sex": "unknown",
    "severity": "unknown", "stay": "undecided",
}  # fmt: skip


@transaction.atomic
def begin(*, intake: Intake, by: Staff, now: datetime) -> Intake:
    """Put it to the worker, again where it failed; a second press finds it begun.

    Raises AlreadyDone for one that was undone.
    """
    found = Intake.objects.select_for_update(of=("self",)).get(pk=intake.pk)
    failed = found.state == Intake.State.TAKING and found.failed_at is not None
    if found.state == Intake.State.READ or failed:
        found.state, found.failed_at = Intake.State.TAKING, None
        found.save(update_fields=["state", "failed_at"])
        audit.record("outbreak.intake_taken", by=by, target=found, now=now, name=found.name)
        defer_by_name(TAKE, number=str(found.public_id))
    elif found.state == Intake.State.UNDONE:
        raise AlreadyDone
    return found


def go_on(*, number: str, now: datetime) -> bool:
    """Take in the next stretch of lines; False once there is none. Each call is a transaction of its own."""
    with as_system():
        locked = Intake.objects.select_for_update(of=("self",)).select_related("sheet", "organisation", "by")
        intake = locked.filter(public_id=number, state=Intake.State.TAKING).first()
        if intake is None:
            return False
        waiting = IntakeLine.objects.filter(intake=intake, outcome=IntakeLine.Outcome.WAITING)
        lines = list(waiting.order_by("number")[:AT_ONCE])
        if not lines:
            intake.state, intake.finished_at, intake.failed_at = Intake.State.TAKEN, now, None
            intake.save(update_fields=["state", "finished_at", "failed_at"])
            return False
        _take(intake, lines, now)
        return True


@contextmanager
def failure_told(*, number: str, now: datetime) -> Iterator[None]:
    """The page says that it failed and how to go on; stretches that were taken in before stay."""
    try:
        yield
    except Exception:
        with as_system():
            going = Intake.objects.filter(public_id=number, state__in=[Intake.State.TAKING, Intake.State.UNDONE])
            going.update(failed_at=now)
        raise


def _take(intake: Intake, lines: Sequence[IntakeLine], now: datetime) -> None:
    found = matching.matched(intake, lines, matching.reader_of(intake))
    _load_new([one for one in found if one.outcome == IntakeLine.Outcome.NEW], intake, now)
    by = Staff(intake.by, intake.organisation, frozenset())
    _amend([one for one in found if one.outcome == IntakeLine.Outcome.CHANGED], by, now)
    rows, counts = [], Counter[str]()
    for one in found:
        counts[one.outcome] += 1
        case = one.case.pk if one.case else None
        kept = (json.dumps(one.before, default=str), json.dumps(one.after, default=str))
        rows += [(pk, str(one.outcome), case, *kept) for pk in one.lines]
    bulk.amend(IntakeLine, ("id", "outcome", "case_id", "before", "after"), rows)
    intake.done += len(lines)
    intake.new += counts["new"]
    intake.changed += counts["changed"]
    intake.same += counts["same"]
    intake.wrong += counts["wrong"]
    intake.failed_at = None
    intake.save(update_fields=["done", "new", "changed", "same", "wrong", "failed_at"])
    audit.record_many(
        audit.Entry(
            action="outbreak.reported" if one.outcome == IntakeLine.Outcome.NEW else "outbreak.changed",
            by=by,
            target=Row(Case, one.case.reference, None, intake.organisation_id),
            now=now,
            detail={"intake": str(intake.public_id)},
        )
        for one in found
        if one.case and one.outcome in {IntakeLine.Outcome.NEW, IntakeLine.Outcome.CHANGED}
    )


def _load_new(found: Sequence[Matched], intake: Intake, now: datetime) -> None:
    """New cases belong to the supervisor on duty from the first moment, with a deadline by risk."""
    centre = centres.centre_of(intake.organisation_id)
    if centre is None or not found:
        return
    regime = regimes.in_force(intake.disease).regime
    ids, references = bulk.reserve_ids(Case, len(found)), receipts.new_many(PREFIX, len(found))
    rows = []
    for pk, reference, one in zip(ids, references, found, strict=True):
        values = {**_EMPTY, "reported_on": day_of(now), **matching.as_columns(one.entry.values)}
        values["reported_on"] = values["reported_on"] or day_of(now)
        outcome = matching.ended(one.entry.values)
        age = risks.age_on(values["born_on"], values["age"], values["reported_on"])
        level = risks.risk(regime, age=age, severity=values["severity"], factors=())
        due = None if outcome else risks.first_contact_due(regime, risk=level, since=now)
        rows.append((
            pk, uuid4(), uuid4(), intake.organisation_id, reference, intake.disease, Source.FILE.value,
            *(values[key] for key in COMPARED), "", "", "", "", "ja", "[]", now,
            Stage.CLOSED.value if outcome else Stage.FIRST_CONTACT.value, level,
            None if outcome else centre.on_duty_id, due, 0, "", now if outcome else None, outcome,
        ))  # fmt: skip
        one.case = Case(pk=pk, reference=reference)
    bulk.load(Case, _NEW, rows)


def _amend(found: Sequence[Matched], by: Staff, now: datetime) -> None:
    """What a file says of a case that is known; whoever works on it keeps it."""
    pairs = [(one, one.case) for one in found if one.case]
    held = {one.pk: one for one in Case.objects.select_for_update().filter(pk__in=[case.pk for _, case in pairs])}
    rows, over = [], []
    rules = {disease: regimes.in_force(disease).regime for disease in {one.disease for one in held.values()}}
    for one, case in pairs:
        now_is = held[case.pk]
        values = {key: getattr(now_is, key) for key in COMPARED}
        values |= {key: _typed(key, value) for key, value in one.after.items() if key in values}
        ends = one.after.get("outcome", "") if now_is.closed_at is None and not now_is.taken_at else ""
        if ends:
            over.append(now_is)
        age = risks.age_on(values["born_on"], values["age"], values["reported_on"])
        level = risks.risk(rules[now_is.disease], age=age, severity=values["severity"], factors=now_is.factors)
        rows.append((
            case.pk, *(values[key] for key in COMPARED), Stage.CLOSED.value if ends else now_is.stage,
            None if ends else now_is.owner_id, None if ends else now_is.next_due_at,
            now if ends else now_is.closed_at, ends or now_is.outcome, level,
        ))  # fmt: skip
    bulk.amend(Case, _CHANGED, rows)
    end_with(over, by=by, now=now)


def _typed(key: str, value: Any) -> Any:  # noqa: ANN401 - any JSON
    return date.fromisoformat(value) if key.endswith("_on") and value else value


@transaction.atomic
def begin_undoing(*, intake: Intake, by: Staff, now: datetime) -> Intake:
    """Put its undoing to the worker, again where that failed.

    Raises AlreadyDone unless it was taken in, has its lines, and stands.
    """
    found = Intake.objects.select_for_update(of=("self",)).get(pk=intake.pk)
    failed = found.state == Intake.State.UNDONE and found.failed_at is not None
    if not (found.state == Intake.State.TAKEN or failed) or not found.lines.exists():
        raise AlreadyDone
    found.state, found.failed_at = Intake.State.UNDONE, None
    found.save(update_fields=["state", "failed_at"])
    audit.record("outbreak.intake_undone", by=by, target=found, now=now, name=found.name)
    defer_by_name(UNDO, number=str(found.public_id), by=str(by.person.public_id))
    return found


def undo(*, number: str, now: datetime, by: str = "") -> None:
    """Give cases back what they said before, and take new ones away, where nobody has worked on them since.

    All or nothing, with a record of each case, by the person with the public number `by`.
    """
    with as_system():
        locked = Intake.objects.select_for_update(of=("self",)).select_related("organisation")
        intake = locked.get(public_id=number, state=Intake.State.UNDONE)
        person = Person.objects.filter(public_id=by).first() if by else None
        staff = Staff(person, intake.organisation, frozenset()) if person else None
        restored = _restore(intake)
        removed = _remove(intake)
        Intake.objects.filter(pk=intake.pk).update(failed_at=None)
        audit.record_many(
            audit.Entry(
                action=action,
                by=staff,
                target=Row(Case, reference, None, intake.organisation_id),
                now=now,
                detail={"intake": number},
            )
            for action, each in (("outbreak.restored", restored), ("outbreak.removed", removed))
            for reference in each
        )


def _restore(intake: Intake) -> list[str]:
    """Who was closed by the file is the supervisor's on duty again; returns the numbers of those that were restored."""
    changed = list(IntakeLine.objects.filter(intake=intake, outcome=IntakeLine.Outcome.CHANGED).order_by("pk"))
    keys = {line.case_id for line in changed if line.case_id}
    held = {one.pk: one for one in Case.objects.select_for_update().filter(pk__in=keys).order_by("pk")}
    centre = centres.centre_of(intake.organisation_id)
    rows, lines, restored = [], [], set[str]()
    for line in changed:
        case = held.get(line.case_id or 0)
        kept = case is None or any(
            matching.shown(getattr(case, key)) != value for key, value in line.after.items() if key in COMPARED
        )
        if case is not None and not kept:
            values = {key: getattr(case, key) for key in COMPARED}
            values |= {key: _typed(key, value) for key, value in line.before.items() if key in values}
            opens = centre is not None and line.before.get("stage") and case.stage == Stage.CLOSED
            due = case.received_at if opens else case.next_due_at
            rows.append((
                case.pk, *(values[key] for key in COMPARED), line.before["stage"] if opens else case.stage,
                centre.on_duty_id if centre and opens else case.owner_id, due,
                None if opens else case.closed_at, "" if opens else case.outcome, case.risk,
            ))  # fmt: skip
            restored.add(case.reference)
        lines.append((line.pk, "kept" if kept else "undone"))
    bulk.amend(Case, _CHANGED, rows)
    bulk.amend(IntakeLine, ("id", "outcome"), lines)
    return sorted(restored)


def _remove(intake: Intake) -> list[str]:
    """A case that anything else names is kept; which tables that could be, the models say."""
    named = [
        sql.SQL("NOT EXISTS (SELECT FROM {} r WHERE r.{} = c.id)").format(
            sql.Identifier(one.related_model._meta.db_table), sql.Identifier(str(one.field.column))
        )
        for one in Case._meta.related_objects
        if one.related_model is not IntakeLine
    ]
    others = sql.SQL("NOT EXISTS (SELECT FROM outbreak_intakeline o WHERE o.case_id = c.id AND o.intake_id <> {})")
    beds = sql.SQL("NOT EXISTS (SELECT FROM outbreak_placementrequest r WHERE r.case_reference = c.reference)")
    free = sql.SQL(" AND ").join([*named, others.format(sql.Literal(intake.pk)), beds, sql.SQL("c.taken_at IS NULL")])
    mark = f"passing_{secrets.token_hex(4)}"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT FROM outbreak_case WHERE id IN (SELECT case_id FROM outbreak_intakeline"
            " WHERE intake_id = %s AND outcome = 'new') ORDER BY id FOR UPDATE",
            [intake.pk],
        )
        cursor.execute(
            sql.SQL(
                "CREATE TEMPORARY TABLE {} ON COMMIT DROP AS SELECT DISTINCT c.id FROM outbreak_case c"
                " JOIN outbreak_intakeline l ON l.case_id = c.id WHERE l.intake_id = {} AND l.outcome = 'new' AND {}"
            ).format(sql.Identifier(mark), sql.Literal(intake.pk), free)
        )
        cursor.execute(
            sql.SQL(
                "UPDATE outbreak_intakeline l SET outcome = CASE WHEN l.case_id IN (SELECT id FROM {m})"
                " THEN 'undone' ELSE 'kept' END,"
                " case_id = CASE WHEN l.case_id IN (SELECT id FROM {m}) THEN NULL ELSE l.case_id END"
                " WHERE l.intake_id = {n} AND l.outcome = 'new'"
            ).format(m=sql.Identifier(mark), n=sql.Literal(intake.pk))
        )
        cursor.execute(
            sql.SQL("DELETE FROM outbreak_case WHERE id IN (SELECT id FROM {}) RETURNING reference").format(
                sql.Identifier(mark)
            )
        )
        return sorted(reference for (reference,) in cursor.fetchall())
