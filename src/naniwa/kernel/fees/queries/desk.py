"""What an office has charged, taken and to give back, for the people at its counters."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, Q

from naniwa.kernel.fees.models import CashUp, Charge, Entry, EntryKind, Payment, Refund, Way
from naniwa.kernel.organisations.models import Organisation
from naniwa.library.periods import Period

SHOWN = 100
FILTERS: Mapping[str, Q] = {
    "open": Q(amount_yen__gt=F("reduced_yen") + F("paid_yen") - F("refunded_yen") + F("held_yen")),
    "held": Q(held_yen__gt=0),
    "paid": Q(paid_yen__gt=F("refunded_yen")),
    "back": Q(paid_yen__gt=F("refunded_yen") + F("amount_yen") - F("reduced_yen")),
}
"""Charges by what is left to do: to pay, to take, nothing, to give back."""


@dataclass(frozen=True, slots=True)
class Till:
    """What came in at a counter on a day, in yen by way of paying, less what went back there."""

    counter: str
    by_way: Mapping[str, int]
    closed: CashUp | None

    @property
    def cash_yen(self) -> int:
        return self.by_way.get(Way.CASH, 0)

    @property
    def total_yen(self) -> int:
        return sum(self.by_way.values())


def charges(office: Organisation, *, words: str = "", state: str = "") -> list[Charge]:
    """The latest charges of an office, by receipt number or the beginning of a name, and by what is left to do."""
    found = Charge.objects.filter(organisation=office)
    if state in FILTERS:
        found = found.filter(FILTERS[state])
    if words:
        found = found.filter(Q(reference__iexact=words) | Q(payer_name__istartswith=words))
    return list(found.order_by("-opened_at", "-pk")[:SHOWN])


def counts(office: Organisation) -> dict[str, int]:
    mine = Charge.objects.filter(organisation=office)
    return {name: mine.filter(condition).count() for name, condition in FILTERS.items()}


def charge_of(office: Organisation, number: UUID) -> Charge | None:
    mine = Charge.objects.select_related("organisation", "person")
    return mine.filter(public_id=number, organisation=office).first()


def payments(charge: Charge) -> list[Payment]:
    return list(Payment.objects.filter(charge=charge).order_by("pk"))


def refunds(charge: Charge) -> list[Refund]:
    return list(Refund.objects.filter(payment__charge=charge).select_related("payment").order_by("pk"))


def tills(office: Organisation, day: date) -> list[Till]:
    """Each counter at which something moved on a day, by name."""
    closed = {one.counter: one for one in CashUp.objects.filter(organisation=office, day=day)}
    found: dict[str, dict[str, int]] = {name: {} for name in closed}
    for (counter, way), yen in _moved(office, day).items():
        found.setdefault(counter, {})[way] = yen
    return [Till(name, found[name], closed.get(name)) for name in sorted(found)]


def cash(office: Organisation, counter: str, day: date) -> int:
    """The cash of a counter on a day by the ledger, in yen."""
    return _moved(office, day).get((counter, Way.CASH.value), 0)


def counters(office: Organisation) -> list[str]:
    """The counters of an office by the names under which something was taken there."""
    named = Entry.objects.filter(charge__organisation=office).exclude(counter="")
    return sorted(set(named.values_list("counter", flat=True).distinct()))


def _moved(office: Organisation, day: date) -> dict[tuple[str, str], int]:
    """Yen by counter and way of paying: what came in on a day, less what went back."""
    whole = Period.of_days(day, day)
    entries = Entry.objects.filter(charge__organisation=office, at__gte=whole.begins, at__lt=whole.ends)
    moved: dict[tuple[str, str], int] = defaultdict(int)
    for counter, way, kind, yen in entries.exclude(counter="").values_list("counter", "way", "kind", "amount_yen"):
        moved[counter, way] += yen if kind == EntryKind.PAY else -yen
    return moved
