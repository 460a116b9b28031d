"""What a person answered before, where a draft asks the same again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from naniwa.kernel.forms import validation
from naniwa.kernel.forms.definition.fields import AnyField, TextField
from naniwa.kernel.people.models import Person
from naniwa.services.procedures.definitions.schema import Applicant
from naniwa.services.procedures.models import Application, Draft
from naniwa.services.procedures.queries.live import Live, live

KINDS = frozenset({"person_name", "kana", "address", "corporate_number", "bank_account"})
"""What stays the same from one application to the next; beside these, telephone numbers and e-mail addresses."""
LATEST = 5
"""Applications that are looked through."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """An answer that could be used again, and the application it comes from."""

    field: AnyField
    value: Any
    reference: str
    version_id: int
    at: datetime

    @property
    def origin(self) -> dict[str, Any]:
        """As a draft remembers it."""
        return {"reference": self.reference, "version": self.version_id, "at": self.at.isoformat()}


def earlier(version: Live, draft: Draft, person: Person) -> list[Earlier]:
    """For each field that is still empty, the latest answer of the person's own that would be right there."""
    cases = list(Application.objects.filter(person=person).order_by("-received_at", "-pk")[:LATEST])
    begun = {page.key for page in version.form.form.pages if draft.kept_at(page.key)}
    asked = [field for page in version.form.form.pages if page.key not in begun for field in page.fields]
    found = (_latest(version, field, cases) for field in asked if _lasts(field) and field.key not in draft.answers)
    return [one for one in found if one is not None]


def _lasts(field: AnyField) -> bool:
    return field.type in KINDS or (isinstance(field, TextField) and field.format != "any")


def _latest(version: Live, field: AnyField, cases: list[Application]) -> Earlier | None:
    for case in cases:
        before = live(case.version_id)
        for key in _same(version.procedure.applicant, before.procedure.applicant, field.key):
            value, was = case.answers.get(key), before.form.fields.get(key)
            if value and was is not None and was.type == field.type and not validation.check(field, value):
                return Earlier(field, value, case.reference, case.version_id, case.received_at)
    return None


def _same(asks: Applicant, asked: Applicant, key: str) -> Iterator[str]:
    """The keys under which an earlier procedure may have asked the same: that of the same part, then the same key."""
    for part in ("address", "account", "phone"):
        if getattr(asks, part) == key and getattr(asked, part):
            yield getattr(asked, part)
    for names in ("name", "kana"):
        if key in (path.partition(".")[0] for path in getattr(asks, names)):
            yield from (path.partition(".")[0] for path in getattr(asked, names))
    yield key
