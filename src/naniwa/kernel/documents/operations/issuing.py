"""Keeping a PDF that an office itself issued, beside those that it was given."""

import hashlib
from datetime import datetime

from naniwa.kernel.documents import storage
from naniwa.kernel.documents.limits import Kind
from naniwa.kernel.documents.models import Document
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.models import Person


def keep_issued(
    content: bytes,
    *,
    name: str,
    field: str,
    organisation: Organisation,
    partner: Organisation | None,
    person: Person | None,
    now: datetime,
) -> Document:
    """Keep it, byte for byte; the person to whom it was issued sees it at once. Raises DiscFull.

    Nothing is scanned: it never left us. Call inside the transaction of what it belongs to.
    """
    digest = hashlib.sha256(content).hexdigest()
    document = Document(
        name=name,
        media_type=Kind.PDF.value,
        size=len(content),
        sha256=digest,
        received_sha256=digest,
        field=field,
        created_at=now,
        assigned_at=now,
        organisation=organisation,
        partner=partner,
        person=person,
    )
    with storage.keeping(document):
        with storage.needing_room():
            storage.write(content, storage.path_of(document))
        document.save(force_insert=True)
    return document
