"""Judging what waits in quarantine because the scanner was away."""

from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.documents import scanning, storage
from naniwa.kernel.documents.models import Document, State
from naniwa.kernel.organisations.isolation import as_system


def rescan(*, now: datetime, at_most: int = 200) -> int:
    """Scan waiting documents as the system, oldest first, a transaction each, until the scanner is away again."""
    with as_system():
        waiting = Document.objects.filter(state=State.QUARANTINED, discarded_at=None).order_by("created_at")
        numbers = list(waiting.values_list("pk", flat=True)[:at_most])
    for done, number in enumerate(numbers):
        try:
            with as_system():
                _judge(number, now)
        except scanning.ScannerUnavailable:
            return done
    return len(numbers)


def _judge(number: UUID, now: datetime) -> None:
    document = Document.objects.select_for_update(skip_locked=True).filter(pk=number, state=State.QUARANTINED).first()
    if document is None:
        return
    with storage.path_of(document).open("rb") as file:
        found = scanning.scanner().find(file)
    document.state = State.REJECTED if found else State.CLEAN
    document.save(update_fields=["state"])
    audit.record("documents.scanned", by=None, target=document, now=now, found=found)
    if found:
        transaction.on_commit(partial(storage.remove, document))
