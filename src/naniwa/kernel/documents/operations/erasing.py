"""Taking away what was handed in, once the time for which it is kept is over: rows first, then their files."""

from collections.abc import Collection
from functools import partial
from itertools import chain
from uuid import UUID

from django.db import transaction

from naniwa.kernel.documents import storage
from naniwa.kernel.documents.models import Document


@transaction.atomic
def erase(*, numbers: Collection[UUID] = (), collections: Collection[str] = ()) -> int:
    """Remove these documents, and all of these collections, also those that were removed before by name only.

    Files go after the commit; what a killed process leaves lying has no row any more, and the nightly sweep takes it.
    Run as the system. Returns how many went.
    """
    named = Document.objects.filter(pk__among=set(numbers))
    gathered = Document.objects.filter(collection__among=set(collections) - {""})
    found = {document.pk: document for document in chain(named, gathered)}
    Document.objects.filter(pk__among=found).delete()
    for document in found.values():
        transaction.on_commit(partial(storage.remove, document))
    return len(found)
