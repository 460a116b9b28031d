"""Makes the charges and payments that the tests of fees speak of."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from uuid import UUID, uuid4

from naniwa.kernel.fees.models import Charge, Payment
from naniwa.kernel.fees.operations import NewCharge, open_charges
from naniwa.kernel.fees.providers import Notice, NoticeKind
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.organisations.operations import load_reference
from naniwa.kernel.people.models import Person

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
FEE = 300

_numbers = count(1)


def office(code: str = "271004") -> Organisation:
    with as_system():
        load_reference()
        return Organisation.objects.get(code=code)


def person(name: str = "髙橋 花子") -> Person:
    with as_system():
        return Person.objects.create(email=f"f{next(_numbers)}@example.jp", name=name)


def charge(
    amount: int = FEE,
    *,
    owner: Person | None = None,
    organisation: Organisation | None = None,
    capture: str = "at_once",
    reference: str = "",
) -> Charge:
    wanted = new(reference or f"JM-{next(_numbers):012}", organisation or office(), amount=amount, owner=owner)
    return open_charges([replace(wanted, capture=capture)], by=None, now=NOW)[0]


def new(reference: str, office: Organisation, *, amount: int = FEE, owner: Person | None = None) -> NewCharge:
    return NewCharge(
        reference=reference,
        item="copies",
        subject="residence-certificate",
        title="写しの手数料",
        title_en="Fee for copies",
        amount_yen=amount,
        payer_name="髙橋 花子",
        organisation_id=office.pk,
        person_id=owner.pk if owner else None,
    )


def payment(charge: Charge, *, amount: int | None = None, provider: str = "card") -> Payment:
    with as_system():
        return Payment.objects.create(
            charge=charge,
            provider=provider,
            method=provider,
            amount_yen=amount or charge.amount_yen,
            provider_reference="x",
            page_url="http://127.0.0.1/pay",
            started_at=NOW,
            changed_at=NOW,
        )


def notice(kind: NoticeKind, order: UUID, amount: int = FEE, *, number: str = "", refund: str = "") -> Notice:
    return Notice(
        number=number or uuid4().hex, kind=kind, order=order, amount_yen=amount, happened_at=NOW, refund=refund
    )


def fresh(charge: Charge) -> Charge:
    with as_system():
        return Charge.objects.get(pk=charge.pk)
