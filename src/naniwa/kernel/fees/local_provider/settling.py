"""The daily file of the local provider, and all that may be wrong with such a file."""

import csv
from collections.abc import Collection, Iterable
from io import StringIO
from typing import Literal

from naniwa.kernel.fees.local_provider.book import Movement

type Fault = Literal["missing", "stranger", "amount", "double", "broken"]
"""The first line left out, one of an order that nobody knows, a yen too much, a line twice, a line without a number."""

HEADS = ("transaction", "order", "kind", "amount_yen", "fee_yen", "date", "refund")
STRANGER = "00000000-0000-4000-8000-000000000000"
type Row = list[str | int]


def file(moved: Iterable[Movement], faults: Collection[Fault] = ()) -> bytes:
    """CSV with heads, a line for each movement of money."""
    out = StringIO()
    table = csv.writer(out)
    table.writerow(HEADS)
    table.writerows(_spoilt([_row(one) for one in moved], faults))
    return out.getvalue().encode()


def _row(one: Movement) -> Row:
    return [one.transaction, one.order, one.kind, one.amount_yen, one.fee_yen, one.day, one.refund]


def _spoilt(rows: list[Row], faults: Collection[Fault]) -> list[Row]:
    if not rows:
        return rows
    extra: list[Row] = []
    day, last = rows[0][5], rows[-1]
    if "double" in faults:
        extra.append(list(last))
    if "stranger" in faults:
        extra.append(["T-STRANGER", STRANGER, "captured", 500, 10, day, ""])
    if "broken" in faults:
        extra.append(["T-BROKEN", STRANGER, "captured", "many", 0, day, ""])
    if "amount" in faults:
        last[3] = int(last[3]) + 1
    return rows["missing" in faults :] + extra
