"""Bills with what the ledger says of them."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from django.db.models import F, Q, QuerySet

from naniwa.kernel.fees.models import Kind
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
    if state in {"open", "overdue"}:
        # From the instalments and the charges of the office, which have an index by due day; then the bills by row.
        owed = _owed(office, today if state == "overdue" else None).filter(_said("bill__", words, tax))
        rows = owed.order_by("-bill_id").values_list("bill_id", flat=True).distinct()[:SHOWN]
        return list(Bill.objects.filter(pk__among=list(rows)).order_by("-pk"))
    found = Bill.objects.filter(_said("", words, tax), organisation=office)
    if state == "paid":
        found = found.exclude(pk__in=_owed(office, None).values("bill_id"))
    if state == "held":
        found = found.filter(held_at__isnull=False)
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
    found = _owed(office, today).select_related("bill", "charge").filter(bill__held_at=None, dunned_on=None)
    return list(found.order_by("charge__due_on", "bill_id", "number"))


def _instalments(bills: Collection[int]) -> list[Instalment]:
    found = Instalment.objects.select_related("charge", "interest", "bill").filter(bill__among=list(bills))
    return list(found.order_by("bill_id", "number"))


def _owed(office: Organisation, due_before: date | None) -> QuerySet[Instalment]:
    """What is missing of the taxes of an office, all of it or what was due before a day."""
    found = Instalment.objects.filter(OWED, charge__organisation=office, charge__kind=Kind.TAX)
    return found.filter(charge__due_on__lt=due_before) if due_before else found


def _said(path: str, words: str, tax: str) -> Q:
    """Of bills, or along `path` of what belongs to them."""
    found = Q(**{f"{path}tax": tax}) if tax else Q()
    if words:
        told = {"number": words, "reference": words.upper(), "name__startswith": words}
        found &= Q(*((f"{path}{key}", value) for key, value in told.items()), _connector=Q.OR)
    return found
