"""The simulated staff of a rehearsal, and the account it pays from."""

from dataclasses import dataclass
from datetime import datetime

from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.payments import operations as payments
from naniwa.kernel.people.models import Person, PersonKind


@dataclass(frozen=True)
class Personnel:
    """One for each part that must be played by somebody else."""

    reviewer: Person
    approver: Person
    payer: Person
    releaser: Person
    office: Organisation


def engage(office: Organisation, *, now: datetime) -> Personnel:
    """Make up the staff and the paying account of an office."""
    names = ("reviewer", "approver", "payer", "releaser")
    people = {name: _person(name) for name in names}
    payments.set_paying_account(
        organisation=office,
        client_code="2700080001",
        client_name="オオサカフ",
        bank_code="0158",
        branch_code="101",
        account_type="1",
        account_number="0000001",
        by=people["payer"],
        now=now,
    )
    return Personnel(**people, office=office)


def _person(name: str) -> Person:
    person, _ = Person.objects.get_or_create(
        email=f"{name}@rehearsal.example.jp", defaults={"name": name, "kind": PersonKind.STAFF}
    )
    return person
