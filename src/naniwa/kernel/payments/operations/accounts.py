"""States the account from which an organisation pays."""

from datetime import datetime

from django.db import transaction

from naniwa.kernel.audit.operations import record
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.payments.actors import Clerk
from naniwa.kernel.payments.errors import UnknownPayingBranch
from naniwa.kernel.payments.models import PayingAccount
from naniwa.kernel.payments.operations.releasing import header
from naniwa.library import zengin
from naniwa.library.banks import directory
from naniwa.library.periods import day_of


@transaction.atomic
def set_paying_account(
    *,
    organisation: Organisation,
    client_code: str,
    client_name: str,
    bank_code: str,
    branch_code: str,
    account_type: str,
    account_number: str,
    line_ends: bool = False,
    by: Clerk | None,
    now: datetime,
) -> PayingAccount:
    """Replaces what was stated before. Raises UnknownPayingBranch, and zengin.ZenginError for what no file carries."""
    if directory().branch(bank_code, branch_code) is None:
        raise UnknownPayingBranch(f"{bank_code}-{branch_code}")
    values: dict[str, str | bool] = {
        "client_code": client_code,
        "client_name": client_name,
        "bank_code": bank_code,
        "branch_code": branch_code,
        "account_type": account_type,
        "account_number": account_number,
        "line_ends": line_ends,
    }
    next(zengin.write(header(PayingAccount(**values), day_of(now)), ()))
    account, _ = PayingAccount.objects.update_or_create(organisation=organisation, defaults=values)
    record(
        "payments.paying_account_set",
        by=by,
        target=organisation.code,
        organisation=organisation,
        now=now,
        account=values,
    )
    return account
