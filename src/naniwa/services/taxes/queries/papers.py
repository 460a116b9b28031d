"""What stands on the letters of a batch: notices with their slips, and dunning letters."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import translation

from naniwa.kernel.documents import pdf
from naniwa.kernel.fees.models import Payment
from naniwa.kernel.fees.receipts import slip_data
from naniwa.library.wareki import format_wareki
from naniwa.library.yen import format_yen
from naniwa.services.taxes.definitions import Tax, taxes
from naniwa.services.taxes.models import Batch, Letter, LetterKind
from naniwa.services.taxes.queries import links
from naniwa.services.taxes.queries.bills import Due, Standing
from naniwa.services.taxes.queries.words import called, fiscal_year

LANGUAGE = "ja"
"""Notices of public bodies are in Japanese; the page to which they lead is in both languages."""


def letters(
    batch: Batch, letters: Sequence[Letter], standings: Sequence[Standing], slips: Mapping[int, Payment]
) -> dict[str, Any]:
    """Letters and standings are of the same bills in the same order; `slips` lie by the row of their charge."""
    with translation.override(LANGUAGE):
        told = [_letter(batch, *pair, slips) for pair in zip(letters, standings, strict=True)]
    return {"title": f"{batch.get_kind_display()} {len(told)}通", "author": batch.organisation.name, "letters": told}


def _letter(batch: Batch, letter: Letter, standing: Standing, slips: Mapping[int, Payment]) -> dict[str, Any]:
    bill, office = letter.bill, batch.organisation
    about = [due for due in standing.dues if due.instalment.number in letter.instalments]
    link = links.address(bill.reference)
    owed = [due for due in about if due.owed_yen]
    return {
        "kind": letter.kind,
        "reference": bill.reference,
        "number": bill.number,
        "date": pdf.long_date(batch.dated, language=LANGUAGE),
        "addressee": {"name": bill.name, "lines": [f"〒{bill.postcode}", bill.address]},
        "sender": {"name": office.name, "lines": [line for line in (office.hours, office.phone, office.email) if line]},
        "year": fiscal_year(bill.year, LANGUAGE),
        "tax": called(bill.tax, LANGUAGE),
        "law": _law(letter, taxes().get(bill.tax)),
        "details": bill.details,
        "total": format_yen(sum(_amount(letter, due) for due in about)),
        "rows": [_row(letter, due) for due in about],
        "slips": [slip_data(slips[due.instalment.charge_id]) for due in owed if due.instalment.charge_id in slips],
        "without_slip": [due.instalment.number for due in owed if due.instalment.charge_id not in slips],
        "link": link,
        "qr": pdf.qr(link),
    }


def _law(letter: Letter, tax: Tax | None) -> str:
    """Only an article that was confirmed stands on a letter."""
    return tax.dunning.on_letters if tax and letter.kind == LetterKind.DUNNING else "地方税法"


def _amount(letter: Letter, due: Due) -> int:
    return due.owed_yen if letter.kind == LetterKind.DUNNING else due.instalment.charge.sums.due


def _row(letter: Letter, due: Due) -> list[str]:
    """Instalment, due day, amount and, where it is dunned, the interest of that day."""
    row = [f"第{due.instalment.number}期", format_wareki(due.instalment.due_on), format_yen(_amount(letter, due))]
    if letter.kind == LetterKind.DUNNING:
        row.append(format_yen(due.late.yen) if due.late else "—")
    return row
