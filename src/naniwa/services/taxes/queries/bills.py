"""Bills with what the ledger says of them."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from naniwa.kernel.organisations.models import Organisation
from naniwa.services.taxes.definitions import rates
from naniwa.services.taxes.models import Bill, Instalment
from naniwa.services.taxes.rules.dunning import is_to_be_dunned
from naniwa.services.taxes.rules.interest import Interest, NoRate, interest

SHOWN = 100
OWED = Q(charge__amount_yen__gt=F("charge__reduced_yen") + F("charge__paid_yen") - F("charge__refunded_yen"))
"""Instalments of which something is missing."""


@dataclass(frozen=True)
class Due:
    """One instalment as it stands on a day; `late` is what would be owed for paying it on that day."""

    instalment: Instalment
    today: date

    @property
    def owed_yen(self) -> int:
        return self.instalment.charge.sums.owed

    @property
    def overdue(self) -> bool:
        return self.owed_yen > 0 and self.instalment.due_on < self.today

    @property
    def to_be_dunned(self) -> bool:
        return is_to_be_dunned(self.instalment.standing, today=self.today)

    @cached_property
    def late(self) -> Interest | None:
        """None where nothing is overdue, or where a rate is not in the table yet."""
        if not self.overdue:
            return None
        try:
            return interest(
                self.instalment.charge.sums.due, due_on=self.instalment.due_on, paid_on=self.today, rates=rates()
            )
        except NoRate:
            return None


@dataclass(frozen=True)
class Standing:
    """A bill and its instalments on a day, the first one first."""

    bill: Bill
    dues: tuple[Due, ...]

    @property
    def charged_yen(self) -> int:
        return sum(one.instalment.charge.sums.due for one in self.dues)

    @property
    def owed_yen(self) -> int:
        return sum(one.owed_yen for one in self.dues)

    @property
    def overdue_yen(self) -> int:
        return sum(one.owed_yen for one in self.dues if one.overdue)

    @property
    def next_due(self) -> date | None:
        return next((one.instalment.due_on for one in self.dues if one.owed_yen), None)


def standings(bills: Iterable[Bill], *, today: date) -> list[Standing]:
    """In the order of the bills; two queries for any number."""
    bills = list(bills)
    by_bill: dict[int, list[Due]] = defaultdict(list)
    for one in _instalments([bill.pk for bill in bills]):
        by_bill[one.bill_id].append(Due(one, today))
    return [Standing(bill, tuple(by_bill[bill.pk])) for bill in bills]


def standing(bill: Bill, *, today: date) -> Standing:
    return standings([bill], today=today)[0]


def search(office: Organisation, *, words: str = "", tax: str = "", state: str = "", today: date) -> list[Bill]:
    """The latest bills of an office, by number or the beginning of a name, by tax and by what is left to do."""
    found = Bill.objects.filter(organisation=office)
    if tax:
        found = found.filter(tax=tax)
    if words:
        found = found.filter(Q(number=words) | Q(reference=words.upper()) | Q(name__startswith=words))
    if state:
        found = _in_state(found, state, today)
    return list(found.order_by("-pk")[:SHOWN])


def count(office: Organisation) -> int:
    return Bill.objects.filter(organisation=office).count()


def bill_of(office: Organisation, number: UUID) -> Bill | None:
    mine = Bill.objects.select_related("organisation", "held_by")
    return mine.filter(public_id=number, organisation=office).first()


def by_reference(reference: str) -> Bill | None:
    """Whoever owes it. Run as the system."""
    return Bill.objects.select_related("organisation").filter(reference=reference).first()


def known_numbers(office: Organisation, numbers: Collection[str]) -> set[str]:
    found = Bill.objects.filter(organisation=office, number__among=list(numbers))
    return set(found.values_list("number", flat=True))


def to_dun(office: Organisation, *, today: date) -> list[Instalment]:
    """What is overdue, was not dunned and is not held back; the oldest due day first."""
    found = Instalment.objects.select_related("bill", "charge").filter(
        OWED, bill__organisation=office, bill__held_at=None, dunned_on=None, charge__due_on__lt=today
    )
    return list(found.order_by("charge__due_on", "bill_id", "number"))


def _instalments(bills: Collection[int]) -> list[Instalment]:
    found = Instalment.objects.select_related("charge", "interest", "bill").filter(bill__among=list(bills))
    return list(found.order_by("bill_id", "number"))


def _in_state(found: QuerySet[Bill], state: str, today: date) -> QuerySet[Bill]:
    owed = Instalment.objects.filter(OWED, bill=OuterRef("pk"))
    overdue = Exists(owed.filter(charge__due_on__lt=today))
    return {
        "open": found.filter(Exists(owed)),
        "overdue": found.filter(overdue),
        "paid": found.filter(~Exists(owed)),
        "held": found.filter(held_at__isnull=False),
    }.get(state, found)
