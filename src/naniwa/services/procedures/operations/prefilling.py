"""Putting a person's own earlier answers into a draft, by their consent, each with where it came from."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.consent import operations as consent
from naniwa.kernel.people.models import Person
from naniwa.services.procedures.models import Draft
from naniwa.services.procedures.operations.drafts import mine
from naniwa.services.procedures.queries.earlier import earlier
from naniwa.services.procedures.queries.live import live

PREFILL = "procedures.prefill"


@transaction.atomic
def prefill(*, draft_id: Any, keys: Collection[str], by: Person, now: datetime) -> Draft:  # noqa: ANN401 - a UUID or its text
    """Fill the chosen fields that are still empty; each page is still looked at and saved by the person.

    Raises NotYours, AlreadySubmitted.
    """
    draft = mine(draft_id, by, now)
    if draft.mandate_id is not None:  # what the principal said elsewhere is not in the mandate
        return draft
    chosen = [one for one in earlier(live(draft.version_id), draft, by) if one.field.key in keys]
    if chosen:
        consent.give(person=by, purpose=PREFILL, now=now)
        draft.answers = {**draft.answers, **{one.field.key: one.value for one in chosen}}
        draft.origins = {**draft.origins, **{one.field.key: one.origin for one in chosen}}
        draft.saved_at = now
        draft.save(update_fields=["answers", "origins", "saved_at"])
        keys, sources = [one.field.key for one in chosen], sorted({one.reference for one in chosen})
        audit.record("procedures.prefilled", by=by, target=draft, subject=by, now=now, fields=keys, taken_from=sources)
    return draft
