"""A page of records for auditors; row security leaves only those they may see."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from naniwa.kernel.audit import words
from naniwa.kernel.audit.criteria import Criteria
from naniwa.kernel.audit.models import Record
from naniwa.kernel.audit.queries.looking import roles_in_words

PAGE = 50


@dataclass(frozen=True)
class Line:
    """One record in words; people by name and public number."""

    at: datetime
    kind: str
    what: str
    action: str
    actor: str
    organisation: str
    role: str
    target: str
    subject: str
    subject_reference: str
    purpose: str
    detail: str


@dataclass(frozen=True)
class Page:
    """Lines, newest first; `number` counts from 1."""

    lines: list[Line]
    number: int
    has_next: bool


def browse(criteria: Criteria, *, number: int = 1) -> Page:
    """The records that fit, 50 to a page."""
    first = (number - 1) * PAGE
    found = _fitting(criteria).select_related("actor", "organisation", "subject").order_by("-at", "-pk")
    records = list(found[first : first + PAGE + 1])
    return Page(lines=[_line(record) for record in records[:PAGE]], number=number, has_next=len(records) > PAGE)


def _fitting(criteria: Criteria) -> QuerySet[Record]:
    found = Record.objects.filter(*_conditions(criteria))
    if criteria.person:
        found = found.filter(Q(subject__public_id=criteria.person) | Q(actor__public_id=criteria.person))
    return found


def _conditions(criteria: Criteria) -> Iterator[Q]:
    if criteria.target:
        yield Q(target=criteria.target)
    if criteria.action:
        yield Q(action__startswith=criteria.action)
    if criteria.kind:
        yield Q(kind=criteria.kind)
    if criteria.since:
        yield Q(at__gte=_midnight(criteria.since))
    if criteria.until:
        yield Q(at__lt=_midnight(criteria.until + timedelta(days=1)))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _line(record: Record) -> Line:
    return Line(
        at=record.at,
        kind=record.kind,
        what=words.action_in_words(record.action),
        action=record.action,
        actor=str(record.actor or ""),
        organisation=str(record.organisation or ""),
        role=roles_in_words(record.roles) if record.roles else "",
        target=record.target,
        subject=str(record.subject or ""),
        subject_reference=record.subject.reference if record.subject else "",
        purpose=words.purpose_in_words(record.purpose),
        detail=_detail(record.detail),
    )


def _detail(detail: dict[str, object]) -> str:
    shown = (value if isinstance(value, str) else json.dumps(value, ensure_ascii=False) for value in detail.values())
    return "、".join(f"{key}：{value}" for key, value in zip(detail, shown, strict=True))
