"""`naniwa appoint` and `naniwa paying-account`: what an installation needs before its staff can do the rest."""

from typing import Annotated

import typer

from naniwa.cli.app import app, console, fail
from naniwa.cli.database import use_installation

Code = Annotated[str, typer.Option("--organisation", help="Code of the organisation, such as 270008-commerce.")]


@app.command()
def appoint(
    email: Annotated[str, typer.Argument(help="The member of staff's own address.")],
    *,
    name: Annotated[str, typer.Option(help="As written, such as 髙橋 一郎.")],
    name_kana: Annotated[str, typer.Option("--kana", help="In katakana.")],
    organisation: Code,
    role: Annotated[
        str, typer.Option(help="reviewer, approver, payer, releaser, cashier, publisher, administrator, auditor.")
    ],
) -> None:
    """Appoint a member of staff from today, and mail an invitation to set a password; for the first administrator."""
    use_installation()
    from django.db import transaction
    from django.utils import timezone

    from naniwa.kernel.audit import operations as audit
    from naniwa.kernel.organisations.isolation import as_system
    from naniwa.kernel.people import operations as people
    from naniwa.kernel.people.models import Purpose, Role
    from naniwa.web import mail

    if role not in Role.values:
        fail(f"there is no role '{role}'; there are {', '.join(Role.values)}")
    now = timezone.now()
    try:
        with transaction.atomic(), as_system():
            person = people.register_staff(email=email, name=name, name_kana=name_kana, now=now)
            office = _office(organisation)
            people.appoint(person=person, organisation=office, role=Role(role), starts_on=timezone.localdate(now))
            audit.record("people.appointed", by=None, target=person, organisation=office, role=role, now=now)
            issued = people.issue(purpose=Purpose.INVITATION, email=email, person=person, now=now)
            mail.send_invitation(issued, language=person.language, now=now)
    except people.NotAnAddress:
        fail(f"{email} is not an e-mail address")
    except people.BelongsToResident:
        fail(f"{email} is registered by a resident or a business; staff use an address of their own")
    except people.AlreadyAppointed:
        fail(f"{email} holds the role '{role}' there already")
    console.print(f"{email} is {role} of {organisation}. An invitation to set a password is on its way.")


@app.command("paying-account")
def paying_account(
    *,
    organisation: Code,
    client_code: Annotated[str, typer.Option(help="委託者コード, ten digits, from the bank.")],
    client_name: Annotated[str, typer.Option(help="委託者名, in katakana.")],
    bank: Annotated[str, typer.Option(help="Four digits.")],
    branch: Annotated[str, typer.Option(help="Three digits.")],
    account_type: Annotated[str, typer.Option(help="1 普通, 2 当座, 9 other.")],
    account_number: Annotated[str, typer.Option(help="Seven digits.")],
    line_ends: Annotated[bool, typer.Option(help="Whether the bank wants CRLF after each record.")] = False,
) -> None:
    """State the account from which an organisation pays; replaces what was stated before."""
    use_installation()
    from django.utils import timezone

    from naniwa.kernel.organisations.isolation import as_system
    from naniwa.kernel.payments import operations as payments
    from naniwa.kernel.payments.errors import UnknownPayingBranch
    from naniwa.library.zengin import ZenginError

    try:
        with as_system():
            payments.set_paying_account(
                organisation=_office(organisation),
                client_code=client_code,
                client_name=client_name,
                bank_code=bank,
                branch_code=branch,
                account_type=account_type,
                account_number=account_number,
                line_ends=line_ends,
                by=None,
                now=timezone.now(),
            )
    except UnknownPayingBranch as unknown:
        fail(f"there is no branch {unknown}")
    except ZenginError as wrong:
        fail(f"no bank file could carry this: {wrong}")
    console.print(f"{organisation} pays from {bank}-{branch}, account {account_number}.")


def _office(code: str):  # type: ignore[no-untyped-def] # noqa: ANN202 - models are there only once Django is set up
    from naniwa.kernel.organisations import queries

    return queries.by_code(code) or fail(f"there is no organisation '{code}'")
