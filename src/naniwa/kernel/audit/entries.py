"""What a caller says about an act, and how it becomes the values of one row."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from naniwa.kernel.audit import words
from naniwa.kernel.audit.models import Kind
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.access import Staff
from naniwa.kernel.people.models import Person

# Who acts: a person, a member of staff in the organisation they act for, or the platform itself.
type Actor = Person | Staff | None


@dataclass(frozen=True, slots=True)
class Row:
    """A row that was acted on by sets, without its instance at hand."""

    model: type[models.Model]
    reference: str
    person_id: int | None
    organisation_id: int | None


# What was acted on: a row or instance with a public `reference` or `public_id`, or a reference alone.
type Target = models.Model | Row | str

COLUMNS = (
    "at",
    "kind",
    "action",
    "actor_id",
    "organisation_id",
    "roles",
    "target_type",
    "target",
    "subject_id",
    "purpose",
    "detail",
)


class NoPublicReference(Exception):
    """The target has neither `reference` nor `public_id`, and row numbers are not written down."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One record to be. Organisation and subject are the actor's and the target's own unless given."""

    action: str
    by: Actor
    target: Target
    now: datetime
    kind: Kind = Kind.CHANGE
    subject: Person | None = None
    organisation: Organisation | None = None
    purpose: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)

    def row(self) -> tuple[Any, ...]:
        """The values in the order of COLUMNS. Raises NoPublicReference, UnknownPurpose."""
        if self.purpose:
            words.check_purpose(self.purpose)
        return (
            self.now,
            self.kind.value,
            self.action,
            self._actor(),
            self._organisation(),
            ",".join(sorted(self.by.roles)) if isinstance(self.by, Staff) else "",
            _type_of(self.target),
            reference_of(self.target),
            self.subject.pk if self.subject else getattr(self.target, "person_id", None),
            self.purpose,
            json.dumps(self.detail, cls=DjangoJSONEncoder, ensure_ascii=False) if self.detail else "{}",
        )

    def _actor(self) -> int | None:
        person = self.by.person if isinstance(self.by, Staff) else self.by
        return person.pk if person else None

    def _organisation(self) -> int | None:
        if self.organisation:
            return self.organisation.pk
        if isinstance(self.by, Staff):
            return self.by.organisation.pk
        number: int | None = getattr(self.target, "organisation_id", None)
        return number


def _type_of(target: Target) -> str:
    if isinstance(target, str):
        return ""
    return (target.model if isinstance(target, Row) else target)._meta.label_lower


def reference_of(target: Target) -> str:
    """How the target is named in the record. Raises NoPublicReference."""
    if isinstance(target, str):
        return target
    for name in ("reference", "public_id"):
        if value := getattr(target, name, None):
            return str(value)
    raise NoPublicReference(_type_of(target))
