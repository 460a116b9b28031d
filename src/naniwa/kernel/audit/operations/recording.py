"""Writing down what was done and what was read, in the transaction that does it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from naniwa.kernel.audit.entries import COLUMNS, Actor, Entry, Target
from naniwa.kernel.audit.models import Kind, Record
from naniwa.kernel.organisations import bulk
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.models import Person


def record(
    action: str,
    *,
    by: Actor,
    target: Target,
    now: datetime,
    subject: Person | None = None,
    organisation: Organisation | None = None,
    purpose: str = "",
    **detail: Any,  # noqa: ANN401 - any JSON
) -> None:
    """Write down an act, named as the fact: `record("procedures.approved", by=staff, target=application, now=now)`.

    `detail` must hold no personal data that `subject` could not read. Raises NoPublicReference, UnknownPurpose.
    """
    record_many(
        [
            Entry(
                action=action,
                by=by,
                target=target,
                now=now,
                subject=subject,
                organisation=organisation,
                purpose=purpose,
                detail=detail,
            )
        ]
    )


def record_read(
    what: str,
    *,
    by: Actor,
    target: Target,
    subject: Person | None,
    purpose: str,
    now: datetime,
    organisation: Organisation | None = None,
    **detail: Any,  # noqa: ANN401 - any JSON
) -> None:
    """Write down that somebody saw `subject`'s data, and what for (a key of `audit.words.PURPOSES`).

    Who was read about can see it on "who looked at my data". Raises NoPublicReference, UnknownPurpose.
    """
    record_many(
        [
            Entry(
                action=what,
                by=by,
                target=target,
                now=now,
                kind=Kind.READ,
                subject=subject,
                organisation=organisation,
                purpose=purpose,
                detail=detail,
            )
        ]
    )


def record_many(entries: Iterable[Entry]) -> int:
    """Write down many acts by one statement; returns how many. Raises NoPublicReference, UnknownPurpose."""
    return bulk.load(Record, COLUMNS, [entry.row() for entry in entries])
