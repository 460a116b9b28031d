"""Filling in an application, page by page, with nothing lost."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from naniwa.kernel.documents import operations as documents
from naniwa.kernel.mandates.models import Mandate
from naniwa.kernel.mandates.rules import Act
from naniwa.kernel.people.models import Person
from naniwa.library.my_number import hidden_in
from naniwa.services.procedures.models import Draft
from naniwa.services.procedures.operations.preparing import document_ids
from naniwa.services.procedures.operations.whose import act_for, check_mandate, check_whose
from naniwa.services.procedures.queries.live import Live, live
from naniwa.services.procedures.rules import BrokenRule, check_decided, check_open


class AlreadySubmitted(BrokenRule):
    """A draft that was handed in cannot be changed."""


class SavedElsewhere(BrokenRule):
    """The page was changed in another window or on another device after this one was opened."""


@transaction.atomic
def start(*, version: Live, by: Person, language: str, now: datetime, mandate: Mandate | None = None) -> Draft:
    """Open the person's draft of a procedure, or the one already begun; with a mandate, that of its principal.

    Raises NotOpen, NotYours (where the mandate does not cover it).
    """
    check_decided(undecided=version.undecided)
    check_open(opens_at=version.opens_at, closes_at=version.closes_at, now=now)
    if mandate is not None:
        check_mandate(mandate, version, by=by, now=now)
    if (begun := _begun(version, by, mandate)) is not None:
        return begun
    # Of several presses at once the first makes the draft, and the others wait for it.
    Person.objects.select_for_update(no_key=True).values_list("pk").get(pk=by.pk)
    if (begun := _begun(version, by, mandate)) is not None:
        return begun
    draft = Draft.objects.create(
        person=mandate.principal if mandate else by,
        mandate=mandate,
        version_id=version.version_id,
        procedure=version.procedure.slug,
        language=language,
        created_at=now,
        saved_at=now,
    )
    if mandate is not None:
        act_for(mandate, draft, by=by, act=Act.APPLY, now=now)
    return draft


def _begun(version: Live, by: Person, mandate: Mandate | None) -> Draft | None:
    whose = {"mandate": mandate} if mandate else {"person": by, "mandate": None}
    mine = Draft.objects.filter(**whose, procedure=version.procedure.slug, application=None)
    return mine.order_by("-saved_at").first()


@transaction.atomic
def save_page(
    *,
    draft_id: Any,  # noqa: ANN401 - a UUID or its text
    page: str,
    values: Mapping[str, Any],
    complete: bool,
    by: Person,
    now: datetime,
    seen: int | None = None,
    window: str = "",
    typed: Mapping[str, Sequence[str]] | None = None,
    language: str = "",
) -> Draft:
    """Keep what one page holds, complete or not; `seen` is the draft's `saves` when `window` opened it.

    A window may save again and again; what another window saved since is never overwritten unasked. `typed` is what
    was sent, kept as long as the page is not complete. Files come and go by `attachments` alone, so that a page which
    was opened earlier cannot drop one. A My Number is not kept: dots stand in its place.
    `language` is that of the page, in which the person will be written to.

    Raises NotYours, AlreadySubmitted, SavedElsewhere (when another window changed the same page meanwhile).
    """
    draft = mine(draft_id, by, now)
    keys = {field.key for field in live(draft.version_id).form.pages[page].fields if field.type != "file"}
    values = {key: hidden_in(value) for key, value in values.items() if key in keys}
    before = {key: value for key, value in draft.answers.items() if key in keys}
    if seen is not None and before != values and draft.kept_at(page) > seen and draft.kept_by(page) != window:
        raise SavedElsewhere
    draft.answers = {**{key: value for key, value in draft.answers.items() if key not in keys}, **values}
    draft.note(page, complete=complete, typed=hidden_in(typed or {}), window=window)
    draft.origins = {
        key: one for key, one in draft.origins.items() if key not in keys or values.get(key) == before.get(key)
    }
    draft.language, draft.saved_at = language or draft.language, now
    draft.save(update_fields=["answers", "pages", "saves", "origins", "language", "saved_at"])
    return draft


@transaction.atomic
def discard(*, draft_id: Any, by: Person, now: datetime) -> None:  # noqa: ANN401 - a UUID or its text
    """Throw a draft away with its files. Raises NotYours, AlreadySubmitted."""
    draft = mine(draft_id, by, now)
    version = live(draft.version_id)
    for document_id in document_ids(version, draft.answers):
        documents.discard(document_id, person=draft.person, by=by, now=now)
    draft.delete()


def mine(draft_id: Any, by: Person, now: datetime) -> Draft:  # noqa: ANN401 - a UUID or its text
    """The draft, kept from others until the transaction ends. Raises NotYours, AlreadySubmitted."""
    draft = Draft.objects.select_for_update().get(pk=draft_id)
    check_whose(draft, by=by, act=Act.APPLY, now=now)
    if draft.application_id is not None:
        raise AlreadySubmitted
    return draft
