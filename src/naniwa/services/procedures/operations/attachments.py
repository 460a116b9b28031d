"""Files that come to a draft or to a correction and go from it, each on its own."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from naniwa.kernel.documents import operations as documents
from naniwa.kernel.documents.models import Document
from naniwa.kernel.documents.refusals import AlreadyHandedIn, NotThere
from naniwa.kernel.forms.definition.fields import FileField
from naniwa.kernel.people.models import Person
from naniwa.services.procedures.models import Draft
from naniwa.services.procedures.operations.drafts import mine
from naniwa.services.procedures.queries.live import live
from naniwa.services.procedures.rules import BrokenRule

type Files = Sequence[dict[str, Any]]


class NoRoom(BrokenRule):
    """The field already holds as many files as it takes, `at_most`."""

    def __init__(self, at_most: int) -> None:
        super().__init__(at_most)
        self.at_most = at_most


@transaction.atomic
def attach(*, draft_id: Any, field: str, document: Document, by: Person, now: datetime) -> Draft:  # noqa: ANN401 - as it came in the address
    """Put an accepted file into a draft. Raises NotYours, AlreadySubmitted, NoRoom."""
    draft = mine(draft_id, by, now)
    held = draft.answers.get(field) or []
    files = with_file(_file_field(draft, field), held, document, whose=draft.person, by=by, now=now)
    return _keep(draft, field, files, now)


@transaction.atomic
def detach(*, draft_id: Any, field: str, document_id: str, by: Person, now: datetime) -> Draft:  # noqa: ANN401 - as it came in the address
    """Take a file out of a draft; one that is gone already is no error. Raises NotYours, AlreadySubmitted."""
    draft = mine(draft_id, by, now)
    held = draft.answers.get(field) or []
    return _keep(draft, field, without_file(held, document_id, whose=draft.person, by=by, now=now), now)


def with_file(
    field: FileField, files: Files, document: Document, *, whose: Person, by: Person, now: datetime
) -> list[dict[str, Any]]:
    """The files with one more; where only one is asked for, the new one takes the other's place. Raises NoRoom."""
    entry = {"id": str(document.pk), "name": document.name, "media_type": document.media_type, "size": document.size}
    if field.at_most == 1:
        for earlier in files:
            discard(str(earlier["id"]), whose=whose, by=by, now=now)
        return [entry]
    if len(files) >= field.at_most:
        raise NoRoom(field.at_most)
    return [*files, entry]


def without_file(files: Files, document_id: str, *, whose: Person, by: Person, now: datetime) -> list[dict[str, Any]]:
    """The files without this one."""
    if any(file["id"] == document_id for file in files):
        discard(document_id, whose=whose, by=by, now=now)
    return [file for file in files if file["id"] != document_id]


def discard(document_id: str, *, whose: Person, by: Person, now: datetime) -> None:
    """Remove a file unless it was handed in: then it stays part of what was said before."""
    with suppress(NotThere, AlreadyHandedIn, ValidationError):  # a definition's examples name files without numbers
        documents.discard(document_id, person=whose, by=by, now=now)


def _file_field(draft: Draft, key: str) -> FileField:
    field = live(draft.version_id).form.fields[key]
    if not isinstance(field, FileField):
        raise KeyError(key)
    return field


def _keep(draft: Draft, field: str, files: list[dict[str, Any]], now: datetime) -> Draft:
    draft.answers = {key: value for key, value in draft.answers.items() if key != field}
    if files:
        draft.answers[field] = files
    draft.saved_at = now
    draft.save(update_fields=["answers", "saved_at"])
    return draft
