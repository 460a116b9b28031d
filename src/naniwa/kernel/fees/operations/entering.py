"""Writing into the ledger of a charge that is kept from others meanwhile."""

from datetime import datetime
from typing import Any
from uuid import UUID

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.audit.entries import Actor
from naniwa.kernel.fees.models import Charge, Entry, EntryKind


def locked(charge_id: int) -> Charge:
    """The charge as it is now; whoever writes about it takes this first, so that no two wait for each other."""
    return Charge.objects.select_for_update(of=("self",)).get(pk=charge_id)


def enter(
    charge: Charge,
    kind: EntryKind,
    amount_yen: int,
    *,
    now: datetime,
    public_id: UUID | None = None,
    **about: Any,  # noqa: ANN401 - fields of the entry
) -> Entry:
    """Add an entry to a locked charge; the database brings its sums up to date. Whole yen, above 0."""
    number = Entry.objects.filter(charge=charge).count() + 1
    about |= {"public_id": public_id} if public_id else {}
    made = Entry.objects.create(charge=charge, number=number, kind=kind.value, amount_yen=amount_yen, at=now, **about)
    charge.refresh_from_db(fields=["reduced_yen", "paid_yen", "refunded_yen"])
    return made


def note(action: str, charge: Charge, amount_yen: int, *, by: Actor, now: datetime, **detail: Any) -> None:  # noqa: ANN401 - what the trail is to say
    """Write into the trail what was done about a charge, in whole yen."""
    audit.record(
        action,
        by=by,
        target=charge.reference,
        subject=charge.person,
        organisation=charge.organisation,
        now=now,
        item=charge.item,
        amount_yen=amount_yen,
        **detail,
    )
