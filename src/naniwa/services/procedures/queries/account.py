"""The bank account that a case is paid to."""

from naniwa.kernel.payments.operations import Account
from naniwa.services.procedures.models import Application
from naniwa.services.procedures.queries.live import Live


def account_field(version: Live) -> str:
    """The answer that names the account. Raises KeyError where the definition asks for none."""
    field = version.procedure.applicant.account
    if field is None:
        raise KeyError(version.procedure.slug)
    return field


def account_of(version: Live, case: Application) -> Account:
    """The account as it stands in the answers. Raises KeyError where the definition asks for none."""
    answer = case.answers[account_field(version)]
    return Account(
        bank_code=answer["bank_code"],
        branch_code=answer["branch_code"],
        account_type=answer["account_type"],
        account_number=answer["account_number"],
        holder_kana=answer["holder_kana"],
    )
