"""Mending the faulty fields of an application bit by bit, until they are handed in together."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from naniwa.kernel.documents.models import Document
from naniwa.kernel.forms.definition.fields import FileField
from naniwa.kernel.mandates.rules import Act
from naniwa.kernel.people.models import Person
from naniwa.library.my_number import hidden_in
from naniwa.services.procedures.models import Application, CorrectionDraft
from naniwa.services.procedures.operations.attachments import with_file, without_file
from naniwa.services.procedures.operations.corrections import resubmit
from naniwa.services.procedures.operations.drafts import SavedElsewhere
from naniwa.services.procedures.operations.history import locked
from naniwa.services.procedures.operations.whose import check_whose
from naniwa.services.procedures.queries.live import live


@transaction.atomic
def keep(
    *,
    application: Application,
    changes: Mapping[str, Any],
    typed: Mapping[str, Sequence[str]],
    by: Person,
    now: datetime,
    seen: int | None = None,
    window: str = "",
) -> CorrectionDraft:
    """Keep what was mended so far; a field that is not named in `changes` loses what was kept, but files stay.

    `typed` is what was sent as long as it cannot be handed in. Raises NotYours, SavedElsewhere.
    """
    draft = _mine(application, by, now)
    fields = live(application.version_id).form.fields
    files = {key: value for key, value in draft.changes.items() if fields[key].type == "file"}
    changed = {**files, **{key: hidden_in(value) for key, value in changes.items() if fields[key].type != "file"}}
    if seen is not None and seen < draft.saves and changed != draft.changes and draft.window != window:
        raise SavedElsewhere
    draft.changes, draft.typed = changed, hidden_in(typed)
    draft.saves += 1
    draft.window = window
    return _saved(draft, now)


@transaction.atomic
def attach(*, application: Application, field: str, document: Document, by: Person, now: datetime) -> CorrectionDraft:
    """Add a file to a field. Raises NotYours, NoRoom."""
    draft = _mine(application, by, now)
    asked = live(application.version_id).form.fields[field]
    if not isinstance(asked, FileField):
        raise KeyError(field)
    files = with_file(asked, _files(application, draft, field), document, whose=draft.person, by=by, now=now)
    draft.changes = {**draft.changes, field: files}
    return _saved(draft, now)


@transaction.atomic
def detach(*, application: Application, field: str, document_id: str, by: Person, now: datetime) -> CorrectionDraft:
    """Take a file out of a field; what was handed in before stays on record. Raises NotYours."""
    draft = _mine(application, by, now)
    files = without_file(_files(application, draft, field), document_id, whose=draft.person, by=by, now=now)
    draft.changes = {**draft.changes, field: files}
    return _saved(draft, now)


@transaction.atomic
def hand_in(*, application: Application, by: Person, now: datetime) -> Application:
    """Resubmit what was kept, and forget the draft. Raises as `resubmit` does."""
    case = locked(application)
    draft = CorrectionDraft.objects.filter(application=case).first()
    case = resubmit(application=case, changes=draft.changes if draft else {}, by=by, now=now)
    if draft is not None:
        draft.delete()
    return case


def _mine(application: Application, by: Person, now: datetime) -> CorrectionDraft:
    check_whose(application, by=by, act=Act.CORRECT, now=now)
    first = {"person_id": application.person_id, "saved_at": now}
    CorrectionDraft.objects.get_or_create(application=application, defaults=first)
    return CorrectionDraft.objects.select_for_update().get(application=application)


def _files(application: Application, draft: CorrectionDraft, field: str) -> list[dict[str, Any]]:
    return list(draft.changes.get(field, application.answers.get(field)) or [])


def _saved(draft: CorrectionDraft, now: datetime) -> CorrectionDraft:
    draft.saved_at = now
    draft.save(update_fields=["changes", "typed", "saves", "window", "saved_at"])
    return draft
