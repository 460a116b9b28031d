"""Payment slips (納付書): one for what is owed, and the money that came by them."""

import secrets
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction

from naniwa.kernel.fees.errors import NoSlips, NothingOwed
from naniwa.kernel.fees.models import SLIP, Charge, Payment, Way
from naniwa.kernel.fees.operations.entering import locked
from naniwa.kernel.fees.operations.settling import learn
from naniwa.kernel.fees.providers import Status
from naniwa.kernel.fees.rules import PaymentState
from naniwa.kernel.fees.statements import Line
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.library.payment_slip import Slip
from naniwa.library.periods import day_of

SHOPS_TAKE_YEN = 300_000
"""Convenience stores take no more with one slip."""
LASTS = timedelta(days=30)
"""How long a slip is good where the charge itself has no last day."""
DIGITS = 16


def is_allowed(charge: Charge) -> bool:
    """Whether the office has slips, and shops would take one for what is owed."""
    sums = charge.sums
    return charge.organisation.code in settings.SLIP_ISSUERS and not sums.secured and sums.owed <= SHOPS_TAKE_YEN


@transaction.atomic
def issue(*, charge: Charge, now: datetime) -> Payment:
    """The slip for what is owed now; pressed again, it is the same one. Raises NothingOwed, NoSlips."""
    with as_system():
        charge = locked(charge.pk)
        if charge.sums.secured:
            raise NothingOwed
        if not is_allowed(charge):
            raise NoSlips
        found = _good([charge], now=now).get(charge.pk)
        if found is None:
            found = _new(charge, now=now)
            found.save(force_insert=True)
        return found


@transaction.atomic
def issue_many(charges: Collection[int], *, now: datetime) -> dict[int, Payment]:
    """The slips of these charges, by row number: as `issue` does, by sets; those that get none are left out."""
    with as_system():
        found = Charge.objects.select_for_update(of=("self",)).select_related("organisation")
        wanted = [one for one in found.filter(pk__among=list(charges)).order_by("pk") if is_allowed(one)]
        good = _good(wanted, now=now)
        made = Payment.objects.bulk_create(_new(one, now=now) for one in wanted if one.pk not in good)
        return good | {one.charge_id: one for one in made}


def _good(charges: Sequence[Charge], *, now: datetime) -> dict[int, Payment]:
    """The latest slip of each charge that asks for what is owed and that shops still take."""
    by_row = {one.pk: one for one in charges}
    mine = Payment.objects.filter(charge__among=list(by_row), provider=SLIP, state=PaymentState.STARTED)
    found = {}
    for slip in mine.order_by("pk"):
        slip.charge = by_row[slip.charge_id]
        if slip.amount_yen == slip.charge.sums.owed and last_day(slip) >= day_of(now):
            found[slip.charge_id] = slip
    return found


def _new(charge: Charge, *, now: datetime) -> Payment:
    return Payment(
        charge=charge,
        provider=SLIP,
        method=Way.SLIP,
        amount_yen=charge.sums.owed,
        provider_reference=f"{secrets.randbelow(10**DIGITS):0{DIGITS}}",
        page_url="",
        started_at=now,
        changed_at=now,
    )


def last_day(slip: Payment) -> date:
    """On which shops still take it: that of the charge, as long as it lies ahead."""
    issued, due = day_of(slip.started_at), slip.charge.due_on
    return due if due and due >= issued else issued + LASTS


def barcode(slip: Payment) -> str:
    """The 44 digits of its bars."""
    issuer = settings.SLIP_ISSUERS[slip.charge.organisation.code]
    return Slip(issuer, slip.provider_reference, slip.amount_yen, last_day(slip)).digits()


def enter_paid(lines: Iterable[Line], *, office: Organisation, now: datetime) -> None:
    """The file of the collecting firm is the news itself: what was paid by a slip of ours goes into the ledger once.

    A slip that was paid twice, or that nobody knows, is left for the comparison to name.
    """
    paid = {one.order: one for one in reversed(list(lines)) if one.kind == "pay"}
    known = Payment.objects.filter(provider=SLIP, provider_reference__among=list(paid), charge__organisation=office)
    for slip in known.order_by("charge", "pk"):
        learn(slip.public_id, Status(captured_yen=paid[slip.provider_reference].amount_yen), now=now)
