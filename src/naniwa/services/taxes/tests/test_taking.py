"""A list of bills: seen before anything changes, taken once, and charged in the ledger to the yen."""

from datetime import date
from io import BytesIO

import pytest

from naniwa.kernel.fees.models import Charge, Kind
from naniwa.library.list_files import NoHeads
from naniwa.library.workbook import Column, workbook
from naniwa.services.taxes.models import Bill
from naniwa.services.taxes.operations import importing
from naniwa.services.taxes.rules.broken import NothingToTake
from naniwa.services.taxes.rules.lines import COLUMNS, Problem
from naniwa.services.taxes.tests import register as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("system")]


def test_a_bill_of_two_instalments_is_charged_as_two() -> None:
    [bill] = make.taken(make.row(), make.row(instalment="2", due_on="46356", amount="98000円"))
    assert (bill.tax, bill.year, bill.born_on) == ("property-tax", 2026, date(1980, 1, 2))
    charges = Charge.objects.filter(reference=bill.reference).order_by("item")
    assert [(one.kind, one.item, one.amount_yen, one.due_on) for one in charges] == [
        (Kind.TAX, "1", 100_000, date(2026, 10, 31)),
        (Kind.TAX, "2", 98_000, date(2026, 11, 30)),  # as Excel keeps it: 46,356 days
    ]
    assert charges[0].title == "固定資産税・都市計画税 令和8年度 第1期"


def test_a_list_is_taken_once_and_a_number_is_registered_once() -> None:
    by = make.clerk()
    upload = make.read(make.row(), by=by)
    for _ in range(2):
        importing.take(upload=upload, by=by, now=make.NOW)
    assert Bill.objects.count() == 1
    again = make.read(make.row(), by=by)
    assert importing.assessed(again).known == ("2026-000001",)
    with pytest.raises(NothingToTake):
        importing.take(upload=again, by=by, now=make.NOW)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"number": ""}, ("number", "missing")),
        ({"number": "第1号"}, ("number", "shape")),
        ({"tax": "ふるさと税"}, ("tax", "unknown")),
        ({"year": "令和8年度"}, ("year", "long")),
        ({"year": "8"}, ("year", "shape")),
        ({"name": ""}, ("name", "missing")),
        ({"postcode": "53-1"}, ("postcode", "shape")),
        ({"born_on": "1980-13-01"}, ("born_on", "shape")),
        ({"email": "hanako"}, ("email", "shape")),
        ({"instalment": "0"}, ("instalment", "shape")),
        ({"instalment": "13"}, ("instalment", "shape")),
        ({"due_on": "10月末"}, ("due_on", "shape")),
        ({"amount": "0"}, ("amount", "shape")),
        ({"amount": "-5"}, ("amount", "shape")),
        ({"amount": "100000000000"}, ("amount", "much")),
    ],
)
def test_a_wrong_row_says_which_column_and_why(changes: dict[str, str], problem: tuple[str, str]) -> None:
    [(line, problems)] = importing.assessed(make.read(make.row(**changes))).wrong
    assert (line.number, problems) == (2, (Problem(*problem),))


def test_a_bill_with_one_wrong_row_is_left_out_whole_and_the_others_are_taken() -> None:
    found = importing.assessed(
        make.read(
            make.row(),
            make.row(instalment="2", amount="?"),
            make.row(number="2", name="𠮷野 太郎"),
            make.row(number="3"),
            make.row(number="3", instalment="2", name="別の人"),
            make.row(number="3", instalment="1"),
        )
    )
    assert [one.number for one in found.new] == ["2"]
    told = {line.number: [(one.key, one.code) for one in problems] for line, problems in found.wrong}
    assert told == {
        2: [("number", "with")],
        3: [("amount", "shape")],
        5: [("number", "with")],
        6: [("name", "other")],
        7: [("instalment", "twice")],
    }


def test_a_file_with_other_columns_is_not_taken() -> None:
    with pytest.raises(NoHeads):
        importing.receive(file=BytesIO(b"a,b\n1,2\n"), name="x.csv", by=make.clerk(), now=make.NOW)


def test_a_workbook_is_read_like_a_text_file() -> None:
    columns = [Column(head) for head in make.HEADS]
    cells = [make.ROW.get(column.key, "") for column in COLUMNS]
    content = b"".join(workbook("税", columns, [cells]))
    upload = importing.receive(file=BytesIO(content), name="bills.xlsx", by=make.clerk(), now=make.NOW)
    assert [one.number for one in importing.assessed(upload).new] == ["2026-000001"]


def test_a_my_number_is_not_kept_and_the_number_of_a_bill_may_look_like_one() -> None:
    looks_like_one = "123456789018"
    make.read(make.row(number=looks_like_one))
    with pytest.raises(importing.HoldsMyNumber):
        make.read(make.row(address=f"大阪市 {looks_like_one}"))
