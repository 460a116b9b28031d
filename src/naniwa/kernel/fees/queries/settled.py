"""What providers' files say beside our ledger: what was taken in, what is not paired yet, and what differs."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from naniwa.kernel.fees.matching import Movement
from naniwa.kernel.fees.models import SLIP, Difference, Entry, EntryKind, Payment, Statement, StatementLine
from naniwa.kernel.organisations.models import Organisation
from naniwa.library.periods import Period
from naniwa.library.typed import known_number

SHOWN = 200


@dataclass(frozen=True, slots=True)
class Taken:
    """A statement with what came of it: rows, those that are paired, yen paid and given back, and the firm's fees."""

    statement: Statement
    lines: int
    paired: int
    paid_yen: int
    refunded_yen: int
    fee_yen: int

    @property
    def net_yen(self) -> int:
        """What the firm is to transfer."""
        return self.paid_yen - self.refunded_yen - self.fee_yen


def unpaired_lines(office: Organisation, provider: str) -> list[Movement]:
    lines = StatementLine.objects.filter(organisation=office, provider=provider, entry=None).order_by("pk")
    return [Movement(one.pk, one.order, one.kind, one.refund, one.amount_yen) for one in lines]


def unpaired_entries(office: Organisation, provider: str, *, day: date, orders: Collection[str]) -> list[Movement]:
    """Entries of these orders, and those of the day, that no line stands beside."""
    numbers = [number for text in orders if (number := known_number(text))]
    of_orders = Q(payment__public_id__among=numbers) | Q(refund__payment__public_id__among=numbers)
    if provider == SLIP:
        of_orders = Q(payment__provider_reference__among=list(orders))
    found = _entries(office, provider).filter(of_orders | _on(day))
    paired = StatementLine.objects.filter(organisation=office, provider=provider, entry__isnull=False)
    found = found.exclude(pk__in=paired.values("entry_id")).select_related("payment", "refund__payment")
    return [_movement(one) for one in found.order_by("pk")]


def entered_on(office: Organisation, provider: str, day: date) -> set[int]:
    """Row numbers of what was entered on a day."""
    return set(_entries(office, provider).filter(_on(day)).values_list("pk", flat=True))


def statements(office: Organisation) -> list[Taken]:
    """The latest files of an office."""
    found = list(Statement.objects.filter(organisation=office).order_by("-taken_at", "-pk")[:SHOWN])
    sums = {one["statement"]: one for one in _sums(found)}
    return [_taken(one, sums.get(one.pk, {})) for one in found]


def statement(office: Organisation, number: UUID) -> Taken | None:
    found = Statement.objects.select_related("taken_by").filter(organisation=office, public_id=number).first()
    return _taken(found, next(iter(_sums([found])), {})) if found else None


def differences(office: Organisation, *, closed: bool) -> list[Difference]:
    """The oldest open ones first, and the latest of those that are closed."""
    found = Difference.objects.filter(organisation=office, closed_at__isnull=not closed)
    found = found.select_related("line", "entry__charge", "closed_by")
    return list(found.order_by(*(("-closed_at",) if closed else ("day",)), "pk")[:SHOWN])


def open_count(office: Organisation) -> int:
    return Difference.objects.filter(organisation=office, closed_at=None).count()


def difference(office: Organisation, number: UUID) -> Difference | None:
    return Difference.objects.filter(organisation=office, public_id=number).first()


def offices_of(orders: Iterable[str]) -> dict[str, int]:
    """The office that charges, by the text of the order; unknown ones are left out. Run as the system."""
    numbers = {number: text for text in orders if (number := known_number(text))}
    known = Payment.objects.filter(public_id__among=list(numbers)).values_list("public_id", "charge__organisation_id")
    return {numbers[number]: office for number, office in known}


def known_payments(orders: Iterable[UUID | None], provider: str) -> list[UUID]:
    """Which of these orders are payments of ours at a provider."""
    found = Payment.objects.filter(public_id__among=[one for one in orders if one], provider=provider)
    return list(found.order_by("pk").values_list("public_id", flat=True))


def _entries(office: Organisation, provider: str) -> QuerySet[Entry]:
    of_provider = Q(payment__provider=provider) | Q(refund__payment__provider=provider)
    return Entry.objects.filter(of_provider, charge__organisation=office)


def _on(day: date) -> Q:
    whole = Period.of_days(day, day)
    return Q(at__gte=whole.begins, at__lt=whole.ends)


def _movement(one: Entry) -> Movement:
    payment = one.payment or (one.refund.payment if one.refund else None)
    number = one.refund.number if one.refund else ""
    return Movement(one.pk, _order(payment) if payment else "", one.kind, number, one.amount_yen)


def _order(payment: Payment) -> str:
    """As the file names it."""
    return payment.provider_reference if payment.provider == SLIP else str(payment.public_id)


def _sums(found: Collection[Statement]) -> list[dict[str, Any]]:
    lines = StatementLine.objects.filter(statement__among=list(found)).values("statement").order_by()
    summed = lines.annotate(
        lines=Count("pk"),
        paired=Count("entry"),
        paid=Sum("amount_yen", filter=Q(kind=EntryKind.PAY), default=0),
        back=Sum("amount_yen", filter=Q(kind=EntryKind.REFUND), default=0),
        fees=Sum("fee_yen", default=0),
    )
    return [dict(one) for one in summed]


def _taken(one: Statement, sums: Mapping[str, Any]) -> Taken:
    names = ("lines", "paired", "paid", "back", "fees")
    return Taken(one, *(sums.get(name, 0) for name in names))
