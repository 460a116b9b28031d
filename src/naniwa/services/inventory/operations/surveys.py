"""Surveys: opened by a lead, answered department by department, reminded of, closed."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Count
from django.urls import reverse

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.notifications import operations as notifications
from naniwa.kernel.notifications.outgoing import Outgoing
from naniwa.kernel.people.access import Staff
from naniwa.library.periods import day_of
from naniwa.library.wareki import format_date, format_english
from naniwa.services.inventory.models import Department, Part, Procedure, State, Survey
from naniwa.services.inventory.operations.saving import NotYours
from naniwa.services.inventory.queries.keeping import keeps, leads
from naniwa.services.inventory.rules.seals import BrokenRule

BEFORE = (timedelta(days=7), timedelta(days=1))
"""So long before its deadline a survey is reminded of."""
AFTER = (timedelta(days=1), timedelta(days=7))
"""And so long after it."""


class NoTitle(BrokenRule):
    """A survey has a name that departments know it by."""


class DueInThePast(BrokenRule):
    """The deadline is today or later."""


class NoDepartments(BrokenRule):
    """A survey asks at least one department."""


class AskedAlready(BrokenRule):
    """A department answers one survey at a time."""


class Closed(BrokenRule):
    """The survey is over."""


class Unconfirmed(BrokenRule):
    """Rows still wait to be confirmed; `count` says how many."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


@transaction.atomic
def open_survey(
    *, number: UUID, title: str, due_on: date, departments: Sequence[Department], by: Staff, now: datetime
) -> Survey:
    """Ask departments to confirm their rows, which are unconfirmed from now on, and tell their contacts.

    Pressing twice with one `number` finds the first. Raises NotYours, NoTitle, DueInThePast, NoDepartments,
    AskedAlready.
    """
    if not leads(by):
        raise NotYours
    if known := Survey.objects.filter(public_id=number, organisation=by.organisation).first():
        return known
    _check(title, due_on, departments, today=day_of(now))
    survey = Survey.objects.create(
        public_id=number,
        organisation=by.organisation,
        title=title.strip(),
        due_on=due_on,
        opened_at=now,
        opened_by=by.person,
    )
    parts = Part.objects.bulk_create(
        Part(organisation=by.organisation, survey=survey, department=department) for department in departments
    )
    asked = Procedure.objects.filter(department__in=departments, removed_at=None)
    asked.update(state=State.UNCONFIRMED, confirmed_at=None)
    audit.record(
        "inventory.survey_opened",
        by=by,
        target=survey,
        now=now,
        title=survey.title,
        due_on=due_on,
        departments=[department.code for department in departments],
    )
    _tell(parts, survey, template="inventory.survey", occasion="opened", now=now, by=by)
    return survey


def _check(title: str, due_on: date, departments: Sequence[Department], *, today: date) -> None:
    if not title.strip():
        raise NoTitle
    if due_on < today:
        raise DueInThePast
    if not departments:
        raise NoDepartments
    if Part.objects.filter(department__in=departments, survey__closed_at=None).exists():
        raise AskedAlready


@transaction.atomic
def finish(*, part: Part, by: Staff, now: datetime) -> Part:
    """The department says that all its rows are right. Raises NotYours, Closed, Unconfirmed."""
    part = _locked(part, by=by)
    if part.done_at:
        return part
    waiting = Procedure.objects.filter(department=part.department, state=State.UNCONFIRMED, removed_at=None).count()
    if waiting:
        raise Unconfirmed(waiting)
    part.done_at, part.done_by = now, by.person
    part.save(update_fields=["done_at", "done_by"])
    audit.record("inventory.part_done", by=by, target=part, now=now, department=part.department.code)
    return part


@transaction.atomic
def reopen(*, part: Part, by: Staff, now: datetime) -> Part:
    """The department goes on after all. Raises NotYours, Closed."""
    part = _locked(part, by=by)
    if part.done_at is None:
        return part
    part.done_at, part.done_by = None, None
    part.save(update_fields=["done_at", "done_by"])
    audit.record("inventory.part_reopened", by=by, target=part, now=now, department=part.department.code)
    return part


@transaction.atomic
def close(*, survey: Survey, by: Staff, now: datetime) -> Survey:
    """No more reminders, and no more answers. Raises NotYours."""
    if not leads(by) or survey.organisation_id != by.organisation.pk:
        raise NotYours
    survey = Survey.objects.select_for_update().get(pk=survey.pk)
    if survey.closed_at:
        return survey
    survey.closed_at = now
    survey.save(update_fields=["closed_at"])
    audit.record("inventory.survey_closed", by=by, target=survey, now=now, title=survey.title)
    return survey


@transaction.atomic
def remind(*, now: datetime) -> int:
    """Write to the contacts who have not answered, seven days and a day before the deadline and after it.

    Each occasion has a key of its own, so that none is told twice, however often this runs; a day on which nothing
    ran is made up for. Run as the system. Returns how many messages are new.
    """
    today, sent = day_of(now), 0
    for survey in Survey.objects.filter(closed_at=None).select_related("organisation"):
        occasion = due_occasion(survey.due_on, opened_on=day_of(survey.opened_at), today=today)
        if occasion:
            waiting = survey.parts.filter(done_at=None).select_related("department__contact", "department")
            template = "inventory.overdue" if today > survey.due_on else "inventory.reminder"
            sent += _tell(list(waiting), survey, template=template, occasion=occasion, now=now, by=None)
    return sent


def due_occasion(due_on: date, *, opened_on: date, today: date) -> str:
    """The latest occasion that has come, since the survey was opened; empty where none has."""
    days = [due_on - before for before in BEFORE] + [due_on + after for after in AFTER]
    past = [day for day in days if opened_on < day <= today]
    return f"{max(past):%Y-%m-%d}" if past else ""


def _locked(part: Part, *, by: Staff) -> Part:
    found = Part.objects.select_for_update(of=("self",)).select_related("department", "survey").get(pk=part.pk)
    if not keeps(by, found.department):
        raise NotYours
    if found.survey.closed_at:
        raise Closed
    return found


def _tell(
    parts: Iterable[Part], survey: Survey, *, template: str, occasion: str, now: datetime, by: Staff | None
) -> int:
    """One message to the contact of each department that has one."""
    parts = [part for part in parts if part.department.contact_id]
    counts = dict(
        Procedure.objects.filter(
            department__in=[part.department_id for part in parts], state=State.UNCONFIRMED, removed_at=None
        )
        .values_list("department")
        .annotate(n=Count("pk"))
        .order_by()
    )
    outgoing = [
        _outgoing(part, survey, counts.get(part.department_id, 0), template, occasion)
        for part in parts
    ]  # fmt: skip
    return notifications.send_many(outgoing, now=now, by=by)


def _outgoing(part: Part, survey: Survey, count: int, template: str, occasion: str) -> Outgoing:
    contact = part.department.contact
    english = bool(contact and contact.language.startswith("en"))
    return Outgoing(
        template=template,
        key=f"inventory.survey:{part.public_id}:{occasion}",
        organisation=survey.organisation,
        to=contact,
        context={
            "survey": survey.title,
            "department": part.department.name,
            "due": format_english(survey.due_on) if english else format_date(survey.due_on),
            "count": count,
            "link": settings.SITE_URL + reverse("inventory:part", args=[part.public_id]),
        },
        reference=part.reference,
    )
