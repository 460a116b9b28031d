"""What a person owes and has paid; anybody else's does not exist for them."""

from collections.abc import Collection, Iterable
from uuid import UUID

from naniwa.kernel.fees.models import Charge, Entry, Payment
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.models import Person


def charge_of(person: Person, number: UUID) -> Charge | None:
    return Charge.objects.select_related("organisation").filter(public_id=number, person=person).first()


def charge_seen(number: UUID) -> Charge | None:
    """Whoever owes it, as row security has it: whether the reader may pay it has still to be asked."""
    return Charge.objects.select_related("organisation").filter(public_id=number).first()


def charge_opened(number: UUID, references: Collection[str]) -> Charge | None:
    """One of what was opened for a browser, whoever owes it."""
    with as_system():
        found = Charge.objects.select_related("organisation").filter(reference__among=list(references))
        return found.filter(public_id=number).first()


def payment_opened(number: UUID, references: Collection[str]) -> Payment | None:
    """As `charge_opened`."""
    with as_system():
        found = Payment.objects.select_related("charge", "charge__organisation")
        return found.filter(public_id=number, charge__reference__among=list(references)).first()


def payment_seen(number: UUID) -> Payment | None:
    """As `charge_seen`."""
    return Payment.objects.select_related("charge", "charge__organisation").filter(public_id=number).first()


def payment_of(person: Person, number: UUID) -> Payment | None:
    found = Payment.objects.select_related("charge", "charge__organisation")
    return found.filter(public_id=number, charge__person=person).first()


def charges_for(references: Iterable[str]) -> list[Charge]:
    """What is charged for these references, as far as whoever asks may see it."""
    return list(Charge.objects.filter(reference__in=list(references)).order_by("pk"))


def entries(charge: Charge) -> list[Entry]:
    """The ledger of a charge, the oldest first."""
    return list(Entry.objects.filter(charge=charge).order_by("number"))
