"""When a draft becomes an application its documents become the office's; until then a person can remove them."""

from collections.abc import Collection
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.audit.entries import Actor, Entry
from naniwa.kernel.documents import storage
from naniwa.kernel.documents.models import Document
from naniwa.kernel.documents.refusals import AlreadyHandedIn, NotThere
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.models import Person


@transaction.atomic
def assign(
    documents: Collection[UUID | str],
    *,
    organisation: Organisation,
    partner: Organisation | None,
    person: Person | None,
    now: datetime,
    by: Actor = None,
) -> int:
    """Hand these documents in with an application; returns how many are new to the office.

    Documents handed in before (a resubmission names them again) stay as they are. Raises NotThere when one of them
    does not exist, was removed or is somebody else's.
    """
    numbers = {str(number) for number in documents}
    found = list(Document.objects.select_for_update().filter(pk__among=numbers, person=person, discarded_at=None))
    if len(found) != len(numbers):
        raise NotThere
    new = [document for document in found if document.assigned_at is None]
    for document in new:
        document.organisation, document.partner, document.assigned_at = organisation, partner, now
    Document.objects.bulk_update(new, ["organisation", "partner", "assigned_at"])
    audit.record_many(Entry(action="documents.handed_in", by=by or person, target=each, now=now) for each in new)
    return len(new)


@transaction.atomic
def discard(number: UUID | str, *, person: Person | None, now: datetime, by: Actor = None) -> None:
    """Remove a document that was not handed in yet, with its file. Raises NotThere, AlreadyHandedIn."""
    document = Document.objects.select_for_update().filter(pk=number, person=person, discarded_at=None).first()
    if document is None:
        raise NotThere
    if document.assigned_at is not None:
        raise AlreadyHandedIn
    document.discarded_at = now
    document.save(update_fields=["discarded_at"])
    audit.record("documents.discarded", by=by or person, target=document, now=now)
    transaction.on_commit(partial(storage.remove, document))
