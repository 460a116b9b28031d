"""Bank accounts: bank and branch must exist; ゆうちょ also by the 記号 and 番号 of the passbook."""

import re
from collections.abc import Callable, Sequence
from functools import partial

from naniwa.kernel.forms.answers import Problem
from naniwa.kernel.forms.definition.fields import PARTS, BankAccountField
from naniwa.kernel.forms.definition.text import text
from naniwa.kernel.forms.validation.kind import Posted, Unreadable, is_parts, parts
from naniwa.kernel.forms.validation.messages import problem
from naniwa.kernel.forms.validation.texts import characters
from naniwa.library import banks, kana, names, yucho
from naniwa.library.banks import Bank, Branch
from naniwa.library.corporate_number import normalise

LONGEST = 60
_NUMBER = re.compile(r"\d{7}", re.ASCII)
KEYS = PARTS["bank_account"]
TYPES = {
    "1": text("普通", "ordinary"),
    "2": text("当座", "current"),
    "4": text("貯蓄", "savings"),
    "9": text("その他", "other"),
}


class BankAccount:
    """The five parts, with the names of bank and branch, and 記号 and 番号 if that is how it was given."""

    def parse(self, field: BankAccountField, name: str, data: Posted) -> dict[str, str] | None:
        sent = parts(data, name, (*KEYS, "kigo", "bango"))
        if not any(sent.values()):
            return None
        value = {key: sent[key] for key in KEYS} | {"holder_kana": kana.to_katakana(sent["holder_kana"])}
        value |= _passbook(field, name, sent) if sent["kigo"] or sent["bango"] else _codes(sent)
        return value | _named(value)

    def shape(self, value: object) -> bool:
        return is_parts(value, frozenset(KEYS))

    def check(self, field: BankAccountField, name: str, value: dict[str, str]) -> list[Problem]:
        found: list[Problem] = []
        directory = banks.directory()
        if directory.bank(value["bank_code"]) is None:
            found.append(problem("bank", field, f"{name}.bank_code"))
        elif directory.branch(value["bank_code"], value["branch_code"]) is None:
            found.append(problem("branch", field, f"{name}.branch_code"))
        if value["account_type"] not in TYPES:
            found.append(problem("account_type", field, f"{name}.account_type", example="普通"))
        if not _NUMBER.fullmatch(value["account_number"]):
            found.append(problem("account_number", field, f"{name}.account_number"))
        return found + self._holder(field, f"{name}.holder_kana", value["holder_kana"])

    def _holder(self, field: BankAccountField, place: str, holder: str) -> list[Problem]:
        found = characters(field, place, holder, LONGEST)
        if not found and (not holder or kana.fold(holder).lost):
            found.append(problem("holder_kana", field, place))
        return found

    def display(self, field: BankAccountField, value: dict[str, str], language: str) -> str:
        bank, branch = value.get("bank_name", value["bank_code"]), value.get("branch_name", value["branch_code"])
        kind = TYPES[value["account_type"]].in_language(language) if value["account_type"] in TYPES else ""
        return f"{bank} {branch} {kind} {value['account_number']} {value['holder_kana']}"

    def post(self, field: BankAccountField, name: str, value: dict[str, str]) -> dict[str, list[str]]:
        book = value.get("kigo")
        keys = ("kigo", "bango", "holder_kana") if book else KEYS
        return {f"{name}.{key}": [value[key]] for key in keys}


def _codes(sent: dict[str, str]) -> dict[str, str]:
    """Codes in ASCII; a bank or branch may also be given by its exact name."""
    directory = banks.directory()
    bank = _code(sent["bank_code"], directory.search_banks)
    branch = _code(sent["branch_code"], partial(directory.search_branches, bank))
    number = normalise(sent["account_number"])
    digits = number.zfill(7) if re.fullmatch(r"\d{1,7}", number, re.ASCII) else number
    return {"bank_code": bank, "branch_code": branch, "account_number": digits}


def _code(typed: str, search: Callable[[str], Sequence[Bank | Branch]]) -> str:
    plain = normalise(typed)
    if plain.isdigit() or not typed:
        return plain
    wanted = names.search_form(typed).removesuffix("銀行").removesuffix("支店")
    return next((entry.code for entry in search(typed) if names.search_form(entry.name) == wanted), plain)


def _passbook(field: BankAccountField, name: str, sent: dict[str, str]) -> dict[str, str]:
    try:
        account = yucho.to_transfer(sent["kigo"], sent["bango"])
    except yucho.NotAPassbookNumber as error:
        raise Unreadable(problem("yucho", field, f"{name}.kigo")) from error
    return {
        "bank_code": account.bank_code,
        "branch_code": account.branch_code,
        "account_type": account.account_type,
        "account_number": account.account_number,
        "kigo": normalise(sent["kigo"]),
        "bango": normalise(sent["bango"]),
    }


def _named(value: dict[str, str]) -> dict[str, str]:
    directory = banks.directory()
    bank = directory.bank(value["bank_code"])
    branch = directory.branch(value["bank_code"], value["branch_code"])
    return {"bank_name": bank.name if bank else "", "branch_name": branch.name if branch else ""}


BANK_ACCOUNT = BankAccount()
