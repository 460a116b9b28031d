"""Writing into the ledger of a charge that is kept from others meanwhile."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.audit.entries import Actor, Row
from naniwa.kernel.fees.models import Charge, Entry, EntryKind


def locked(charge_id: int) -> Charge:
    """The charge as it is now; whoever writes about it takes this first, so that no two wait for each other."""
    return Charge.objects.select_for_update(of=("self",)).get(pk=charge_id)


def locked_for(order: UUID, provider: str) -> Charge | None:
    """The charge that an order at a provider is to pay, kept from others; None for an order that is not ours."""
    mine = Charge.objects.select_for_update(of=("self",))
    return mine.filter(payments__public_id=order, payments__provider=provider).first()


def all_locked(references: Collection[str]) -> list[Charge]:
    """Every charge for these references, kept from others in the order of their rows."""
    mine = Charge.objects.select_for_update(of=("self",)).filter(reference__among=list(references))
    return list(mine.order_by("pk"))


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
    audit.record_many([noted(action, charge, amount_yen, by=by, now=now, **detail)])


def noted(
    action: str,
    charge: Charge,
    amount_yen: int,
    *,
    by: Actor,
    now: datetime,
    **detail: Any,  # noqa: ANN401 - what the trail is to say
) -> audit.Entry:
    """What the trail will say of it; of the office that charges, whoever acted."""
    about = {"item": charge.item, "amount_yen": amount_yen, **detail}
    row = Row(Charge, charge.reference, charge.person_id, charge.organisation_id)
    return audit.Entry(action=action, by=by, target=row, now=now, detail=about)
