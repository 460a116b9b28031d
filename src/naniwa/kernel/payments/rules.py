"""What a payout may and may not contain: decisions without a database, a clock or a request."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from naniwa.library import zengin
from naniwa.library.banking_days import is_banking_day
from naniwa.library.banks import Directory


class NotABankingDay(ValueError):
    """Banks do not move money on the day chosen."""


class TransferDayPassed(ValueError):
    """The day of transfer must lie after today."""


class SamePerson(Exception):
    """Whoever made up a run neither releases it nor waives what kept a claim out of it."""


class NotWaivable(Exception):
    """A bank file could not carry the claim, whatever a person says."""


class NoReason(Exception):
    """Money that goes to an account a second time needs a reason in writing."""


class Code(StrEnum):
    """Why a claim is held back, or looked at once more."""

    CLOSED_BANK = "closed_bank"
    WRONG_BRANCH = "wrong_branch"
    WRONG_ACCOUNT = "wrong_account"
    UNWRITABLE_NAME = "unwritable_name"
    AMOUNT_OUT_OF_RANGE = "amount_out_of_range"
    DUPLICATE_ACCOUNT = "duplicate_account"
    PAID_BEFORE = "paid_before"


WAIVABLE = frozenset({Code.DUPLICATE_ACCOUNT, Code.PAID_BEFORE})


@dataclass(frozen=True, slots=True)
class Candidate:
    """An approved claim with the account it asks for.

    `earlier` names the claims of the same procedure that this account was paid for, or is being paid for, in other
    runs; `waived` says that a second person has looked and wants it paid all the same.
    """

    claim_id: int
    bank_code: str
    branch_code: str
    account_type: str
    account_number: str
    payee_kana: str
    amount_yen: int
    earlier: str = ""
    waived: bool = False

    @property
    def account(self) -> tuple[str, str, str, str]:
        return self.bank_code, self.branch_code, self.account_type, self.account_number.zfill(7)


@dataclass(frozen=True, slots=True)
class Objected:
    """One reason against one claim; `shown` is what the clerk needs to see, such as the folded kana."""

    claim_id: int
    code: Code
    shown: str


@dataclass(frozen=True, slots=True)
class Payable:
    """A candidate as the bank file will carry it."""

    candidate: Candidate
    bank_kana: str
    branch_kana: str
    payee_text: str


@dataclass(frozen=True, slots=True)
class Examined:
    """What goes into the run, and what is said about the rest of it."""

    payable: list[Payable]
    objections: list[Objected]


def check_transfer_day(day: date, *, today: date) -> None:
    """Raises NotABankingDay, TransferDayPassed."""
    if not is_banking_day(day):
        raise NotABankingDay(day)
    if day <= today:
        raise TransferDayPassed(day)


def check_may_release(*, created_by: int, released_by: int) -> None:
    """Raises SamePerson."""
    if created_by == released_by:
        raise SamePerson


def check_may_waive(code: Code, *, created_by: int, waived_by: int, reason: str) -> None:
    """Raises NotWaivable, SamePerson, NoReason."""
    if code not in WAIVABLE:
        raise NotWaivable(code)
    if created_by == waived_by:
        raise SamePerson
    if not reason.strip():
        raise NoReason


def written(account: tuple[str, str, str, str]) -> str:
    """An account in one word, as staff see it."""
    return "-".join(account)


def examine(candidates: Iterable[Candidate], banks: Directory) -> Examined:
    """Sort candidates into those a bank file can carry and those it cannot, each with every reason."""
    payable: list[Payable] = []
    objections: list[Objected] = []
    for candidate in candidates:
        found = list(_objections(candidate, banks))
        objections += [Objected(candidate.claim_id, code, shown) for code, shown in found]
        if not found:
            payable.append(_payable(candidate, banks))
    repeated = _duplicates(payable)
    held_back = {item.claim_id for item in repeated}
    return Examined([item for item in payable if item.candidate.claim_id not in held_back], objections + repeated)


def _objections(candidate: Candidate, banks: Directory) -> Iterable[tuple[Code, str]]:
    if banks.bank(candidate.bank_code) is None:
        yield Code.CLOSED_BANK, candidate.bank_code
    elif banks.branch(candidate.bank_code, candidate.branch_code) is None:
        yield Code.WRONG_BRANCH, f"{candidate.bank_code}-{candidate.branch_code}"
    number = candidate.account_number
    digits = number.isascii() and number.isdigit() and len(number) <= 7  # noqa: PLR2004 - digits of an account
    if not digits or candidate.account_type not in zengin.ACCOUNT_TYPES:
        yield Code.WRONG_ACCOUNT, number
    if not 0 < candidate.amount_yen <= zengin.MOST_YEN:
        yield Code.AMOUNT_OUT_OF_RANGE, str(candidate.amount_yen)
    try:
        zengin.payee_text(candidate.payee_kana)
    except zengin.UnwritableName as error:
        yield Code.UNWRITABLE_NAME, f"{error.folded} ← {' '.join(error.lost)}"
    if candidate.earlier and not candidate.waived:
        yield Code.PAID_BEFORE, candidate.earlier


def _payable(candidate: Candidate, banks: Directory) -> Payable:
    bank, branch = banks.banks[candidate.bank_code], banks.branches(candidate.bank_code)[candidate.branch_code]
    return Payable(candidate, bank.kana, branch.kana, zengin.payee_text(candidate.payee_kana))


def _duplicates(payable: list[Payable]) -> list[Objected]:
    """All but the first claim to one account are held back, so that a person looks; those looked at go first."""
    taken = {item.candidate.account for item in payable if item.candidate.waived}
    repeated = []
    for item in payable:
        account = item.candidate.account
        if account in taken and not item.candidate.waived:
            repeated.append(Objected(item.candidate.claim_id, Code.DUPLICATE_ACCOUNT, written(account)))
        taken.add(account)
    return repeated
