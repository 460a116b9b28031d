"""Who looked at a person's data, in words for that person."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from naniwa.kernel.audit import words
from naniwa.kernel.audit.models import Kind, Record
from naniwa.kernel.people.models import Person, Role


@dataclass(frozen=True)
class Look:
    """One reading: the office and role that looked, never the clerk's name; `target` is the public reference."""

    at: datetime
    organisation: str
    role: str
    what: str
    purpose: str
    target: str


def who_looked(person: Person, *, limit: int = 100) -> list[Look]:
    """The newest readings of this person's data by others, in the active language."""
    reads = Record.objects.filter(subject=person, kind=Kind.READ).exclude(actor=person)
    newest = reads.select_related("organisation").order_by("-at", "-pk")[:limit]
    return [_look(record) for record in newest]


def _look(record: Record) -> Look:
    return Look(
        at=record.at,
        organisation=str(record.organisation or ""),
        role=roles_in_words(record.roles),
        what=words.action_in_words(record.action),
        purpose=words.purpose_in_words(record.purpose),
        target=record.target,
    )


def roles_in_words(keys: str) -> str:
    """The roles of a record, such as "approver,reviewer"; without any, simply staff."""
    labels = {role.value: str(role.label) for role in Role}
    return "・".join(labels.get(key, key) for key in keys.split(",") if key) or gettext("職員")
