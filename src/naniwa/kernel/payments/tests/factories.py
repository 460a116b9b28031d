"""Makes the people, the accounts and the claims that the tests of payments speak of."""

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count

from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.payments.models import Claim
from naniwa.kernel.payments.operations import Account, NewClaim, open_claims, set_paying_account
from naniwa.kernel.people.models import Person

NOW = datetime(2020, 5, 14, 3, 0, tzinfo=UTC)
LATER = datetime(2020, 5, 25, 3, 0, tzinfo=UTC)
PAY_DAY = date(2020, 5, 20)
PROCEDURE = "closure-grant"
GOOD = Account("0001", "460", "1", "1234567", "カ）ナニワショウジ")
MENDED = Account("9900", "418", "1", "7654321", "ナニワ　タロウ")

_numbers = count(1)


def organisation(code: str, kind: str, parent: Organisation | None = None) -> Organisation:
    names = {"270008": "大阪府", "271004": "大阪市", "271403": "堺市"}
    name = names.get(code, code)
    made, _ = Organisation.objects.get_or_create(code=code, defaults={"kind": kind, "name": name, "parent": parent})
    return made


def prefecture() -> Organisation:
    return organisation("270008", "prefecture")


def osaka() -> Organisation:
    return organisation("271004", "municipality", prefecture())


def sakai() -> Organisation:
    return organisation("271403", "municipality", prefecture())


def person(name: str = "葛\U000e0100城 𠮷郎") -> Person:
    return Person.objects.create(email=f"p{next(_numbers)}@example.jp", name=name)


def paying_account(*, line_ends: bool = False, branch_code: str = "101") -> None:
    set_paying_account(
        organisation=prefecture(),
        client_code="1234567890",
        client_name="オオサカフ",
        bank_code="0010",
        branch_code=branch_code,
        account_type="2",
        account_number="7654321",
        line_ends=line_ends,
        by=None,
        now=NOW,
    )


def new_claim(
    *,
    amount: int = 1_000_000,
    partner: Organisation | None = None,
    account: Account | None = None,
    owner: Person | None = None,
) -> NewClaim:
    """To an account of its own unless one is given."""
    place = partner or osaka()
    half = amount // 2
    return NewClaim(
        reference=f"KX-{next(_numbers):012}",
        procedure=PROCEDURE,
        title="休業要請支援金",
        amount_yen=amount,
        shares={"270008": amount - half, place.code: half},
        payee_name="髙橋商事",
        account=account or replace(GOOD, account_number=f"{next(_numbers):07}"),
        organisation_id=prefecture().pk,
        partner_id=place.pk,
        person_id=owner.pk if owner else None,
        approved_at=NOW,
    )


def claim(
    *,
    amount: int = 1_000_000,
    partner: Organisation | None = None,
    account: Account | None = None,
    owner: Person | None = None,
) -> Claim:
    new = new_claim(amount=amount, partner=partner, account=account, owner=owner)
    open_claims([new], by=None, now=NOW)
    return Claim.objects.get(reference=new.reference)


def account(**changes: str) -> Account:
    return replace(GOOD, **changes)
